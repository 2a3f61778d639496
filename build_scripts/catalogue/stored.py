"""One file of content/ as read: its records as bytes, and what is wrong with it.

Nothing here depends on any other file, so what was read once holds until the bytes
of the file change: read it in any process, keep it for the next build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from build_scripts.catalogue import folder_problems as says
from build_scripts.catalogue.decode import decode
from build_scripts.catalogue.folder import PICTURES, ContentFile
from build_scripts.catalogue.indexes import INDEXES
from build_scripts.catalogue.model import Record
from build_scripts.catalogue.packing import pack
from build_scripts.catalogue.rules_words import check_text
from build_scripts.catalogue.scalars import ID
from build_scripts.catalogue.shape_problems import bad_id
from build_scripts.catalogue.windows import ALWAYS, window_of
from build_scripts.catalogue.yaml_source import Tree, read_markdown, read_yaml
from build_scripts.problems import Problem

DIGEST_BYTES = 16
Look = tuple[int, ...]
"""What the disk tells of a file without reading it; equal looks mean equal bytes."""
SETTINGS = "config"
CALENDAR = "calendar"


class Stored(NamedTuple):
    """A record: `packed` is what `packing.pack` made of it, `version` its digest."""

    id: str
    path: str
    pointer: str
    """Where it stands in a register; '' when the file is the record."""
    status: str
    window: tuple[int, int]
    """The first and the last day it is to be seen, as ordinals."""
    packed: bytes
    version: bytes
    keys: Mapping[str, tuple[str, ...]]
    """What each index of its table finds it by."""


class StoredFile(NamedTuple):
    """A file; `digest` is of its bytes."""

    path: str
    table: str
    digest: bytes
    records: tuple[Stored, ...] = ()
    broken: tuple[str, ...] = ()
    """Ids of records that could not be decoded; links to them hold."""
    unread: bool = False
    """Not even all ids are known."""
    problems: tuple[Problem, ...] = ()
    words: tuple[Problem, ...] = ()
    """What the rules about raw text found."""
    look: Look = ()
    """How the file looked when it was read; () when that may not be believed."""


def digest_of(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST_BYTES).digest()


def read_file(file: ContentFile, data: bytes) -> StoredFile:
    """The records of one file; never raises for what an editor typed."""
    if file.table == PICTURES:
        return _read_picture(file, data)
    reading = _Reading(file)
    if file.register:
        reading.register(data)
    else:
        reading.one_record(data)
    text = data.decode("utf-8", errors="replace").replace("\r\n", "\n")
    return StoredFile(
        path=file.path,
        table=file.table.name,
        digest=digest_of(data),
        records=tuple(reading.records),
        broken=tuple(reading.broken),
        unread=reading.unread,
        problems=tuple(reading.problems),
        words=tuple(check_text(file.path, text)),
    )


def _read_picture(file: ContentFile, data: bytes) -> StoredFile:
    """What is known of a picture; its bytes stay where they are."""
    from build_scripts.catalogue.pictures import look_at  # noqa: PLC0415 - loads Pillow

    name, digest = picture_id(file.path), digest_of(data)
    plain = (file.path, PICTURES.name, digest)
    found = look_at(file.path, name, data, digest.hex())
    if isinstance(found, Problem):
        return StoredFile(*plain, broken=(name,), problems=(found,))
    return StoredFile(*plain, records=(_stored(found, name, file),))


def picture_id(path: str) -> str:
    """'content/images/qiaodong/door.jpg' → 'qiaodong/door.jpg'."""
    return path.split("/", maxsplit=2)[2]


def _stored(
    record: Any, record_id: str, file: ContentFile, pointer: str = ""
) -> Stored:
    packed, table = pack(record), file.table.name
    keys = {
        index.name: tuple(map(str, index.keys(record)))
        for index in INDEXES
        if index.table == table
    }
    status = getattr(record, "status", "")
    first, last = window_of(record) if isinstance(record, Record) else ALWAYS
    window = (first.toordinal(), last.toordinal())
    stored = (record_id, file.path, pointer, status, window)
    return Stored(*stored, packed, digest_of(packed), keys)


class _Reading:
    """What has been found in one file so far."""

    def __init__(self, file: ContentFile) -> None:
        self.file = file
        self.records: list[Stored] = []
        self.broken: list[str] = []
        self.unread = False
        self.problems: list[Problem] = []

    def one_record(self, data: bytes) -> None:
        file, record_id = self.file, self.file.stem
        given: dict[str, Any] = {}
        if file.table.name != SETTINGS:
            if not ID.fullmatch(record_id):
                self.problems.append(bad_id(file.path, "", record_id))
                return
            given["path"] = file.path
            if file.table.name != CALENDAR:
                given["id"] = record_id
        tree, body = self._tree_and_body(data)
        if body is not None:
            given["body"] = body
        record = None
        if tree is not None:
            record, problems = decode(file.table.type, tree, file.path, given)
            self.problems += problems
        self._keep(record, record_id, "")

    def register(self, data: bytes) -> None:
        for index, entry in enumerate(self._entries(data)):
            pointer = f"{self.file.table.name}/{index}"
            given = {"path": self.file.path}
            record, problems = decode(
                self.file.table.type, entry, self.file.path, given, pointer
            )
            self.problems += problems
            record_id = entry.get("id") if isinstance(entry, dict) else None
            if isinstance(record_id, str):
                self._keep(record, record_id, f"{pointer}/id")

    def _entries(self, data: bytes) -> Iterator[Tree]:
        name, path = self.file.table.name, self.file.path
        tree, problems = read_yaml(path, data)
        self.problems += problems
        if tree is None:
            self.unread = True
            return
        for key in tree:
            if key != name:
                self.problems.append(says.extra_key(path, f"{key}#", key, name))
        entries = tree.get(name)
        if not isinstance(entries, list):
            self.problems.append(says.extra_key(path, "", "别的写法", name))
            self.unread = True
            return
        yield from entries

    def _tree_and_body(self, data: bytes) -> tuple[dict[str, Tree] | None, str | None]:
        if self.file.table.ending != ".md":
            tree, problems = read_yaml(self.file.path, data)
            self.problems += problems
            return tree, None
        tree, body, problems = read_markdown(self.file.path, data)
        self.problems += problems
        return tree, body

    def _keep(self, record: Any, record_id: str, pointer: str) -> None:
        if record is None:
            self.broken.append(record_id)
            return
        self.records.append(_stored(record, record_id, self.file, pointer))
