"""The periods of a case, after the calendar of 2026."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from forms_app.catalogue import Catalogue
from forms_app.disputes import clocks
from forms_app.disputes.clocks import Mark
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.times import at_local, local_day
from tests.disputes_builders import CENTRE, JUSTICE, POLICE, the_catalogue

NOON = 12 * 60


@pytest.fixture
def catalogue(published_site: Path) -> Catalogue:
    return the_catalogue(published_site)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-02-13", 3, "2026-02-25"),
        ("2026-02-13", 7, "2026-03-02"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-04-30", 7, "2026-05-13"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-06-18", 1, "2026-06-22"),
    ],
)
def test_working_days_know_holidays_and_worked_weekends(
    catalogue: Catalogue, start: str, count: int, end: str
) -> None:
    instant = at_local(date.fromisoformat(start), NOON)

    found = clocks.workdays_after(catalogue.calendar, instant, count)

    assert found == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "safe", "last"),
    [
        ("2026-01-20", "2026-02-19", "2026-02-24"),
        ("2026-09-04", "2026-10-04", "2026-10-08"),
    ],
)
def test_the_end_of_natural_days_is_rolled_and_the_safe_day_kept(
    catalogue: Catalogue, start: str, safe: str, last: str
) -> None:
    instant = at_local(date.fromisoformat(start), NOON)

    for found in (
        clocks.confirm_by(catalogue, instant),
        clocks.mediate_by(catalogue, instant),
    ):
        assert found is not None
        assert found.safe == date.fromisoformat(safe)
        assert found.last == date.fromisoformat(last)


def test_a_station_answers_within_three_working_days(catalogue: Catalogue) -> None:
    friday = at_local(date(2026, 2, 13), NOON)

    assert clocks.accept_by(catalogue, friday) == date(2026, 2, 25)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-02-13", "2026-03-02"),  # past the Spring Festival, 2/14 and 2/28 worked
        ("2026-04-30", "2026-05-13"),  # 5/9 is worked
        ("2026-09-30", "2026-10-15"),  # 10/10 is worked
        ("2026-03-16", "2026-03-25"),
    ],
)
def test_a_second_police_mediation_follows_within_seven_working_days(
    catalogue: Catalogue, first: str, last: str
) -> None:
    held = at_local(date.fromisoformat(first), NOON)

    assert clocks.second_by(catalogue, held) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("received", "answer"),
    [
        ("2026-01-01", "2026-01-06"),  # the Sunday after New Year is worked
        ("2026-02-13", "2026-02-25"),
        ("2026-04-03", "2026-04-09"),
        ("2026-04-30", "2026-05-08"),
        ("2026-06-18", "2026-06-24"),
        ("2026-09-24", "2026-09-30"),
        ("2026-09-30", "2026-10-10"),
    ],
)
def test_acceptance_and_hand_over_count_the_working_days_of_2026(
    catalogue: Catalogue, received: str, answer: str
) -> None:
    instant = at_local(date.fromisoformat(received), NOON)

    assert clocks.accept_by(catalogue, instant) == date.fromisoformat(answer)
    until = clocks.answer_by(catalogue, JUSTICE, instant)
    assert until is not None
    assert local_day(until) == date.fromisoformat(answer)


def test_an_agreed_day_rolls_to_the_next_working_day(catalogue: Catalogue) -> None:
    assert clocks.rolled(catalogue, date(2026, 10, 3)) == date(2026, 10, 8)
    assert clocks.rolled(catalogue, date(2026, 5, 9)) == date(2026, 5, 9)
    assert clocks.rolled(catalogue, date(2031, 5, 4)) == date(2031, 5, 4)


def test_the_day_begins_in_shanghai_not_in_greenwich(catalogue: Catalogue) -> None:
    late = datetime(2026, 3, 16, 17, 0, tzinfo=UTC)  # Tuesday 01:00 in Shanghai

    assert clocks.accept_by(catalogue, late) == date(2026, 3, 20)


def test_police_answer_within_hours_counted_from_the_moment(
    catalogue: Catalogue,
) -> None:
    eve = at_local(date(2026, 2, 14), 16 * 60 + 5)

    assert clocks.answer_by(catalogue, POLICE, eve) == eve + timedelta(hours=24)


@pytest.mark.parametrize("station", [JUSTICE, CENTRE, "no-longer-published"])
def test_everybody_else_has_working_days_to_answer(
    catalogue: Catalogue, station: str
) -> None:
    found = clocks.answer_by(catalogue, station, at_local(date(2026, 2, 13), NOON))

    assert found is not None
    assert local_day(found) == date(2026, 2, 25)


def test_a_year_without_a_calendar_gives_no_date_instead_of_a_guess(
    catalogue: Catalogue,
) -> None:
    far = at_local(date(2027, 12, 30), NOON)

    assert clocks.accept_by(catalogue, far) is None
    assert clocks.answer_by(catalogue, JUSTICE, far) is None
    assert clocks.mediate_by(catalogue, far) is None


@pytest.mark.parametrize(
    ("day", "minute", "mark"),
    [
        (date(2026, 3, 17), NOON, Mark.CALM),
        (date(2026, 3, 18), NOON, Mark.SOON),
        (date(2026, 3, 19), 23 * 60 + 58, Mark.SOON),
        (date(2026, 3, 20), 0, Mark.OVERDUE),
    ],
)
def test_a_clock_is_near_on_the_day_before_and_past_after_the_day(
    day: date, minute: int, mark: Mark
) -> None:
    assert clocks.mark(date(2026, 3, 19), at_local(day, minute)) is mark


def test_without_an_end_a_clock_is_calm() -> None:
    assert clocks.mark(None, at_local(date(2026, 3, 17), 0)) is Mark.CALM


def test_each_status_has_its_own_clock() -> None:
    accept, due = date(2026, 3, 19), date(2026, 4, 20)
    answer = at_local(date(2026, 3, 18), NOON)

    def clock(status: CaseStatus) -> object:
        return clocks.running_clock(status, accept=accept, answer=answer, due=due)

    assert clock(CaseStatus.SUBMITTED) == accept
    assert clock(CaseStatus.REFERRED) == answer
    assert clock(CaseStatus.ACCEPTED) == clock(CaseStatus.IN_MEDIATION) == due
    assert clock(CaseStatus.CLOSED) is None
