"""Numbers for who is there: drawn once, called on the screen, one line for everybody.

Who has booked and who has walked in stand in the same line: by the time they booked or
came.  A number is a unique key of station and day; two clerks at once draw two numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from forms_app.appointments.models import Appointment, Status, Ticket
from forms_app.appointments.statements import INSERTS
from forms_app.times import local_day

MOST_TRIES = 50
ON_THE_SCREEN = 6


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody's number and how many people come before them."""

    number: str
    ahead: int
    called: bool


def draw(session: Session, row: Appointment, *, now: datetime) -> None:
    """Give today's next number; who has one keeps it, and waits to be called again."""
    day = local_day(now)
    last = select(func.max(Ticket.number)).where(
        Ticket.station_id == row.station_id, Ticket.day == day
    )
    following = select(
        literal(row.id),
        literal(row.station_id),
        literal(day),
        func.coalesce(last.scalar_subquery(), 0) + 1,
    )
    kind: Any = INSERTS[session.get_bind().dialect.name]
    columns = ["appointment_id", "station_id", "day", "number"]
    statement = (
        kind(Ticket)
        .on_conflict_do_nothing()
        .from_select(columns, following, include_defaults=False)
    )
    for _ in range(MOST_TRIES):  # each lost try: somebody else drew that number
        session.connection().execute(statement)
        if ticket := of(session, row):
            ticket.called_at = None
            return


def of(session: Session, row: Appointment) -> Ticket | None:
    return session.scalar(select(Ticket).where(Ticket.appointment_id == row.id))


def of_day(session: Session, station_id: str, day: date) -> Mapping[int, Ticket]:
    """Appointment → its number of that day."""
    rows = session.scalars(
        select(Ticket).where(Ticket.station_id == station_id, Ticket.day == day)
    )
    return {ticket.appointment_id: ticket for ticket in rows}


def call(session: Session, row: Appointment, *, now: datetime) -> bool:
    """Put the number on the screen; False for who has none."""
    ticket = of(session, row)
    if ticket is None:
        return False
    ticket.called_at = now
    return True


def on_the_screen(session: Session, station_id: str, day: date) -> Sequence[Ticket]:
    """Today's called numbers, the last one first."""
    return session.scalars(
        select(Ticket)
        .where(
            Ticket.station_id == station_id,
            Ticket.day == day,
            Ticket.called_at.is_not(None),
        )
        .order_by(Ticket.called_at.desc(), Ticket.id.desc())
        .limit(ON_THE_SCREEN)
    ).all()


def waiting(session: Session, station_id: str, day: date) -> Mapping[int, int]:
    """Appointment → how many came with its number, of who is there and was not called
    yet; in the order of the line."""
    found = (
        select(Appointment.id, Appointment.persons)
        .join(Ticket, Ticket.appointment_id == Appointment.id)
        .where(
            Ticket.station_id == station_id,
            Ticket.day == day,
            Ticket.called_at.is_(None),
            Appointment.status == Status.ARRIVED,
        )
        .order_by(Appointment.starts_at, Ticket.number)
    )
    return {row.id: row.persons for row in session.execute(found)}


def in_line(session: Session, row: Appointment) -> InLine | None:
    """Where this person stands; None for who is not there or is done."""
    ticket = of(session, row) if row.status == Status.ARRIVED else None
    if ticket is None:
        return None
    called = ticket.called_at is not None
    line = waiting(session, ticket.station_id, ticket.day)
    before = takewhile(lambda other: other != row.id, line)
    ahead = 0 if called else sum(line[other] for other in before)
    return InLine(ticket.words, ahead, called)
