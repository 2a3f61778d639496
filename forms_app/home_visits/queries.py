"""Every question asked of the requests; nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.home_visits.models import HomeEvent, HomeRequest, Status

OPEN = (Status.ASKED, Status.PLANNED)
SHOWN_CLOSED = 30


def latest_of_phone(session: Session, phone_digest: bytes) -> HomeRequest | None:
    found = select(HomeRequest).where(HomeRequest.phone_digest == phone_digest)
    return session.scalar(found.order_by(HomeRequest.id.desc()).limit(1))


def by_reference(session: Session, reference: str) -> HomeRequest | None:
    return session.scalar(
        select(HomeRequest)
        .where(HomeRequest.reference == reference)
        .execution_options(populate_existing=True)
    )


def by_request(session: Session, key: str) -> HomeRequest | None:
    return session.scalar(select(HomeRequest).where(HomeRequest.request_key == key))


def by_id(session: Session, row_id: int) -> HomeRequest | None:
    return session.get(HomeRequest, row_id, populate_existing=True)


def open_at(session: Session, station_ids: Sequence[str]) -> Sequence[HomeRequest]:
    """What is still to be done: what has a time by its time, then the longest waiting."""
    return session.scalars(
        select(HomeRequest)
        .where(HomeRequest.station_id.in_(station_ids), HomeRequest.status.in_(OPEN))
        .order_by(
            HomeRequest.status.desc(), HomeRequest.planned_at, HomeRequest.created_at
        )
    ).all()


def lately_closed(
    session: Session, station_ids: Sequence[str]
) -> Sequence[HomeRequest]:
    return session.scalars(
        select(HomeRequest)
        .where(HomeRequest.station_id.in_(station_ids), HomeRequest.status.not_in(OPEN))
        .order_by(HomeRequest.changed_at.desc(), HomeRequest.id.desc())
        .limit(SHOWN_CLOSED)
    ).all()


def count_asked(session: Session, station_ids: Sequence[str]) -> int:
    """How many nobody has answered yet."""
    counted = select(func.count()).where(
        HomeRequest.station_id.in_(station_ids), HomeRequest.status == Status.ASKED
    )
    return session.scalar(counted) or 0


def trail(session: Session, row: HomeRequest) -> Sequence[HomeEvent]:
    return session.scalars(
        select(HomeEvent).where(HomeEvent.request_id == row.id).order_by(HomeEvent.id)
    ).all()
