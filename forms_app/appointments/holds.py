"""A seat kept for ten minutes while somebody fills in the form.

Holding costs a POST and never a place for long: a hold is not renewed, a browser has
one, and it ends with the booking.  Without a hold one can book all the same.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from forms_app.appointments.models import Hold
from forms_app.appointments.slots import Offer, is_offered
from forms_app.appointments.statements import (
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
