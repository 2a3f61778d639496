"""The version of the answer to each question: equal versions mean equal answers.

What an index finds has none: `changes.py` looks at the records that came or went.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.names import HAS, KNOWN, known_ids
from build_scripts.catalogue.watch import EVERYTHING, IDS_OF, Key

FILE, WHOLE = "file", "whole"


class Versions:
    """Answers of one inventory, seen with drafts (checks) or without (pages)."""

    def __init__(self, inventory: Inventory, *, drafts: bool) -> None:
        self._inventory = inventory
        self._drafts = drafts
        self._tables: dict[str, Any] = {}
        self._special: Mapping[str, Callable[..., Any]] = {
            WHOLE: inventory.is_whole,
            KNOWN: self._known,
            HAS: self._has,
            IDS_OF: self._ids_of,
        }

    def __call__(self, key: Key) -> Any:
        asked = self._special.get(key[0])
        if asked is not None:
            return asked(*key[1:])
        table, record_id = key
        if record_id == EVERYTHING:
            return self._table(table)
        return self._record(table, record_id)

    def _known(self, table: str) -> frozenset[str]:
        return known_ids(self._inventory, table)

    def _ids_of(self, table: str) -> tuple[str, ...]:
        return tuple(self._inventory.ids(table, drafts=self._drafts))

    def _has(self, table: str, record_id: str) -> bool:
        return bool(self._inventory.version(table, record_id))

    def _record(self, table: str, record_id: str) -> bytes:
        if self._drafts:
            return self._inventory.version(table, record_id)
        stored = self._inventory.records.get(table, {}).get(record_id)
        public = stored is not None and self._inventory.is_public(stored)
        return stored.version if stored and public else b""

    def _table(self, table: str) -> list[tuple[str, bytes]]:
        """Worked out once: a table of thousands is asked for by many."""
        found = self._tables.get(table)
        if found is None:
            ids = self._inventory.ids(table, drafts=self._drafts)
            found = [(key, stored.version) for key, stored in ids.items()]
            self._tables[table] = found
        return found
