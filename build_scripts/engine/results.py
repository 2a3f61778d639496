"""What came of the work of this build and of earlier ones, unpacked when asked for."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_scripts.engine.rows import Rows

PAGES = "pages"
"""The kind of a name that is an address; any other name begins with its kind."""
Wanted = Mapping[str, Mapping[Any, object]]
"""Kind of work → all there is to do of it, by name."""
ASKED, RESULT = range(2)
"""The columns of a kind of work."""


def kind_of(name: Any) -> str:
    return PAGES if isinstance(name, str) else str(name[0])


def by_kind(names: Iterable[tuple[str, ...]]) -> dict[str, dict[Any, None]]:
    """Of names that are no addresses."""
    found: dict[str, dict[Any, None]] = {}
    for name in names:
        found.setdefault(name[0], {})[name] = None
    return found


def packed(result: Any) -> bytes:
    return marshal.dumps(result)


class Results(Mapping[Any, Any]):
    """Name of a piece of work → what came of it: bytes and other plain values."""

    def __init__(self, work: Mapping[str, Rows]) -> None:
        """`work` holds the rows of each kind."""
        self._work = work

    def names(self, kind: str) -> Iterator[Any]:
        """The names of one kind of work."""
        return iter(self._work.get(kind, ()))

    def of(self, kind: str) -> dict[Any, Any]:
        """The results of one kind of work, by name."""
        rows = self._work.get(kind)
        if rows is None:
            return {}
        return dict(zip(rows, map(marshal.loads, rows.column(RESULT)), strict=True))

    def __getitem__(self, name: Any) -> Any:
        return marshal.loads(self._work[kind_of(name)].cell(name, RESULT))  # noqa: S302 - our own, checked by digest

    def __iter__(self) -> Iterator[Any]:
        for rows in self._work.values():
            yield from rows

    def __len__(self) -> int:
        return sum(map(len, self._work.values()))
