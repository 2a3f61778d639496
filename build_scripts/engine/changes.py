"""Which questions have another answer than at the build whose notes we have.

The notes come with a snapshot of every table at that time.  A table of which no file
has changed gives the answers it gave; of the others the old and the new answers are
compared, question by question.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from msgspec import field

from build_scripts.catalogue.inventory import Inventory, put_together
from build_scripts.catalogue.names import HAS, KNOWN, known_ids
from build_scripts.catalogue.stored import Stored
from build_scripts.catalogue.watch import EVERYTHING, IDS_OF, Key
from build_scripts.engine.parse_cache import from_plain, to_plain
from build_scripts.engine.versions import FILE, WHOLE, Versions
from build_scripts.shared.frozen import Frozen

IDS = "ids"


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


def _every_value(*records: Mapping[str, Stored]) -> defaultdict[str, set[str]]:
    """Index → all its values."""
    found = defaultdict[str, set[str]](set)
    for stored in (stored for some in records for stored in some.values()):
        for name, values in stored.keys.items():
            found[name].update(values)
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

    def questions(self, *, drafts: bool) -> Iterator[Key]:
        """The questions with another answer; not those about parts."""
        for table in self._touched:
            yield from self._about(table, drafts)
        yield from self._found_by(drafts)
        yield from self._about_files()

    def _about(self, table: str, drafts: bool) -> Iterator[Key]:
        """About the records of a table that was touched."""
        then = Versions(self._then, drafts=drafts)
        now = Versions(self._inventory, drafts=drafts)
        ids = known_ids(self._then, table) | known_ids(self._inventory, table)
        records = ((table, record_id) for record_id in ids)
        there = ((HAS, table, record_id) for record_id in ids)
        whole = ((table, EVERYTHING), (IDS_OF, table), (KNOWN, table), (WHOLE, table))
        return (k for k in chain(records, there, whole) if then(k) != now(k))

    def _found_by(self, drafts: bool) -> Iterator[Key]:
        """About the values by which an index finds other records now.

        Put together from the records that came, went or changed: to turn all indexes
        of a table over and compare them takes twenty times as long.
        """
        for table in self._touched:
            then = dict(self._then.shown(table, drafts))
            now = dict(self._inventory.shown(table, drafts))
            in_order = [k for k in then if k in now] == [k for k in now if k in then]
            moved = _moved(then, now) if in_order else _every_value(then, now)
            for name, values in moved.items():
                yield from ((IDS, name, value) for value in values)

    def _about_files(self) -> Iterator[Key]:
        """About files, templates, shells and the languages of pages."""
        then, now = self._before.digests, self._inventory.files
        for path in then.keys() | now.keys():
            if then.get(path) != (now[path].digest if path in now else None):
                yield (FILE, path)
        looked, looks = self._before.looks, self._looks
        for key in looked.keys() | looks.keys():
            if looked.get(key) != looks.get(key):
                yield key
