"""Everybody a visit is for counts against the limit of their name, who comes along too.

Where a clerk books, or a county has no such limit, nobody's name is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists
from sqlalchemy.orm import Session

from forms_app.appointments.models import Appointment
from forms_app.appointments.participant_models import Participant
from forms_app.appointments.statements import parameters, taking_a_place
from forms_app.wire import Wire


def take_place(wire: Wire, row: Mapping[str, Any], digest: bytes, limit: int) -> bool:
    """A free place of this name for the booking; False when it has none left."""
    statement = taking_a_place(wire.dialect, limit)
    values = parameters({"reference": row["reference"], "person_digest": digest})
    # Each lost try: somebody else won one.
    return any(wire.changed(statement, values) for _ in range(limit + 1))


def end(session: Session, reference: str) -> None:
    """The visit is over or called off: the names are free."""
    session.execute(delete(Participant).where(Participant.reference == reference))


def forget_past(
    session: Session, *, digest: bytes | None = None, now: datetime
) -> None:
    """Places of visits whose time is past: of one name, or of all."""
    # Asked for each place of the few, never for all the past.
    past = exists().where(
        Appointment.reference == Participant.reference, Appointment.starts_at <= now
    )
    ended = delete(Participant).where(past)
    if digest is not None:
        ended = ended.where(Participant.person_digest == digest)
    session.execute(ended.execution_options(synchronize_session=False))
