"""What is asked of mediators, invited persons and free times."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from forms_app.disputes.meeting.models import FreeTime, Invited, Mediator
from forms_app.disputes.models import Case, MediationSession


def mediators_of(session: Session, stations: Collection[str]) -> Sequence[Mediator]:
    """Everybody in the register at these stations, those who stopped at the end."""
    return session.scalars(
        select(Mediator)
        .where(Mediator.station.in_(stations))
        .order_by(Mediator.active.desc(), Mediator.station, Mediator.name, Mediator.id)
    ).all()


def mediator(session: Session, mediator_id: int) -> Mediator | None:
    return session.get(Mediator, mediator_id)


def active_at(session: Session, station: str) -> Sequence[Mediator]:
    return session.scalars(
        select(Mediator)
        .where(Mediator.station == station, Mediator.active.is_(True))
        .order_by(Mediator.name, Mediator.id)
    ).all()


def shown_to_everybody(session: Session) -> Sequence[Mediator]:
    """Who agreed to stand on the public page."""
    return session.scalars(
        select(Mediator)
        .where(Mediator.active.is_(True), Mediator.consent_on.is_not(None))
        .order_by(Mediator.station, Mediator.name, Mediator.id)
    ).all()


def invited(session: Session, case_id: int) -> Sequence[Invited]:
    return session.scalars(
        select(Invited).where(Invited.case_id == case_id).order_by(Invited.id)
    ).all()


def free_times(session: Session, case_id: int, today: date) -> Sequence[FreeTime]:
    return session.scalars(
        select(FreeTime)
        .where(FreeTime.case_id == case_id, FreeTime.day >= today)
        .order_by(FreeTime.day, FreeTime.part)
    ).all()


def forget_times(session: Session, case_id: int, side: str) -> None:
    session.execute(
        delete(FreeTime).where(FreeTime.case_id == case_id, FreeTime.side == side)
    )


def planned_between(
    session: Session, start: datetime, end: datetime
) -> Sequence[tuple[MediationSession, str]]:
    """Sessions that begin strictly between the two, with the station that holds them."""
    found = session.execute(
        select(MediationSession, Case.holder_station)
        .join(Case, Case.id == MediationSession.case_id)
        .where(
            MediationSession.state == "planned",
            MediationSession.starts_at > start,
            MediationSession.starts_at < end,
        )
    )
    return [(row[0], row[1]) for row in found]
