"""The opening hours of the coming days, worked out: whoever reads it only looks up.

A page carries the table of its station, hours.json holds those of all stations.  What
a day is (holiday, make-up workday, season, exception) was decided here, at build time.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from datetime import date, timedelta
from functools import lru_cache

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Station
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import Hours, Interval, hours_on
from build_scripts.shared.working_days import WorkingCalendar

DAYS = 400
UNKNOWN = -1
"""The pattern of a day whose year has no calendar yet: ask by telephone."""
EPOCH = date(1970, 1, 1)
_WEEK = 7


class OpeningTable(Frozen):
    """For each day from `start` on, which of the patterns it follows."""

    start: date
    patterns: tuple[tuple[Interval, ...], ...]
    days: tuple[int, ...]
    """Position in `patterns`, or UNKNOWN."""

    def on(self, day: date) -> tuple[Interval, ...] | None:
        """The hours of a day; None when nobody knows them yet."""
        at = (day - self.start).days
        known = 0 <= at < len(self.days) and self.days[at] != UNKNOWN
        return self.patterns[self.days[at]] if known else None


def opening_table(
    hours: Hours, start: date, calendar: WorkingCalendar, length: int = DAYS
) -> OpeningTable:
    """`length` days from `start`; each kind of day is worked out once."""
    days: list[int] = []
    patterns: dict[tuple[Interval, ...], int] = {}
    kinds: dict[Hashable, int] = {}
    dated = {exception.day for exception in hours.exceptions}
    for offset in range(length):
        day = start + timedelta(days=offset)
        if not calendar.knows(day):
            days.append(UNKNOWN)
            continue
        kind = day if day in dated else _kind_of(day, hours, calendar)
        if kind not in kinds:
            open_then = hours_on(hours, day, calendar).intervals
            kinds[kind] = patterns.setdefault(open_then, len(patterns))
        days.append(kinds[kind])
    return OpeningTable(start, tuple(patterns), tuple(days))


def _kind_of(day: date, hours: Hours, calendar: WorkingCalendar) -> Hashable:
    """Two days of one kind have the same hours."""
    season = next((s.name for s in hours.seasons if s.covers(day)), None)
    return (
        day.weekday(),
        season,
        calendar.holiday(day) is not None,
        calendar.makeup_workday(day) is not None,
    )


def opening_of(catalogue: Catalogue, station: Station, today: date) -> OpeningTable:
    """A station's table from today on; the calendar is part of what it is kept by."""
    known = catalogue.calendar
    return _kept(
        station.hours,
        today,
        tuple(known.years.items()),
        tuple(known.holidays.items()),
        tuple(known.makeup_workdays.items()),
    )


def opening_data(catalogue: Catalogue, station: Station, today: date) -> Markup:
    """The table as `data-ds-open` holds it; '' where nobody can go, or only calls.

    Numbers only, so that it needs no escaping: the day number of a Monday, the patterns as
    minutes, the weeks that occur as seven patterns each, and which week follows which.
    """
    if station.station_status != "open" or station.status != "published":
        return Markup()
    table = opening_of(catalogue, station, today)
    return Markup(_packed(table))  # noqa: S704 - numbers, commas and brackets


@lru_cache(maxsize=4096)
def _packed(table: OpeningTable) -> str:
    lead = table.start.weekday()
    days = (UNKNOWN,) * lead + table.days
    days += (UNKNOWN,) * (-len(days) % _WEEK)
    kinds: dict[tuple[int, ...], int] = {}
    weeks = [
        kinds.setdefault(days[at : at + _WEEK], len(kinds))
        for at in range(0, len(days), _WEEK)
    ]
    patterns = [
        [minute for i in pattern for minute in (i.start, i.end)]
        for pattern in table.patterns
    ]
    first = (table.start - EPOCH).days - lead
    return json.dumps([first, patterns, list(kinds), weeks], separators=(",", ":"))


@lru_cache(maxsize=1024)
def _kept(
    hours: Hours,
    today: date,
    years: tuple[tuple[int, bool], ...],
    holidays: tuple[tuple[date, str], ...],
    makeup: tuple[tuple[date, str], ...],
) -> OpeningTable:
    """Most stations of a county keep the same few hours."""
    calendar = WorkingCalendar(dict(years), dict(holidays), dict(makeup))
    return opening_table(hours, today, calendar)
