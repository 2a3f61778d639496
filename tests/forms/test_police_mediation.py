"""治安调解: once, a second time soon, never a third; people's mediation can last."""

from datetime import UTC, date, datetime, timedelta

import pytest

from forms_app.disputes import mediation, queries, sessions
from forms_app.disputes.models import Case
from forms_app.disputes.sessions import Meeting
from forms_app.disputes.trail import Work
from forms_app.refusals import (
    NotLater,
    OnlyTwice,
    SecondTooLate,
    WrongStatus,
)
from tests.disputes_builders import Register

FIRST = datetime(2026, 4, 30, 2, 0, tzinfo=UTC)
"""The Thursday before the May holiday: seven working days end on 13 May."""
LAST_DAY = datetime(2026, 5, 13, 2, 0, tzinfo=UTC)


def plan(register: Register, case_id: int, at: datetime) -> None:
    meeting = Meeting(at, "所里", "赵")
    register.work(case_id, lambda w, c: sessions.plan(w, c, meeting))


def call_off(work: Work, case: Case) -> None:
    last = queries.sessions(work.session, case.id)[-1]
    sessions.cancel(work, case, last.id)


def hold(register: Register, case_id: int) -> None:
    register.do(case_id, "hold")


def a_fight(register: Register) -> int:
    return register.a_case("accept", dispute_type="injury-light")


def test_a_second_one_may_be_on_the_last_day_and_not_after(register: Register) -> None:
    case_id = a_fight(register)
    plan(register, case_id, FIRST)
    hold(register, case_id)

    assert register.case(case_id).due_last == date(2026, 5, 13)
    with pytest.raises(SecondTooLate, match="5月13日"):
        plan(register, case_id, LAST_DAY + timedelta(days=1))
    plan(register, case_id, LAST_DAY)


def test_there_is_no_third_one(register: Register) -> None:
    case_id = a_fight(register)
    for at in (FIRST, LAST_DAY):
        plan(register, case_id, at)
        hold(register, case_id)

    with pytest.raises(OnlyTwice):
        plan(register, case_id, LAST_DAY)


def test_a_second_one_waits_for_the_first(register: Register) -> None:
    case_id = a_fight(register)
    plan(register, case_id, FIRST)

    with pytest.raises(OnlyTwice):
        plan(register, case_id, LAST_DAY)


def test_one_that_was_called_off_does_not_count(register: Register) -> None:
    case_id = a_fight(register)
    for _ in range(3):
        plan(register, case_id, FIRST)
        register.work(case_id, call_off)

    plan(register, case_id, FIRST)


def test_peoples_mediation_may_meet_as_often_as_it_needs(register: Register) -> None:
    case_id = register.a_case("accept")
    for day in range(4):
        plan(register, case_id, FIRST + timedelta(days=day))
        hold(register, case_id)

    assert register.case(case_id).due_by == date(2026, 4, 15)


def extend(register: Register, case_id: int, until: date) -> None:
    register.work(
        case_id, lambda w, c: mediation.extend(w, c, until=until, reason="等")
    )


def test_a_month_becomes_longer_when_both_agree(register: Register) -> None:
    case_id = register.a_case("accept")

    extend(register, case_id, date(2026, 5, 2))

    case = register.case(case_id)
    assert (case.due_by, case.due_last) == (date(2026, 5, 2), date(2026, 5, 6))


@pytest.mark.parametrize("until", [date(2026, 4, 15), date(2026, 3, 16)])
def test_a_month_never_becomes_shorter(register: Register, until: date) -> None:
    case_id = register.a_case("accept")

    with pytest.raises(NotLater):
        extend(register, case_id, until)


def test_neither_police_mediation_nor_an_ended_case_is_extended(
    register: Register,
) -> None:
    for case_id in (a_fight(register), register.a_case("decline")):
        with pytest.raises(WrongStatus):
            extend(register, case_id, date(2026, 9, 1))
