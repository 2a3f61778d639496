"""What a build leaves for the next one, beside the folder it published.

Every file carries the folder's own name, which no other build ever has: so the notes
that are read are those of the site that is live, also after a build was killed.
Plain values written by `marshal`, as the parse cache is.  Results of a kind of work lie
in a file of their own, which is the next build's too while nothing of the kind changes.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.stored import CALENDAR, SETTINGS
from build_scripts.engine.changes import Snapshot
from build_scripts.engine.notes import Notes
from build_scripts.engine.results import Results
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
    twin, checks, pages, snapshot, others, *kinds = marshal.loads(packed)  # noqa: S302 - our own, checked by digest
    told = zip(_NOTES, kinds, strict=True)
    of_checks, of_pages = (_results(live, base, *each) for each in told)
    if of_checks is None or of_pages is None:
        return State(base)
    return State(
        base,
        Notes.unpacked(checks, of_checks),
        Notes.unpacked(pages, of_pages),
        Snapshot(*snapshot),
        others,
        Twin(*twin),
        live,
    )


def remember(state: State, folder: Path, twin: Twin) -> None:
    """Write it down for the next build: before the folder becomes the live one."""
    notes = dict(zip(_NOTES, (state.checks, state.pages), strict=True))
    plain: Any = (
        (twin.name, twin.differs),
        state.checks.packed(),
        state.pages.packed(),
        state.snapshot.packed(),
        state.others,
        *(kept.results.kinds() for kept in notes.values()),
    )
    for name, kept in notes.items():
        for kind in kept.results.kinds():
            _keep(state, folder, name, kind, kept.results)
    write_for(_beside(folder), state.base, marshal.dumps(plain))


_NOTES = ("checks", "pages")


def _keep(state: State, folder: Path, name: str, kind: str, results: Results) -> None:
    place = _beside(folder, name, kind)
    if state.live is None or kind in results.changed:
        write_for(place, state.base, results.packed(kind))
    else:
        os.link(_beside(state.live, name, kind), place)


def _results(
    live: Path, base: bytes, name: str, kinds: Iterable[str]
) -> Results | None:
    """Checked whole, read later; None when a file is damaged or not there."""
    packed = {}
    for kind in kinds:
        kept = read_for(_beside(live, name, kind), base)
        if kept is None:
            return None
        packed[kind] = kept
    return Results(packed)


def _beside(folder: Path, *part: str) -> Path:
    return folder.with_name(".".join([folder.name, "notes", *part]))
