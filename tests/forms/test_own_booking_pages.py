"""The booked one: opened by code, shown, moved, cancelled, forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.models import Appointment, Status
from forms_app.appointments.offers import Offer
from forms_app.database import transaction
from forms_app.lookups import TRIES_PER_CODE
from forms_app.refusals import WrongCode
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    at,
    booked,
    close,
)
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import book_here, code_on, set_clock


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def test_without_an_opened_booking_two_questions_are_asked(
    client: FlaskClient,
) -> None:
    page = read(client.get("/forms/appointment"))

    assert page.h1 == "查我的预约"
    assert set(page.fields) >= {"code", "tail"}


def test_where_nothing_is_free_nobody_is_asked_to_choose(
    client: FlaskClient, engine: Engine
) -> None:
    book_here(client)
    assert read(client.get("/forms/appointment/move")).radios
    for ahead in range(15):
        close(engine, f"{NOW.date() + timedelta(days=ahead)}")

    page = read(client.get("/forms/appointment/move"))

    assert not page.radios
    assert not page.soup.select("form[action$=move] button")


@pytest.mark.parametrize("dressed", [str, str.lower, lambda c: c.replace("-", " ")])
def test_code_and_last_digits_open_the_booking(
    client: FlaskClient, public_app: object, dressed: object
) -> None:
    code = code_on(book_here(client))
    with client.session_transaction() as session:
        session.clear()

    page = open_it(client, dressed(code), "8000")  # type: ignore[operator]

    assert page.h1 == "已经约好了"


def open_it(client: FlaskClient, code: str, tail: str) -> Page:
    data = {"code": code, "tail": tail}
    return follow(client, client.post("/forms/appointment/open", data=data))


def test_wrong_unknown_and_locked_are_told_apart_by_nobody(
    client: FlaskClient, engine: Engine
) -> None:
    code = code_on(book_here(client))
    with client.session_transaction() as session:
        session.clear()

    answers = [open_it(client, "ZZZZ9999", "8000"), open_it(client, code, "1234")]
    for _ in range(TRIES_PER_CODE):
        answers.append(open_it(client, code, "1234"))
    answers.append(open_it(client, code, "8000"))  # right, but locked by now

    assert {page.status for page in answers} == {422}
    assert {tuple(page.errors) for page in answers} == {(WrongCode.message,)}


def test_an_opened_booking_is_forgotten_after_twenty_minutes(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    book_here(client)
    set_clock(monkeypatch, NOW + timedelta(minutes=20))
    assert read(client.get("/forms/appointment")).h1 == "已经约好了"

    set_clock(monkeypatch, NOW + timedelta(minutes=20, seconds=1))
    assert read(client.get("/forms/appointment")).h1 == "查我的预约"


def test_on_a_shared_computer_one_button_forgets_everything(
    client: FlaskClient,
) -> None:
    book_here(client)

    answer = client.post("/forms/appointment/forget")

    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert read(client.get("/forms/appointment")).h1 == "查我的预约"


def test_looking_never_changes_anything(client: FlaskClient, engine: Engine) -> None:
    book_here(client)
    before = [(r.version, r.status, r.starts_at) for r in all_rows(engine)]

    for path in ("", "/cancel", "/move", "/calendar.ics"):
        with client.get(f"/forms/appointment{path}") as answer:
            assert answer.status_code == 200

    assert [(r.version, r.status, r.starts_at) for r in all_rows(engine)] == before


def test_cancelling_asks_first_and_may_be_repeated(
    client: FlaskClient, engine: Engine
) -> None:
    book_here(client)
    assert read(client.get("/forms/appointment/cancel")).h1 == "要取消这个预约吗？"

    for _ in range(2):
        page = follow(client, client.post("/forms/appointment/cancel"))
        assert page.h1 == "这个预约已经取消"
    row = all_rows(engine)[0]
    assert (row.status, row.seat, row.version) == (Status.CANCELLED, None, 2)


def test_too_late_to_cancel_is_said_with_the_phone(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    book_here(client, start="2026-11-23T09:00")
    set_clock(monkeypatch, NOW + timedelta(minutes=1))

    page = read(client.post("/forms/appointment/cancel"))

    assert page.status == 422
    assert "打站点电话" in page.errors[0]
    assert "0000-0000101" in page.text
    assert all_rows(engine)[0].status == Status.BOOKED


def test_moving_swaps_the_time(client: FlaskClient, engine: Engine) -> None:
    code = code_on(book_here(client))
    page = read(client.get("/forms/appointment/move"))
    assert "2026-11-25T09:00" in page.radios.values()

    page = follow(
        client,
        client.post("/forms/appointment/move", data={"start": "2026-11-25T09:00"}),
    )

    assert "11月25日 星期三 上午 9:00" in page.text
    assert code_on(page) == code
    assert [r.starts_at for r in all_rows(engine)] == [at("2026-11-25 09:00")]


@pytest.mark.parametrize(
    ("start", "status"),
    [("", 422), ("x", 422), ("2026-11-28T09:00", 409), ("2026-11-25T09:00", 409)],
)
def test_a_move_that_fails_leaves_the_old_time(
    client: FlaskClient,
    engine: Engine,
    vault: Vault,
    offer: Offer,
    start: str,
    status: int,
) -> None:
    for number in (1, 2):
        wish = a_wish(number, starts_at=at("2026-11-25 09:00"))
        booked(engine, vault, offer, wish)
    book_here(client)

    page = read(client.post("/forms/appointment/move", data={"start": start}))

    assert page.status == status
    assert page.errors
    assert page.radios
    assert all_rows(engine)[-1].starts_at == TUESDAY_NINE


@pytest.mark.parametrize("path", ["cancel", "move", "calendar.ics"])
def test_without_an_opened_booking_every_page_leads_to_the_questions(
    client: FlaskClient, path: str
) -> None:
    answer = client.get(f"/forms/appointment/{path}")

    assert follow(client, answer).h1 == "查我的预约"


@pytest.mark.parametrize("path", ["cancel", "move"])
def test_a_post_without_an_opened_booking_does_nothing(
    client: FlaskClient, path: str
) -> None:
    answer = client.post(f"/forms/appointment/{path}")

    assert follow(client, answer).h1 == "查我的预约"


def test_the_calendar_file_is_a_calendar_file(client: FlaskClient) -> None:
    book_here(client)

    with client.get("/forms/appointment/calendar.ics") as answer:
        assert answer.mimetype == "text/calendar"
        assert b"BEGIN:VEVENT" in answer.data


def test_booking_for_a_relative_keeps_their_name_out_of_sight(
    client: FlaskClient, engine: Engine
) -> None:
    page = book_here(client, whom="王老太")

    assert "王**" in page.text
    assert "王老太" not in page.text
    row: Appointment = all_rows(engine)[0]
    assert "王老太".encode() not in row.whom_sealed


def test_an_unpublished_station_leaves_the_booking_readable(
    client: FlaskClient, engine: Engine
) -> None:
    book_here(client)
    with transaction(engine) as session:
        row = session.query(Appointment).one()
        row.station_id, row.service_id = "gone", "gone"

    for path in ("", "/cancel", "/move", "/calendar.ics"):
        with client.get(f"/forms/appointment{path}") as answer:
            assert answer.status_code in (200, 303)
