"""What came of the work of earlier builds: read kind by kind, when somebody asks.

Most edits touch a few kinds of work.  What the others came to stays in the file in
which it lies, and the next build gets that file under its own name.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

PAGES = "pages"
"""The kind of a name that is an address; any other name begins with its kind."""


def kind_of(name: Any) -> str:
    return PAGES if isinstance(name, str) else str(name[0])


class Results(MutableMapping[Any, Any]):
    """Name of a piece of work → what came of it: bytes and other plain values."""

    def __init__(self, packed: Mapping[str, bytes | memoryview] | None = None) -> None:
        self._packed = dict(packed or {})
        """Kind → its results, until they are asked for."""
        self._read: dict[str, dict[Any, Any]] = {}
        self.changed: set[str] = set()
        """Kinds that are not as they were kept."""

    def of(self, kind: str) -> dict[Any, Any]:
        """The results of one kind of work, by name; only to look at."""
        found = self._read.get(kind)
        if found is None:
            packed = self._packed.get(kind)
            found = self._read[kind] = {} if packed is None else marshal.loads(packed)  # noqa: S302 - our own, checked by digest
        return found

    def kinds(self) -> list[str]:
        """Every kind of which there is something."""
        known = self._packed.keys() | self._read.keys()
        return sorted(kind for kind in known if self._read.get(kind, True))

    def packed(self, kind: str) -> bytes:
        return marshal.dumps(self.of(kind))

    def __getitem__(self, name: Any) -> Any:
        return self.of(kind_of(name))[name]

    def __setitem__(self, name: Any, result: Any) -> None:
        kind = kind_of(name)
        self.of(kind)[name] = result
        self.changed.add(kind)

    def __delitem__(self, name: Any) -> None:
        kind = kind_of(name)
        del self.of(kind)[name]
        self.changed.add(kind)

    def __iter__(self) -> Iterator[Any]:
        for kind in self.kinds():
            yield from self.of(kind)

    def __len__(self) -> int:
        return sum(len(self.of(kind)) for kind in self.kinds())
