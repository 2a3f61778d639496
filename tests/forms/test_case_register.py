"""Registering a dispute at the counter or on the telephone."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from forms_app.access import Grant, Role
from forms_app.disputes import queries, trail, triage
from tests.disputes_builders import (
    CENTRE,
    JUSTICE,
    PHONE,
    POLICE,
    STORY,
    Register,
    read,
    send,
)
from tests.forms.case_builders import DUTY, HEAD, MEDIATOR, Desk, take

AT_POLICE = Grant(Role.DUTY_OFFICER, f"station:{POLICE}")


def registration(**changes: str) -> dict[str, str]:
    return {
        "request_key": "b" * 32,
        "safe": "y",
        "source": "phone",
        "station": JUSTICE,
        "type": "injury-light",
        "area": "qiaodong-huanxi",
        "story": STORY,
        "wish": "赔药费",
        "name": "王小明",
        "phone": PHONE,
        "minor": "no",
        "for_station": "",
        "age": "",
        "side": "",
        "contact_when": "any",
        "contact_message": "no",
        **changes,
    }


def test_a_case_is_registered_at_the_clerks_own_station(
    register: Register, desk_as: Desk
) -> None:
    desk = desk_as(DUTY)
    page = send(desk, "/cases/new", **registration())
    again = send(desk, "/cases/new", **registration())

    assert page.status == 200
    assert page.h1 == again.h1
    case = register.case(1)
    assert (case.holder_station, case.source) == (JUSTICE, "phone")
    shown = read(desk, "/cases/1")
    assert "桥东派出所负责" in shown.text
    assert "还没有核实" in shown.text


def test_the_person_takes_a_receipt_home(register: Register, desk_as: Desk) -> None:
    page = send(desk_as(DUTY, name="赵警官"), "/cases/new", **registration())

    assert page.h1 == "收件回执"
    assert register.code(1) in page.text
    assert "赵警官" in page.text
    assert "王**" in page.text
    for secret in (PHONE, "王小明", STORY):
        assert secret not in page.text


def test_the_receipt_is_for_whoever_has_just_registered_it(
    register: Register, desk_as: Desk
) -> None:
    send(desk_as(DUTY), "/cases/new", **registration())
    colleague = desk_as(DUTY, id=77)

    assert register.code(1) not in read(colleague, "/cases/new/receipt").text


def test_after_hours_it_is_taken_in_and_handed_to_the_justice_office(
    register: Register, desk_as: Desk
) -> None:
    officer = desk_as(AT_POLICE, name="赵警官")
    wish = registration(station=POLICE, for_station=JUSTICE, type="neighbour")
    page = send(officer, "/cases/new", **wish)
    send(officer, "/cases/new", **wish)

    assert "已经转给桥东司法所" in page.text
    case = register.case(1)
    assert (case.source, case.status, case.holder_station) == (
        "duty",
        "referred",
        POLICE,
    )
    with Session(register.engine) as session:
        (handed,) = queries.referrals(session, 1)
        assert (handed.from_station, handed.to_station) == (POLICE, JUSTICE)
        assert handed.answer_by is not None
        kinds = [event.kind for event in queries.events(session, 1)]
    assert kinds == ["received", "referred"]
    assert "第 1 号" in read(desk_as(HEAD), "/cases/?tab=handed").text


def test_nobody_takes_in_for_a_station_of_another_place(
    register: Register, desk_as: Desk
) -> None:
    far = registration(station=POLICE, for_station="chunhe-justice-office")
    page = send(desk_as(AT_POLICE), "/cases/new", **far)

    assert page.status == 422
    with Session(register.engine) as session:
        assert trail.head(session).seq == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minor": "guardian"}, "请填写孩子、监护人或者委托人的姓名。"),
        ({"minor": "guardian", "behalf_name": "小宝"}, "请选未成年人多大。"),
        ({"minor": "guardian", "behalf_name": "小宝", "age": "under14"}, "监护人同意"),
        ({"minor": "self", "behalf_name": "王爸", "age": "under14"}, "不满 14 岁"),
        ({"minor": "agent", "behalf_name": "王二"}, "请选委托人是哪一方。"),
        ({"minor": "agent", "behalf_name": "王二", "side": "did"}, "不能委托别人"),
        ({"together": "李四 12345678901"}, "第 1 行的电话不对"),
    ],
)
def test_the_counter_keeps_the_gates(
    register: Register, desk_as: Desk, changes: dict[str, str], sentence: str
) -> None:
    page = send(desk_as(DUTY), "/cases/new", **registration(**changes))

    assert page.status == 422
    assert any(sentence in error for error in page.errors), page.errors
    with Session(register.engine) as session:
        assert trail.head(session).seq == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"safe": ""},
        {"station": CENTRE},
        {"type": "petition"},
        {"type": "family-violence"},
        {"phone": "12"},
        {"story": ""},
        {"area": "nowhere"},
    ],
)
def test_the_counter_keeps_the_rules_of_the_intake(
    register: Register, desk_as: Desk, changes: dict[str, str]
) -> None:
    page = send(desk_as(DUTY), "/cases/new", **registration(**changes))

    assert page.status == 422
    assert page.errors
    with Session(register.engine) as session:
        assert trail.head(session).seq == 0


def test_the_counter_asks_what_the_table_asks_and_keeps_the_proposal(
    register: Register, desk_as: Desk
) -> None:
    desk = desk_as(DUTY)
    assert "是哪类事？" in read(desk, "/cases/new").text
    assert read(desk, "/cases/new?type=").errors == ["请选一类。"]
    question = read(desk, "/cases/new?type=injury-light")
    assert question.h1 == "人伤得怎么样？"
    another = "/cases/new?type=injury-light&next="
    assert read(desk, f"{another}{question.value('next')}").errors == ["请选一项。"]
    assert read(desk, f"{another}before").errors == []

    form = read(desk, "/cases/new?type=injury-light&q-hurt=serious")
    assert "建议先走：打官司" in form.text
    assert "《治安管理处罚法》第 90 条" in form.text
    answers = {"type": "injury-light", "q-hurt": "serious"}
    hidden = {key: form.value(key) for key in answers}
    assert hidden == answers
    wrong = send(desk, "/cases/new", **registration(phone="12", **answers))
    assert (wrong.status, wrong.value("q-hurt")) == (422, "serious")
    send(desk, "/cases/new", **registration(**answers))

    case = register.case(1)
    assert (case.way_kind, case.way_decided_by) == ("court", None)
    kept = triage.of_case(register.vault, case)
    assert kept.told == (("人伤得怎么样？", "骨折"),)
    assert "还没有人定" in read(desk, "/cases/1").text
    take(desk, register, 1, "way")
    assert register.case(1).way_decided_by == "王警官"


def test_who_cannot_answer_is_registered_without_a_proposal(
    register: Register, desk_as: Desk
) -> None:
    desk = desk_as(DUTY)
    page = read(desk, "/cases/new?type=injury-light&next=hurt&enter=1")

    assert "还没问完，程序没有建议" in page.text
    send(desk, "/cases/new", **registration())
    assert triage.of_case(register.vault, register.case(1)).told == ()


def test_what_nobody_mediates_gets_its_ways_instead_of_a_form(desk_as: Desk) -> None:
    page = read(desk_as(DUTY), "/cases/new?type=family-violence")

    assert "这类事不登记调解" in page.text
    assert not page.soup.select("main form")


def test_a_mediator_registers_nothing(desk_as: Desk) -> None:
    assert desk_as(MEDIATOR).get("/cases/new").status_code == 403
    assert desk_as(MEDIATOR).post("/cases/new", data=registration()).status_code == 403
