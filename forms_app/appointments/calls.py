"""What a clerk still has to tell by telephone, and what became of the calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.appointments import reoffer
from forms_app.appointments.messages import ROOM, Kind, is_true
from forms_app.appointments.models import Appointment
from forms_app.appointments.queries import by_reference, proposal_of
from forms_app.notifications import outbox, queries
from forms_app.notifications.models import Message


@dataclass(frozen=True, slots=True)
class Call:
    """One piece of news that waits for a telephone."""

    message: Message
    row: Appointment
    missed: int
    """How often nobody picked up."""


def waiting(
    session: Session, station_ids: Sequence[str], *, by_machine: bool, now: datetime
) -> list[Call]:
    """Calls of these stations whose news still holds, the most urgent first."""
    found = []
    for message in queries.to_call(
        session,
        station_ids,
        answered_kinds=(Kind.CLOSED,),
        by_machine=by_machine,
        now=now,
    ):
        row = by_reference(session, message.subject) if message.room == ROOM else None
        if row is not None and _waits(session, message, row):
            found.append((message, row))
    ids = [message.id for message, _ in found]
    missed = queries.unanswered_calls(session, ids)
    return [Call(m, row, missed.get(m.id, 0)) for m, row in found]


def mark(
    session: Session, call: Call, *, reached: bool, missed: int, by: str, now: datetime
) -> None:
    """Write down one call; `missed` is the number the clerk saw, so that a button
    pressed twice counts once."""
    if reached or missed == call.missed:
        outbox.mark_call(session, call.message.id, reached=reached, by=by, now=now)


def agree(session: Session, call: Call, *, by: str, now: datetime) -> None:
    """Reached, and the new time suits."""
    outbox.mark_call(session, call.message.id, reached=True, by=by, now=now)
    row = by_reference(session, call.row.reference)
    if row is not None:
        reoffer.accept(session, row, call.message.round, by=by, now=now)


def _waits(session: Session, message: Message, row: Appointment) -> bool:
    """Still true, and for a moved time: not answered yet."""
    if not row.phone_sealed or not is_true(message, row):
        return False
    return message.kind != Kind.CLOSED or reoffer.is_open(
        row, proposal_of(session, row)
    )
