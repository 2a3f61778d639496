"""Registering a dispute at the counter or on the telephone."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from forms_app.disputes import trail
from tests.disputes_builders import CENTRE, JUSTICE, PHONE, STORY, Register, send
from tests.forms.case_builders import DUTY, MEDIATOR, Desk


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
    assert "桥东派出所负责" in page.text
    assert "还没有核实" in page.text


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
