"""The table asks one thing a page, proposes, and leaves the decision to a person."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import text

from forms_app.access import Grant, Role
from forms_app.disputes import triage
from tests.disputes_builders import (
    POLICE,
    Page,
    Register,
    answer_everything,
    read,
    send,
)
from tests.forms.case_builders import HEAD, Desk, take

WAY = "/forms/dispute/way?asked=1&type=injury-light"
HEAD_ANYWHERE = Grant(Role.HEAD, "*")


def ask_for_a_fight(client: FlaskClient, **answers: str) -> Page:
    check = answer_everything(client, "injury-light", **answers)
    return send(client, "/forms/dispute/send", request_key=check.value("request_key"))


def test_one_question_a_page_and_nothing_is_chosen_beforehand(
    client: FlaskClient,
) -> None:
    page = read(client, WAY)

    assert page.h1 == "人伤得怎么样？"
    assert not page.soup.select("input[checked]")
    assert "轻微打架" not in page.title


def test_going_on_without_an_answer_asks_again(client: FlaskClient) -> None:
    named = read(client, WAY).value("next")
    page = read(client, f"{WAY}&next={named}")

    assert page.errors == ["请选一项。"]
    assert page.h1 == "人伤得怎么样？"


def test_a_question_that_follows_another_is_not_a_mistake(client: FlaskClient) -> None:
    page = read(client, f"{WAY}&q-before=no&next=before")

    assert (page.h1, page.errors) == ("人伤得怎么样？", [])


def test_an_answer_that_is_none_asks_again(client: FlaskClient) -> None:
    assert read(client, f"{WAY}&q-hurt=dead").h1 == "人伤得怎么样？"


def test_the_proposal_shows_why_the_article_and_that_a_person_decides(
    client: FlaskClient,
) -> None:
    page = read(client, f"{WAY}&q-hurt=serious")

    assert "建议先走：打官司" in page.text
    assert "伤得重的，先报警。" in page.text
    assert "《治安管理处罚法》第 90 条" in page.links()
    assert "2026年11月20日核对过" in page.text
    assert "由工作人员听您说清楚再定" in page.text
    for words in ("不收费", "一个月内", "协议有约束力"):
        assert words in page.text


def test_what_the_table_does_not_ask_goes_straight_to_the_ways(
    client: FlaskClient,
) -> None:
    assert read(client, "/forms/dispute/way?asked=1&type=neighbour").h1 == "邻里纠纷"


def test_the_answers_are_kept_with_the_case_and_seen_at_the_desk(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    ask_for_a_fight(client, **{"q-hurt": "serious"})
    case = register.case(1)

    assert case.way_kind == "court"
    assert case.way_decided_by is None
    kept = triage.of_case(register.vault, case)
    assert kept.told == (("人伤得怎么样？", "骨折"),)
    assert kept.rests_on == ("《治安管理处罚法》第 90 条",)
    with register.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM dispute_case")).one()
    assert "骨折".encode() not in b"".join(v for v in row if isinstance(v, bytes))
    page = read(desk_as(HEAD_ANYWHERE), "/cases/1")
    for words in ("程序建议", "伤得重的，先报警。", "骨折", "还没有人定"):
        assert words in page.text


def test_a_forged_answer_is_not_kept(client: FlaskClient, register: Register) -> None:
    ask_for_a_fight(client, **{"q-hurt": "light", "q-admin": "yes"})

    kept = triage.of_case(register.vault, register.case(1))
    assert kept.told == (("人伤得怎么样？", "擦伤"),)
    assert register.case(1).way_kind == "police_mediation"


def test_the_desk_decides_and_the_applicant_reads_why(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    wish = {"dispute_type": "injury-light", "answers": {"hurt": "serious"}}
    case_id = register.a_case(**wish, station=POLICE)
    desk = desk_as(HEAD_ANYWHERE, name="李所长")
    decision = {"way": "police_mediation", "reason": "验过伤，很轻", "ground": "第9条"}

    page = take(desk, register, case_id, "way", **decision)

    assert "（李所长定的）" in page.text
    assert register.case(case_id).way_kind == "police_mediation"
    code = register.code(case_id)
    mine = send(client, "/forms/dispute/progress", code=code, tail="8000")
    assert "验过伤，很轻" in mine.text


def test_only_a_police_station_can_decide_for_mediation_by_the_police(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case(dispute_type="injury-light", answers={"hurt": "serious"})
    decision = {"way": "police_mediation", "reason": "验过伤，很轻", "ground": "第9条"}

    page = take(desk_as(HEAD_ANYWHERE), register, case_id, "way", **decision)

    assert "治安调解只有派出所能办" in page.text
    assert register.case(case_id).way_kind == "court"


def test_a_way_this_kind_does_not_have_is_refused(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()

    page = take(desk_as(HEAD), register, case_id, "way", way="labour_arbitration")

    assert page.status == 422
    assert register.case(case_id).way_decided_by is None


def test_only_police_mediate_as_police(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case()

    page = take(desk_as(HEAD), register, case_id, "way", way="police_mediation")

    assert page.status == 422
    assert register.case(case_id).way_kind == "people_mediation"
