"""Which questions have another answer than at the build whose notes we have.

The notes come with a snapshot of every table at that time.  A table of which no file
has changed gives the answers it gave; of the others the old and the new answers are
compared, question by question.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from typing import Any

from msgspec import field

from build_scripts.catalogue.indexes import INDEXES
from build_scripts.catalogue.inventory import Inventory, put_together
from build_scripts.catalogue.names import HAS, KNOWN
from build_scripts.catalogue.stored import Stored
from build_scripts.catalogue.watch import EDITION, IDS_OF, SHELL, TEMPLATE, Key
from build_scripts.engine.parse_cache import from_plain, to_plain
from build_scripts.engine.versions import FILE, WHOLE, Versions
from build_scripts.shared.frozen import Frozen

IDS = "ids"
_ABOUT_A_TABLE = frozenset({WHOLE, KNOWN, HAS, IDS_OF})
_OF_FILES = frozenset({FILE, TEMPLATE, SHELL, EDITION})


class Snapshot(Frozen):
    """What questions rested on: the files, and how templates and shells looked."""

    digests: Mapping[str, bytes] = field(default_factory=dict)
    """Of every file's bytes, by path."""
    tables: Mapping[str, bytes] = field(default_factory=dict)
    """Table → its files without their records' contents, packed."""
    looks: Mapping[Key, bytes] = field(default_factory=dict)

    def packed(self) -> tuple[Any, ...]:
        return self.digests, self.tables, self.looks


def snapshot(
    inventory: Inventory, looks: Mapping[Key, bytes], before: Snapshot
) -> Snapshot:
    """The snapshot of today; tables as `before` are taken from there."""
    touched = _touched(inventory, before)
    files: dict[str, list[Any]] = {}
    for file in inventory.files.values():
        of_table = files.setdefault(file.table, [])
        if file.table in touched:
            records = tuple(stored._replace(packed=b"") for stored in file.records)
            of_table.append(to_plain(file._replace(records=records, problems=())))
    tables = {
        table: marshal.dumps(files[table]) if table in touched else before.tables[table]
        for table in files
    }
    return Snapshot({p: f.digest for p, f in inventory.files.items()}, tables, looks)


def _touched(inventory: Inventory, before: Snapshot) -> set[str]:
    """The tables with a file that came, went or changed."""
    then, now = before.digests, inventory.files
    found = {file.table for path, file in now.items() if then.get(path) != file.digest}
    gone = then.keys() - now.keys()
    if gone:
        found |= {table for table in before.tables if _had(before.tables[table], gone)}
    return found


def _had(packed: bytes, paths: Iterable[str]) -> bool:
    return not {plain[0] for plain in marshal.loads(packed)}.isdisjoint(paths)  # noqa: S302 - our own, checked by digest


class _Anything:
    def __contains__(self, _value: object) -> bool:
        return True


_ANYTHING = _Anything()


def _moved(
    then: Mapping[str, Stored], now: Mapping[str, Stored]
) -> defaultdict[str, set[str]]:
    """Index → the values under which a record came or went."""
    found = defaultdict[str, set[str]](set)
    for key in then.keys() | now.keys():
        before = then[key].keys if key in then else {}
        after = now[key].keys if key in now else {}
        if before != after:
            for name in before.keys() | after.keys():
                found[name] |= set(before.get(name, ())) ^ set(after.get(name, ()))
    return found


class Changes:
    """Compares the answers of `before` with those of today."""

    def __init__(
        self, before: Snapshot, inventory: Inventory, looks: Mapping[Key, bytes]
    ) -> None:
        self._before = before
        self._inventory = inventory
        self._looks = looks
        self._touched = _touched(inventory, before)
        plain = (
            told
            for table in self._touched & before.tables.keys()
            for told in marshal.loads(before.tables[table])  # noqa: S302 - our own, checked by digest
        )
        self._then = put_together(map(from_plain, plain), [])
        self._then.today = inventory.today

    def among(self, keys: Iterable[tuple[int, Key]], *, drafts: bool) -> set[int]:
        """The numbers of the questions with another answer; not of ("once", …) ones."""
        then = Versions(self._then, drafts=drafts)
        now = Versions(self._inventory, drafts=drafts)
        finds = self._finds(drafts=drafts)
        kinds = self._touched | _OF_FILES | _ABOUT_A_TABLE | {IDS}
        found = set()
        for number, key in [each for each in keys if each[1][0] in kinds]:
            kind = key[0]
            if kind in _OF_FILES:
                differs = self._differs(key)
            elif kind == IDS:
                differs = key[1] in finds and key[2] in finds[key[1]]
            elif kind in self._touched or key[1] in self._touched:
                differs = then(key) != now(key)
            else:
                continue
            if differs:
                found.add(number)
        return found

    def _finds(self, *, drafts: bool) -> Mapping[str, Container[str]]:
        """Index of a touched table → the values by which it finds other records now.

        Put together from the records that came, went or changed: to turn all indexes
        of a table over and compare them takes twenty times as long.
        """
        found: dict[str, Container[str]] = {}
        for table in self._touched:
            then = dict(self._then.shown(table, drafts))
            now = dict(self._inventory.shown(table, drafts))
            moved = _moved(then, now)
            in_order = [k for k in then if k in now] == [k for k in now if k in then]
            for index in INDEXES:
                if index.table == table:
                    found[index.name] = moved[index.name] if in_order else _ANYTHING
        return found

    def _differs(self, key: Key) -> bool:
        """Whether a file, a template, a shell or a page's languages are other ones."""
        if key[0] != FILE:
            return self._before.looks.get(key) != self._looks.get(key)
        file = self._inventory.files.get(key[1])
        return self._before.digests.get(key[1]) != (file.digest if file else None)
