"""What a clerk still has to tell by telephone, and what became of the calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.appointments.messages import ROOM, is_true
from forms_app.appointments.models import Appointment
from forms_app.appointments.queries import by_reference
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
    session: Session, station_ids: Sequence[str], *, now: datetime
) -> list[Call]:
    """Calls of these stations whose news still holds, the most urgent first."""
    found = []
    for message in queries.to_call(session, station_ids, now=now):
        row = by_reference(session, message.subject) if message.room == ROOM else None
        if row is not None and row.phone_sealed and is_true(message, row):
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
