"""Questions asked of the log of readings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.disputes.readings.models import CaseReading


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
