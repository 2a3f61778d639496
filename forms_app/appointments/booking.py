"""Giving somebody a seat: the hot path, and why it says no.

Two people may ask for the last seat in the same second.  Nothing here locks; one
guarded INSERT and the unique keys decide who was first.  Only after a refused INSERT
do we look which rule spoke.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Insert, func, select, update
from sqlalchemy.orm import Session

from forms_app.appointments import holds, pauses
from forms_app.appointments.messages import Kind, news
from forms_app.appointments.models import Appointment
from forms_app.appointments.people import Person, phone_digest, sealed
from forms_app.appointments.queries import nearest_free
from forms_app.appointments.slots import Offer, is_offered
from forms_app.appointments.statements import (
    holding,
    parameters,
    taking_a_seat,
    who_spoke,
)
from forms_app.database import reading, transaction
from forms_app.notifications import outbox
from forms_app.references import APPOINTMENT_LENGTH, new_reference
from forms_app.refusals import (
    SameTimeTwice,
    SlotFull,
    SlotGone,
    SlotUnavailable,
    TooManyOpen,
)
from forms_app.times import local_day
from forms_app.vault import Vault


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for; `request_key` is the hidden key of their form."""

    starts_at: datetime
    person: Person
    request_key: str
    hold: str = ""
    """The token of a seat held for them, if there is one."""


def book(
    engine: Engine, vault: Vault, offer: Offer, wish: Wish, *, now: datetime
) -> str:
    """Give a seat and return its code; the same form sent twice gets the same code.

    SlotGone, SlotFull (both with the nearest free starts), SameTimeTwice, TooManyOpen,
    CounterOnly.
    """
    try:
        with transaction(engine) as session:
            return take_seat(session, vault, offer, wish, now=now)
    except SlotUnavailable as refusal:
        with reading(engine) as session:
            near = nearest_free(session, offer, wish.starts_at, now=now)
        refusal.nearest = tuple(slot.starts_at for slot in near)
        raise


def take_seat(
    session: Session, vault: Vault, offer: Offer, wish: Wish, *, now: datetime
) -> str:
    """`book` inside a transaction that somebody else holds."""
    row = _row(vault, offer, wish, now)
    if not is_offered(offer, wish.starts_at, now):
        return _earlier(session, row) or _refuse(SlotGone())
    seats, places = offer.seats, offer.open_per_phone
    statement = taking_a_seat(
        session.get_bind().dialect.name,
        seats,
        places,
        by_desk=offer.by_desk,
        pausing=offer.pausing,
    )
    for _ in range(2 * (seats + places) + 2):  # each lost try: somebody else won one
        if _wrote(session, statement, row):
            _tell(session, row, now)
            if wish.hold:
                holds.release(session, wish.hold)
            return str(row["reference"])
        if earlier := _look_who_spoke(session, offer, row, now):
            return earlier
        row |= _with_code(vault, wish)
    raise SlotFull


def _row(vault: Vault, offer: Offer, wish: Wish, now: datetime) -> dict[str, Any]:
    """The parameters of the INSERT."""
    words = (
        wish.request_key,
        wish.person.phone,
        offer.station.id,
        offer.service.id,
        wish.starts_at.isoformat(),
    )
    return {
        **_with_code(vault, wish),
        "station_id": offer.station.id,
        "service_id": offer.service.id,
        "service_name": offer.service.name,
        "schedule_id": offer.schedule.id,
        "starts_at": wish.starts_at,
        "minutes": offer.schedule.slot_minutes,
        "phone_digest": phone_digest(vault, wish.person.phone),
        "request_key": vault.digest("appointment.request", "\0".join(words)).hex(),
        "created_at": now,
        "day": local_day(wish.starts_at),
        **holding(wish.hold, now),
    }


def _with_code(vault: Vault, wish: Wish) -> dict[str, Any]:
    """A fresh code, and the person sealed for the row that will carry it."""
    reference = new_reference(APPOINTMENT_LENGTH)
    return {"reference": reference, **sealed(vault, reference, wish.person)}


def _wrote(session: Session, statement: Insert, row: dict[str, Any]) -> bool:
    return session.connection().execute(statement, parameters(row)).rowcount == 1


def _tell(session: Session, row: dict[str, Any], now: datetime) -> None:
    columns = ("reference", "station_id", "starts_at", "phone_digest")
    message = news(Kind.BOOKED, **{name: row[name] for name in columns})
    outbox.enqueue(session, message, now=now)


def _earlier(session: Session, row: dict[str, Any]) -> str | None:
    """The code this very form was given before."""
    return session.scalar(
        select(Appointment.reference).where(
            Appointment.request_key == row["request_key"]
        )
    )


def _look_who_spoke(
    session: Session, offer: Offer, row: dict[str, Any], now: datetime
) -> str | None:
    """The code this form was given before, or the refusal that stopped the INSERT.

    None when another try may work.
    """
    look = who_spoke(offer.seats)
    found = session.connection().execute(look, parameters(row)).one()
    if found.earlier is not None:
        return str(found.earlier)
    if found.same_start:
        raise SameTimeTwice
    if found.closed:
        raise SlotGone
    if found.paused and offer.pausing:
        raise pauses.refusal(session, row["phone_digest"])
    if found.taken >= offer.seats:
        raise SlotFull
    _free_past_places(session, row["phone_digest"], now)
    held = select(func.count()).where(
        Appointment.phone_digest == row["phone_digest"],
        Appointment.phone_place <= offer.open_per_phone,
    )
    if (session.scalar(held) or 0) >= offer.open_per_phone:
        raise TooManyOpen
    return None


def _free_past_places(session: Session, digest: bytes, now: datetime) -> None:
    """A booking whose time is past no longer counts against its phone."""
    session.execute(
        update(Appointment)
        .where(
            Appointment.phone_digest == digest,
            Appointment.phone_place.is_not(None),
            Appointment.starts_at <= now,
        )
        .values(phone_place=None)
        .execution_options(synchronize_session=False)
    )


def _refuse(refusal: SlotUnavailable) -> str:
    raise refusal
