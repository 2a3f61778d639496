"""Every question asked of the letters; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.letters.models import Letter, LetterEvent, Status

SHOWN_CLOSED = 30
SHOWN_ANSWERS = 100


def by_reference(session: Session, reference: str) -> Letter | None:
    return session.scalar(
        select(Letter)
        .where(Letter.reference == reference)
        .execution_options(populate_existing=True)
    )


def by_request(session: Session, key: str) -> Letter | None:
    return session.scalar(select(Letter).where(Letter.request_key == key))


def by_id(session: Session, row_id: int) -> Letter | None:
    return session.get(Letter, row_id, populate_existing=True)


def open_at(session: Session, station_ids: Sequence[str]) -> Sequence[Letter]:
    """What nobody has answered yet, what is due first in front."""
    return session.scalars(
        select(Letter)
        .where(Letter.station_id.in_(station_ids), Letter.status == Status.NEW)
        .order_by(Letter.due_on, Letter.id)
    ).all()


def lately_closed(session: Session, station_ids: Sequence[str]) -> Sequence[Letter]:
    return session.scalars(
        select(Letter)
        .where(Letter.station_id.in_(station_ids), Letter.status != Status.NEW)
        .order_by(Letter.changed_at.desc(), Letter.id.desc())
        .limit(SHOWN_CLOSED)
    ).all()


def count_open(session: Session, station_ids: Sequence[str]) -> int:
    counted = select(func.count()).where(
        Letter.station_id.in_(station_ids), Letter.status == Status.NEW
    )
    return session.scalar(counted) or 0


def count_overdue(session: Session, station_ids: Sequence[str], today: date) -> int:
    counted = select(func.count()).where(
        Letter.station_id.in_(station_ids),
        Letter.status == Status.NEW,
        Letter.due_on < today,
    )
    return session.scalar(counted) or 0


def count_unsigned(session: Session, station_id: str) -> int:
    """Unanswered letters of a station without a telephone."""
    counted = select(func.count()).where(
        Letter.station_id == station_id,
        Letter.status == Status.NEW,
        Letter.phone_digest == b"",
    )
    return session.scalar(counted) or 0


def published(session: Session) -> Sequence[Letter]:
    """What everybody may read, the newest first."""
    return session.scalars(
        select(Letter)
        .where(Letter.published_at.is_not(None))
        .order_by(Letter.published_at.desc(), Letter.id.desc())
        .limit(SHOWN_ANSWERS)
    ).all()


def trail(session: Session, row: Letter) -> Sequence[LetterEvent]:
    return session.scalars(
        select(LetterEvent)
        .where(LetterEvent.letter_id == row.id)
        .order_by(LetterEvent.id)
    ).all()
