"""How far a long build is, said on the terminal; a quick one says nothing."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from typing import TextIO

QUIET_SECONDS = 2.0
REWRITE_SECONDS = 0.1
LINE_SECONDS = 5.0
"""Between two lines where nothing can be rewritten: a log, a pipe."""
CLEAR_LINE = "\r\x1b[K"


class Progress:
    """Call it with (pages done, pages to do) as often as you like; `end` it once.

    On a terminal one line is rewritten in place and gone at the end; elsewhere there
    is a plain line every few seconds.  `clock` counts seconds from any moment on.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._rewrites = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._speaks_at = clock() + QUIET_SECONDS
        self._first: tuple[float, int] | None = None
        self._on_screen = False

    def __call__(self, done: int, to_do: int) -> None:
        now = self._clock()
        if self._first is None or done < self._first[1]:
            self._first = (now, done)
        if now < self._speaks_at or done >= to_do:
            return
        words = _words(done, to_do, self._rate(now, done))
        if self._rewrites:
            self._stream.write(CLEAR_LINE + words)
            self._on_screen = True
            self._speaks_at = now + REWRITE_SECONDS
        else:
            self._stream.write(words + "\n")
            self._speaks_at = now + LINE_SECONDS
        self._stream.flush()

    def end(self) -> None:
        """Leave a clean line, however the build ended."""
        if self._on_screen:
            self._stream.write(CLEAR_LINE)
            self._stream.flush()
            self._on_screen = False

    def _rate(self, now: float, done: int) -> float:
        """Pages a second since the first page; 0.0 while nobody can tell."""
        since, before = self._first or (now, done)
        return (done - before) / (now - since) if now > since else 0.0


def _words(done: int, to_do: int, rate: float) -> str:
    """'已生成 900/3000 页，每秒 450 页，还要 5 秒'"""
    words = f"已生成 {done}/{to_do} 页"
    if rate <= 0:
        return words
    left = math.ceil((to_do - done) / rate)
    return f"{words}，每秒 {rate:.0f} 页，还要 {_duration(left)}"


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
