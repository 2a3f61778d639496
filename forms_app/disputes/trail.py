"""The register's trail: one chain of lines over all cases, each sealing the one before.

A changed, missing or reordered line breaks the chain. A cut-off end breaks nothing by
itself: compare `head` with a copy kept elsewhere (the desk shows it, the duty sheet
prints it).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes import queries
from forms_app.disputes.models import Case, CaseEvent
from forms_app.vault import SealBroken, Vault

BEGINNING = "0" * 64
APPLICANT = "申请人"
NOTE_PURPOSE = "case_event.note"


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: staff with their station, or the applicant (no id)."""

    name: str
    station: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work on the register: in which transaction, by whom, when."""

    session: Session
    vault: Vault
    catalogue: Catalogue
    by: By
    now: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """What a new line says. `words` name no person of the case; `note` may."""

    kind: str
    words: str
    shown: bool = True
    note: str = ""
    note_for: str = "station"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: number and hash of the last line."""

    seq: int
    hash: str


def append(work: Work, case_id: int, line: Line) -> CaseEvent:
    """Add one line. The chain is locked until the transaction ends."""
    queries.lock_trail(work.session)
    end = head(work.session)
    seq = end.seq + 1
    event = CaseEvent(
        seq=seq,
        case_id=case_id,
        kind=line.kind,
        at=work.now,
        by_id=work.by.id,
        by_name=work.by.name,
        station=work.by.station,
        shown=line.shown,
        words=line.words,
        note_for=line.note_for,
        note_sealed=None,
        note_digest="",
        prev_hash=end.hash,
    )
    if line.note:
        event.note_sealed = work.vault.seal(note_context(seq), line.note)
        event.note_digest = work.vault.digest(NOTE_PURPOSE, line.note).hex()
    event.hash = line_hash(event)
    work.session.add(event)
    work.session.flush()
    return event


def record(work: Work, case: Case, line: Line) -> None:
    """Mark the case as changed (a new version) and add the line to the trail."""
    case.changed_at, case.changed_by = work.now, work.by.name
    case.version += 1
    append(work, case.id, line)


def head(session: Session) -> Head:
    last = queries.last_event(session)
    return Head(last.seq, last.hash) if last else Head(0, BEGINNING)


def note_context(seq: int) -> str:
    return f"case_event.note:{seq}"


def note_of(vault: Vault, event: CaseEvent) -> str:
    """The typed note of a line; '' where there is none or it was erased."""
    if event.note_sealed is None:
        return ""
    return vault.open(note_context(event.seq), event.note_sealed)


def content_of(event: CaseEvent) -> list[object]:
    """What a line says for ever, as it stands on a receipt: who did it is a digest."""
    who: list[object] = [event.seq, event.by_id, event.by_name]
    return [
        event.seq,
        event.case_id,
        event.kind,
        event.at.astimezone(UTC).isoformat(),
        _sha256(_compact(who)),
        event.station,
        event.shown,
        event.words,
        event.note_for,
        event.note_digest,
    ]


def digest_of(event: CaseEvent) -> str:
    """SHA-256 of the line's content: all that somebody else's receipt shows of it."""
    return _sha256(_compact(content_of(event)))


def line_hash(event: CaseEvent) -> str:
    """SHA-256 over the hash of the line before and the digest of this one's content.

    In two steps, so that a receipt can lead from its own lines to a published head
    over the lines of others without showing them.
    """
    return _sha256(event.prev_hash + digest_of(event))


def _compact(values: list[object]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def verify_chain(
    session: Session,
    vault: Vault | None = None,
    kept: Head | None = None,
    *,
    published: Mapping[int, str] = MappingProxyType({}),
) -> list[str]:
    """Every flaw of the trail, as sentences; an empty list is a whole chain.

    `vault` opens the notes as well; `kept` is a head written down earlier, which
    must still be there; `published` are heads the public site has shown: line → hash.
    """
    known = {**published, **({kept.seq: kept.hash} if kept else {})}
    problems: list[str] = []
    expected_seq, previous = 1, BEGINNING
    for event in queries.whole_trail(session):
        if event.seq != expected_seq:
            problems.append(f"lines {expected_seq} to {event.seq - 1} are missing")
        elif event.prev_hash != previous:
            problems.append(f"line {event.seq} does not follow the line before it")
        if line_hash(event) != event.hash:
            problems.append(f"line {event.seq} was changed")
        if vault is not None and not _note_is_whole(vault, event):
            problems.append(f"the note of line {event.seq} was changed")
        if known.get(event.seq, event.hash) != event.hash:
            problems.append(f"line {event.seq} is not the one that was written down")
        expected_seq, previous = event.seq + 1, event.hash
    end = max(known, default=0)
    if end >= expected_seq:
        problems.append(f"lines {expected_seq} to {end} were cut off")
    return problems


def _note_is_whole(vault: Vault, event: CaseEvent) -> bool:
    if event.note_sealed is None:
        return True
    try:
        note = note_of(vault, event)
    except SealBroken:
        return False
    return any(
        each.digest(NOTE_PURPOSE, note).hex() == event.note_digest
        for each in (vault, *vault.before())
    )
