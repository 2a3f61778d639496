"""Giving somebody a seat: the hot path, and why it says no.

Two people may ask for the last seat in the same second.  Nothing here locks; guarded
INSERTs and the unique keys decide who was first.  Only after a refused INSERT do we look
which rule spoke.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, func, or_, select, update
from sqlalchemy.orm import Session

from forms_app.appointments import companions, holds, pauses, seats
from forms_app.appointments.messages import Kind, news
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import AND, Offer
from forms_app.appointments.people import (
    Person,
    name_digest,
    person_digest,
    phone_digest,
    sealed,
)
from forms_app.appointments.plans import Plan, minutes_of
from forms_app.appointments.queries import nearest_free
from forms_app.appointments.slots import plans_for
from forms_app.appointments.statements import (
    Rules,
    holding,
    parameters,
    starts,
    who_spoke,
    writing_the_row,
)
from forms_app.database import looking, reading, transaction
from forms_app.notifications import outbox
from forms_app.references import APPOINTMENT_LENGTH, new_reference
from forms_app.refusals import (
    SameTimeTwice,
    SlotFull,
    SlotGone,
    SlotUnavailable,
    TooManyOfOneName,
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
    who: str = ""
    """Who comes, if they have said so: see `papers`."""


def book(
    engine: Engine, vault: Vault, offer: Offer, wish: Wish, *, now: datetime
) -> str:
    """Give a seat and return its code; the same form sent twice gets the same code.

    SlotGone, SlotFull (both with the nearest free starts), SameTimeTwice, TooManyOpen,
    CounterOnly.
    """
    row = _row(vault, offer, wish, now)
    place = (offer, wish.starts_at)
    try:
        if place in _WAS_FULL and (code := _looked_first(engine, offer, row, now)):
            return code
        with transaction(engine) as session:
            code = _take(session, vault, offer, wish, row, now)
    except SlotUnavailable as refusal:
        if isinstance(refusal, SlotFull):
            _note_as_full(place)
        if not refusal.nearest:
            with reading(engine) as session:
                near = nearest_free(session, offer, wish.starts_at, now=now)
            refusal.nearest = tuple(slot.starts_at for slot in near)
        raise
    _WAS_FULL.pop(place, None)
    return code


def take_seat(
    session: Session, vault: Vault, offer: Offer, wish: Wish, *, now: datetime
) -> str:
    """`book` inside a transaction that somebody else holds."""
    return _take(session, vault, offer, wish, _row(vault, offer, wish, now), now)


def _take(
    session: Session,
    vault: Vault,
    offer: Offer,
    wish: Wish,
    row: dict[str, Any],
    now: datetime,
) -> str:
    plans = plans_for(offer, wish.starts_at, now)
    if not plans:
        return _earlier(session, row) or _refuse(SlotGone())
    for plan in plans:
        if code := _seated(session, vault, offer, plan, wish, row):
            return code
    raise SlotFull


_WAS_FULL: dict[tuple[Offer, datetime], None] = {}
"""Where a seat was asked for in vain lately: there we look before we queue for writing."""
FULL_NOTED = 1024


def _note_as_full(place: tuple[Offer, datetime]) -> None:
    if len(_WAS_FULL) >= FULL_NOTED:
        _WAS_FULL.clear()
    _WAS_FULL[place] = None


def _looked_first(
    engine: Engine, offer: Offer, row: dict[str, Any], now: datetime
) -> str | None:
    """In a rush most people come too late: they are told so without waiting in line.

    The code this form was given before; None when there may be a seat, which only the
    INSERT can tell.
    """
    with looking(engine) as session:
        try:
            found = _what_stands_against(session, offer, row)
        except SlotUnavailable as refusal:
            full = isinstance(refusal, SlotFull)  # so its day is not closed
            start = row["starts_at"]
            near = nearest_free(session, offer, start, now=now, is_open=full)
            refusal.nearest = tuple(slot.starts_at for slot in near)
            raise
    return None if found.earlier is None else str(found.earlier)


def rules_of(offer: Offer) -> Rules:
    places, persons = offer.open_per_phone, offer.open_per_person
    return Rules(places, persons, offer.pausing, offer.by_desk)


def _seated(
    session: Session,
    vault: Vault,
    offer: Offer,
    plan: Plan,
    wish: Wish,
    row: dict[str, Any],
) -> str:
    """The code of a visit laid out like this; '' when its seats are gone."""
    row |= {"minutes": minutes_of(plan)}
    rules, now = rules_of(offer), row["created_at"]
    tries = sum(part.seats for part in plan) + rules.places + rules.persons
    for _ in range(2 * tries + 2):  # each lost try: somebody else won one
        row |= {"seat": seats.take(session, plan, row, rules)}
        if row["seat"] is not None:
            if _wrote(session, rules, row):
                _bring_along(session, vault, offer, wish.person, row)
                _tell(session, row, now)
                if wish.hold:
                    holds.release(session, wish.hold)
                return str(row["reference"])
            seats.give_back(session, row["reference"])
        if earlier := _look_who_spoke(session, offer, row, now):
            return earlier
        if not _is_free(session, plan, row):
            return ""
        row |= _with_code(vault, wish)
    return ""


def _bring_along(
    session: Session, vault: Vault, offer: Offer, person: Person, row: dict[str, Any]
) -> None:
    """Everybody else of the visit has a limit, too; TooManyOfOneName undoes it all."""
    limit, now = offer.open_per_person, row["created_at"]
    if not limit or not person.others:
        return
    for name in sorted(person.others):  # always in one order: nobody waits in a circle
        digest = name_digest(vault, name)
        _free_past_places(session, row | {"person_digest": digest}, now)
        if not companions.take_place(session, row["reference"], digest, limit):
            raise TooManyOfOneName.of(name)


def _row(vault: Vault, offer: Offer, wish: Wish, now: datetime) -> dict[str, Any]:
    """The parameters of the INSERTs; minutes and seat come with the plan."""
    words = (
        wish.request_key,
        wish.person.phone,
        offer.station.id,
        offer.asked,
        wish.starts_at.isoformat(),
    )
    _, *also = offer.services
    return {
        **_with_code(vault, wish),
        "station_id": offer.station.id,
        "service_id": offer.service.id,
        "also_services": AND.join(service.id for service in also) or None,
        "service_name": offer.name,
        "schedule_id": offer.schedule.id,
        "starts_at": wish.starts_at,
        "phone_digest": phone_digest(vault, wish.person.phone),
        "person_digest": person_digest(vault, wish.person),
        "request_key": vault.digest("appointment.request", "\0".join(words)).hex(),
        "created_at": now,
        "persons": offer.persons,
        "who": wish.who or None,
        "day": local_day(wish.starts_at),
        **holding(wish.hold, now),
    }


def _with_code(vault: Vault, wish: Wish) -> dict[str, Any]:
    """A fresh code, and the person sealed for the row that will carry it."""
    reference = new_reference(APPOINTMENT_LENGTH)
    return {"reference": reference, **sealed(vault, reference, wish.person)}


def _wrote(session: Session, rules: Rules, row: dict[str, Any]) -> bool:
    dialect = session.get_bind().dialect.name
    statement = writing_the_row(dialect, rules.places, rules.persons)
    return session.connection().execute(statement, parameters(row)).rowcount == 1


def _is_free(session: Session, plan: Plan, row: dict[str, Any]) -> bool:
    """Whether every part of the plan still has a seat."""
    for part in plan:
        look = who_spoke(part.seats, len(part.starts))
        where = {"schedule_id": part.schedule_id, **starts(part.starts)}
        found = session.connection().execute(look, parameters({**row, **where})).one()
        if found.free is None:
            return False
    return True


def _tell(session: Session, row: dict[str, Any], now: datetime) -> None:
    columns = ("reference", "station_id", "starts_at", "phone_digest")
    message = news(Kind.BOOKED, **{name: row[name] for name in columns})
    outbox.enqueue(session, message, now=now)


def has_booked(
    session: Session, vault: Vault, offer: Offer, wish: Wish, *, now: datetime
) -> bool:
    """Whether this very form was given a code before."""
    return _earlier(session, _row(vault, offer, wish, now)) is not None


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
    found = _what_stands_against(session, offer, row)
    if found.earlier is not None:
        return str(found.earlier)
    _free_past_places(session, row, now)
    _refuse_over_the_limit(session, offer, row)
    return None


def _what_stands_against(
    session: Session, offer: Offer, row: dict[str, Any]
) -> Row[Any]:
    """What `who_spoke` sees, unless it is a refusal: then that."""
    look = who_spoke(offer.seats, 1)
    where = starts((row["starts_at"],))
    found = session.connection().execute(look, parameters({**row, **where})).one()
    if found.earlier is not None:
        return found
    if found.same_start:
        raise SameTimeTwice
    if found.closed:
        raise SlotGone
    if found.paused and offer.pausing:
        raise pauses.refusal(session, row["phone_digest"])
    if found.free is None and not offer.further:
        raise SlotFull
    return found


def _refuse_over_the_limit(session: Session, offer: Offer, row: dict[str, Any]) -> None:
    """Both are counted at one moment: somebody may book between two questions."""
    a = Appointment
    of_phone = select(func.count()).where(
        a.phone_digest == row["phone_digest"], a.phone_place <= offer.open_per_phone
    )
    of_name = select(func.count()).where(
        a.person_digest == row["person_digest"],
        a.person_place <= offer.open_per_person,
    )
    both = select(of_phone.scalar_subquery(), of_name.scalar_subquery())
    on_phone, in_name = session.execute(both).one()
    if on_phone >= offer.open_per_phone:
        raise TooManyOpen
    limit = offer.open_per_person
    if not limit:
        return
    if in_name + companions.open_of(session, row["person_digest"]) >= limit:
        raise TooManyOfOneName


def _free_past_places(session: Session, row: dict[str, Any], now: datetime) -> None:
    """A booking whose time is past no longer counts against its phone or its name."""
    a = Appointment
    session.execute(
        update(a)
        .where(
            or_(
                (a.phone_digest == row["phone_digest"]) & a.phone_place.is_not(None),
                (a.person_digest == row["person_digest"]) & a.person_place.is_not(None),
            ),
            a.starts_at <= now,
        )
        .values(phone_place=None, person_place=None)
        .execution_options(synchronize_session=False)
    )
    companions.forget_past(session, digest=row["person_digest"], now=now)


def _refuse(refusal: SlotUnavailable) -> str:
    raise refusal
