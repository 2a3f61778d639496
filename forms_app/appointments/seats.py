"""The seats of a visit: taken together or not at all, given back together.

The key of `appointment_seat` gives a counter at one time once, whoever is faster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import Session

from forms_app.appointments.guards import Rules
from forms_app.appointments.models import TakenSeat
from forms_app.appointments.plans import Part, Plan
from forms_app.appointments.statements import parameters, starts, taking_seats
from forms_app.wire import Row, Wire

KEPT = timedelta(days=1)
"""Seats of the past are nobody's any more; who sat there says the booking's own row."""


def take(wire: Wire, plan: Plan, values: Mapping[str, Any], rules: Rules) -> int | None:
    """Take a counter for every part of the plan and give the number of the first.

    None, and nothing is taken, when one was lost or a rule stood against it.
    `values`: see `taking_seats`.
    """
    first = None
    for number, part in enumerate(in_one_order(plan)):
        rows = _take_part(wire, part, values, rules)
        if len(rows) < len(part.starts):
            if rows or number:
                give_back(wire.connection, values["reference"])
            return None
        if part is plan[0]:
            first = int(rows[0][0])
    return first


def in_one_order(plan: Plan) -> list[Part]:
    """Always the same, so that two visits never wait for each other in a circle."""
    return sorted(plan, key=lambda part: (part.schedule_id, part.starts))


def give_back(within: Session | Connection, reference: str) -> None:
    within.execute(delete(TakenSeat).where(TakenSeat.reference == reference))


def seats_of(session: Session, reference: str) -> Sequence[TakenSeat]:
    """Every seat of one visit, in the order of time."""
    return session.scalars(
        select(TakenSeat)
        .where(TakenSeat.reference == reference)
        .order_by(TakenSeat.starts_at)
    ).all()


def forget_past(session: Session, *, now: datetime) -> None:
    session.execute(delete(TakenSeat).where(TakenSeat.starts_at < now - KEPT))


def _take_part(
    wire: Wire, part: Part, values: Mapping[str, Any], rules: Rules
) -> Sequence[Row]:
    statement = taking_seats(wire.dialect, part.seats, len(part.starts), rules)
    where = {"schedule_id": part.schedule_id, **starts(part.starts)}
    return wire.rows(statement, parameters({**values, **where}))
