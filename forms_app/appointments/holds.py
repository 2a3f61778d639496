"""A seat kept for ten minutes while somebody fills in the form.

Holding costs a POST and never a place for long: a hold is not renewed, a browser has
one, and it ends with the booking.  Without a hold one can book all the same.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.orm import Session

from forms_app.appointments import seats
from forms_app.appointments.models import Appointment, Hold
from forms_app.appointments.offers import Offer
from forms_app.appointments.plans import Part, Plan
from forms_app.appointments.slots import plans_for
from forms_app.appointments.statements import (
    CLOCKS_DIFFER,
    INSERTS,
    holding,
    holding_seats,
    parameters,
    starts,
)
from forms_app.refusals import SlotFull, SlotGone
from forms_app.times import local_day

HOLD_LASTS = timedelta(minutes=10)


def hold(
    session: Session,
    offer: Offer,
    starts_at: datetime,
    own: str,
    *,
    until: datetime | None = None,
    token: str = "",
    now: datetime,
) -> str:
    """Keep a seat and give the token; the one this browser had before is given back.

    The same time again keeps the hold and its end: nobody holds for longer than
    HOLD_LASTS by asking twice.  `token`: what the hold is to be called; who comes with
    the same again gets the same.  SlotGone, SlotFull.
    """
    plans = plans_for(offer, starts_at, now)
    if not plans:
        raise SlotGone
    if token and (kept := lasting(session, token, now=now)):
        return _the_same(kept, offer, plans)
    if own:
        if is_for(lasting(session, own, now=now), offer, plans):
            return own
        release(session, own)
    forget_past(session, now=now)
    values = {
        "station_id": offer.station.id,
        "held_at": now,
        "expires_at": until or now + HOLD_LASTS,
        "day": local_day(starts_at),
        **holding("", now),
    }
    for plan in plans:
        for _ in range(offer.seats + 1):  # each lost try: somebody else took one
            if kept_as := _keep(session, plan, values, token):
                return kept_as
    raise SlotFull


def _the_same(kept: Sequence[Hold], offer: Offer, plans: Sequence[Plan]) -> str:
    if not is_for(kept, offer, plans):
        raise SlotGone
    return kept[0].token


def _keep(session: Session, plan: Plan, values: dict[str, Any], token: str) -> str:
    """The token of a visit whose every part is held now; '' and no hold otherwise."""
    token = token or secrets.token_hex(16)
    for part in seats.in_one_order(plan):
        if not _keep_part(session, part, {**values, "token": token}):
            release(session, token)
            return ""
    return token


def _keep_part(session: Session, part: Part, values: dict[str, Any]) -> bool:
    dialect, slots = session.get_bind().dialect.name, len(part.starts)
    where = {"schedule_id": part.schedule_id, **starts(part.starts)}
    statement = holding_seats(dialect, part.seats, slots)
    held = session.connection().execute(statement, parameters({**values, **where}))
    return len(held.scalars().all()) == slots


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at a counter, remembered before it is given back."""

    station_id: str
    schedule_id: str
    starts_at: datetime
    seat: int


def seats_of(session: Session, row: Appointment) -> list[Seat]:
    """Every place of a visit."""
    return [
        Seat(taken.station_id, taken.schedule_id, taken.starts_at, taken.seat)
        for taken in seats.seats_of(session, row.reference)
    ]


def keep_back(
    session: Session, freed: Sequence[Seat], *, minutes: int, now: datetime
) -> None:
    """Seats given back are free again at a moment nobody can know, within `minutes`.

    Who waits for cancelled seats with a program cannot sell what they cannot time.  As
    the time comes nearer the wait gets shorter: no seat goes to waste.
    """
    if not freed:
        return
    longest = min(timedelta(minutes=minutes), (freed[0].starts_at - now) / 4)
    seconds = int(longest.total_seconds())
    if seconds < 1:
        return
    until = now + timedelta(seconds=1 + secrets.randbelow(seconds))
    forget_past(session, now=now)
    token = secrets.token_hex(16)
    kind: Any = INSERTS[session.get_bind().dialect.name]
    session.connection().execute(
        kind(
            Hold
        ).on_conflict_do_nothing(),  # one that somebody has by now stays theirs
        [
            {
                "token": token,
                "station_id": seat.station_id,
                "schedule_id": seat.schedule_id,
                "starts_at": seat.starts_at,
                "seat": seat.seat,
                "held_at": now,
                "expires_at": until,
            }
            for seat in freed
        ],
    )


def lasting(session: Session, token: str, *, now: datetime) -> Sequence[Hold]:
    """Every slot kept under a token, while they last."""
    return session.scalars(
        select(Hold).where(
            Hold.token == token,
            Hold.expires_at > now,
            Hold.held_at <= now + CLOCKS_DIFFER,
        )
    ).all()


def release(within: Session | Connection, token: str) -> None:
    within.execute(delete(Hold).where(Hold.token == token))


def forget_past(session: Session, *, now: datetime) -> None:
    """Drop what has ended, and what a clock that was set back would keep for too long."""
    session.execute(
        delete(Hold).where(
            or_(Hold.expires_at <= now, Hold.held_at > now + CLOCKS_DIFFER)
        )
    )


def is_for(kept: Sequence[Hold], offer: Offer, plans: Sequence[Plan]) -> bool:
    """Whether just what one of these plans needs is kept: no slot less, and none more."""
    station = offer.station.id
    places = {(hold.station_id, hold.schedule_id, hold.starts_at) for hold in kept}
    return any(
        places == {(station, part.schedule_id, s) for part in plan for s in part.starts}
        for plan in plans
    )
