"""What only a counter does: walk-ins, closing a day, erasing what is past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app.appointments import holds, participants, pauses, seats, tickets
from forms_app.appointments.changes import note_event
from forms_app.appointments.models import Appointment, Closure, Kind, Status
from forms_app.appointments.people import Person, phone_digest, sealed
from forms_app.appointments.queries import by_request, closure_of
from forms_app.catalogue import ServiceEntry
from forms_app.references import APPOINTMENT_LENGTH, new_reference
from forms_app.refusals import DayOver
from forms_app.times import local_day
from forms_app.vault import Vault

WALK_IN_MINUTES = 15
"""What a walk-in is counted with where the service has no slots here."""


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who came without an appointment; the phone may be ''."""

    station_id: str
    schedule_id: str
    service: ServiceEntry
    person: Person
    minutes: int
    """Of everybody together."""
    request_key: str
    by: str
    persons: int = 1


def walk_in(session: Session, vault: Vault, guest: WalkIn, *, now: datetime) -> int:
    """Put somebody on today's list; takes no seat from those who book.  Gives the id."""
    key = _key_of(vault, guest)
    if earlier := by_request(session, key):
        return earlier.id
    reference = new_reference(APPOINTMENT_LENGTH)
    row = Appointment(
        reference=reference,
        station_id=guest.station_id,
        service_id=guest.service.id,
        service_name=guest.service.name,
        schedule_id=guest.schedule_id,
        starts_at=now.replace(second=0),
        minutes=guest.minutes,
        persons=guest.persons,
        seat=None,
        status=Status.ARRIVED,
        kind=Kind.WALK_IN,
        phone_digest=phone_digest(vault, guest.person.phone),
        phone_place=None,
        request_key=key,
        sequence=0,
        version=1,
        created_at=now,
        changed_at=now,
        changed_by=guest.by,
        **sealed(vault, reference, guest.person),
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        earlier = by_request(session, key)
        if earlier is None:
            raise
        return earlier.id
    note_event(session, [row.id], "walk_in", guest.by, now)
    tickets.draw(session, row, now=now)
    return row.id


def _key_of(vault: Vault, guest: WalkIn) -> str:
    """Of the form and what is in it: the next guest's form, sent from a page that the
    browser kept, is another one."""
    person = guest.person
    what = (guest.request_key, guest.service.id, f"{guest.persons}")
    words = (*what, person.name, person.phone)
    return vault.digest("appointment.walk_in", "\0".join(words)).hex()


def close_day(
    session: Session,
    station_id: str,
    day: date,
    reason: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """Give no more times on that day; those already booked must be called.

    Closing a closed day changes the reason.
    """
    if day < local_day(now):
        raise DayOver
    closure = Closure(
        station_id=station_id, day=day, reason=reason, created_by=by, created_at=now
    )
    try:
        with session.begin_nested():
            session.add(closure)
            session.flush()
    except IntegrityError:
        known = closure_of(session, station_id, day)
        if known is None:
            raise
        known.reason, known.created_by, known.created_at = reason, by, now


def reopen_day(session: Session, station_id: str, day: date) -> None:
    session.execute(
        delete(Closure).where(Closure.station_id == station_id, Closure.day == day)
    )


def erase_past(session: Session, *, keep_days: int, now: datetime) -> int:
    """Empty the personal columns of what is long past; the figures stay.

    Gives how many rows were emptied.
    """
    limit = now - timedelta(days=keep_days)
    result = session.execute(
        update(Appointment)
        .where(Appointment.starts_at < limit, Appointment.phone_sealed != b"")
        .values(
            name_sealed=b"",
            phone_sealed=b"",
            whom_sealed=b"",
            phone_digest=b"",
            phone_place=None,
        )
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)  # noqa: S101 - an UPDATE gives a cursor
    holds.forget_past(session, now=now)
    seats.forget_past(session, now=now)
    participants.forget_past(session, now=now)
    pauses.forget_past(session, now=now)
    return result.rowcount
