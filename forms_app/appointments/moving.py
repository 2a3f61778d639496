"""Another time for a booking: the old seats go back when the new ones are taken, or never."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app.appointments import changes, holds, seats
from forms_app.appointments.changes import THE_PERSON
from forms_app.appointments.guards import Rules
from forms_app.appointments.holds import Seat
from forms_app.appointments.messages import Kind as Message
from forms_app.appointments.messages import tell
from forms_app.appointments.models import Appointment, Status
from forms_app.appointments.offers import Offer
from forms_app.appointments.plans import Plan, minutes_of
from forms_app.appointments.queries import by_id, closure_of, holds_start
from forms_app.appointments.slots import plans_for
from forms_app.appointments.statements import holding
from forms_app.database import rows_of
from forms_app.refusals import (
    ChangedMeanwhile,
    NotBooked,
    SameTimeTwice,
    SlotFull,
    SlotGone,
)
from forms_app.times import local_day
from forms_app.wire import Wire


def reschedule(
    session: Session,
    row: Appointment,
    offer: Offer,
    starts_at: datetime,
    *,
    limit_minutes: int,
    now: datetime,
) -> list[Seat]:
    """Swap the old seats for some at `starts_at`: both, or nothing.

    The same time again changes nothing.  Gives the seats that are free now, for
    `waiting.give_on`.
    """
    if row.status == Status.BOOKED and row.starts_at == starts_at:
        return []
    changes.refuse_late_change(row, limit_minutes, now)
    before = holds.seats_of(session, row)
    swap(session, row, offer, starts_at, by=THE_PERSON, now=now)
    tell(session, Message.MOVED, by_id(session, row.id) or row, now=now)
    kept = {(s.starts_at, s.seat) for s in holds.seats_of(session, row)}
    return [seat for seat in before if (seat.starts_at, seat.seat) not in kept]


def swap(
    session: Session,
    row: Appointment,
    offer: Offer,
    starts_at: datetime,
    *,
    by: str,
    now: datetime,
) -> None:
    """The swap itself, whoever asks for it: SlotGone, SlotFull, SameTimeTwice."""
    plans = plans_for(offer, starts_at, now)
    if not plans:
        raise SlotGone
    values = {
        "row": row.id,
        "version": row.version,
        "reference": row.reference,
        "station_id": row.station_id,
        "starts_at": starts_at,
        "phone_digest": row.phone_digest,
        "day": local_day(starts_at),
        "changed_at": now,
        "changed_by": by,
        **holding("", now),
    }
    rules = Rules(places=0, persons=0, pausing=False, by_desk=offer.by_desk)
    for plan in plans:
        for _ in range(offer.seats + 1):
            if _moved(session, plan, rules, values):
                changes.note_event(session, [row.id], "move", by, now)
                return
            if _is_already_there(session, values):
                return
    raise SlotFull


class _Lost(Exception):
    """The new seat or the row itself went to somebody else: the old seat stays."""


def _moved(session: Session, plan: Plan, rules: Rules, values: dict[str, Any]) -> bool:
    """Whether the swap was made.  A seat lost at that moment is no error."""
    try:
        with session.begin_nested():
            _change_seats(session, plan, rules, values)
    except _Lost:
        return False
    except IntegrityError as clash:
        if constraint_of(clash) == "uq_appointment_phone_start":
            raise SameTimeTwice from clash
        raise
    return True


def _change_seats(
    session: Session, plan: Plan, rules: Rules, values: dict[str, Any]
) -> None:
    seats.give_back(session, values["reference"])
    seat = seats.take(Wire.of(session), plan, values, rules)
    if seat is None or not _sits_there(session, plan, seat, values):
        raise _Lost


def _sits_there(
    session: Session, plan: Plan, seat: int, values: dict[str, Any]
) -> bool:
    """The row moves to the seat that was just taken; False when it has changed."""
    a = Appointment
    result = session.execute(
        update(a)
        .where(
            a.id == values["row"],
            a.version == values["version"],
            a.status == Status.BOOKED,
        )
        .values(
            schedule_id=plan[0].schedule_id,
            starts_at=values["starts_at"],
            minutes=minutes_of(plan),
            seat=seat,
            sequence=a.sequence + 1,
            version=a.version + 1,
            changed_at=values["changed_at"],
            changed_by=values["changed_by"],
        )
        .execution_options(synchronize_session=False)
    )
    return rows_of(result) == 1


def _is_already_there(session: Session, values: dict[str, Any]) -> bool:
    """Raise the refusal that stopped the move; False when another try may work.

    True when the same form, sent twice at once, has just done it.
    """
    row = by_id(session, values["row"])
    if row is None or row.status != Status.BOOKED:
        raise NotBooked
    if row.starts_at == values["starts_at"]:
        return True
    if row.version != values["version"]:
        raise ChangedMeanwhile
    if holds_start(session, row.phone_digest, values["starts_at"]):
        raise SameTimeTwice
    if closure_of(session, row.station_id, values["day"]) is not None:
        raise SlotGone
    return False


SQLITE_COLUMNS = {
    "appointment.phone_digest, appointment.starts_at": "uq_appointment_phone_start",
}
"""SQLite names the columns of a broken key, PostgreSQL the key itself."""


def constraint_of(error: IntegrityError) -> str:
    """The name of the key that spoke, or '' when it was none of ours."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    columns = str(error.orig).partition("UNIQUE constraint failed: ")[2]
    return SQLITE_COLUMNS.get(columns, "")
