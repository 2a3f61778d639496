"""What a piece of work reads, noted while it works.

Whoever builds a page or checks a record asks the catalogue; the catalogue notes the
question here.  The work need be done again only when the answer to one of its
questions would be another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, ValuesView
from typing import Any, Protocol, TypeVar

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
Key = tuple[Any, ...]
"""A question: (table, id), (table, "*") for all its records, ("ids of", table) for
their ids alone, ("ids", index, value) for the records an index leads to, ("once",
module, name, arguments) and the language if it is another than zh-Hans."""
EVERYTHING = "*"
IDS_OF = "ids of"
TEMPLATE, SHELL, EDITION = "template", "shell", "edition"


def template_key(name: str) -> Key:
    """How does this template look, with all it includes?"""
    return (TEMPLATE, name)


def edition_key(url: str) -> Key:
    """In which languages is there a page at this address?"""
    return (EDITION, url)


def shell_key(section: str) -> Key:
    """How does the empty page of this section look?"""
    return (SHELL, section)


Made = TypeVar("Made", bound=Callable[..., Any])
WORTH_KEEPING: set[tuple[str, str]] = set()
"""Modules and names of shared parts whose values the next build finds in the notes."""


def worth_keeping(make: Made) -> Made:
    """Of a function for `catalogue.once`: reading its value back is cheaper than it.

    The value is made of what `packing` knows: records, texts and plain values.
    """
    WORTH_KEEPING.add((make.__module__, make.__qualname__))
    return make


def _nobody(_key: Key) -> None:
    """No work is going on."""


class Watch:
    """Notes keys for whatever work is going on; free when none is."""

    __slots__ = ("note",)

    def __init__(self) -> None:
        self.note: Callable[[Key], None] = _nobody

    def noting(self) -> Noting:
        """The keys noted inside the block, and only there."""
        return Noting(self)


class Noting:
    """A block of work; hundreds of thousands are entered in a build of a city."""

    __slots__ = ("_before", "_watch")

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def __enter__(self) -> set[Key]:
        keys: set[Key] = set()
        self._before, self._watch.note = self._watch.note, keys.add
        return keys

    def __exit__(self, *_: object) -> None:
        self._watch.note = self._before


class Shelf(Protocol[R_co]):
    """Where a table's records come from."""

    def ids(self) -> Mapping[str, object]: ...

    def load(self, record_id: str) -> R_co: ...


class Table(Mapping[str, R]):
    """Records by id, each fetched when it is first asked for; questions are noted."""

    __slots__ = ("_ids", "_shelf", "_watch", "name")

    def __init__(self, name: str, shelf: Shelf[R], watch: Watch) -> None:
        self.name = name
        self._shelf = shelf
        self._ids = shelf.ids()
        self._watch = watch

    def __getitem__(self, record_id: str) -> R:
        self._watch.note((self.name, record_id))
        if record_id not in self._ids:
            raise KeyError(record_id)
        return self._shelf.load(record_id)

    def get(self, record_id: str, default: Any = None) -> Any:
        self._watch.note((self.name, record_id))
        if record_id not in self._ids:
            return default
        return self._shelf.load(record_id)

    def __contains__(self, record_id: object) -> bool:
        self._watch.note((self.name, record_id))
        return record_id in self._ids

    def __iter__(self) -> Iterator[str]:
        self._watch.note((IDS_OF, self.name))
        return iter(self._ids)

    def __len__(self) -> int:
        self._watch.note((IDS_OF, self.name))
        return len(self._ids)

    def values(self) -> ValuesView[R]:
        return _Values(self)

    def every(self) -> Iterator[R]:
        """All records; noted as one question."""
        self._watch.note((self.name, EVERYTHING))
        return map(self._shelf.load, self._ids)


class _Values(ValuesView[R]):
    """The records of a table without a note for each of them."""

    __slots__ = ()
    _mapping: Table[R]

    def __iter__(self) -> Iterator[R]:
        return self._mapping.every()


class Focus:
    """The one record a check is about; `table` is '' while it is about none."""

    __slots__ = ("met", "record", "record_id", "table")

    def __init__(self) -> None:
        self.met = 0
        """How often somebody has met it while walking through records."""
        self.turn_away()

    def turn_to(self, table: str, record_id: str, record: Any) -> None:
        self.table, self.record_id, self.record = table, record_id, record

    def turn_away(self) -> None:
        self.table, self.record_id, self.record = "", "", None


class FocusedTable(Mapping[str, R]):
    """A table in which only the record in focus can be met by walking through.

    Looking others up by their id works as ever.  So a rule that walks through its
    subjects and looks up what they name can be asked about one subject alone.
    """

    __slots__ = ("_focus", "_table")

    def __init__(self, table: Table[R], focus: Focus) -> None:
        self._table = table
        self._focus = focus

    def __getitem__(self, record_id: str) -> R:
        return self._table[record_id]

    def get(self, record_id: str, default: Any = None) -> Any:
        return self._table.get(record_id, default)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._table

    def __iter__(self) -> Iterator[str]:
        return iter((self._focus.record_id,) if self._in_focus() else ())

    def __len__(self) -> int:
        return int(self._in_focus())

    def values(self) -> Any:
        """The record in focus, or none: asked very often, so in the shortest way."""
        return (self._focus.record,) if self._in_focus() else ()

    def _in_focus(self) -> bool:
        if self._focus.table != self._table.name:
            return False
        self._focus.met += 1
        return True
