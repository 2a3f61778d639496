"""Who comes along in a visit of several persons counts against the limit of their name.

The name a booking is made for has its place in the booking's own row; each of the others
has a row here.  Both sides look at both, and each has its key.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from forms_app.appointments.companion_models import Companion
from forms_app.appointments.models import Appointment
from forms_app.appointments.statements import INSERTS


def take_place(session: Session, reference: str, digest: bytes, limit: int) -> bool:
    """A free place for this name in that booking; False when it has none left."""
    a = Appointment
    kind: Any = INSERTS[session.get_bind().dialect.name]
    first = select(a.person_place).where(
        a.person_digest == digest, a.person_place.is_not(None)
    )
    taken = set(session.scalars(first))
    for place in range(1, limit + 1):
        if place in taken:
            continue
        row = {
            "person_digest": digest,
            "person_place": place,
            "reference": reference,
        }
        written = session.connection().execute(
            kind(Companion)
            .on_conflict_do_nothing()
            .values(row)
            .execution_options(preserve_rowcount=True)
        )
        if written.rowcount == 1:
            return True
    return False


def open_of(session: Session, digest: bytes) -> int:
    """In how many open bookings somebody of this name comes along."""
    found = select(func.count()).where(Companion.person_digest == digest)
    return session.scalar(found) or 0


def end(session: Session, reference: str) -> None:
    """The visit is over or called off: the names are free."""
    session.execute(delete(Companion).where(Companion.reference == reference))


def forget_past(
    session: Session, *, digest: bytes | None = None, now: datetime
) -> None:
    """Places of visits whose time is past: of one name, or of all."""
    past = select(Appointment.reference).where(Appointment.starts_at <= now)
    ended = delete(Companion).where(Companion.reference.in_(past))
    if digest is not None:
        ended = ended.where(Companion.person_digest == digest)
    session.execute(ended.execution_options(synchronize_session=False))
