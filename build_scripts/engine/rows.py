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
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from itertools import accumulate, chain, compress, pairwise, repeat
from operator import not_
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

    def __init__(self, data: bytes, start: int, ends: array[int]) -> None:
        self._data = data
        self._start = start
        self._ends = ends
        """Where each cell ends, from where the first one begins."""

    @staticmethod
    def of(cells: Collection[bytes]) -> _Column:
        return _Column(b"".join(cells), 0, ends_of(cells))

    @property
    def end(self) -> int:
        return self._start + (self._ends[-1] if self._ends else 0)

    def __getitem__(self, row: int) -> bytes:
        start = self._start + (self._ends[row - 1] if row else 0)
        return self._data[start : self._start + self._ends[row]]

    def __iter__(self) -> Iterator[bytes]:
        told = self._data[self._start : self.end]
        return (told[a:b] for a, b in pairwise(chain((0,), self._ends)))

    def holding(self, marks: Collection[Mark]) -> Iterator[int]:
        """The rows in which one of the marks stands."""
        told = -1
        for place in places(self._data, marks, self._start, self.end):
            at = place - self._start
            if at >= told:
                row = bisect_right(self._ends, at)
                told = self._ends[row]
                yield row


def ends_of(cells: Iterable[bytes]) -> array[int]:
    return array("I", accumulate(map(len, cells)))


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
        names, ends = marshal.loads(packed[_HEAD : _HEAD + size])  # noqa: S302 - our own, checked by digest
        rows, at = Rows(0), len(data) - len(packed) + _HEAD + size
        for told in ends:
            column = _Column(data, at, array("I", told))
            rows._columns.append(column)
            at = column.end
        rows._names, rows._size, rows.news = names, len(packed), news
        return rows

    def packed(self) -> Iterator[bytes]:
        """Everything in pieces, news and all."""
        names = list(self)
        columns = [list(self.column(at)) for at in range(len(self._columns))]
        head = marshal.dumps((names, [ends_of(cells).tobytes() for cells in columns]))
        yield len(head).to_bytes(_HEAD, "little")
        yield head
        yield from map(b"".join, columns)

    def has_much_news(self) -> bool:
        """Whether it is time to write everything anew."""
        cells = (cell for row in self.news.values() if row for cell in row)
        return sum(map(len, cells)) * MUCH >= self._size

    def __len__(self) -> int:
        return len(self.names())

    def __contains__(self, name: object) -> bool:
        if name in self.news:
            return self.news[name] is not None
        return name in self._rows()

    def __iter__(self) -> Iterator[Any]:
        return chain(compress(self._names, self._untouched()), self._put())

    def names(self) -> Set[Any]:
        """The same, to be compared with others."""
        if not self.news:
            return self._rows().keys()
        return (self._rows().keys() - self.news.keys()).union(self._put())

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
        yield from compress(self._columns[column], self._untouched())
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

    def _untouched(self) -> Iterator[bool]:
        """Of each row that was kept, whether there are no news of it."""
        if not self.news:
            return repeat(True)
        return map(not_, map(self.news.__contains__, self._names))

    def _put(self) -> Iterator[Any]:
        return (name for name, cells in self.news.items() if cells is not None)

    def _rows(self) -> dict[Any, int]:
        if self._row_of is None:
            self._row_of = dict(zip(self._names, range(len(self._names)), strict=True))
        return self._row_of
