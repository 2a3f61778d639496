"""Walk-ins, and closing a day with a list of whom to call."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments import queries
from forms_app.appointments.models import Appointment, Kind, Status
from forms_app.appointments.offers import Offer
from forms_app.database import reading
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    SERVICE,
    STATION,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    at,
    booked,
)
from tests.forms.counter_builders import (
    DESK,
    HEAD_HERE,
    HERE,
    TUESDAY,
    Desk,
    press,
    trail_of,
)
from tests.forms.page import follow, read


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: TUESDAY_NINE + timedelta(minutes=5))


@pytest.fixture
def row(engine: Engine, vault: Vault, offer: Offer) -> Appointment:
    return booked(engine, vault, offer, a_wish(1, name="王小明", whom="王老太"))


def guest(**changes: str) -> dict[str, str]:
    return {
        "station": STATION,
        "service": SERVICE,
        "name": "赵六",
        "phone": "",
        "request_key": "c" * 32,
        **changes,
    }


def test_a_walk_in_joins_todays_list_without_taking_a_seat(
    desk_as: Desk, engine: Engine
) -> None:
    desk = desk_as(HERE)

    for _ in range(2):  # sent twice, listed once
        page = follow(desk, desk.post(f"{DESK}/walk-in", data=guest()))

    assert "赵**" in page.text
    assert "现场" in page.text
    (row,) = all_rows(engine)
    assert (row.kind, row.status, row.seat) == (Kind.WALK_IN, Status.ARRIVED, None)
    assert trail_of(engine, row) == [("walk_in", "王警官")]


def test_two_walk_ins_of_the_same_minute_are_two(desk_as: Desk, engine: Engine) -> None:
    desk = desk_as(HERE)
    for key in ("c" * 32, "d" * 32):
        desk.post(f"{DESK}/walk-in", data=guest(request_key=key))
    desk.post(f"{DESK}/walk-in", data=guest(persons="3"))  # from a page that was kept

    assert [row.persons for row in all_rows(engine)] == [1, 1, 3]


def test_a_walk_in_was_never_only_booked(desk_as: Desk, engine: Engine) -> None:
    desk = desk_as(HERE)
    desk.post(f"{DESK}/walk-in", data=guest())
    (row,) = all_rows(engine)

    assert press(desk, row, "undo").status == 409
    assert press(desk, row, "fulfil").status == 200


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"service": "none"}, {"phone": "12"}, {"name": "x\x00"}]
)
def test_a_slip_in_the_walk_in_form_is_said_at_the_top(
    desk_as: Desk, engine: Engine, changes: dict[str, str]
) -> None:
    page = read(desk_as(HERE).post(f"{DESK}/walk-in", data=guest(**changes)))

    assert page.status == 422
    assert page.errors
    assert all_rows(engine) == []


def test_closing_a_day_shows_whom_to_call_and_refuses_new_bookings(
    desk_as: Desk, client: FlaskClient, row: Appointment
) -> None:
    desk = desk_as(HEAD_HERE)
    asked = read(desk.get(f"{DESK}/close?day={TUESDAY}"))
    assert "已经有 1 个人约了号" in asked.text
    assert "13800000001" not in asked.text

    data = {"station": STATION, "day": TUESDAY, "reason": "停电检修，全天"}
    page = follow(desk, desk.post(f"{DESK}/close", data=data))

    assert page.h1.startswith("已停办")
    where = f"/forms/book/{SERVICE}/{STATION}"
    assert "停电检修，全天" in read(client.get(where)).text
    assert f"{TUESDAY}T10:30" not in read(client.get(where)).radios.values()
    assert "停电检修，全天" in read(desk.get(f"{DESK}/today")).text


def test_the_call_list_gives_phones_and_leaves_lines(
    desk_as: Desk, engine: Engine, row: Appointment
) -> None:
    data = {"station": STATION, "day": TUESDAY}

    page = read(desk_as(HEAD_HERE).post(f"{DESK}/call-list", data=data))

    assert "13800000001" in page.text
    assert trail_of(engine, row) == [("seen", "王警官")]


def test_a_reopened_day_takes_bookings_again(
    desk_as: Desk, client: FlaskClient
) -> None:
    desk = desk_as(HEAD_HERE)
    data = {"station": STATION, "day": TUESDAY, "reason": "停电检修"}
    desk.post(f"{DESK}/close", data=data)
    desk.post(f"{DESK}/close", data={**data, "reason": "还是停电"})

    desk.post(f"{DESK}/reopen", data=data)

    where = read(client.get(f"/forms/book/{SERVICE}/{STATION}"))
    assert f"{TUESDAY}T10:30" in where.radios.values()


@pytest.mark.parametrize(
    ("day", "reason"), [("2026-11-23", "停电"), (TUESDAY, ""), (TUESDAY, "字" * 101)]
)
def test_a_day_is_closed_ahead_and_with_a_reason(
    desk_as: Desk, engine: Engine, day: str, reason: str
) -> None:
    data = {"station": STATION, "day": day, "reason": reason}

    page = read(desk_as(HEAD_HERE).post(f"{DESK}/close", data=data))

    assert page.status == 422
    assert page.errors
    with reading(engine) as session:
        assert queries.closure_of(session, STATION, at(f"{day} 00:00").date()) is None
