"""What a build leaves for the next one, beside the folder it published.

The file carries the folder's own name, which no other build ever has: so the notes
that are read are those of the site that is live, also after a build was killed.
Plain values written by `marshal`, as the parse cache is.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.stored import CALENDAR, SETTINGS
from build_scripts.engine.changes import Snapshot
from build_scripts.engine.notes import Notes
from build_scripts.kept_files import read_for, write_for
from build_scripts.output import Twin
from build_scripts.program import program


@dataclass(slots=True)
class State:
    """Notes on every check and page, and which files of the site are no pages."""

    base: bytes
    """What everything rests on; with another base nothing is believed."""
    checks: Notes = field(default_factory=Notes)
    pages: Notes = field(default_factory=Notes)
    snapshot: Snapshot = field(default_factory=Snapshot)
    """What the questions in the notes were answered from."""
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files that are no pages: what they are for → their addresses."""
    twin: Twin | None = None


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
    if packed is None:
        return State(base)
    twin, checks, pages, snapshot, others = marshal.loads(packed)  # noqa: S302 - our own, checked by digest
    notes = Notes.unpacked(checks), Notes.unpacked(pages)
    return State(base, *notes, Snapshot(*snapshot), others, Twin(*twin))


def remember(state: State, folder: Path, twin: Twin) -> None:
    """Write it down for the next build: before the folder becomes the live one."""
    plain: Any = (
        (twin.name, twin.differs),
        state.checks.packed(),
        state.pages.packed(),
        state.snapshot.packed(),
        state.others,
    )
    write_for(_beside(folder), state.base, marshal.dumps(plain))


def _beside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.notes")
