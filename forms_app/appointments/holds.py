"""A seat kept for ten minutes while somebody fills in the form.

Holding costs a POST and never a place for long: a hold is not renewed, a browser has
one, and it ends with the booking.  Without a hold one can book all the same.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from forms_app.appointments.models import Appointment, Hold
from forms_app.appointments.slots import Offer, is_offered
from forms_app.appointments.statements import (
    INSERTS,
    LONGEST_HOLD,
    holding,
    holding_a_seat,
    parameters,
)
from forms_app.refusals import SlotFull, SlotGone
from forms_app.times import local_day

HOLD_LASTS = timedelta(minutes=10)


def hold(
    session: Session, offer: Offer, starts_at: datetime, own: str, *, now: datetime
) -> str:
    """Keep a seat and give the token; the one this browser had before is given back.

    The same time again keeps the hold and its end: nobody holds for longer than
    HOLD_LASTS by asking twice.  SlotGone, SlotFull.
    """
    if not is_offered(offer, starts_at, now):
        raise SlotGone
    if own:
        kept = lasting(session, own, now=now)
        if kept is not None and is_for(kept, offer, starts_at):
            return own
        release(session, own)
    forget_past(session, now=now)
    token = secrets.token_hex(16)
    values = {
        "token": token,
        "station_id": offer.station.id,
        "schedule_id": offer.schedule.id,
        "starts_at": starts_at,
        "expires_at": now + HOLD_LASTS,
        "day": local_day(starts_at),
        **holding("", now),
    }
    statement = holding_a_seat(session.get_bind().dialect.name, offer.seats)
    for _ in range(offer.seats + 1):  # each lost try: somebody else took one
        done = session.connection().execute(statement, parameters(values))
        if done.rowcount == 1:
            return token
    raise SlotFull


@dataclass(frozen=True, slots=True)
class Seat:
    """A place at a counter, remembered before it is given back."""

    station_id: str
    schedule_id: str
    starts_at: datetime
    seat: int | None


def seat_of(row: Appointment) -> Seat:
    return Seat(row.station_id, row.schedule_id, row.starts_at, row.seat)


def keep_back(session: Session, seat: Seat, *, minutes: int, now: datetime) -> None:
    """A seat given back is free again at a moment nobody can know, within `minutes`.

    Who waits for cancelled seats with a program cannot sell what they cannot time.  As
    the time comes nearer the wait gets shorter: no seat goes to waste.
    """
    longest = min(timedelta(minutes=minutes), (seat.starts_at - now) / 4)
    seconds = int(longest.total_seconds())
    if seat.seat is None or seconds < 1:
        return
    forget_past(session, now=now)
    kind: Any = INSERTS[session.get_bind().dialect.name]
    session.connection().execute(
        kind(Hold).on_conflict_do_nothing(),
        {
            "token": secrets.token_hex(16),
            "station_id": seat.station_id,
            "schedule_id": seat.schedule_id,
            "starts_at": seat.starts_at,
            "seat": seat.seat,
            "expires_at": now + timedelta(seconds=1 + secrets.randbelow(seconds)),
        },
    )


def lasting(session: Session, token: str, *, now: datetime) -> Hold | None:
    """The hold behind a token, while it lasts."""
    return session.scalar(
        select(Hold).where(
            Hold.token == token,
            Hold.expires_at > now,
            Hold.expires_at <= now + LONGEST_HOLD,
        )
    )


def release(session: Session, token: str) -> None:
    session.execute(delete(Hold).where(Hold.token == token))


def forget_past(session: Session, *, now: datetime) -> None:
    """Drop what has ended, and what a clock that was set back would keep for too long."""
    session.execute(
        delete(Hold).where(
            or_(Hold.expires_at <= now, Hold.expires_at > now + LONGEST_HOLD)
        )
    )


def is_for(kept: Hold, offer: Offer, starts_at: datetime) -> bool:
    return (kept.station_id, kept.schedule_id, kept.starts_at) == (
        offer.station.id,
        offer.schedule.id,
        starts_at,
    )
