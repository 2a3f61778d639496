"""Each kind of data has its own time; what is over goes, and the figures stay."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from forms_app.database import transaction
from forms_app.disputes import retention
from forms_app.disputes.evidence import filing
from forms_app.disputes.retention import Gone
from tests.disputes_builders import MONDAY, Register, a_work, read
from tests.forms.case_builders import HEAD, Desk


def after(register: Register, days: int) -> Gone:
    with transaction(register.engine) as session:
        at = MONDAY + timedelta(days=days)
        work = a_work(session, register.vault, register.catalogue, now=at)
        return retention.let_go(work)


def with_a_file(register: Register, *steps: str) -> int:
    case_id = register.a_case()
    with transaction(register.engine) as session:
        work = a_work(session, register.vault, register.catalogue)
        filing.add(
            work, register.case(case_id), filing.Handed("jpeg", b"x", b"x", "墙")
        )
    for step in steps:
        register.do(case_id, step)
    return case_id


def test_what_was_taken_back_goes_after_a_year(register: Register) -> None:
    taken = register.a_case("withdraw")
    open_ = register.a_case("accept")

    assert after(register, 365).cases == 0
    assert after(register, 366).cases == 1
    assert register.case(taken).story_sealed is None
    assert register.case(taken).outcome == "withdrawn"
    assert register.case(open_).story_sealed is not None


def test_files_go_before_their_case(register: Register) -> None:
    case_id = with_a_file(register, "accept", "plan", "fail", "close")

    assert after(register, 365).files == 0
    assert after(register, 366).files == 1
    assert after(register, 367).files == 0
    assert register.case(case_id).story_sealed is not None


def test_files_of_an_open_case_stay(register: Register) -> None:
    with_a_file(register, "accept")

    assert after(register, 3000).files == 0


def test_the_log_of_readings_goes_later_than_half_a_year(
    register: Register, desk_as: Desk
) -> None:
    read(desk_as(HEAD), f"/cases/{register.a_case()}")
    with register.engine.begin() as connection:
        connection.execute(text("UPDATE case_reading SET day = '2026-03-16'"))

    assert after(register, 400).readings == 0
    assert after(register, 401).readings == 1
