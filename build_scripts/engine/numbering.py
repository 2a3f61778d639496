"""Questions as numbers: what a page has asked travels and is kept as a few bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, compress, count
from typing import Any

from build_scripts.catalogue.watch import Key

Numbers = bytes
"""Numbers of questions, four bytes each."""


def as_bytes(numbers: Iterable[int]) -> Numbers:
    return array("I", numbers).tobytes()


def as_numbers(packed: Numbers) -> array[int]:
    return array("I", packed)


class Numbering(dict[Key, int]):
    """The questions one worker has met, numbered in that order."""

    def __init__(self) -> None:
        super().__init__()
        self._fresh: list[Key] = []

    def __missing__(self, key: Key) -> int:
        self._fresh.append(key)
        number = self[key] = len(self)
        return number

    def of(self, read: Iterable[Key]) -> Numbers:
        return as_bytes([self[key] for key in read])

    def news(self) -> list[Key]:
        """The questions met since this was last asked."""
        fresh, self._fresh = self._fresh, []
        return fresh


def readers(rows: Mapping[Any, Numbers], wanted: Iterable[int]) -> Iterator[Any]:
    """The names of the rows that hold one of the numbers.

    One walk over all rows laid end to end, in C: 10 ms for 500,000 numbers, a sixth of
    what looking into one row after the other takes.
    """
    flat = as_numbers(b"".join(rows.values()))
    sought = map(frozenset(wanted).__contains__, flat)
    hits = compress(count(), sought)
    hit = next(hits, None)
    ends = accumulate(map(len, rows.values()))
    for name, end in zip(rows, ends, strict=True):
        if hit is None:
            return
        if hit * flat.itemsize < end:
            yield name
            while hit is not None and hit * flat.itemsize < end:
                hit = next(hits, None)
