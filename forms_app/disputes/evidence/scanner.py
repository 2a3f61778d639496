"""A virus scanner on this machine, if the operator has one: clamd at a UNIX socket.

Asked before anything opens the file.  When it does not answer, files are refused, not
let through: whoever sets a scanner up wants each file looked at.
"""

from __future__ import annotations

import socket
import struct

from forms_app.refusals import FileInfected, ScannerAway

CHUNK = 64 * 1024
SECONDS = 30


def must_be_clean(path: str, content: bytes) -> None:
    """Ask clamd at this socket (INSTREAM, see clamd(8)); FileInfected, ScannerAway."""
    try:
        answer = _asked(path, content)
    except OSError as away:
        raise ScannerAway from away
    if answer.endswith(b"FOUND"):
        raise FileInfected
    if not answer.endswith(b"OK"):
        raise ScannerAway


def _asked(path: str, content: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
        clamd.settimeout(SECONDS)
        clamd.connect(path)
        clamd.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            clamd.sendall(struct.pack("!I", len(part)) + part)
        clamd.sendall(struct.pack("!I", 0))
        told = b""
        while not told.endswith(b"\0"):
            more = clamd.recv(CHUNK)
            if not more:
                break
            told += more
    return told.rstrip(b"\0\n ")
