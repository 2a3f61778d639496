"""What is asked of promises and visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from forms_app.disputes.after.models import DONE, OPEN, PLANNED, Undertaking, Visit
from forms_app.disputes.models import Case, MediationSession

MOST = 200
"""Lines of one list at the desk."""
Stations = frozenset[str] | None


def undertakings(session: Session, case_id: int) -> Sequence[Undertaking]:
    return session.scalars(
        select(Undertaking)
        .where(Undertaking.case_id == case_id)
        .order_by(Undertaking.due, Undertaking.id)
    ).all()


def undertaking(
    session: Session, case_id: int, undertaking_id: int
) -> Undertaking | None:
    found = session.get(Undertaking, undertaking_id)
    return found if found is not None and found.case_id == case_id else None


def visits(session: Session, case_id: int) -> Sequence[Visit]:
    return session.scalars(
        select(Visit).where(Visit.case_id == case_id).order_by(Visit.due, Visit.id)
    ).all()


def next_visit(session: Session, case_id: int) -> Visit | None:
    return session.scalar(
        select(Visit)
        .where(Visit.case_id == case_id, Visit.state == PLANNED)
        .order_by(Visit.due, Visit.id)
        .limit(1)
    )


def done_visits(session: Session, case_id: int) -> list[Visit]:
    return [visit for visit in visits(session, case_id) if visit.state == DONE]


def promises_due(
    session: Session, stations: Stations, until: date
) -> Sequence[tuple[Undertaking, Case]]:
    """What somebody has to have done by then, of cases these stations hold."""
    found = session.execute(
        select(Undertaking, Case)
        .join(Case, Case.id == Undertaking.case_id)
        .where(Undertaking.state == OPEN, Undertaking.due <= until, _held(stations))
        .order_by(Undertaking.due, Undertaking.id)
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in found]


def visits_due(
    session: Session, stations: Stations, until: date
) -> Sequence[tuple[Visit, Case]]:
    found = session.execute(
        select(Visit, Case)
        .join(Case, Case.id == Visit.case_id)
        .where(Visit.state == PLANNED, Visit.due <= until, _held(stations))
        .order_by(Visit.due, Visit.id)
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in found]


def wishes(session: Session, stations: Stations) -> Sequence[Case]:
    """Cases whose applicant waits for data to be mended or deleted."""
    waiting = Case.mend_asked_at.is_not(None) | Case.erase_asked_at.is_not(None)
    return session.scalars(
        select(Case).where(waiting, _held(stations)).order_by(Case.id).limit(MOST)
    ).all()


def sessions_between(
    session: Session, stations: Stations, start: datetime, end: datetime
) -> Sequence[tuple[MediationSession, Case]]:
    found = session.execute(
        select(MediationSession, Case)
        .join(Case, Case.id == MediationSession.case_id)
        .where(
            MediationSession.state == "planned",
            MediationSession.starts_at >= start,
            MediationSession.starts_at < end,
            _held(stations),
        )
        .order_by(MediationSession.starts_at, MediationSession.id)
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in found]


def _held(stations: Stations) -> ColumnElement[bool]:
    if stations is None:
        return Case.id.is_not(None)
    return Case.holder_station.in_(stations)
