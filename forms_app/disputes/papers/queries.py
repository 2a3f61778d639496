"""What is asked of the agreements."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.disputes.papers.models import VOID, Agreement


def agreements(session: Session, case_id: int) -> Sequence[Agreement]:
    """Every text of a case, the newest last."""
    return session.scalars(
        select(Agreement).where(Agreement.case_id == case_id).order_by(Agreement.id)
    ).all()


def standing_agreement(session: Session, case_id: int) -> Agreement | None:
    """The text that counts: drawn up or signed, not void."""
    return session.scalar(
        select(Agreement)
        .where(Agreement.case_id == case_id, Agreement.state != VOID)
        .order_by(Agreement.id.desc())
        .limit(1)
    )


def last_number(session: Session, kind: str, station: str, year: int) -> int:
    """The highest number given so far; ask while the trail is locked."""
    highest = select(func.max(Agreement.seq)).where(
        Agreement.kind == kind, Agreement.station == station, Agreement.year == year
    )
    return session.scalar(highest) or 0
