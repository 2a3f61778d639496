"""The days on which a station's hours differ from its week, as far as a year ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from build_scripts.catalogue.model import Station
from build_scripts.pages.opening_table import DAYS
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import Hours, Interval, next_special_day
from build_scripts.shared.working_days import WorkingCalendar


class Span(Frozen):
    """Neighbouring days with the same hours for the same reason."""

    start: date
    end: date
    reason: str
    intervals: tuple[Interval, ...]


def card_address(station: Station) -> str:
    return f"stations/{station.id}.vcf"


def days_address(station: Station) -> str:
    return f"stations/{station.id}.ics"


def spans(hours: Hours, today: date, calendar: WorkingCalendar) -> Iterator[Span]:
    """From today on, in order; none beyond the entered calendar.

    A weekend inside a holiday is closed anyway: it neither makes nor breaks a span.
    """
    if not calendar.knows(today):
        return
    open_span: Span | None = None
    day, last = today - timedelta(days=1), today + timedelta(days=DAYS)
    while found := next_special_day(hours, day, calendar, (last - day).days):
        day = found.day
        fresh = Span(day, day, found.reason, found.intervals)
        if open_span and _goes_on(open_span, fresh):
            open_span = replace(open_span, end=day)
            continue
        if open_span:
            yield open_span
        open_span = fresh
    if open_span:
        yield open_span


def _goes_on(span: Span, fresh: Span) -> bool:
    same = (span.reason, span.intervals) == (fresh.reason, fresh.intervals)
    return same and (fresh.start - span.end).days <= _WEEKEND


_WEEKEND = 3
"""From a Friday to the Monday."""
