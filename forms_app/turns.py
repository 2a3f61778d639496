"""Writers of one SQLite file wait in a line.

SQLite's own waiting sleeps and asks again: the lock lies idle in between, and who is
unlucky waits for seconds.  Here threads wait for each other, then processes in the
kernel.  It is courtesy only: what keeps bookings apart is BEGIN IMMEDIATE, so a command
that does not queue, or a line that cannot be made, harms nobody.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy.exc import TimeoutError as WaitedTooLong


class Line:
    """The line before one database file."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}-turn")
        self._thread = threading.Lock()
        self._file: int | None = None

    @contextmanager
    def turn(self, seconds: float) -> Iterator[None]:
        """For the length of the block nobody else in the line writes.

        WaitedTooLong: another thread of this process has not finished in time.
        """
        if not self._thread.acquire(timeout=seconds):
            raise WaitedTooLong("the line before the database does not move")
        try:
            file = self._opened()
            if file is None:
                yield
                return
            fcntl.flock(file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(file, fcntl.LOCK_UN)
        finally:
            self._thread.release()

    def _opened(self) -> int | None:
        """A file beside the database, never the database: closing that loses its locks."""
        if self._file is None:
            try:
                flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
                self._file = os.open(self._path, flags, 0o600)
            except OSError:
                return None
        return self._file


@cache
def line_of(database: Path) -> Line:
    """One line a file and process."""
    return Line(database)
