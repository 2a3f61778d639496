"""Rows of bytes by name, many of which are read and kept at once.

The cells of a column lie end to end.  So notes on 30,000 pages come back as a few long
strings of bytes, in which marks are sought and of which only what somebody asks for is
unpacked.  What a build puts or drops lies over them, and is kept apart from them until
there is much of it.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

from build_scripts.engine.marks import Mark, places

Cells = tuple[bytes, ...]
News = dict[Any, Cells | None]
"""Rows that were put since; None for one that was dropped."""
MUCH = 8
"""Where the news are one part in so many, everything is written anew."""
_HEAD = 8
"""Bytes of the number that tells how long names and lengths are."""


class _Column:
    """Cells end to end, somewhere in a string of bytes."""

    def __init__(self, data: bytes, start: int, lengths: array[int]) -> None:
        self._data = data
        self._ends = array("Q", accumulate(lengths, initial=start))
        """Where each cell begins, and the end of the last one."""

    @staticmethod
    def of(cells: Collection[bytes]) -> _Column:
        return _Column(b"".join(cells), 0, array("I", map(len, cells)))

    def __getitem__(self, row: int) -> bytes:
        start, end = self._ends[row : row + 2]
        return self._data[start:end]

    def holding(self, marks: Collection[Mark]) -> Iterator[int]:
        """The rows in which one of the marks stands."""
        told = -1
        for at in places(self._data, marks, self._ends[0], self._ends[-1]):
            if at >= told:
                row = bisect_right(self._ends, at) - 1
                told = self._ends[row + 1]
                yield row


class Rows:
    """Name → cells: what was kept, and over it the news."""

    def __init__(self, width: int) -> None:
        self.news: News = {}
        self._names: Sequence[Any] = ()
        self._columns = [_Column.of(()) for _ in range(width)]
        self._row_of: dict[Any, int] | None = None
        self._size = 0

    @staticmethod
    def unpacked(packed: memoryview, news: News) -> Rows:
        """What was `packed`, and the news since then.

        The view is of the end of some bytes: the columns stay where they are in them.
        """
        data: Any = packed.obj
        size = int.from_bytes(packed[:_HEAD], "little")
        names, lengths = marshal.loads(packed[_HEAD : _HEAD + size])  # noqa: S302 - our own, checked by digest
        rows, at = Rows(0), len(data) - len(packed) + _HEAD + size
        for told in (array("I", column) for column in lengths):
            rows._columns.append(_Column(data, at, told))
            at += sum(told)
        rows._names, rows._size, rows.news = names, len(packed), news
        return rows

    def packed(self) -> Iterator[bytes]:
        """Everything in pieces, news and all."""
        names = list(self)
        columns = [list(self.column(at)) for at in range(len(self._columns))]
        lengths = [array("I", map(len, cells)).tobytes() for cells in columns]
        head = marshal.dumps((names, lengths))
        yield len(head).to_bytes(_HEAD, "little")
        yield head
        yield from map(b"".join, columns)

    def has_much_news(self) -> bool:
        """Whether it is time to write everything anew."""
        cells = (cell for row in self.news.values() if row for cell in row)
        return sum(map(len, cells)) * MUCH >= self._size

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        if name in self.news:
            return self.news[name] is not None
        return name in self._rows()

    def __iter__(self) -> Iterator[Any]:
        yield from (name for name in self._names if name not in self.news)
        yield from (name for name, cells in self.news.items() if cells is not None)

    def cell(self, name: Any, column: int) -> bytes:
        """KeyError when there is no such row."""
        if name in self.news:
            return self.cells(name)[column]
        return self._columns[column][self._rows()[name]]

    def cells(self, name: Any) -> Cells:
        """KeyError when there is no such row."""
        if name not in self.news:
            row = self._rows()[name]
            return tuple(column[row] for column in self._columns)
        cells = self.news[name]
        if cells is None:
            raise KeyError(name)
        return cells

    def column(self, column: int) -> Iterator[bytes]:
        """The cells of all rows, in the order of their names."""
        kept = self._columns[column]
        for row, name in enumerate(self._names):
            if name not in self.news:
                yield kept[row]
        yield from (cells[column] for cells in self.news.values() if cells is not None)

    def put(self, name: Any, *cells: bytes) -> None:
        if name not in self or self.cells(name) != cells:
            self.news[name] = cells

    def drop(self, names: Iterable[Any]) -> None:
        self.news.update(dict.fromkeys(names))

    def holding(self, marks: Collection[Mark], column: int) -> Iterator[Any]:
        """The names of the rows in whose column one of the marks stands."""
        for row in self._columns[column].holding(marks):
            name = self._names[row]
            if name not in self.news:
                yield name
        put = [(name, cells) for name, cells in self.news.items() if cells is not None]
        for row in _Column.of([cells[column] for _, cells in put]).holding(marks):
            yield put[row][0]

    def _rows(self) -> dict[Any, int]:
        if self._row_of is None:
            self._row_of = dict(zip(self._names, range(len(self._names)), strict=True))
        return self._row_of
