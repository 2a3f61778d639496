"""Opening hours in OpenStreetMap's `opening_hours` spelling.  For export only.

Holidays are `PH`; make-up workdays and exceptions are told by date, because no reader
of this spelling knows them otherwise.
https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from build_scripts.shared.opening_hours import (
    WEEKDAYS,
    Hours,
    Interval,
    Season,
    WeekRule,
    hours_on,
)
from build_scripts.shared.working_days import WorkingCalendar

_DAY = dict(zip(WEEKDAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
_MONTH = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]


def osm_hours(hours: Hours, calendar: WorkingCalendar, today: date) -> str:
    """'Mo-Fr 08:30-12:00,14:30-17:30; PH off'; later rules outweigh earlier ones."""
    rules = [*_week(hours.regular, "")]
    for season in hours.seasons:
        rules += _week(season.regular, f"{_span(season)} ") or [f"{_span(season)} off"]
    if hours.public_holidays == "closed":
        rules.append(f"PH {_times(hours.holiday_open)}")
    dated = [day for day in calendar.makeup_workdays if day >= today]
    dated += [told.day for told in hours.exceptions if told.day >= today]
    for day in sorted(set(dated)):
        open_then = hours_on(hours, day, calendar).intervals
        rules.append(f"{day.year} {_month_day(day)} {_times(open_then)}")
    return "; ".join(rules)


def _week(week: tuple[WeekRule, ...], when: str) -> list[str]:
    """One rule for each run of weekdays with the same times."""
    by_day = [
        (_DAY[day], _times(sorted(i for r in week if day in r.days for i in r.open)))
        for day in WEEKDAYS
    ]
    return [
        f"{when}{first if first == last else f'{first}-{last}'} {times}"
        for first, last, times in _runs(by_day)
        if times != "off" or when
    ]


def _runs(by_day: list[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    first, times = by_day[0]
    last = first
    for day, then in [*by_day[1:], ("", "")]:
        if then != times:
            yield first, last, times
            first, times = day, then
        last = day


def _times(intervals: Iterable[Interval]) -> str:
    return ",".join(interval.text for interval in intervals) or "off"


def _span(season: Season) -> str:
    first, last = season.start, season.end
    return (
        f"{_MONTH[first.month - 1]} {first.day:02d}-"
        f"{_MONTH[last.month - 1]} {last.day:02d}"
    )


def _month_day(day: date) -> str:
    return f"{_MONTH[day.month - 1]} {day.day:02d}"
