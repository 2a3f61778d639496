"""三个不放过: what must be so before a case is closed, and who may pass by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_app.disputes import queries, trail
from forms_app.disputes.after import gate, visits
from forms_app.disputes.after.gate import ASKED, CALM, SETTLED, Facts
from forms_app.refusals import (
    GateClosed,
    KeptMissing,
    NotTold,
    WrongStatus,
)
from tests.disputes_builders import MONDAY, Register, a_report, read
from tests.forms.case_builders import HEAD, Desk, take

OPEN = Facts("not_agreed", "court", "calm", risk_seen=True, asked=True)


@pytest.mark.parametrize(
    ("facts", "against"),
    [
        (OPEN, ()),
        (replace(OPEN, status="fulfilled", next_way=None), ()),
        (replace(OPEN, status="withdrawn", next_way=None), ()),
        (replace(OPEN, next_way=None), (SETTLED,)),
        (replace(OPEN, status="breached", next_way=""), (SETTLED,)),
        (replace(OPEN, risk="watch"), ()),
        (replace(OPEN, risk="danger"), (CALM,)),
        (replace(OPEN, risk_seen=False), (CALM,)),
        (replace(OPEN, asked=False), (ASKED,)),
        (
            Facts("declined", None, "", risk_seen=False, asked=False),
            (SETTLED, CALM, ASKED),
        ),
    ],
)
def test_each_of_the_three_is_asked_for(facts: Facts, against: tuple[str, ...]) -> None:
    assert gate.unmet(facts) == against


@pytest.mark.parametrize(
    "steps",
    [
        ("decline",),
        ("withdraw",),
        ("accept", "plan", "fail"),
        ("accept", "plan", "agree", "kept"),
        ("accept", "plan", "agree", "broken"),
    ],
)
def test_every_end_can_be_closed_after_a_visit(
    register: Register, steps: tuple[str, ...]
) -> None:
    case_id = register.a_case(*steps)
    visited = steps[-1] in ("kept", "broken")

    if not visited:
        with pytest.raises(GateClosed, match="还没有回访"):
            register.work(case_id, lambda w, c: gate.close(w, c, reason="办完"))
        register.do(case_id, "asked")
    register.work(case_id, lambda w, c: gate.close(w, c, reason="办完"))

    case = register.case(case_id)
    assert (case.status, case.overridden) == ("closed", False)


def test_a_visit_before_the_outcome_does_not_count(register: Register) -> None:
    case_id = register.a_case("decline", "asked", "reopen")
    later = MONDAY + timedelta(days=1)
    register.do(case_id, "decline", later)

    with pytest.raises(GateClosed):
        register.work(case_id, lambda w, c: gate.close(w, c, reason="办完"), later)


def test_danger_keeps_a_case_open_until_somebody_looked_again(
    register: Register,
) -> None:
    case_id = register.a_case("decline")
    danger = a_report(risk="danger", told="桥东派出所，10点")
    register.work(case_id, lambda w, c: visits.visit(w, c, danger))
    with pytest.raises(GateClosed, match="激化"):
        register.work(case_id, lambda w, c: gate.close(w, c, reason="办完"))

    register.do(case_id, "asked")
    register.work(case_id, lambda w, c: gate.close(w, c, reason="办完"))
    with Session(register.engine) as session:
        lines = [e for e in queries.events(session, case_id) if e.kind == "risk"]
        assert len(lines) == 1
        assert trail.note_of(register.vault, lines[0]) == "桥东派出所，10点"


def test_danger_is_reported_or_not_written_down(register: Register) -> None:
    case_id = register.a_case("decline")

    with pytest.raises(NotTold):
        register.work(case_id, lambda w, c: visits.visit(w, c, a_report(risk="danger")))
    assert register.case(case_id).risk == ""


def test_only_the_head_passes_by_with_a_reason_and_is_counted(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("decline")
    desk = desk_as(HEAD)

    page = take(desk, register, case_id, "close")
    assert page.status == 422
    assert "还不能办结" in page.errors[0]
    assert take(desk, register, case_id, "close-anyway", reason=" ").status == 422
    page = take(desk, register, case_id, "close-anyway")

    assert register.case(case_id).overridden
    assert "计入公开的数字" in page.text


def test_nothing_is_passed_by_where_the_gate_is_open(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("decline", "asked")
    desk = desk_as(HEAD)

    assert take(desk, register, case_id, "close-anyway").status == 422
    take(desk, register, case_id, "close")
    assert not register.case(case_id).overridden


def test_an_agreement_cannot_be_visited_without_saying_whether_it_is_kept(
    register: Register,
) -> None:
    case_id = register.a_case("accept", "plan", "agree")

    with pytest.raises(KeptMissing):
        register.do(case_id, "asked")


def test_what_is_still_going_on_is_not_visited(register: Register) -> None:
    for steps in ((), ("accept",), ("refer",)):
        with pytest.raises(WrongStatus):
            register.do(register.a_case(*steps), "asked")


@pytest.mark.parametrize("end", ["decline", "fail"])
def test_what_was_not_settled_is_taken_up_again(register: Register, end: str) -> None:
    steps = ("decline",) if end == "decline" else ("accept", "plan", "fail")
    case_id = register.a_case(*steps)
    later = MONDAY + timedelta(days=9)

    register.do(case_id, "reopen", later)

    case = register.case(case_id)
    assert case.status == "submitted"
    assert case.outcome is case.outcome_at is case.next_way is None
    assert case.accept_by is not None
    assert case.accept_by > later.date()


def test_the_page_says_what_stands_against_closing(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("decline")

    page = read(desk_as(HEAD), f"/cases/{case_id}")

    assert CALM in page.text
    assert ASKED in page.text
    assert SETTLED not in page.text
