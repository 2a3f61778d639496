"""Rows of bytes by name, many of which are read and kept at once.

The cells of a column lie end to end.  So notes on 30,000 pages come back as a few long
strings of bytes, in which marks are sought and of which only what somebody asks for is
unpacked; an edit puts its rows in between and leaves the others as they are.
"""

from __future__ import annotations

import marshal
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from itertools import accumulate
from typing import Any

from build_scripts.engine.marks import Mark, places

Cells = tuple[bytes, ...]


class _Column:
    """Cells end to end."""

    def __init__(self, lengths: array[int], flat: bytes) -> None:
        self.lengths = lengths
        self.flat = flat
        self._bounds: array[int] | None = None

    @staticmethod
    def of(cells: Collection[bytes]) -> _Column:
        return _Column(array("I", map(len, cells)), b"".join(cells))

    @property
    def bounds(self) -> array[int]:
        """Where each cell begins, and the end of the last one."""
        if self._bounds is None:
            self._bounds = array("I", accumulate(self.lengths, initial=0))
        return self._bounds

    def __getitem__(self, row: int) -> bytes:
        start, end = self.bounds[row : row + 2]
        return self.flat[start:end]

    def changed(self, cells: Mapping[int, bytes], more: Collection[bytes]) -> _Column:
        """With other cells in some rows, and more rows at the end."""
        lengths, parts, done = self.lengths[:], list[bytes](), 0
        for row, cell in sorted(cells.items()):
            start, end = self.bounds[row : row + 2]
            parts += (self.flat[done:start], cell)
            lengths[row], done = len(cell), end
        parts += (self.flat[done:], *more)
        lengths.extend(map(len, more))
        return _Column(lengths, b"".join(parts))


class Rows:
    """Name → cells: what was kept, and over it what this build has put."""

    def __init__(self, width: int) -> None:
        self.changed = False
        self._names: list[Any] = []
        self._columns = [_Column(array("I"), b"") for _ in range(width)]
        self._row_of: dict[Any, int] | None = None
        self._fresh: dict[Any, Cells] = {}

    @staticmethod
    def unpacked(packed: bytes | memoryview) -> Rows:
        names, columns = marshal.loads(packed)  # noqa: S302 - our own, checked by digest
        rows = Rows(0)
        rows._names = names
        rows._columns = [_Column(array("I", told), flat) for told, flat in columns]
        return rows

    def packed(self) -> bytes:
        self._settle()
        columns = [(c.lengths.tobytes(), c.flat) for c in self._columns]
        return marshal.dumps((self._names, columns))

    def __len__(self) -> int:
        return len(self._rows().keys() | self._fresh.keys())

    def __contains__(self, name: object) -> bool:
        return name in self._fresh or name in self._rows()

    def __iter__(self) -> Iterator[Any]:
        self._settle()
        return iter(self._names)

    def cell(self, name: Any, column: int) -> bytes:
        """KeyError when there is no such row."""
        fresh = self._fresh.get(name)
        if fresh is not None:
            return fresh[column]
        return self._columns[column][self._rows()[name]]

    def cells(self, name: Any) -> Cells:
        return tuple(self.cell(name, column) for column in range(len(self._columns)))

    def column(self, column: int) -> Iterator[bytes]:
        """The cells of all rows, in the order of their names."""
        self._settle()
        return map(self._columns[column].__getitem__, range(len(self._names)))

    def put(self, name: Any, *cells: bytes) -> None:
        if name not in self or self.cells(name) != cells:
            self._fresh[name] = cells
            self.changed = True

    def drop(self, names: Collection[Any]) -> None:
        self._settle()
        kept = [row for row, name in enumerate(self._names) if name not in names]
        self._names = [self._names[row] for row in kept]
        self._columns = [_Column.of([c[row] for row in kept]) for c in self._columns]
        self._row_of = None
        self.changed = True

    def holding(self, marks: Collection[Mark], column: int) -> Iterator[Any]:
        """The names of the rows in whose column one of the marks stands."""
        self._settle()
        looked, told = self._columns[column], -1
        for at in places(looked.flat, marks):
            if at >= told:
                row = bisect_right(looked.bounds, at) - 1
                told = looked.bounds[row + 1]
                yield self._names[row]

    def _rows(self) -> dict[Any, int]:
        if self._row_of is None:
            self._row_of = dict(zip(self._names, range(len(self._names)), strict=True))
        return self._row_of

    def _settle(self) -> None:
        """Put what is fresh among the rest."""
        if not self._fresh:
            return
        rows, fresh = self._rows(), self._fresh
        there = {rows[name]: cells for name, cells in fresh.items() if name in rows}
        more = {name: cells for name, cells in fresh.items() if name not in rows}
        self._columns = [
            column.changed(
                {row: cells[at] for row, cells in there.items()},
                [cells[at] for cells in more.values()],
            )
            for at, column in enumerate(self._columns)
        ]
        self._names = [*self._names, *more]
        self._row_of, self._fresh = None, {}
