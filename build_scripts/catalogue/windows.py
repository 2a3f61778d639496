"""From which day to which day a record is to be seen on the site."""

from __future__ import annotations

from datetime import date, timedelta

from build_scripts.catalogue.model import Alert, LegalEvent, Record

ALWAYS = (date.min, date.max)
EVENTS_STAY = timedelta(days=60)
"""After its end an event keeps its page so long, for links that were passed on."""


def window_of(record: Record) -> tuple[date, date]:
    """The first and the last day, both included; `date.min`, `date.max`: no bound.

    On the last day of an alert the browser hides it at the very minute
    (theme/js/portal.js); the build knows days only.
    """
    first, last = ALWAYS
    if record.publish_at is not None:
        first = record.publish_at
    if isinstance(record, Alert):
        first = max(first, record.effective.date())
        last = record.expires.date()
    if isinstance(record, LegalEvent):
        last = record.ends.date() + EVENTS_STAY
    return first, last
