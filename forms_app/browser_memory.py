"""What a browser has opened with its code: remembered for twenty minutes.

The cookie holds the code and when it was opened, both signed; one entry a kind of
record, so that a booking and a place in the waiting line can be open together.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import session

OPEN_FOR = timedelta(minutes=20)


def remember(kind: str, reference: str, *, now: datetime) -> None:
    """This browser may see the record for the next twenty minutes."""
    session[kind] = [reference, int(now.timestamp())]


def remembered(kind: str, *, now: datetime) -> str:
    """The code this browser opened; '' once the time is over or if it never did."""
    try:
        reference, seconds = session[kind]
        age = now.timestamp() - int(seconds)
    except (KeyError, TypeError, ValueError):
        return ""
    return str(reference) if 0 <= age <= OPEN_FOR.total_seconds() else ""
