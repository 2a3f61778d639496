"""A station's calendar under a secret address: how many come when, and for what.

A telephone's calendar cannot sign in.  So no person is in it, the address is 128 bits
that nobody guesses, and a new one ends the old.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event
from sqlalchemy.orm import Session

from forms_app.appointments import queries
from forms_app.appointments.calendar_file import china_time, uid
from forms_app.appointments.models import Appointment, StationFeed, Status
from forms_app.times import local
from forms_app.vault import Vault

BACK, AHEAD = timedelta(days=7), timedelta(days=60)
SHOWN = (Status.BOOKED, Status.ARRIVED)


def renew(
    session: Session, vault: Vault, station_id: str, *, by: str, now: datetime
) -> str:
    """The secret of a new address; the one before leads nowhere from now on."""
    secret = secrets.token_hex(16)
    feed = queries.feed_of(session, station_id)
    if feed is None:
        feed = StationFeed(station_id=station_id)
        session.add(feed)
    feed.secret_digest = digest(vault, secret)
    feed.made_at, feed.made_by = now, by
    return secret


def digest(vault: Vault, secret: str) -> str:
    return vault.digest("appointment.feed", secret).hex()


def feed_file(station_name: str, rows: Iterable[Appointment]) -> bytes:
    """The bytes of the calendar: one entry a visit that is still to come or going on."""
    calendar = Calendar()
    calendar.add("prodid", "-//Doorstep//Station//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", station_name)
    calendar.add_component(china_time())
    for row in rows:
        if row.status in SHOWN:
            calendar.add_component(_event(row))
    return bytes(calendar.to_ical())


def _event(row: Appointment) -> Event:
    event = Event()
    event.add("uid", f"desk-{uid(row)}")
    event.add("sequence", row.sequence)
    event.add("dtstamp", row.changed_at)
    event.add("dtstart", local(row.starts_at))
    event.add("dtend", local(row.starts_at) + timedelta(minutes=row.minutes))
    event.add("summary", row.errand)
    return event
