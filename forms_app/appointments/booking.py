"""Giving somebody a seat: the hot path.

Two people may ask for the last seat in the same second.  Nothing here locks; guarded
INSERTs and the unique keys decide who was first.  Only after a refused INSERT do we look
which rule spoke (`why_not`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from forms_app import errands
from forms_app.appointments import ahead, holds, late, participants, seats
from forms_app.appointments.ahead import Ahead
from forms_app.appointments.guards import Rules
from forms_app.appointments.messages import Kind, news
from forms_app.appointments.models import REQUEST_KEY_LENGTH, Appointment
from forms_app.appointments.offers import REMEMBERED, Offer
from forms_app.appointments.people import (
    Person,
    name_digest,
    person_digest,
    phone_digest,
    sealed,
)
from forms_app.appointments.plans import Plan, minutes_of
from forms_app.appointments.slots import plans_for
from forms_app.appointments.statements import (
    giving_at_once,
    holding,
    parameters,
    starts,
    writing_the_row,
)
from forms_app.appointments.why_not import (
    free_past_places,
    is_free,
    look_who_spoke,
)
from forms_app.database import glancing, written
from forms_app.notifications import outbox
from forms_app.notifications.outbox import News
from forms_app.patience import patiently
from forms_app.references import APPOINTMENT_LENGTH, new_reference
from forms_app.refusals import (
    SlotFull,
    SlotGone,
    SlotUnavailable,
    TooManyOfOneName,
)
from forms_app.times import local_day
from forms_app.vault import Vault
from forms_app.wire import Wire


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
    return patiently(engine, lambda: _book(engine, vault, offer, wish, now))


def _book(engine: Engine, vault: Vault, offer: Offer, wish: Wish, now: datetime) -> str:
    row = _row(vault, offer, wish, now)
    try:
        if code := late.looked_first(engine, offer, row, now):
            return code
        row |= _with_code(vault, wish)
        code = _given_at_once(engine, offer, wish, row, now) or _given_in_turn(
            engine, vault, offer, wish, row, now
        )
    except SlotUnavailable as refusal:
        late.look_close_by(engine, offer, wish.starts_at, refusal, now)
        raise
    late.was_given(offer, wish.starts_at)
    return code


def _given_at_once(
    engine: Engine, offer: Offer, wish: Wish, row: dict[str, Any], now: datetime
) -> str:
    """The code, if one statement can give it; else '', and nothing was written."""
    if engine.dialect.name != "postgresql" or wish.person.others:
        return ""
    try:
        with glancing(engine) as wire:
            return give_at_once(wire, offer, row, now)
    except IntegrityError:  # somebody else was faster by a moment
        return ""


def _given_in_turn(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    wish: Wish,
    row: dict[str, Any],
    now: datetime,
) -> str:
    said = None
    if engine.dialect.name == "sqlite" and not wish.person.others:
        said = _said_ahead(offer, wish, row, now)

    def work(wire: Wire) -> str:
        if said and (code := ahead.give(wire, said)):
            return code
        return _take(wire, vault, offer, wish, row, now)

    return written(engine, work)


def _said_ahead(
    offer: Offer, wish: Wish, row: dict[str, Any], now: datetime
) -> Ahead | None:
    plans = plans_for(offer, wish.starts_at, now)
    if not plans:
        return None
    message = outbox.said("sqlite", _booked(row), now)
    return ahead.put_into_words(plans[0], row, rules_of(offer), message, wish.hold)


def give_at_once(wire: Wire, offer: Offer, row: dict[str, Any], now: datetime) -> str:
    """`take_seat` in one statement, for a server, where each costs a round trip.

    '' where there is no such seat, or the visit needs several counters; who comes along
    has no place in it.
    IntegrityError: somebody else was faster.  `row`: see `whole_row`.
    """
    plans = plans_for(offer, row["starts_at"], now)
    if not plans or len(plans[0]) > 1:
        return ""
    (part,) = plans[0]
    values = {**row, "minutes": minutes_of(plans[0]), **starts(part.starts)}
    statement = giving_at_once(part.seats, len(part.starts), rules_of(offer))
    told = outbox.parameters(_booked(row), now)
    given = wire.rows(statement, {**parameters(values), **told})
    return str(row["reference"]) if given else ""


def take_seat(
    session: Session, vault: Vault, offer: Offer, wish: Wish, *, now: datetime
) -> str:
    """`book` inside a transaction that somebody else holds."""
    row = whole_row(vault, offer, wish, now)
    return _take(Wire.of(session), vault, offer, wish, row, now)


def _take(
    wire: Wire,
    vault: Vault,
    offer: Offer,
    wish: Wish,
    row: dict[str, Any],
    now: datetime,
) -> str:
    plans = plans_for(offer, wish.starts_at, now)
    if not plans:
        return _earlier(wire.connection, row) or _refuse(SlotGone())
    for plan in plans:
        if code := _seated(wire, vault, offer, plan, wish, row):
            return code
    raise SlotFull


@lru_cache(maxsize=REMEMBERED)
def rules_of(offer: Offer) -> Rules:
    places, persons = offer.open_per_phone, offer.open_per_person
    return Rules(places, persons, offer.pausing, offer.by_desk)


def _seated(
    wire: Wire,
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
        row |= {"seat": seats.take(wire, plan, row, rules)}
        if row["seat"] is not None:
            if _wrote(wire, rules, row):
                _take_places(wire, vault, offer, wish.person, row)
                _tell(wire, row, now)
                if wish.hold:
                    holds.release(wire.connection, wish.hold)
                return str(row["reference"])
            seats.give_back(wire.connection, row["reference"])
        if earlier := look_who_spoke(wire, offer, row, now):
            return earlier
        if not is_free(wire, plan, row):
            return ""
        row |= _with_code(vault, wish)
    return ""


def _take_places(
    wire: Wire, vault: Vault, offer: Offer, person: Person, row: dict[str, Any]
) -> None:
    """Everybody the visit is for has a limit; TooManyOfOneName undoes it all."""
    limit = offer.open_per_person
    if not limit:
        return
    others = ((name_digest(vault, name), name) for name in person.others)
    everybody = sorted([(row["person_digest"], ""), *others])
    for digest, name in everybody:  # in one order: nobody waits in a circle
        if participants.take_place(wire, row, digest, limit):
            continue
        with Session(wire.connection) as session:
            free_past_places(
                session, row | {"person_digest": digest}, row["created_at"]
            )
        if not participants.take_place(wire, row, digest, limit):
            raise TooManyOfOneName.of(name) if name else TooManyOfOneName


def _row(vault: Vault, offer: Offer, wish: Wish, now: datetime) -> dict[str, Any]:
    """What is asked of the database and written into it, but for the code, the sealed
    person, and the minutes and the seat, which come with the plan."""
    words = (
        wish.request_key,
        wish.person.phone,
        offer.station.id,
        offer.asked,
        wish.starts_at.isoformat(),
    )
    day = local_day(wish.starts_at)
    key = vault.digest("appointment.request", "\0".join(words)).hex()
    return {
        **_of_the_offer(offer),
        "starts_at": wish.starts_at,
        "phone_digest": phone_digest(vault, wish.person.phone),
        "person_digest": person_digest(vault, wish.person),
        "request_key": f"{day:%y%m%d}{key}"[:REQUEST_KEY_LENGTH],
        "created_at": now,
        "who": wish.who or None,
        "day": day,
        **holding(wish.hold, now),
    }


@lru_cache(maxsize=REMEMBERED)
def _of_the_offer(offer: Offer) -> Mapping[str, Any]:
    """The columns that are the same for everybody who books this."""
    _, *also = offer.services
    return {
        "station_id": offer.station.id,
        "service_id": offer.service.id,
        "also_services": errands.written(service.id for service in also) or None,
        "service_name": offer.name,
        "schedule_id": offer.schedule.id,
        "persons": offer.persons,
    }


def whole_row(vault: Vault, offer: Offer, wish: Wish, now: datetime) -> dict[str, Any]:
    return {**_row(vault, offer, wish, now), **_with_code(vault, wish)}


def _with_code(vault: Vault, wish: Wish) -> dict[str, Any]:
    """A fresh code, and the person sealed for the row that will carry it."""
    reference = new_reference(APPOINTMENT_LENGTH)
    return {"reference": reference, **sealed(vault, reference, wish.person)}


def _wrote(wire: Wire, rules: Rules, row: dict[str, Any]) -> bool:
    statement = writing_the_row(wire.dialect, rules.places)
    return wire.changed(statement, parameters(row)) == 1


def _tell(wire: Wire, row: dict[str, Any], now: datetime) -> None:
    outbox.put_in(wire, _booked(row), now=now)


def _booked(row: dict[str, Any]) -> News:
    columns = ("reference", "station_id", "starts_at", "phone_digest")
    return news(Kind.BOOKED, **{name: row[name] for name in columns})


def has_booked(
    session: Session, vault: Vault, offer: Offer, wish: Wish, *, now: datetime
) -> bool:
    """Whether this very form was given a code before."""
    row = _row(vault, offer, wish, now)
    return _earlier(session.connection(), row) is not None


def _earlier(connection: Connection, row: dict[str, Any]) -> str | None:
    """The code this very form was given before."""
    return connection.scalar(
        select(Appointment.reference).where(
            Appointment.request_key == row["request_key"]
        )
    )


def _refuse(refusal: SlotUnavailable) -> str:
    raise refusal
