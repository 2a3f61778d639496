"""From the entered years to the working calendar both halves count with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from build_scripts.catalogue.model import CalendarYear
from build_scripts.shared.working_days import WorkingCalendar

LONGEST_HOLIDAY = 15
"""Days; the longest span of any notice so far had nine."""


def working_calendar(years: Iterable[CalendarYear]) -> WorkingCalendar:
    """Every entered year in one calendar."""
    known: dict[int, bool] = {}
    holidays: dict[date, str] = {}
    makeup: dict[date, str] = {}
    for year in years:
        known[year.year] = year.provisional
        for span in year.holidays:
            holidays |= dict.fromkeys(days_of(span.start, span.end), str(span.name))
            makeup |= dict.fromkeys(span.makeup, str(span.name))
    return WorkingCalendar(known, holidays, makeup)


def days_of(start: date, end: date) -> Iterator[date]:
    """Every day of a span, at most LONGEST_HOLIDAY of them."""
    for offset in range(min((end - start).days + 1, LONGEST_HOLIDAY)):
        yield start + timedelta(days=offset)
