"""The version of the answer to each question: equal versions mean equal answers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.names import HAS, KNOWN, known_ids
from build_scripts.catalogue.watch import EVERYTHING, IDS_OF, Key
from build_scripts.languages.editions import Editions

SHORT = 40
"""A list of so many bytes is its own version; digests are longer by one."""


class Versions:
    """Answers of one inventory, seen with drafts (checks) or without (pages)."""

    def __init__(
        self,
        inventory: Inventory,
        catalogue: Catalogue,
        *,
        drafts: bool,
        others: Mapping[Key, bytes] | None = None,
        editions: Editions | None = None,
    ) -> None:
        self._inventory = inventory
        self._catalogue = catalogue
        self._drafts = drafts
        self._others = others or {}
        """Questions that are not about the catalogue: templates and shells."""
        self._tables: dict[str, bytes] = {}
        self._special: Mapping[str, Callable[..., bytes]] = {
            "ids": self._ids,
            "whole": self._whole,
            KNOWN: self._known,
            HAS: self._has,
            IDS_OF: self._ids_of,
            "file": self._file,
            "edition": lambda url: ",".join((editions or Editions()).of(url)).encode(),
        }

    def __call__(self, key: Key) -> bytes:
        other = self._others.get(key)
        if other is not None:
            return other
        asked = self._special.get(key[0])
        if asked is not None:
            return asked(*key[1:])
        table, record_id = key
        if record_id == EVERYTHING:
            return self._table(table)
        return self._record(table, record_id)

    def _ids(self, index: str, value: str) -> bytes:
        return _digest(self._catalogue.inverted[index].get(value, ()))

    def _whole(self, table: str) -> bytes:
        return b"1" if self._inventory.is_whole(table) else b"0"

    def _known(self, table: str) -> bytes:
        return _digest(sorted(known_ids(self._inventory, table)))

    def _ids_of(self, table: str) -> bytes:
        return _digest(self._inventory.ids(table, drafts=self._drafts))

    def _has(self, table: str, record_id: str) -> bytes:
        return b"1" if self._record(table, record_id) else b""

    def _file(self, path: str) -> bytes:
        file = self._inventory.files.get(path)
        return file.digest if file else b""

    def _record(self, table: str, record_id: str) -> bytes:
        if not self._drafts:
            stored = self._inventory.records.get(table, {}).get(record_id)
            public = stored is not None and self._inventory.is_public(stored)
            return stored.version if stored and public else b""
        return self._inventory.version(table, record_id)

    def _table(self, table: str) -> bytes:
        found = self._tables.get(table)
        if found is None:
            ids = self._inventory.ids(table, drafts=self._drafts)
            found = _digest(f"{key}={s.version.hex()}" for key, s in ids.items())
            self._tables[table] = found
        return found


def _digest(parts: Iterable[str]) -> bytes:
    """Short lists stand for themselves."""
    told = "\n".join(parts).encode()
    if len(told) <= SHORT:
        return told
    return hashlib.blake2b(told, digest_size=SHORT + 1).digest()
