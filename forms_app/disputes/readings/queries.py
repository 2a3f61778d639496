"""Questions asked of the log of readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from forms_app.database import rows_of
from forms_app.disputes.models import Case, CaseEvent
from forms_app.disputes.readings.models import CaseGuest, CaseReading

MOST = 200
"""Lines of one list at the desk."""


def reading_of(
    session: Session, case_id: int, staff_id: int, day: date, kind: str
) -> CaseReading | None:
    return session.scalar(
        select(CaseReading).where(
            CaseReading.case_id == case_id,
            CaseReading.staff_id == staff_id,
            CaseReading.day == day,
            CaseReading.kind == kind,
        )
    )


def empty_searches(session: Session, staff_id: int) -> int:
    """How often somebody searched for a telephone that no case has."""
    wanted = (CaseReading.staff_id == staff_id) & CaseReading.case_id.is_(None)
    return session.scalar(select(func.sum(CaseReading.times)).where(wanted)) or 0


def of_case(session: Session, case_id: int) -> Sequence[CaseReading]:
    """Who looked at a case, the latest first."""
    return session.scalars(
        select(CaseReading)
        .where(CaseReading.case_id == case_id)
        .order_by(CaseReading.last_at.desc(), CaseReading.id.desc())
    ).all()


def forget(session: Session, *, before: date) -> int:
    """Drop the readings of earlier days; how many lines they were."""
    return rows_of(session.execute(delete(CaseReading).where(CaseReading.day < before)))


def visits_to(
    session: Session, stations: frozenset[str] | None
) -> Sequence[tuple[CaseGuest, Case, CaseEvent]]:
    """Emergency readings of cases these stations hold, each with its line of the trail."""
    found = session.execute(
        select(CaseGuest, Case, CaseEvent)
        .join(Case, Case.id == CaseGuest.case_id)
        .join(CaseEvent, CaseEvent.seq == CaseGuest.line)
        .where(_held(stations))
        .order_by(CaseGuest.since.desc(), CaseGuest.id.desc())
        .limit(MOST)
    )
    return [(row[0], row[1], row[2]) for row in found]


def unnoted(session: Session, stations: frozenset[str] | None) -> int:
    """How many of them no head has taken note of."""
    counted = (
        select(func.count())
        .select_from(CaseGuest)
        .join(Case, Case.id == CaseGuest.case_id)
        .where(CaseGuest.seen_at.is_(None), _held(stations))
    )
    return session.scalar(counted) or 0


def visit(
    session: Session, visit_id: int
) -> tuple[CaseGuest, Case] | tuple[None, None]:
    found = session.get(CaseGuest, visit_id)
    return (found, session.get_one(Case, found.case_id)) if found else (None, None)


def _held(stations: frozenset[str] | None) -> ColumnElement[bool]:
    if stations is None:
        return Case.id.is_not(None)
    return Case.holder_station.in_(stations)


def open_guest(
    session: Session, case_id: int, staff_id: int, now: datetime
) -> CaseGuest | None:
    """The visit of this person that is not over yet."""
    return session.scalars(
        select(CaseGuest).where(
            CaseGuest.case_id == case_id,
            CaseGuest.staff_id == staff_id,
            CaseGuest.until > now,
        )
    ).first()
