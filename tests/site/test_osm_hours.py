"""The `opening_hours` string: holidays, seasons, and days told by date."""

from __future__ import annotations

from datetime import date

import pytest

from build_scripts.artefacts.open_data.osm_hours import osm_hours
from build_scripts.shared.opening_hours import (
    Hours,
    HoursException,
    MonthDay,
    Season,
    WeekRule,
    parse_interval,
)
from build_scripts.shared.working_days import WorkingCalendar

CALENDAR = WorkingCalendar(
    years={2026: False, 2027: True},
    makeup_workdays={date(2026, 10, 10): "国庆节", date(2027, 2, 6): "春节"},
)
NOON = (parse_interval("08:30-12:00"),)
DAY = (parse_interval("08:30-12:00"), parse_interval("14:30-17:30"))
WEEKDAYS = WeekRule(days=("mon", "tue", "wed", "thu", "fri"), open=DAY)
EXCEPTION = HoursException(day=date(2026, 12, 31), open=NOON, reason="盘点")
SUMMER = Season(
    name="夏季",
    start=MonthDay(5, 1),
    end=MonthDay(9, 30),
    regular=(WeekRule(days=("mon", "wed", "thu"), open=NOON),),
)


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (
            Hours(regular=(WEEKDAYS,), makeup_workdays="closed"),
            "Mo-Fr 08:30-12:00,14:30-17:30; PH off; 2027 Feb 06 off",
        ),
        (
            Hours(regular=(WEEKDAYS,)),
            (
                "Mo-Fr 08:30-12:00,14:30-17:30; PH off;"
                " 2027 Feb 06 08:30-12:00,14:30-17:30"
            ),
        ),
        (
            Hours(
                regular=(WeekRule(days=("sat", "mon"), open=NOON),),
                public_holidays="as_usual",
                exceptions=(EXCEPTION,),
                makeup_workdays="closed",
            ),
            "Mo 08:30-12:00; Sa 08:30-12:00; 2026 Dec 31 08:30-12:00; 2027 Feb 06 off",
        ),
        (
            Hours(regular=(WEEKDAYS,), seasons=(SUMMER,), holiday_open=NOON),
            (
                "Mo-Fr 08:30-12:00,14:30-17:30;"
                " May 01-Sep 30 Mo 08:30-12:00; May 01-Sep 30 Tu off;"
                " May 01-Sep 30 We-Th 08:30-12:00; May 01-Sep 30 Fr-Su off;"
                " PH 08:30-12:00; 2027 Feb 06 08:30-12:00,14:30-17:30"
            ),
        ),
    ],
)
def test_hours_are_told_in_the_map_s_spelling(hours: Hours, told: str) -> None:
    assert osm_hours(hours, CALENDAR, date(2026, 11, 20)) == told


def test_a_day_that_is_over_is_not_told() -> None:
    hours = Hours(regular=(WEEKDAYS,), exceptions=(EXCEPTION,))

    assert "2026" not in osm_hours(hours, CALENDAR, date(2027, 1, 1))
