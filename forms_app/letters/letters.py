"""The life of a letter: written, answered, handed on, taken back, published without anybody.

Every step is a guarded change of the version somebody saw and a line of the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from forms_app import lookups
from forms_app.database import added, rows_of
from forms_app.letters import queries
from forms_app.letters.messages import tell
from forms_app.letters.models import Kind, Letter, LetterEvent, Status
from forms_app.lookups import Attempt
from forms_app.notifications.outbox import phone_digest
from forms_app.references import APPOINTMENT_LENGTH, new_reference, normalised
from forms_app.refusals import (
    ChangedMeanwhile,
    NotAgreed,
    TooManyLetters,
    TooManyUnsigned,
    WrittenAlready,
    WrongStatus,
)
from forms_app.seen import Seen
from forms_app.vault import Vault

SEALED = ("words", "phone", "answer")
LOOKUP = "letter"
MOST_UNSIGNED = 50
"""Unanswered letters of one station without a telephone: nobody can read more."""
EMPTY = {
    "words_sealed": b"",
    "phone_sealed": b"",
    "answer_sealed": b"",
    "phone_digest": b"",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody sends in; `request_key` is the hidden key of their form."""

    kind: Kind
    station_id: str
    area_id: str
    page: str
    words: str
    phone: str
    """'' when they gave none."""
    may_publish: bool
    due_on: date | None
    request_key: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What is sealed of a letter; '' where it was emptied or never given."""

    words: str
    phone: str
    answer: str


def write(
    session: Session, vault: Vault, written: Written, *, most: int, now: datetime
) -> Letter:
    """Take a letter in; a form is one letter, sent twice or not.

    WrittenAlready with other words, so that one sum of the browser sends one letter;
    TooManyLetters, TooManyUnsigned.
    """
    key = vault.digest("letter.request", written.request_key).hex()
    if earlier := queries.by_request(session, key):
        return _the_same(vault, earlier, written)
    for place in _places(session, written, most):
        row = _row(vault, written, key, now)
        row.phone_place = place
        if added(session, row):
            note(session, row, "written", "", now)
            return row
        if earlier := queries.by_request(session, key):
            return _the_same(vault, earlier, written)
    raise TooManyLetters


def _the_same(vault: Vault, earlier: Letter, written: Written) -> Letter:
    before = opened(vault, earlier)
    if (before.words, before.phone) != (written.words, written.phone):
        raise WrittenAlready
    return earlier


def _places(session: Session, written: Written, most: int) -> list[int | None]:
    """The places a letter may take among those of its telephone."""
    if written.phone:
        return list(range(1, most + 1))
    if queries.count_unsigned(session, written.station_id) >= MOST_UNSIGNED:
        raise TooManyUnsigned
    return [None]


def answer(
    session: Session, vault: Vault, seen: Seen, words: str, *, now: datetime
) -> Letter:
    """Answer, or answer again; who left a telephone is told that there is an answer."""
    row = queries.by_id(session, seen.id)
    sealed = vault.seal(f"letter.answer:{row.reference}", words) if row else b""
    row = _step(
        session,
        seen,
        "answered",
        {"status": Status.ANSWERED, "answer_sealed": sealed, "phone_place": None},
        (Status.NEW, Status.ANSWERED),
        now,
    )
    tell(session, row, now=now)
    return row


def hand_on(session: Session, seen: Seen, station_id: str, *, now: datetime) -> Letter:
    """To the station that can answer; the last day stays as it was."""
    values = {"station_id": station_id}
    return _step(session, seen, "handed_on", values, (Status.NEW,), now)


def withdraw(session: Session, seen: Seen, *, now: datetime) -> Letter:
    """The writer takes it back: everything they wrote goes at once."""
    values = {
        **EMPTY,
        "status": Status.WITHDRAWN,
        "phone_place": None,
        "shown_question": "",
        "shown_answer": "",
        "published_at": None,
    }
    return _step(session, seen, "withdrawn", values, (Status.NEW, Status.ANSWERED), now)


def publish(
    session: Session, seen: Seen, question: str, words: str, *, now: datetime
) -> Letter:
    """Show question and answer in words of the desk's own; NotAgreed without consent."""
    row = queries.by_id(session, seen.id)
    if row is not None and not row.may_publish:
        raise NotAgreed
    values = {
        "shown_question": question,
        "shown_answer": words,
        "published_at": now,
    }
    return _step(session, seen, "published", values, (Status.ANSWERED,), now)


