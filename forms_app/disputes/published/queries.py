"""What is asked of the register for everybody: nobody can be told from the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.disputes.models import Case, CaseEvent
from forms_app.disputes.queries import CHUNK


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What the figures look at of one case: nobody can be told from it."""

    station: str
    received_at: datetime
    outcome: str | None
    outcome_at: datetime | None
    rating: str | None
    overridden: bool


def cases_received(
    session: Session, start: datetime, end: datetime
) -> Sequence[Measured]:
    """Everything that came in between the two instants."""
    found = session.execute(
        select(
            Case.holder_station.label("station"),
            Case.received_at,
            Case.outcome,
            Case.outcome_at,
            Case.rating,
            Case.overridden,
        ).where(Case.received_at >= start, Case.received_at < end)
    )
    return [Measured(**row) for row in found.mappings()]


def trail_between(session: Session, first: int, last: int) -> Iterator[CaseEvent]:
    wanted = select(CaseEvent).where(CaseEvent.seq.between(first, last))
    ordered = wanted.order_by(CaseEvent.seq)
    yield from session.scalars(ordered.execution_options(yield_per=CHUNK))
