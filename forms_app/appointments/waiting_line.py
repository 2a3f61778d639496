"""Look-ups in the waiting line, and emptying what is long over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from forms_app.appointments.wait_models import Wait, WaitState
from forms_app.database import rows_of
from forms_app.times import local_day

OPEN = (WaitState.WAITING, WaitState.OFFERED)


def ahead(session: Session, row: Wait) -> int:
    """How many have waited longer for any of the same days at the same station."""
    earlier = select(Wait.id).where(
        Wait.station_id == row.station_id,
        Wait.asked == row.asked,
        Wait.state.in_(OPEN),
        Wait.id < row.id,
        Wait.first_day <= row.last_day,
        Wait.last_day >= row.first_day,
    )
    return len(session.scalars(earlier).all())


def erase_past(session: Session, *, keep_days: int, now: datetime) -> int:
    """Empty the personal columns of waits that are long over; how many.

    Days that are past end a wait, even where no timer has moved the line.
    """
    session.execute(
        update(Wait)
        .where(Wait.state.in_(OPEN), Wait.last_day < local_day(now))
        .values(
            state=WaitState.OVER, phone_place=None, hold_token=None, offered_until=None
        )
        .execution_options(synchronize_session=False)
    )
    gone = session.execute(
        update(Wait)
        .where(
            Wait.state.not_in(OPEN),
            Wait.changed_at < now - timedelta(days=keep_days),
            Wait.phone_sealed != b"",
        )
        .values(name_sealed=b"", phone_sealed=b"", whom_sealed=b"", phone_digest=b"")
        .execution_options(synchronize_session=False)
    )
    return rows_of(gone)


def line_of(session: Session, station_id: str) -> Sequence[Wait]:
    """Everybody who waits at a station, the longest waiting first."""
    return session.scalars(
        select(Wait)
        .where(Wait.station_id == station_id, Wait.state.in_(OPEN))
        .order_by(Wait.id)
    ).all()


def latest_of_phone(session: Session, phone_digest: bytes) -> Wait | None:
    found = select(Wait).where(Wait.phone_digest == phone_digest)
    return session.scalar(found.order_by(Wait.id.desc()).limit(1))


def by_reference(session: Session, reference: str) -> Wait | None:
    return session.scalar(
        select(Wait)
        .where(Wait.reference == reference)
        .execution_options(populate_existing=True)
    )


def by_id(session: Session, row_id: int) -> Wait | None:
    return session.get(Wait, row_id, populate_existing=True)
