"""Gateways that really answer, well or badly: one for HTTP, one for SMTP.

Each remembers what it was told.  Like a real gateway the HTTP one tells a person once,
however often the same key comes.
"""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PATIENCE = 30


@dataclass
class WebServer:
    """`script` holds what the next answers are; afterwards all is well."""

    url: str = ""
    script: list[str] = field(default_factory=list)
    tries: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    """Key → words: what has reached somebody."""
    over: threading.Event = field(default_factory=threading.Event)
    yes: bytes = b'{"accepted": true}'


@contextmanager
def a_web_gateway() -> Iterator[WebServer]:
    known = WebServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            known.tries.append(body)
            known.headers.append(dict(self.headers))
            how = known.script.pop(0) if known.script else "ok"
            if how in ("ok", "lost"):
                words = body.get("text") or json.dumps(body.get("data"))
                known.told.setdefault(self.headers["Idempotency-Key"], words)
            with suppress(OSError):
                ANSWERS[how](self, known)

        def log_message(self, *_words: object) -> None:
            """Nothing on the screen."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        known.url = f"http://127.0.0.1:{server.server_port}/send"
        try:
            yield known
        finally:
            known.over.set()
            server.shutdown()
            thread.join(PATIENCE)


def _says(
    handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str
) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _slow(_handler: BaseHTTPRequestHandler, known: WebServer) -> None:
    known.over.wait(PATIENCE)


def _drips(handler: BaseHTTPRequestHandler, known: WebServer) -> None:
    """A byte now and then: no single wait is ever too long."""
    while not known.over.wait(0.05):
        handler.wfile.write(b"H")
        handler.wfile.flush()


ANSWERS: dict[str, Any] = {
    "ok": lambda h, k: _says(h, 200, k.yes),
    "lost": lambda _h, _k: None,  # it has the message, and hangs up
    "no": lambda h, _k: _says(h, 200, b'{"accepted": false}'),
    "login page": lambda h, _k: _says(h, 200, b"<html>Sign in</html>"),
    "a list": lambda h, _k: _says(h, 200, b"[1]"),
    "deep": lambda h, _k: _says(h, 200, b"[" * 60_000),
    "not even text": lambda h, _k: _says(h, 200, b"\xff\xfe\x00"),
    "broken": lambda h, _k: _says(h, 500, b'{"accepted": true}'),
    "wrong token": lambda h, _k: _says(h, 401, b'{"error": "token"}'),
    "elsewhere": lambda h, k: _says(h, 307, b"", Location=k.url),
    "refused": lambda h, _k: _says(h, 422, b'{"error": "blocked number"}'),
    "refused by a proxy": lambda h, _k: _says(h, 400, b"<html>Bad Request</html>"),
    "slow": _slow,
    "drips": _drips,
    "no http": lambda h, _k: h.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n"),
}


@dataclass
class MailServer:
    """`answers` are its replies to a command, where they are not the usual ones."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    mails: list[tuple[str, str]] = field(default_factory=list)
    """Recipient and the whole mail."""


@contextmanager
def a_mail_gateway() -> Iterator[MailServer]:
    known = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                _talk(self, known)

    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False
        known.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield known
        finally:
            server.shutdown()
            thread.join(PATIENCE)


USUAL = {"EHLO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on"}


def _talk(handler: socketserver.StreamRequestHandler, known: MailServer) -> None:
    def say(words: str) -> None:
        handler.wfile.write(f"{words}\r\n".encode())

    say(known.answers.get("hello", "220 here"))
    recipient = ""
    while line := handler.rfile.readline().decode():
        command = line[:4].upper()
        if command == "RCPT":
            recipient = line.partition("<")[2].partition(">")[0]
        answer = known.answers.get(command, USUAL.get(command, "250 ok"))
        say(answer)
        if command == "DATA" and answer.startswith("354"):
            mail = "".join(_until_the_dot(handler))
            taken = known.answers.get("end", "250 taken")
            if taken.startswith("250"):
                known.mails.append((recipient, mail))
            say(taken)


def _until_the_dot(handler: socketserver.StreamRequestHandler) -> Iterator[str]:
    while (line := handler.rfile.readline().decode()) not in (".\r\n", ""):
        yield line
