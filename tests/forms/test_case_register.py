"""Registering a dispute at the counter or on the telephone."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from forms_app.access import Grant, Role
from forms_app.disputes import queries, trail
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
from tests.forms.case_builders import DUTY, HEAD, MEDIATOR, Desk

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


def test_a_mediator_registers_nothing(desk_as: Desk) -> None:
    assert desk_as(MEDIATOR).get("/cases/new").status_code == 403
    assert desk_as(MEDIATOR).post("/cases/new", data=registration()).status_code == 403
