"""Which questions have another answer than at the build whose notes we have.

The notes come with a snapshot of every table at that time.  A table of which no file
has changed gives the answers it gave; of the others the old and the new answers are
compared, question by question.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import field

from build_scripts.catalogue.inventory import Inventory, put_together
from build_scripts.catalogue.names import HAS, KNOWN, known_ids
from build_scripts.catalogue.stored import Stored, StoredFile
from build_scripts.catalogue.watch import EVERYTHING, IDS_OF, Key
from build_scripts.engine.parse_cache import from_plain, to_plain
from build_scripts.engine.rows import Rows
from build_scripts.engine.versions import FILE, WHOLE, Versions
from build_scripts.shared.frozen import Frozen

IDS = "ids"
DIGEST, TABLE, TOLD = range(3)
"""The columns of a snapshot's files."""


class Snapshot(Frozen):
    """What questions rested on: the files, and how templates and shells looked."""

    files: Rows = field(default_factory=lambda: Rows(3))
    """Path → digest of its bytes, its table, and the file without its records'
    contents, packed."""
    looks: Mapping[Key, bytes] = field(default_factory=dict)

    def digests(self) -> dict[str, bytes]:
        return dict(zip(self.files, self.files.column(DIGEST), strict=True))


def snapshot(
    inventory: Inventory, looks: Mapping[Key, bytes], before: Snapshot
) -> Snapshot:
    """The snapshot of today: that of `before`, with what has changed put over it."""
    files, then = before.files, before.digests()
    for path, file in inventory.files.items():
        if then.get(path) != file.digest:
            records = tuple(stored._replace(packed=b"") for stored in file.records)
            bare = file._replace(records=records, problems=(), words=(), look=())
            files.put(
                path, file.digest, file.table.encode(), marshal.dumps(to_plain(bare))
            )
    files.drop(then.keys() - inventory.files.keys())
    return Snapshot(files, looks)


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
        self._paths = self._other_files()
        self._touched = self._tables()
        self._then = put_together(self._files_then(), [])
        self._then.today = inventory.today

    def _other_files(self) -> set[str]:
        """The paths of files that came, went or changed."""
        then, now = self._before.digests(), self._inventory.files
        same = (path for path, f in now.items() if then.get(path) == f.digest)
        return (then.keys() | now.keys()).difference(same)

    def _tables(self) -> set[str]:
        """Their tables."""
        then, now = self._before.files, self._inventory.files
        were = {then.cell(path, TABLE).decode() for path in self._paths if path in then}
        return were | {now[path].table for path in self._paths if path in now}

    def _files_then(self) -> Iterator[StoredFile]:
        """All files of these tables as they were, in the order folders are read in."""
        files, touched = self._before.files, {t.encode() for t in self._touched}
        there = zip(files, files.column(TABLE), strict=True)
        paths = [path.split("/") for path, table in there if table in touched]
        for path in map("/".join, sorted(paths)):
            yield from_plain(marshal.loads(files.cell(path, TOLD)))  # noqa: S302 - our own, checked by digest

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
        yield from ((FILE, path) for path in self._paths)
        looked, looks = self._before.looks, self._looks
        for key in looked.keys() | looks.keys():
            if looked.get(key) != looks.get(key):
                yield key
