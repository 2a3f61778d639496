"""The waiting line: a seat that is given back is kept for whoever has waited longest.

They get one message and some time to take it or pass; then it is the next one's turn.
Nobody keeps others waiting for ever: who lets several seats go by leaves the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from forms_app.appointments import booking, holds, pauses, queries
from forms_app.appointments.booking import Wish
from forms_app.appointments.holds import Seat
from forms_app.appointments.offers import Offer, by_a_clerk, find_offer
from forms_app.appointments.people import Person, opened, phone_digest, sealed
from forms_app.appointments.wait_models import Wait, WaitEvent, WaitState
from forms_app.appointments.waiting_line import OPEN, line_of
from forms_app.appointments.waiting_messages import tell_offered
from forms_app.catalogue import Catalogue
from forms_app.database import added, rows_of
from forms_app.notifications.outbox import civil
from forms_app.references import APPOINTMENT_LENGTH, new_reference
from forms_app.refusals import (
    NotWaiting,
    OfferGone,
    SlotUnavailable,
    TooManyWaits,
)
from forms_app.times import local_day
from forms_app.vault import Vault

OFFERS = 3
"""So many seats go by unanswered, then the line moves on without them."""
SOONEST = timedelta(hours=2)
"""A seat that begins before that is anybody's: nobody can be asked in time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody waits for; `request_key` is the hidden key of their form."""

    person: Person
    first_day: date
    last_day: date
    request_key: str


def join(
    session: Session,
    vault: Vault,
    offer: Offer,
    asked: Asked,
    *,
    most: int,
    now: datetime,
) -> Wait:
    """Stand in line; the same form sent twice stands once.

    TooManyWaits, and CounterOnly for a telephone that books no more online for now.
    """
    digest = phone_digest(vault, asked.person.phone)
    words = (asked.request_key, asked.person.phone, offer.station.id, offer.asked)
    key = vault.digest("wait.request", "\0".join(words)).hex()
    if earlier := session.scalar(select(Wait).where(Wait.request_key == key)):
        return earlier
    if offer.pausing and pauses.running(session, digest, now=now):
        raise pauses.refusal(session, digest)
    for place in range(1, most + 1):
        row = _row(vault, offer, asked, key, now)
        row.phone_place = place
        if added(session, row):
            return row
        if earlier := session.scalar(select(Wait).where(Wait.request_key == key)):
            return earlier
    raise TooManyWaits


def _row(vault: Vault, offer: Offer, asked: Asked, key: str, now: datetime) -> Wait:
    reference = new_reference(APPOINTMENT_LENGTH)
    return Wait(
        reference=reference,
        station_id=offer.station.id,
        asked=offer.asked,
        service_name=offer.name,
        first_day=asked.first_day,
        last_day=asked.last_day,
        phone_digest=phone_digest(vault, asked.person.phone),
        request_key=key,
        state=WaitState.WAITING,
        offers=0,
        joined_at=now,
        changed_at=now,
        **sealed(vault, reference, asked.person, "wait"),
    )


def give_on(
    session: Session, catalogue: Catalogue, freed: Sequence[Seat], *, now: datetime
) -> None:
    """Seats that were given back: for the next in line, else for anybody in a while."""
    if not freed:
        return
    serve(session, catalogue, freed[0].station_id, now=now)
    minutes = catalogue.appointments.freed_within_minutes
    holds.keep_back(session, freed, minutes=minutes, now=now)


def serve(
    session: Session, catalogue: Catalogue, station_id: str, *, now: datetime
) -> int:
    """Keep what is free at a station for those who wait there; how many were offered."""
    _end_what_is_over(session, station_id, now)
    waiting = session.scalars(
        select(Wait)
        .where(Wait.station_id == station_id, Wait.state == WaitState.WAITING)
        .order_by(Wait.id)
    ).all()
    return sum(_offer_to(session, catalogue, row, now) for row in waiting)


def serve_everywhere(session: Session, catalogue: Catalogue, *, now: datetime) -> int:
    """The same at every station where somebody waits; run by the timer."""
    stations = select(Wait.station_id).where(Wait.state.in_(OPEN)).distinct()
    return sum(
        serve(session, catalogue, station_id, now=now)
        for station_id in session.scalars(stations).all()
    )


def take(
    session: Session,
    vault: Vault,
    catalogue: Catalogue,
    row: Wait,
    *,
    by: str,
    now: datetime,
) -> str:
    """The kept seat becomes a booking; gives its code.  `by` is '' for the person.

    OfferGone when the time to answer is over, and whatever `take_seat` refuses.
    """
    offer = find_offer(catalogue, row.asked, row.station_id)
    offer = by_a_clerk(offer) if offer and by else offer
    start = row.offered_start
    if row.state == WaitState.BOOKED and offer and start:
        return booking.take_seat(session, vault, offer, _wish(vault, row), now=now)
    if offer is None or not _stands(row, now):
        raise OfferGone
    code = booking.take_seat(session, vault, offer, _wish(vault, row), now=now)
    _turn(session, row, WaitState.BOOKED, now=now)
    note(session, row, "take", by, now)
    return code


