"""Which ids exist, those of unreadable files included: no follow-up problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from difflib import get_close_matches

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.walk import Reference, references
from build_scripts.catalogue.watch import EVERYTHING, Watch
from build_scripts.shared.frozen import Frozen

TOPICS = "topics"
KNOWN = "known"
HAS = "has"


class Names(Frozen):
    """The ids of every table."""

    known: Mapping[str, Set[str]]
    complete: Mapping[str, bool]
    """False for a table of which not all ids could be read."""
    places: tuple[Reference, ...] = ()
    """Every place that names a record, walked once for all rules."""

    def missing(self, wanted: str, *tables: str) -> bool:
        """No table has it, and none of them could still have it."""
        for table in tables:
            if not self.complete.get(table, True) or wanted in self.ids(table):
                return False
        return True

    def ids(self, table: str) -> Set[str]:
        return self.known.get(table, frozenset())

    def nearest(self, wanted: str, *tables: str) -> str:
        """The id somebody probably meant, or ""."""
        ids = sorted({key for table in tables for key in self.ids(table)})
        near = get_close_matches(wanted, ids, n=1)
        return near[0] if near else ""


class KnownIds(Set[str]):
    """The ids of a table; what is asked of them is noted."""

    __slots__ = ("_ids", "_table", "_watch")

    def __init__(self, table: str, ids: Collection[str], watch: Watch) -> None:
        self._table = table
        self._ids = ids
        self._watch = watch

    def __contains__(self, wanted: object) -> bool:
        self._watch.note((HAS, self._table, wanted))
        return wanted in self._ids

    def __iter__(self) -> Iterator[str]:
        self._watch.note((KNOWN, self._table))
        return iter(self._ids)

    def __len__(self) -> int:
        self._watch.note((KNOWN, self._table))
        return len(self._ids)


def names_in(inventory: Inventory, catalogue: Catalogue) -> Names:
    """All names but no places: `with_places` adds those of the catalogue's focus."""
    tables = {*inventory.records, *inventory.broken}
    known: dict[str, Set[str]] = {
        table: KnownIds(table, known_ids(inventory, table), catalogue.watch)
        for table in tables
    }
    known[TOPICS] = frozenset(topic.id for topic in catalogue.config.topics)
    complete = dict.fromkeys(inventory.unread, False)
    complete[TOPICS] = inventory.has_settings
    return Names(known, complete)


def known_ids(inventory: Inventory, table: str) -> frozenset[str]:
    records = inventory.records.get(table, {})
    return frozenset(records) | inventory.broken.get(table, set())


def with_places(names: Names, catalogue: Catalogue) -> Names:
    return Names(names.known, names.complete, tuple(references(catalogue)))


__all__ = ["EVERYTHING", "HAS", "KNOWN", "KnownIds", "Names", "known_ids", "names_in"]
