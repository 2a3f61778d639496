"""One code: kept in the way that suits, found again only by whoever it belongs to."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from PIL import Image
from sqlalchemy.orm import Session

from forms_app.disputes import queries
from forms_app.disputes.readings import log
from forms_app.disputes.readings import queries as readings
from forms_app.disputes.readings.models import CaseReading
from tests.disputes_builders import PHONE, Page, Register, answer_everything, read, send
from tests.forms.case_builders import CENTRE_HEAD, DUTY, ELSEWHERE, HEAD, MEDIATOR, Desk


def has_sent(client: FlaskClient) -> Page:
    check = answer_everything(client)
    return send(client, "/forms/dispute/send", request_key=check.value("request_key"))


def recover(desk: FlaskClient, case_id: int, **data: str) -> Page:
    given = {"proof": "id-card", "renewal": "same", **data}
    return send(desk, f"/cases/{case_id}/code", **given)


def test_the_code_is_a_picture_with_nothing_else_in_it(client: FlaskClient) -> None:
    has_sent(client)
    answer = client.get("/forms/dispute/sent/code.png")

    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "no-store"
    with Image.open(io.BytesIO(answer.get_data())) as picture:
        assert picture.size == (960, 420)
        assert not picture.getexif()
        assert not picture.info


def test_the_calendar_entry_does_not_say_what_it_is_about(
    client: FlaskClient, register: Register
) -> None:
    has_sent(client)
    text = client.get("/forms/dispute/sent/day.ics").get_data(as_text=True)
    (entry,) = Calendar.from_ical(text).walk("VEVENT")

    assert entry.decoded("dtstart") == register.case(1).accept_by
    assert register.code(1) in str(entry["description"])
    for word in ("纠纷", "调解", "王小明", PHONE, "邻里"):
        assert word not in text


@pytest.mark.parametrize("what", ["code.png", "day.ics", "secret.txt"])
def test_nobody_else_gets_the_picture(
    client: FlaskClient, register: Register, what: str
) -> None:
    register.a_case()

    assert client.get(f"/forms/dispute/sent/{what}").status_code == 404


def test_once_kept_the_code_is_shown_no_more(client: FlaskClient) -> None:
    has_sent(client)

    assert send(client, "/forms/dispute/sent/kept").h1 == "查我的事项"
    assert read(client, "/forms/dispute/sent").h1 == "查我的事项"
    assert client.get("/forms/dispute/sent/code.png").status_code == 404


def test_a_lost_code_is_found_by_the_telephone_and_given_after_a_look_at_the_card(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    desk = desk_as(DUTY, name="赵警官")
    found = send(desk, "/cases/find", phone=PHONE)
    assert "第 1 号" in found.links()
    assert "王**" in found.text
    assert PHONE not in found.soup.get_text()

    unchecked = send(desk, f"/cases/{case_id}/code", renewal="same")
    assert unchecked.status == 422
    assert register.code(case_id) not in unchecked.text

    assert register.code(case_id) in recover(desk, case_id).text
    with Session(register.engine) as session:
        last = queries.events(session, case_id)[-1]
    assert (last.kind, last.by_name, last.shown) == ("code_found", "赵警官", True)
    assert "居民身份证" in last.words


def test_a_new_code_makes_the_old_one_worthless(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    old = register.code(case_id)
    page = recover(desk_as(DUTY), case_id, renewal="new")
    new = register.code(case_id)

    assert new != old
    assert new in page.text
    address = "/forms/dispute/progress"
    assert send(client, address, code=old, tail=PHONE[-4:]).status == 422
    mine = send(client, address, code=new, tail=PHONE[-4:])
    assert "编号在窗口找回，换了新编号" in mine.text


@pytest.mark.parametrize("grant", [ELSEWHERE, CENTRE_HEAD, MEDIATOR])
def test_another_station_finds_nothing_and_gives_nothing(
    register: Register, desk_as: Desk, grant: object
) -> None:
    case_id = register.a_case()
    desk = desk_as(grant)

    assert desk.get(f"/cases/{case_id}/code").status_code in (403, 404)
    assert desk.post(f"/cases/{case_id}/code").status_code in (403, 404)
    found = desk.post("/cases/find", data={"phone": PHONE})
    assert "第 1 号" not in found.get_data(as_text=True)


def test_every_search_is_written_down_also_the_one_that_finds_nothing(
    register: Register, desk_as: Desk
) -> None:
    register.a_case()
    desk = desk_as(DUTY, id=42)
    for phone in (PHONE, "13900000000"):
        send(desk, "/cases/find", phone=phone)

    with Session(register.engine) as session:
        (found,) = readings.of_case(session, 1)
        assert (found.kind, found.staff_id, found.times) == (log.SEARCH, 42, 1)
        empty = session.query(CaseReading).filter_by(case_id=None, staff_id=42)
        assert sum(row.times for row in empty) == 1


def test_the_head_sees_who_looked_and_how_often(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    for _ in range(2):
        read(desk_as(MEDIATOR, name="林调解员", id=42), f"/cases/{case_id}")

    page = read(desk_as(HEAD, name="李所长", id=43), f"/cases/{case_id}")
    again = read(desk_as(HEAD, name="李所长", id=43), f"/cases/{case_id}")
    officer = read(desk_as(DUTY, id=44), f"/cases/{case_id}")

    assert "林调解员 打开页面 2 次" in page.text
    assert "李所长 打开页面 1 次" in again.text
    assert "林调解员 打开页面" not in officer.text