def pass_on(
    session: Session,
    catalogue: Catalogue,
    row: Wait,
    *,
    stay: bool,
    by: str,
    now: datetime,
) -> None:
    """Not this one: the seat goes to the next, and they stay in line or leave it."""
    if row.state not in OPEN:
        raise NotWaiting
    before, token = row.state, row.hold_token
    new = WaitState.WAITING if stay else WaitState.LEFT
    if stay and before == WaitState.WAITING:
        return
    _turn(session, row, new, now=now)
    note(session, row, "pass" if stay else "leave", by, now)
    if token:
        holds.release(session, token)
        _serve_others(session, catalogue, row, now)


def note(session: Session, row: Wait, what: str, by: str, now: datetime) -> None:
    """One line of the trail; `by` is '' for the person, a clerk's name otherwise."""
    session.add(WaitEvent(wait_id=row.id, at=now, what=what, by=by))
    session.flush()


def answer_until(starts_at: datetime, minutes: int, now: datetime) -> datetime:
    """How long a seat is kept: by night from the morning on, and half of what is left
    before the time at most."""
    until = max(civil(now), now) + timedelta(minutes=minutes)
    return min(until, now + (starts_at - now) / 2).replace(microsecond=0)


def _stands(row: Wait, now: datetime) -> bool:
    until = row.offered_until
    return row.state == WaitState.OFFERED and until is not None and now < until


def _wish(vault: Vault, row: Wait) -> Wish:
    start, token = row.offered_start, row.hold_token
    assert start is not None  # noqa: S101 - an offer has a start, see the callers
    return Wish(
        start, opened(vault, row), f"wait {row.reference} {row.offers}", token or ""
    )


def _offer_to(session: Session, catalogue: Catalogue, row: Wait, now: datetime) -> bool:
    """Keep the first time that suits them, if there is one."""
    offer = find_offer(catalogue, row.asked, row.station_id)
    first, last = max(row.first_day, local_day(now)), row.last_day
    if offer is None or first > last:
        return False
    days = queries.days_on_offer(session, offer, now=now, window=(first, last))
    for slot in (slot for day in days for slot in day.slots):
        if slot.starts_at < now + SOONEST or _comes_then(session, row, slot.starts_at):
            continue
        minutes = catalogue.appointments.offer_minutes
        until = answer_until(slot.starts_at, minutes, now)
        try:
            token = holds.hold(session, offer, slot.starts_at, "", until=until, now=now)
        except SlotUnavailable:
            continue
        return _offered(session, row, slot.starts_at, until, token, now)
    return False


def _offered(
    session: Session,
    row: Wait,
    start: datetime,
    until: datetime,
    token: str,
    now: datetime,
) -> bool:
    values = {
        "offered_start": start,
        "offered_until": until,
        "hold_token": token,
        "offers": row.offers + 1,
    }
    if not _turn(session, row, WaitState.OFFERED, now=now, **values):
        holds.release(session, token)  # somebody else has offered at the same moment
        return False
    tell_offered(session, row, now=now)
    return True


def _comes_then(session: Session, row: Wait, start: datetime) -> bool:
    return queries.holds_start(session, row.phone_digest, start)


def _end_what_is_over(session: Session, station_id: str, now: datetime) -> None:
    """Unanswered offers go back into the line or end it; days that are past end it."""
    due = session.scalars(
        select(Wait).where(
            Wait.station_id == station_id,
            Wait.state.in_(OPEN),
            or_(Wait.offered_until <= now, Wait.last_day < local_day(now)),
        )
    ).all()
    for row in due:
        unanswered = row.state == WaitState.OFFERED
        if unanswered and _stands(row, now):
            continue
        past = row.last_day < local_day(now)
        over = past or (unanswered and row.offers >= OFFERS)
        if not over and not unanswered:
            continue
        token = row.hold_token
        _turn(session, row, WaitState.OVER if over else WaitState.WAITING, now=now)
        if token:
            holds.release(session, token)


def _serve_others(
    session: Session, catalogue: Catalogue, passed: Wait, now: datetime
) -> None:
    """Who has just passed is not asked again in the same breath."""
    _end_what_is_over(session, passed.station_id, now)
    for row in line_of(session, passed.station_id):
        if row.state == WaitState.WAITING and row.id != passed.id:
            _offer_to(session, catalogue, row, now)


def _turn(
    session: Session, row: Wait, new: WaitState, *, now: datetime, **values: Any
) -> bool:
    """The guarded change of state; False when it has changed meanwhile."""
    given = {"state": new, "changed_at": now, **values}
    if new is not WaitState.OFFERED:
        given |= {"hold_token": None, "offered_until": None}
    if new not in OPEN:
        given |= {"phone_place": None}
    done = session.execute(
        update(Wait)
        .where(Wait.id == row.id, Wait.state == row.state, Wait.offers == row.offers)
        .values(**given)
        .execution_options(synchronize_session=False)
    )
    if rows_of(done) != 1:
        return False
    session.refresh(row)
    return True
