"""A virus scanner is asked when there is one; without its word no file is taken."""

from __future__ import annotations

import socket
import struct
import threading
from pathlib import Path

import pytest

from forms_app.disputes.evidence import filing, scanner
from forms_app.refusals import FileInfected, FileRefused, Refusal, ScannerAway
from forms_app.settings import Settings

CONTENT = b"x" * (scanner.CHUNK + 5)


class Clamd:
    """What clamd does with one file: reads it whole, then says its word."""

    def __init__(self, folder: Path, says: bytes) -> None:
        self.path, self.says, self.got = str(folder / "clamd"), says, b""
        self.door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.door.bind(self.path)
        self.door.listen(1)
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        with self.door, self.door.accept()[0] as line:
            read = line.makefile("rb")
            assert read.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!I", read.read(4))[0]:
                self.got += read.read(size)
            read.close()
            line.sendall(self.says)


@pytest.mark.parametrize(
    ("says", "refusal"),
    [
        (b"stream: OK\0", None),
        (b"stream: Eicar-Test-Signature FOUND\0", FileInfected),
        (b"INSTREAM size limit exceeded. ERROR\0", ScannerAway),
        (b"", ScannerAway),
    ],
)
def test_the_scanner_has_the_word(
    tmp_path: Path, says: bytes, refusal: type[Refusal] | None
) -> None:
    clamd = Clamd(tmp_path, says)
    try:
        scanner.must_be_clean(clamd.path, CONTENT)
        said = None
    except Refusal as no:
        said = type(no)
    clamd.thread.join()

    assert said is refusal
    assert clamd.got == CONTENT


def test_a_scanner_that_is_away_lets_nothing_through(tmp_path: Path) -> None:
    with pytest.raises(ScannerAway):
        scanner.must_be_clean(str(tmp_path / "nobody"), CONTENT)


def test_it_is_asked_before_the_file_is_opened(tmp_path: Path) -> None:
    environ = {"DOORSTEP_CLAMD": str(tmp_path / "nobody")}
    settings = Settings.from_environment(environ, tmp_path)

    with pytest.raises(ScannerAway):
        filing.cleaned(b"no picture", "", settings.clamd)
    with pytest.raises(FileRefused):
        filing.cleaned(b"no picture", "")
