"""China's working calendar, counted with the table of 2026."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from build_scripts.catalogue.loader import load_catalogue
from build_scripts.shared.working_days import CalendarMissing, WorkingCalendar
from tests.catalogue_builders import a_catalogue_folder


@pytest.fixture(scope="module")
def calendar(tmp_path_factory: pytest.TempPathFactory) -> WorkingCalendar:
    folder: Path = tmp_path_factory.mktemp("calendar")
    catalogue, _ = load_catalogue(a_catalogue_folder(folder))
    assert catalogue is not None
    return catalogue.calendar


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("02-13", 3, "02-25"),  # Saturday 02-14 is worked, the holiday is not
        ("02-13", 7, "03-02"),  # so is Saturday 02-28
        ("04-30", 1, "05-06"),
        ("04-30", 7, "05-13"),  # Saturday 05-09 is worked
        ("09-30", 3, "10-10"),  # itself a worked Saturday
        ("06-18", 1, "06-22"),
        ("11-20", 1, "11-23"),  # an ordinary weekend
        ("11-23", 0, "11-23"),
    ],
)
def test_working_days_skip_holidays_and_count_makeup_days(
    calendar: WorkingCalendar, start: str, count: int, end: str
) -> None:
    assert calendar.add_working_days(day(start), count) == day(end)


@pytest.mark.parametrize(
    ("start", "safe", "last"),
    [
        ("01-20", "02-19", "02-24"),
        ("09-04", "10-04", "10-08"),
        ("10-20", "11-19", "11-19"),
    ],
)
def test_a_period_of_days_ends_safely_before_it_ends_at_last(
    calendar: WorkingCalendar, start: str, safe: str, last: str
) -> None:
    deadline = calendar.add_days(day(start), 30)

    assert (deadline.safe, deadline.last) == (day(safe), day(last))


@pytest.mark.parametrize(
    ("text", "worked"),
    [
        ("01-02", False),
        ("01-04", True),
        ("02-14", True),
        ("02-16", False),
        ("02-21", False),
        ("10-10", True),
        ("11-20", True),
        ("11-21", False),
        ("11-22", False),
    ],
)
def test_a_day_is_worked_or_not(
    calendar: WorkingCalendar, text: str, worked: bool
) -> None:
    assert calendar.is_working_day(day(text)) is worked


def test_the_year_2026_has_248_working_days(calendar: WorkingCalendar) -> None:
    year = (day("01-01") + timedelta(days=n) for n in range(365))
    first_to_last = sum(calendar.is_working_day(one) for one in year)

    assert first_to_last == 248  # New Year's Day itself is not worked


def test_holidays_and_makeup_days_have_their_names(calendar: WorkingCalendar) -> None:
    assert calendar.holiday(day("02-17")) == "春节"
    assert calendar.holiday(day("11-23")) is None
    assert calendar.makeup_workday(day("02-14")) == "春节"
    assert calendar.makeup_workday(day("02-16")) is None


def test_a_year_without_a_table_is_refused_not_guessed(
    calendar: WorkingCalendar,
) -> None:
    with pytest.raises(CalendarMissing, match="2027"):
        calendar.is_working_day(date(2027, 1, 4))
    with pytest.raises(CalendarMissing):
        calendar.add_working_days(day("12-31"), 1)
    assert calendar.is_provisional(date(2027, 1, 4))
    assert not calendar.is_provisional(day("01-04"))
