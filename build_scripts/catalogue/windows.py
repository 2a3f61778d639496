"""From which day to which day a record is to be seen on the site."""

from __future__ import annotations

from datetime import date, timedelta

from build_scripts.catalogue.model import Alert, LegalEvent, LostFound, Notice, Record

ALWAYS = (date.min, date.max)
NEVER = (date.max, date.min)
EVENTS_STAY = timedelta(days=60)
"""After its end an event keeps its page so long, for links that were passed on."""
FINDS_STAY = timedelta(days=365)


def window_of(record: Record) -> tuple[date, date]:
    """The first and the last day, both included; `date.min`, `date.max`: no bound.

    On the last day of an alert the browser hides it at the very minute
    (theme/js/portal.js); the build knows days only.
    """
    first, last = ALWAYS
    if record.publish_at is not None:
        first = record.publish_at
    match record:
        case Alert():
            return max(first, record.effective.date()), record.expires.date()
        case LegalEvent():
            return first, record.ends.date() + EVENTS_STAY
        case Notice():
            return first, record.valid_through
        case LostFound():
            return _while_open(record)
    return first, last


def _while_open(item: LostFound) -> tuple[date, date]:
    """A year (civil code, Article 318), unless somebody came for it."""
    if item.lost_status != "open":
        return NEVER
    first = max(item.published_on, item.publish_at or date.min)
    return first, item.published_on + FINDS_STAY