def hide(session: Session, seen: Seen, *, now: datetime) -> Letter:
    values = {"shown_question": "", "shown_answer": "", "published_at": None}
    return _step(session, seen, "hidden", values, (Status.ANSWERED,), now)


def _step(
    session: Session,
    seen: Seen,
    what: str,
    values: dict[str, Any],
    fits: tuple[Status, ...],
    now: datetime,
) -> Letter:
    """One change of the row that was seen; ChangedMeanwhile, WrongStatus."""
    row = queries.by_id(session, seen.id)
    if row is None or row.status not in fits:
        raise WrongStatus
    changed = {
        **values,
        "version": seen.version + 1,
        "changed_at": now,
        "changed_by": seen.by,
    }
    done = session.execute(
        update(Letter)
        .where(Letter.id == row.id, Letter.version == seen.version)
        .values(**changed)
        .execution_options(synchronize_session=False)
    )
    if rows_of(done) != 1:
        raise ChangedMeanwhile
    note(session, row, what, seen.by, now)
    return queries.by_id(session, row.id) or row


def opened(vault: Vault, row: Letter) -> Opened:
    """What is sealed; what was emptied is ''."""
    return Opened(**vault.open_columns("letter", row, SEALED))


def open_by_code(
    session: Session, vault: Vault, typed: str, tail: str, *, now: datetime
) -> Letter | None:
    """The letter these open, or None; the caller must commit."""
    code = normalised(typed)
    row = queries.by_reference(session, code)
    phone = opened(vault, row).phone if row else None
    attempt = Attempt(LOOKUP, vault.digest("letter.code", code), tail)
    fits = lookups.opens(session, vault, attempt, phone, now=now)
    return row if fits else None


def note(session: Session, row: Letter, what: str, by: str, now: datetime) -> None:
    line = {"letter_id": row.id, "at": now, "what": what, "by": by}
    session.execute(insert(LetterEvent), [line])


def erase_past(session: Session, *, keep_days: int, now: datetime) -> int:
    """Empty what was written once nobody has touched it for so long; how many it was.

    What stands for everybody to read stays: it names nobody.
    """
    past = Letter.changed_at < now - timedelta(days=keep_days)
    session.execute(
        update(Letter)
        .where(Letter.status == Status.NEW, past)
        .values(status=Status.LAPSED, phone_place=None)
        .execution_options(synchronize_session=False)
    )
    gone = session.execute(
        update(Letter)
        .where(Letter.status != Status.NEW, past, Letter.words_sealed != b"")
        .values(**EMPTY)
        .execution_options(synchronize_session=False)
    )
    return rows_of(gone)


def _row(vault: Vault, written: Written, key: str, now: datetime) -> Letter:
    reference = new_reference(APPOINTMENT_LENGTH)

    def sealed(name: str, text: str) -> bytes:
        return vault.seal(f"letter.{name}:{reference}", text) if text else b""

    return Letter(
        reference=reference,
        kind=written.kind,
        station_id=written.station_id,
        area_id=written.area_id,
        page=written.page,
        status=Status.NEW,
        due_on=written.due_on,
        may_publish=written.may_publish,
        words_sealed=sealed("words", written.words),
        phone_sealed=sealed("phone", written.phone),
        answer_sealed=b"",
        phone_digest=phone_digest(vault, written.phone) if written.phone else b"",
        shown_question="",
        shown_answer="",
        request_key=key,
        version=1,
        created_at=now,
        changed_at=now,
        changed_by="",
    )
