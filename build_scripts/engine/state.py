"""What a build leaves for the next one, beside the folder it published.

Every file carries the folder's own name, which no other build ever has: so the notes
that are read are those of the site that is live, also after a build was killed.
Plain values written by `marshal`, as the parse cache is.  Notes on a kind of work lie in
a file of their own, which is the next build's too; what a small edit adds to them goes
beside them.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.stored import CALENDAR, SETTINGS
from build_scripts.engine.changes import Snapshot
from build_scripts.engine.notes import Notes
from build_scripts.engine.rows import News, Rows
from build_scripts.kept_files import read_for, write_for
from build_scripts.output import Twin
from build_scripts.program import program


class State(msgspec.Struct):
    """Notes on every check and page, and which files of the site are no pages."""

    base: bytes
    """What everything rests on; with another base nothing is believed."""
    checks: Notes = msgspec.field(default_factory=Notes)
    pages: Notes = msgspec.field(default_factory=Notes)
    snapshot: Snapshot = msgspec.field(default_factory=Snapshot)
    """What the questions in the notes were answered from."""
    others: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """Files that are no pages: what they are for → their addresses."""
    twin: Twin | None = None
    live: Path | None = None
    """The folder all this was noted beside."""


def base_of(inventory: Inventory, today: date) -> bytes:
    """A digest of the program, the day, the settings and the calendar."""
    digest = hashlib.blake2b(program(), digest_size=16)
    digest.update(today.isoformat().encode())
    for table in (SETTINGS, CALENDAR):
        for stored in inventory.records.get(table, {}).values():
            digest.update(stored.version)
    return digest.digest()


def recall(live: Path | None, base: bytes) -> State:
    """What the build of the live site wrote down; an empty state if it can't be used."""
    packed = read_for(_beside(live), base) if live else None
    if live is None or packed is None:
        return State(base)
    twin, others, looks, *news = marshal.loads(packed)  # noqa: S302 - our own, checked by digest
    try:
        rows = [
            {kind: _rows(live, base, (part, kind), told[kind]) for kind in told}
            for part, told in zip(_PARTS, news, strict=True)
        ]
    except _Damaged:
        return State(base)
    snapshot = Snapshot(rows[2][FILES], looks)
    return State(
        base, Notes(rows[0]), Notes(rows[1]), snapshot, others, Twin(*twin), live
    )


def remember(state: State, folder: Path, twin: Twin) -> None:
    """Write it down for the next build: before the folder becomes the live one."""
    rows = state.checks.rows, state.pages.rows, {FILES: state.snapshot.files}
    news = (
        {kind: _keep(state, folder, (part, kind), kept[kind]) for kind in kept}
        for part, kept in zip(_PARTS, rows, strict=True)
    )
    plain: Any = ((twin.name, twin.differs), state.others, state.snapshot.looks, *news)
    write_for(_beside(folder), state.base, marshal.dumps(plain))


FILES = "files"
_PARTS = ("checks", "pages", "snapshot")


class _Damaged(Exception):
    """A file of the notes is not as it was written, or not there."""


def _rows(live: Path, base: bytes, part: tuple[str, str], news: News) -> Rows:
    kept = read_for(_beside(live, *part), base)
    if kept is None:
        raise _Damaged
    return Rows.unpacked(kept, news)


def _keep(state: State, folder: Path, part: tuple[str, str], rows: Rows) -> News:
    """The news of a kind that are to be kept apart from the rest of it.

    The rest is the next build's file under another name.
    """
    place = _beside(folder, *part)
    if state.live is None or rows.has_much_news():
        write_for(place, state.base, *rows.packed())
        return {}
    os.link(_beside(state.live, *part), place)
    return rows.news


def _beside(folder: Path, *part: str) -> Path:
    return folder.with_name(".".join([folder.name, "notes", *part]))
