"""Which ids exist, those of unreadable files included: no follow-up problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import Reading
from build_scripts.catalogue.walk import Reference, references


@dataclass(frozen=True, slots=True)
class Names:
    """The ids of every table."""

    known: Mapping[str, frozenset[str]]
    complete: Mapping[str, bool]
    """False for a table of which not all ids could be read."""
    places: tuple[Reference, ...] = ()
    """Every place that names a record, walked once for all rules."""

    def missing(self, wanted: str, *tables: str) -> bool:
        """No table has it, and none of them could still have it."""
        return all(
            self.complete.get(table, True) and wanted not in self.ids(table)
            for table in tables
        )

    def ids(self, table: str) -> frozenset[str]:
        return self.known.get(table, frozenset())

    def nearest(self, wanted: str, *tables: str) -> str:
        """The id somebody probably meant, or ""."""
        ids = sorted(frozenset().union(*(self.ids(table) for table in tables)))
        near = get_close_matches(wanted, ids, n=1)
        return near[0] if near else ""


def names_in(reading: Reading, catalogue: Catalogue) -> Names:
    tables = {*reading.records, *reading.broken}
    known = {
        table: frozenset(reading.records[table]) | frozenset(reading.broken[table])
        for table in tables
    }
    config = reading.config
    known["topics"] = (
        frozenset(topic.id for topic in config.topics) if config else frozenset()
    )
    complete = dict.fromkeys(reading.unread, False)
    complete["topics"] = config is not None
    return Names(known, complete, tuple(references(catalogue)))
