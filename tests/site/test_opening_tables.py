"""The tables a browser looks things up in say what the rules say, day for day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from build_scripts.catalogue.calendar_years import working_calendar
from build_scripts.catalogue.loader import load_catalogue
from build_scripts.catalogue.model import Limit
from build_scripts.catalogue.model.common import LimitUnit
from build_scripts.pages.date_words import limit_ends
from build_scripts.pages.last_day import last_day_table
from build_scripts.pages.opening_table import (
    DAYS,
    EPOCH,
    opening_data,
    opening_table,
)
from build_scripts.shared.opening_hours import (
    WEEKDAYS,
    Hours,
    HoursException,
    Interval,
    MonthDay,
    Season,
    WeekRule,
    hours_on,
)
from build_scripts.shared.working_days import WorkingCalendar
from tests.record_builders import a_station
from tests.site_builders import ROOT, TODAY, BuiltSite, a_catalogue

SOME_DAY = date(2026, 1, 2)


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    """The years entered in the project's own content."""
    catalogue, problems = load_catalogue(ROOT)
    assert catalogue is not None, problems
    return working_calendar(catalogue.calendar_years.values())


def some_hours(dice: Random) -> Hours:
    """Any hours an editor may write."""

    def times() -> tuple[Interval, ...]:
        at = sorted(dice.sample(range(0, 1441, 30), 4))
        spans = (Interval(at[0], at[1]), Interval(at[2], at[3]))
        return spans[: dice.randrange(3)]

    def week() -> tuple[WeekRule, ...]:
        days = dice.sample(WEEKDAYS, 5)
        return tuple(WeekRule(days=(day,), open=times()) for day in days)

    def month_day() -> MonthDay:
        return MonthDay(dice.randint(1, 12), dice.randint(1, 28))

    return Hours(
        regular=week(),
        seasons=tuple(
            Season(name=f"{n}", start=month_day(), end=month_day(), regular=week())
            for n in range(dice.randrange(3))
        ),
        public_holidays=dice.choice(("closed", "as_usual")),
        holiday_open=times(),
        makeup_workdays=dice.choice(("as_workday", "closed")),
        exceptions=tuple(
            HoursException(
                day=SOME_DAY + timedelta(days=dice.randrange(DAYS)),
                open=times(),
                reason="盘点",
            )
            for _ in range(dice.randrange(4))
        ),
    )


def looked_up(data: Any, day: date) -> list[int] | None:
    """What hours.js reads out of `data-ds-open`."""
    first, patterns, kinds, weeks = data
    at = (day - EPOCH).days - first
    pattern = kinds[weeks[at // 7]][at % 7]
    return None if pattern < 0 else patterns[pattern]


@pytest.mark.parametrize("seed", range(25))
def test_a_table_agrees_with_the_rules_on_each_of_400_days(
    calendar: WorkingCalendar, seed: int
) -> None:
    hours = some_hours(Random(seed))
    start = SOME_DAY + timedelta(days=seed)
    table = opening_table(hours, start, calendar)
    catalogue = a_catalogue(calendar=calendar)
    data = json.loads(opening_data(catalogue, a_station(hours=hours), start))

    assert len(table.days) == DAYS == 400
    for offset in range(DAYS):
        day = start + timedelta(days=offset)
        right = hours_on(hours, day, calendar).intervals
        minutes = [minute for i in right for minute in (i.start, i.end)]
        assert table.on(day) == right, day
        assert looked_up(data, day) == minutes, day


def test_a_day_without_a_calendar_is_unknown() -> None:
    calendar = WorkingCalendar(years={2026: False})
    table = opening_table(a_station().hours, date(2026, 12, 30), calendar)

    assert table.on(date(2026, 12, 31)) is not None
    assert table.on(date(2027, 1, 1)) is None
    assert table.on(date(2026, 12, 29)) is None
    assert table.on(date(2026, 12, 30) + timedelta(days=DAYS)) is None


def test_hours_json_says_of_every_open_station_when_it_is_open(
    own_site: BuiltSite,
) -> None:
    told = json.loads(own_site.files["hours.json"])
    catalogue, _ = load_catalogue(ROOT)
    assert catalogue is not None
    assert told["from"] == TODAY.isoformat()
    assert len(told["tables"]) < len(told["stations"]), "equal hours share a table"
    shown = {
        key
        for key, station in catalogue.stations.items()
        if station.status == "published" and station.station_status == "open"
    }
    assert set(told["stations"]) == shown
    for key in shown:
        table = told["tables"][told["stations"][key]]
        assert len(table["days"]) == told["number_of_days"]
        for at, pattern in enumerate(table["days"]):
            day = TODAY + timedelta(days=at)
            hours = hours_on(catalogue.stations[key].hours, day, catalogue.calendar)
            assert table["open"][pattern] == [i.text for i in hours.intervals]


def end_of(table: Any, day: date) -> date | None:
    """What hours.js finds in `data-ds-last` on a later day; None for nothing."""
    end = at = (day - EPOCH).days - table["from"]
    left = table["days"]
    while left > 0 and end < table["known"]:
        end += 1
        bits = table.get("counted")
        left -= int(bits[end >> 2], 16) >> (3 - (end & 3)) & 1 if bits else 1
    if left > 0 or not table["days"]:
        return None
    return day + timedelta(days=end - at)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("02-13", 3, "02-25"),
        ("02-13", 7, "03-02"),
        ("04-30", 1, "05-06"),
        ("04-30", 7, "05-13"),
        ("09-30", 3, "10-10"),
        ("06-18", 1, "06-22"),
    ],
)
def test_a_page_made_weeks_before_still_names_the_right_last_day(
    calendar: WorkingCalendar, start: str, count: int, end: str
) -> None:
    made = date(2026, 1, 5)
    table = json.loads(last_day_table(count, "workday", made, calendar))

    day = date.fromisoformat(f"2026-{start}")
    assert end_of(table, day) == date.fromisoformat(f"2026-{end}")


@pytest.mark.parametrize("unit", ["workday", "day"])
@pytest.mark.parametrize("count", [1, 5, 20, 60])
def test_every_later_day_has_the_last_day_the_build_would_name(
    calendar: WorkingCalendar, unit: LimitUnit, count: int
) -> None:
    made = date(2026, 1, 5)
    table = json.loads(last_day_table(count, unit, made, calendar))

    for offset in range(300):
        day = made + timedelta(days=offset)
        assert end_of(table, day) == limit_ends(
            Limit(n=count, unit=unit), day, calendar
        )


def test_no_last_day_is_named_beyond_the_calendar_or_after_months() -> None:
    calendar = WorkingCalendar(years={2026: False})
    table = json.loads(last_day_table(5, "workday", date(2026, 12, 1), calendar))

    assert end_of(table, date(2026, 12, 24)) == date(2026, 12, 31)
    assert end_of(table, date(2026, 12, 25)) is None
    months = json.loads(last_day_table(2, "month", date(2026, 12, 1), calendar))
    assert end_of(months, date(2026, 12, 2)) is None
