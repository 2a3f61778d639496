"""Several applicants, children, guardians, agents: who may ask, and what is kept."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from forms_app.disputes import applicants, kept_pages, queries, sealing
from forms_app.refusals import (
    ChildAlone,
    ConsentMissing,
    NoProxyForSuspect,
    TooManyPeople,
    UnclearLine,
)
from tests.disputes_builders import ANSWERS, PHONE, Page, Register, read, send


def answer(
    client: FlaskClient, type: str = "neighbour", **other: dict[str, str]
) -> Page:
    """Answer what is asked, page after page; `other` replaces or adds answers by key."""
    page = send(client, "/forms/dispute/begin", type=type)
    given = {**dict(ANSWERS), **other}
    for _ in range(20):
        key = next((k for k in given if f"/ask/{k}" in page.path), "")
        if not key:
            return page
        page = send(client, f"/forms/dispute/ask/{key}", **given[key])
        if page.status == 422:
            return page
    raise AssertionError("the questions do not end")


def sent(client: FlaskClient, check: Page) -> Page:
    return send(client, "/forms/dispute/send", request_key=check.value("request_key"))


def side_of(register: Register, case_id: int) -> list[tuple[str, str, str]]:
    with Session(register.engine) as session:
        return [
            (p.role, sealing.name(register.vault, p), sealing.phone(register.vault, p))
            for p in queries.parties(session, case_id)
        ]


def test_neighbours_may_apply_together(client: FlaskClient, register: Register) -> None:
    lines = "བསྟན་འཛིན 13900001111\nعلي\n\n李 四，010-12345678"
    sent(client, answer(client, together={"together": lines}))

    assert side_of(register, 1)[:4] == [
        ("applicant", "王小明", PHONE),
        ("co_applicant", "བསྟན་འཛིན", "13900001111"),
        ("co_applicant", "علي", ""),
        ("co_applicant", "李 四", "01012345678"),
    ]


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("王五\n13900001111", UnclearLine),
        ("王五 12345678", UnclearLine),
        ("很长的名字" * 20, UnclearLine),
        ("\n".join(f"人{n}" for n in range(51)), TooManyPeople),
    ],
)
def test_a_line_nobody_can_read_is_named(typed: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        applicants.people_of(typed)


def test_fifty_people_are_not_too_many() -> None:
    assert len(applicants.people_of("\n".join(f"人{n}" for n in range(50)))) == 50


def test_a_guardian_must_agree_before_the_child_s_data_is_taken(
    client: FlaskClient, register: Register
) -> None:
    child = {"behalf_name": "小宝", "age": "under14"}
    refused = answer(client, minor={"minor": "guardian"}, child=child)
    assert refused.errors == ["要监护人同意，才能登记孩子的信息。"]

    client.post("/forms/dispute/clear")
    agreed = {**child, "consent": "y"}
    sent(client, answer(client, minor={"minor": "guardian"}, child=agreed))

    assert ("child", "小宝", "") in side_of(register, 1)
    details = sealing.details(register.vault, register.case(1))
    assert (details.age, details.consent) == ("under14", "yes")


def test_a_child_under_fourteen_is_told_who_helps_and_nothing_is_entered(
    client: FlaskClient, register: Register
) -> None:
    page = answer(client, minor={"minor": "self"}, age={"age": "under14"})

    assert page.errors == [ChildAlone.message]
    assert "12355" in page.errors[0]
    with register.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM dispute_case")) == 0


def test_a_young_person_may_keep_the_guardian_out_of_it(
    client: FlaskClient, register: Register
) -> None:
    check = answer(
        client,
        minor={"minor": "self"},
        age={"age": "14to17"},
        guardian={"guardian": "no"},
    )
    sent(client, check)

    assert [role for role, _, _ in side_of(register, 1)] == ["applicant", "respondent"]
    assert sealing.details(register.vault, register.case(1)).guardian == "no"


def test_the_side_that_did_it_sends_nobody_to_the_police(client: FlaskClient) -> None:
    agent = {"side": "did", "behalf_name": "王二", "paper": "yes"}
    check = answer(client, "injury-light", minor={"minor": "agent"}, agent=agent)

    assert check.status == 422
    assert "第 181 条" in check.errors[0]


def test_for_people_s_mediation_either_side_may_send_somebody(
    client: FlaskClient, register: Register
) -> None:
    agent = {"side": "did", "behalf_name": "王二", "paper": "no"}
    sent(client, answer(client, minor={"minor": "agent"}, agent=agent))

    assert ("principal", "王二", "") in side_of(register, 1)


@pytest.mark.parametrize(
    ("minor", "age", "consent", "way", "side", "refusal"),
    [
        ("self", "under14", "", "court", "", ChildAlone),
        ("guardian", "under14", "", "court", "", ConsentMissing),
        ("agent", "", "", "police_mediation", "did", NoProxyForSuspect),
    ],
)
def test_the_gates_hold_wherever_a_request_comes_from(
    minor: str, age: str, consent: str, way: str, side: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        applicants.may_stand(minor, age, consent, way=way, side=side)


def test_another_for_whom_forgets_the_first_one_s_people(
    client: FlaskClient, register: Register
) -> None:
    child = {"behalf_name": "小宝", "age": "under14", "consent": "y"}
    answer(client, minor={"minor": "guardian"}, child=child)
    page = send(client, "/forms/dispute/ask/minor?back=check", minor="no")
    sent(client, page)

    assert "child" not in [role for role, _, _ in side_of(register, 1)]
    assert sealing.details(register.vault, register.case(1)).age == ""


def test_a_question_for_others_is_no_page(client: FlaskClient) -> None:
    send(client, "/forms/dispute/begin", type="neighbour")

    assert read(client, "/forms/dispute/ask/child").status == 404


def test_a_landmark_and_a_language_reach_the_desk_sealed(
    client: FlaskClient, register: Register
) -> None:
    check = answer(
        client,
        village={"area": "qiaodong", "landmark": "老供销社旁边"},
        needs={"needs": ["interpreter"], "language": "英语"},
    )
    assert "老供销社旁边" in check.text
    sent(client, check)

    details = sealing.details(register.vault, register.case(1))
    assert (details.landmark, details.language) == ("老供销社旁边", "英语")


def test_the_browser_keeps_nothing_unless_somebody_agrees(client: FlaskClient) -> None:
    send(client, "/forms/dispute/begin", type="neighbour")
    assert client.get_cookie(kept_pages.COOKIE, path="/forms/dispute") is None
    assert "接着填" not in read(client, "/forms/dispute/start").text


def test_whoever_agreed_goes_on_days_later(client: FlaskClient) -> None:
    send(client, "/forms/dispute/begin", type="neighbour", kept="1")
    send(client, "/forms/dispute/ask/town", town="qiaodong")
    client.delete_cookie("doorstep_public")

    page = read(client, "/forms/dispute/start")
    assert read(client, page.links()["接着填上次没填完的"]).h1 == "是哪个村、社区？"
    cookie = client.get_cookie(kept_pages.COOKIE, path="/forms/dispute")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.max_age == 7 * 24 * 3600


def test_clearing_and_sending_forget_the_kept_key(client: FlaskClient) -> None:
    send(client, "/forms/dispute/begin", type="neighbour", kept="1")
    send(client, "/forms/dispute/clear")

    assert client.get_cookie(kept_pages.COOKIE, path="/forms/dispute") is None
