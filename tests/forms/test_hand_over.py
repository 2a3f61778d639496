"""From one body to another and back: nothing is lost on the way."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from forms_app.disputes import queries, referrals, timeline
from forms_app.disputes.referrals import HandOver
from forms_app.refusals import ReasonMissing, SameStation
from tests.disputes_builders import (
    CENTRE,
    JUSTICE,
    MONDAY,
    POLICE,
    Register,
    send,
)
from tests.forms.case_builders import HEAD, Desk

LATER = MONDAY + timedelta(days=2)


@pytest.mark.parametrize("answer", ["hand_back", "recall"])
@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ((), "submitted"),
        (("accept",), "accepted"),
        (("accept", "plan"), "in_mediation"),
    ],
)
def test_a_case_that_comes_back_goes_on_where_it_stood(
    register: Register, steps: tuple[str, ...], status: str, answer: str
) -> None:
    case_id = register.a_case(*steps, "refer")
    before = register.case(case_id)

    register.do(case_id, answer, now=LATER)

    after = register.case(case_id)
    assert (after.status, after.holder_station) == (status, JUSTICE)
    assert (after.due_by, after.due_last) == (before.due_by, before.due_last)
    assert (after.accept_by != before.accept_by) is (status == "submitted")


def test_who_takes_over_begins_anew(register: Register) -> None:
    case_id = register.a_case("accept", "plan", "refer")

    register.do(case_id, "take_over", now=LATER)

    case = register.case(case_id)
    assert (case.status, case.holder_station) == ("submitted", CENTRE)
    assert case.due_by is case.due_last is case.mediator_name is None
    with Session(register.engine) as session:
        assert [m.state for m in queries.sessions(session, case_id)] == ["cancelled"]


@pytest.mark.parametrize(
    ("answer", "word"),
    [("take_over", "accepted"), ("hand_back", "returned"), ("recall", "recalled")],
)
def test_a_hand_over_keeps_its_receipt(
    register: Register, answer: str, word: str
) -> None:
    case_id = register.a_case("refer")
    register.do(case_id, answer, now=LATER)

    with Session(register.engine) as session:
        (referral,) = queries.referrals(session, case_id)
    assert (referral.answer, referral.answered_by) == (word, "王调解")
    assert referral.answered_at == LATER
    assert referral.from_status == "submitted"


@pytest.mark.parametrize(
    ("to", "reason", "ground", "consent", "refusal"),
    [
        (JUSTICE, "理由", "依据", "agreed", SameStation),
        (CENTRE, " ", "依据", "agreed", ReasonMissing),
        (CENTRE, "理由", " ", "agreed", ReasonMissing),
        (CENTRE, "理由", "依据", "", ReasonMissing),
        (CENTRE, "理由", "依据", "maybe", ReasonMissing),
    ],
)
def test_a_hand_over_needs_reason_ground_and_consent(
    register: Register,
    to: str,
    reason: str,
    ground: str,
    consent: str,
    refusal: type[Exception],
) -> None:
    case_id = register.a_case()
    wish = HandOver(to, reason, ground, consent)

    with pytest.raises(refusal):
        register.work(case_id, lambda w, c: referrals.hand_over(w, c, wish))
    assert register.case(case_id).status == "submitted"


def test_police_have_a_day_and_others_working_days(register: Register) -> None:
    ends = {}
    for station in (POLICE, CENTRE):
        case_id = register.a_case()
        wish = HandOver(station, "理由", "依据", "duty")
        referral = register.work(
            case_id, lambda w, c, wish=wish: referrals.hand_over(w, c, wish)
        )
        ends[station] = referral.answer_by

    assert ends[POLICE] == MONDAY + timedelta(hours=24)
    assert ends[CENTRE] is not None
    assert ends[CENTRE] > MONDAY + timedelta(days=3)


def test_the_applicant_sees_each_step_of_the_way(register: Register) -> None:
    case_id = register.a_case("refer", "hand_back", "refer", "recall", "refer")
    register.do(case_id, "take_over")

    with Session(register.engine) as session:
        view = timeline.for_applicant(
            session, register.vault, register.catalogue, register.case(case_id)
        )
    words = [line.words for line in view.told]
    assert [w for w in words if "转交给桥东镇综治中心" in w] != []
    assert "桥东镇综治中心退回了，仍由桥东司法所办理。" in words
    assert "转交收回了，仍由桥东司法所办理。" in words
    assert words[-1] == "桥东镇综治中心接手了，会告诉您是否受理。"
    assert "不归我们管" in [line.note for line in view.told]
    assert view.station == "桥东镇综治中心"


def test_a_forged_answer_to_no_hand_over_changes_nothing(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    desk = desk_as(HEAD)
    version = register.case(case_id).version

    for key in ("take-over", "hand-back", "recall", "agree", "close", "visit"):
        data = {f"{key}-version": version, f"{key}-reason": "x", f"{key}-kept": "yes"}
        answer = send(desk, f"/cases/{case_id}/do/{key}", **data)
        assert answer.status in (403, 409, 422)
        assert answer.errors or answer.status == 403
    assert register.case(case_id).version == version
