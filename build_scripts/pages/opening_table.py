"""The opening hours of the coming days, worked out: whoever reads it only looks up.

A page carries the table of its station, hours.json holds those of all stations.  What
a day is (holiday, make-up workday, season, exception) was decided here, at build time.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator
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


class ComingDays:
    """What kind of day each of the coming days is, and the tables made of that."""

    __slots__ = ("_calendar", "_tables", "kinds", "start")

    def __init__(
        self, start: date, calendar: WorkingCalendar, length: int = DAYS
    ) -> None:
        self.start = start
        self.kinds = tuple(_kinds(start, calendar, length))
        self._calendar = calendar
        self._tables: dict[Hours, OpeningTable] = {}

    def __repr__(self) -> str:
        return f"ComingDays({self.start}, {self.kinds})"

    def table(self, hours: Hours) -> OpeningTable:
        """Kept, because most stations of a county keep the same few hours."""
        found = self._tables.get(hours)
        if found is None:
            found = self._tables[hours] = self._table(hours)
        return found

    def _table(self, hours: Hours) -> OpeningTable:
        """Each kind of day is worked out once."""
        days: list[int] = []
        patterns: dict[tuple[Interval, ...], int] = {}
        known: dict[Hashable, int] = {}
        dated = {exception.day.toordinal() for exception in hours.exceptions}
        first = self.start.toordinal()
        for day, kind in enumerate(self.kinds, first):
            if kind is None:
                days.append(UNKNOWN)
                continue
            own: Hashable = kind
            if day in dated:
                own = day
            elif hours.seasons:
                own = kind, _season(hours, date.fromordinal(day))
            if own not in known:
                on = hours_on(hours, date.fromordinal(day), self._calendar)
                known[own] = patterns.setdefault(on.intervals, len(patterns))
            days.append(known[own])
        return OpeningTable(self.start, tuple(patterns), tuple(days))


def opening_table(
    hours: Hours, start: date, calendar: WorkingCalendar, length: int = DAYS
) -> OpeningTable:
    """`length` days from `start`."""
    return ComingDays(start, calendar, length).table(hours)


def coming_days(catalogue: Catalogue, today: date) -> ComingDays:
    """For `catalogue.once`."""
    return ComingDays(today, catalogue.calendar)


def _kinds(
    start: date, calendar: WorkingCalendar, length: int
) -> Iterator[tuple[int, bool, bool] | None]:
    """Two days of one kind have the same hours, where no season and no date is named.

    None for a day whose year has no calendar yet.
    """
    for offset in range(length):
        day = start + timedelta(days=offset)
        if calendar.knows(day):
            holiday = calendar.holiday(day) is not None
            yield day.weekday(), holiday, calendar.makeup_workday(day) is not None
        else:
            yield None


def _season(hours: Hours, day: date) -> str | None:
    return next((s.name for s in hours.seasons if s.covers(day)), None)


def opening_of(catalogue: Catalogue, station: Station, today: date) -> OpeningTable:
    """A station's table from today on."""
    return catalogue.once(coming_days, today).table(station.hours)


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
