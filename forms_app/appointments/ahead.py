"""A booking put into words before its turn: on SQLite one writes at a time.

While somebody writes, nobody else does, in no process.  So whatever can be reckoned
before is, and the turn itself is four statements.  The first looks for everything that
may stand against it; where it gives no seat, nothing was written, and `booking` goes the
long way, as it does for several persons or counters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms_app.appointments import holds
from forms_app.appointments.guards import Rules
from forms_app.appointments.plans import Plan, minutes_of
from forms_app.appointments.statements import (
    parameters,
    starts,
    taking_a_place,
    taking_seats,
    writing_the_row,
)
from forms_app.wire import Said, Wire


class Torn(RuntimeError):
    """A seat without its booking: nothing of it may be kept."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the booking of one person at one counter says."""

    reference: str
    hold: str
    seats: Said
    row: Said
    name: Said | None
    """None where names have no limit."""
    message: Said


def put_into_words(
    plan: Plan, row: Mapping[str, Any], rules: Rules, message: Said, hold: str
) -> Ahead | None:
    """For SQLite; `row` as `booking.whole_row` gives it.  None for several counters."""
    if len(plan) > 1:
        return None
    (part,) = plan
    values = parameters(
        {
            **row,
            **starts(part.starts),
            "schedule_id": part.schedule_id,
            "minutes": minutes_of(plan),
            "seat": 0,
        }
    )
    persons, places = rules.persons, rules.places
    return Ahead(
        reference=row["reference"],
        hold=hold,
        seats=taking_seats("sqlite", part.seats, len(part.starts), rules).said(values),
        row=writing_the_row("sqlite", places).said(values),
        name=taking_a_place("sqlite", persons).said(values) if persons else None,
        message=message,
    )


def give(wire: Wire, ahead: Ahead) -> str:
    """The code; '' where no seat can be given like this, and nothing was written."""
    found = wire.answer_to(ahead.seats)
    if not found:
        return ""
    row = Said(ahead.row.text, {**ahead.row.values, "the_seat": found[0][0]})
    for said in (row, ahead.name):
        if said and wire.changed_by(said) != 1:
            raise Torn
    wire.changed_by(ahead.message)
    if ahead.hold:
        holds.release(wire.connection, ahead.hold)
    return ahead.reference
