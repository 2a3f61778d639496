"""Questions asked of the log of readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from forms_app.database import rows_of
from forms_app.disputes.readings.models import CaseGuest, CaseReading


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
