"""Look-ups of this room; nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from forms_app.appointments.models import (
    Appointment,
    AppointmentEvent,
    Closure,
    Status,
)
from forms_app.appointments.slots import Day, Offer, horizon, offered_days
from forms_app.times import at_local


def days_on_offer(session: Session, offer: Offer, *, now: datetime) -> tuple[Day, ...]:
    """What can be booked now, or why not, day by day."""
    first, last = horizon(offer, now)
    return offered_days(
        offer,
        seats_taken(session, offer, first, last),
        closures(session, offer.station.id, first, last),
        now,
    )


def seats_taken(
    session: Session, offer: Offer, first: date, last: date
) -> Mapping[datetime, int]:
    """Start → how many of the schedule's seats are given."""
    a = Appointment
    rows = session.execute(
        select(a.starts_at, func.count())
        .where(
            a.station_id == offer.station.id,
            a.schedule_id == offer.schedule.id,
            *_within(first, last),
            a.seat <= offer.schedule.seats,
        )
        .group_by(a.starts_at)
    )
    return {row[0]: row[1] for row in rows}


def closures(
    session: Session, station_id: str, first: date, last: date
) -> Mapping[date, str]:
    """Closed day → reason."""
    rows = session.execute(
        select(Closure.day, Closure.reason).where(
            Closure.station_id == station_id, Closure.day.between(first, last)
        )
    )
    return {row[0]: row[1] for row in rows}


def closure_of(session: Session, station_id: str, day: date) -> Closure | None:
    return session.scalar(
        select(Closure).where(Closure.station_id == station_id, Closure.day == day)
    )


def holds_start(session: Session, phone_digest: bytes, starts_at: datetime) -> bool:
    """Whether this phone has an open booking at this very time, anywhere."""
    found = select(Appointment.id).where(
        Appointment.phone_digest == phone_digest,
        Appointment.starts_at == starts_at,
        Appointment.phone_place.is_not(None),
    )
    return session.scalar(found) is not None


def has_booked(session: Session, phone_digest: bytes) -> bool:
    """Whether this phone has ever booked anything."""
    found = select(Appointment.id).where(Appointment.phone_digest == phone_digest)
    return session.scalar(found.limit(1)) is not None


def by_reference(session: Session, reference: str) -> Appointment | None:
    return session.scalar(
        select(Appointment)
        .where(Appointment.reference == reference)
        .execution_options(populate_existing=True)
    )


def by_request(session: Session, key: str) -> Appointment | None:
    return session.scalar(select(Appointment).where(Appointment.request_key == key))


def by_id(session: Session, row_id: int) -> Appointment | None:
    return session.get(Appointment, row_id, populate_existing=True)


def list_of_day(session: Session, station_id: str, day: date) -> Sequence[Appointment]:
    """Everybody on the day's list, the cancelled too, by time."""
    return session.scalars(
        select(Appointment)
        .where(Appointment.station_id == station_id, *_within(day, day))
        .order_by(Appointment.starts_at, Appointment.id)
    ).all()


def affected_by_closing(
    session: Session, station_id: str, day: date
) -> Sequence[Appointment]:
    """Who still counts on coming that day and must be called."""
    listed = list_of_day(session, station_id, day)
    return [row for row in listed if row.status == Status.BOOKED]


def trail(session: Session, appointment_id: int) -> Sequence[AppointmentEvent]:
    return session.scalars(
        select(AppointmentEvent)
        .where(AppointmentEvent.appointment_id == appointment_id)
        .order_by(AppointmentEvent.id)
    ).all()


def _within(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Appointment.starts_at >= at_local(first, 0),
        Appointment.starts_at < at_local(last + timedelta(days=1), 0),
    )
