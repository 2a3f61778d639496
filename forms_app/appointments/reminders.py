"""Who is to be reminded: one message for each time that was booked, some hours before."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.appointments.messages import Kind, tell
from forms_app.appointments.queries import booked_between


def remind(session: Session, *, hours: int, now: datetime) -> int:
    """Put a reminder into the outbox for everybody who comes within `hours`.

    Who booked or moved within that time knows it still.  Run as often as you like: the
    same time is reminded of once.  Gives how many bookings were looked at.
    """
    ahead = timedelta(hours=hours)
    rows = booked_between(session, now, now + ahead)
    forgetful = [row for row in rows if row.changed_at <= row.starts_at - ahead]
    for row in forgetful:
        tell(session, Kind.REMINDER, row, now=now)
    return len(forgetful)
