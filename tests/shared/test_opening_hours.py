"""Opening hours compiled to the exact intervals of one day."""

from datetime import date

import pytest

from build_scripts.shared.opening_hours import (
    WEEKDAYS,
    Hours,
    HoursException,
    Interval,
    MonthDay,
    Season,
    WeekRule,
    clock,
    hours_on,
    next_special_day,
    parse_interval,
    parse_month_day,
)
from build_scripts.shared.working_days import WorkingCalendar

MORNING = Interval(8 * 60 + 30, 12 * 60)
AFTERNOON = Interval(14 * 60 + 30, 17 * 60 + 30)
SUMMER = Interval(15 * 60, 18 * 60)
WEEK = (WeekRule(days=("mon", "tue", "wed", "thu", "fri"), open=(MORNING, AFTERNOON)),)
HOURS = Hours(
    regular=WEEK,
    seasons=(
        Season(
            name="夏季作息",
            start=MonthDay(5, 1),
            end=MonthDay(9, 30),
            regular=(
                WeekRule(
                    days=("mon", "tue", "wed", "thu", "fri"), open=(MORNING, SUMMER)
                ),
            ),
        ),
    ),
    exceptions=(
        HoursException(day=date(2026, 12, 31), open=(MORNING,), reason="年终盘点"),
        HoursException(day=date(2026, 11, 3), reason="停电"),
    ),
)
CALENDAR = WorkingCalendar(
    years={2026: False},
    holidays={date(2026, 10, 1): "国庆节", date(2026, 10, 2): "国庆节"},
    makeup_workdays={date(2026, 9, 20): "国庆节", date(2026, 10, 10): "国庆节"},
)


@pytest.mark.parametrize(
    ("day", "intervals", "reason"),
    [
        pytest.param(date(2026, 11, 2), (MORNING, AFTERNOON), "", id="a Monday"),
        pytest.param(date(2026, 11, 1), (), "", id="a Sunday"),
        pytest.param(date(2026, 7, 1), (MORNING, SUMMER), "", id="summer"),
        pytest.param(date(2026, 9, 30), (MORNING, SUMMER), "", id="summer's last"),
        pytest.param(date(2026, 10, 1), (), "国庆节", id="holiday"),
        pytest.param(
            date(2026, 10, 10), (MORNING, AFTERNOON), "国庆节调休上班", id="make-up"
        ),
        pytest.param(
            date(2026, 9, 20), (MORNING, SUMMER), "国庆节调休上班", id="summer make-up"
        ),
        pytest.param(date(2026, 12, 31), (MORNING,), "年终盘点", id="exception"),
        pytest.param(date(2026, 11, 3), (), "停电", id="closed exception"),
    ],
)
def test_a_day_has_its_own_hours(
    day: date, intervals: tuple[Interval, ...], reason: str
) -> None:
    found = hours_on(HOURS, day, CALENDAR)

    assert (found.intervals, found.reason) == (intervals, reason)


def test_an_exception_goes_before_a_holiday() -> None:
    open_on_holiday = Hours(
        regular=WEEK,
        exceptions=(
            HoursException(day=date(2026, 10, 1), open=(MORNING,), reason="值班"),
        ),
    )

    assert hours_on(open_on_holiday, date(2026, 10, 1), CALENDAR).intervals == (
        MORNING,
    )


def test_a_station_may_open_on_holidays() -> None:
    as_usual = Hours(regular=WEEK, public_holidays="as_usual")
    shorter = Hours(regular=WEEK, holiday_open=(MORNING,))

    thursday = date(2026, 10, 1)
    assert hours_on(as_usual, thursday, CALENDAR).intervals == (MORNING, AFTERNOON)
    assert hours_on(shorter, thursday, CALENDAR).intervals == (MORNING,)


def test_closed_on_makeup_days_means_closed_whatever_the_week_says() -> None:
    """The pages say 调休上班的周末不开门, also of a station that opens on Saturdays."""
    every_day = (WeekRule(days=WEEKDAYS, open=(MORNING,)),)
    for week in (WEEK, every_day):
        closed = Hours(regular=week, makeup_workdays="closed")
        assert hours_on(closed, date(2026, 10, 10), CALENDAR).intervals == ()

    assert hours_on(closed, date(2026, 10, 11), CALENDAR).intervals == (MORNING,)


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (date(2026, 11, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
        (date(2026, 10, 31), False),
    ],
)
def test_a_season_may_run_over_new_year(day: date, covered: bool) -> None:
    winter = Season(
        name="冬季", start=MonthDay(11, 1), end=MonthDay(3, 31), regular=WEEK
    )

    assert winter.covers(day) is covered


def test_the_next_special_day_is_announced() -> None:
    special = next_special_day(HOURS, date(2026, 10, 2), CALENDAR)
    assert special is not None
    assert special.day == date(2026, 10, 10)

    special = next_special_day(HOURS, date(2026, 10, 10), CALENDAR)
    assert special is not None
    assert (special.day, special.reason) == (date(2026, 11, 3), "停电")

    assert next_special_day(HOURS, date(2026, 12, 31), CALENDAR) is None


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("08:30-12:00", Interval(510, 720)),
        ("8:30 - 12:00", Interval(510, 720)),
        ("00:00-24:00", Interval(0, 1440)),
    ],
)
def test_a_time_span_is_read(text: str, interval: Interval) -> None:
    assert parse_interval(text) == interval


@pytest.mark.parametrize(
    "text",
    ["", "08:30", "12:00-08:30", "08:30-08:30", "08:60-09:00", "24:00-24:01", "8.30-9"],
)
def test_what_is_no_time_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_interval(text)


def test_a_day_of_every_year_is_read() -> None:
    assert parse_month_day("02-29") == MonthDay(2, 29)
    with pytest.raises(ValueError, match=r".*"):
        parse_month_day("02-30")


def test_a_clock_reads_as_on_the_door() -> None:
    assert (clock(510), clock(0), Interval(510, 720).text) == (
        "08:30",
        "00:00",
        "08:30-12:00",
    )
