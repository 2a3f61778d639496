"""The counter's day at the desk, and who may not see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from forms_app import times
from forms_app.access import Grant
from forms_app.appointments.models import Appointment, Status
from forms_app.appointments.offers import Offer
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    STATION,
    TUESDAY_NINE,
    a_wish,
    at,
    booked,
)
from tests.forms.counter_builders import (
    DESK,
    ELSEWHERE,
    EVERYWHERE,
    HERE,
    MEDIATOR,
    TUESDAY,
    Desk,
    press,
    status_of,
    trail_of,
)
from tests.forms.page import follow, read, without_tokens


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: TUESDAY_NINE + timedelta(minutes=5))


@pytest.fixture
def row(engine: Engine, vault: Vault, offer: Offer) -> Appointment:
    return booked(engine, vault, offer, a_wish(1, name="王小明", whom="王老太"))


def test_the_days_list_shows_time_code_and_a_masked_name(
    desk_as: Desk, row: Appointment
) -> None:
    page = read(desk_as(HERE).get(f"{DESK}/"))

    assert page.h1 == "11月24日 星期二（今天） · 桥东派出所"
    assert f"{row.reference[:4]}-{row.reference[4:]}" in page.text
    assert "上午 9:00" in page.text
    assert "王**" in page.text
    for secret in ("王小明", "王老太", "13800000001"):
        assert secret not in page.text


def test_an_empty_day_says_so(desk_as: Desk) -> None:
    page = read(desk_as(HERE).get(f"{DESK}/today?day=2026-11-25"))

    assert "这天还没有人预约" in page.text


def test_somebody_with_several_stations_chooses_one(desk_as: Desk) -> None:
    desk = desk_as(EVERYWHERE)

    page = read(desk.get(f"{DESK}/"))

    assert page.h1 == "看哪个站点的预约？"
    assert read(desk.get(f"{DESK}/today?station={STATION}")).status == 200


@pytest.mark.parametrize(
    ("step", "status"),
    [
        ("arrive", Status.ARRIVED),
        ("fulfil", Status.FULFILLED),
        ("miss", Status.NOSHOW),
        ("cancel", Status.CANCELLED),
    ],
)
def test_one_button_takes_one_step_and_leaves_a_line(
    desk_as: Desk, engine: Engine, row: Appointment, step: str, status: Status
) -> None:
    page = press(desk_as(HERE), row, step)

    assert page.status == 200
    assert status_of(engine, row) == status
    assert trail_of(engine, row) == [(step, "王警官")]


def test_a_step_can_be_taken_back(
    desk_as: Desk, engine: Engine, row: Appointment
) -> None:
    desk = desk_as(HERE)
    press(desk, row, "arrive")

    press(desk, row, "undo", version=2)

    assert status_of(engine, row) == Status.BOOKED


def test_what_cannot_be_taken_back_is_asked_about_first(
    desk_as: Desk, row: Appointment
) -> None:
    page = read(desk_as(HERE).get(f"{DESK}/item/{row.id}"))

    forms = page.soup.select("form[action$='/cancel']")
    assert [form.find_parent("details") is not None for form in forms] == [True]


def test_the_second_clerk_reads_who_was_faster(
    desk_as: Desk, engine: Engine, row: Appointment
) -> None:
    press(desk_as(HERE, name="李警官"), row, "arrive")

    page = press(desk_as(HERE, name="王警官"), row, "miss")

    assert page.status == 409
    assert "李警官在 09:05 改过" in page.errors[0]
    assert status_of(engine, row) == Status.ARRIVED


@pytest.mark.parametrize(("step", "version"), [("dance", "1"), ("arrive", "x")])
def test_a_forged_step_is_refused(
    desk_as: Desk, engine: Engine, row: Appointment, step: str, version: str
) -> None:
    answer = desk_as(HERE).post(
        f"{DESK}/item/{row.id}/{step}", data={"version": version}
    )

    assert answer.status_code == 400
    assert status_of(engine, row) == Status.BOOKED


def test_full_name_and_phone_come_on_asking_and_leave_a_line(
    desk_as: Desk, engine: Engine, row: Appointment
) -> None:
    desk = desk_as(HERE)
    masked = read(desk.get(f"{DESK}/item/{row.id}"))
    assert "王小明" not in masked.text
    assert trail_of(engine, row) == []

    page = read(desk.post(f"{DESK}/item/{row.id}/person"))

    for words in ("王小明", "王老太", "13800000001"):
        assert words in page.text
    assert trail_of(engine, row) == [("seen", "王警官")]


def test_a_code_is_found_as_it_was_read_out(desk_as: Desk, row: Appointment) -> None:
    desk = desk_as(HERE)
    typed = f"{row.reference[:4]} {row.reference[4:]}".lower()

    page = follow(desk, desk.post(f"{DESK}/find", data={"code": typed}))

    assert page.h1 == "11月24日 星期二 上午 9:00"


def test_a_code_of_another_station_is_not_found(
    desk_as: Desk, row: Appointment
) -> None:
    desk = desk_as(ELSEWHERE)

    known = desk.post(f"{DESK}/find", data={"code": row.reference})
    unknown = desk.post(f"{DESK}/find", data={"code": "ZZZZ9999"})

    assert (known.status_code, unknown.status_code) == (404, 404)
    assert without_tokens(known) == without_tokens(unknown)


GETS = ["/today?station={s}", "/close?station={s}", "/walk-in?station={s}"]
POSTS = ["/close", "/reopen", "/call-list", "/walk-in"]


@pytest.mark.parametrize("path", GETS)
def test_a_clerk_of_another_station_cannot_look(desk_as: Desk, path: str) -> None:
    answer = desk_as(ELSEWHERE).get(DESK + path.format(s=STATION))

    assert answer.status_code == 403


@pytest.mark.parametrize("path", POSTS)
def test_a_clerk_of_another_station_cannot_act(
    desk_as: Desk, engine: Engine, row: Appointment, path: str
) -> None:
    data = {"station": STATION, "day": TUESDAY, "reason": "停电"}

    answer = desk_as(ELSEWHERE).post(DESK + path, data=data)

    assert answer.status_code == 403
    assert trail_of(engine, row) == []


@pytest.mark.parametrize("path", ["", "/person", "/arrive", "/cancel"])
def test_a_clerk_of_another_station_cannot_reach_a_row(
    desk_as: Desk, engine: Engine, row: Appointment, path: str
) -> None:
    desk, address = desk_as(ELSEWHERE), f"{DESK}/item/{row.id}{path}"

    answer = desk.post(address, data={"version": "1"}) if path else desk.get(address)

    assert answer.status_code == 404
    assert status_of(engine, row) == Status.BOOKED


@pytest.mark.parametrize(
    ("grant", "path"),
    [
        (MEDIATOR, "/"),
        (MEDIATOR, "/item/1"),
        (MEDIATOR, "/walk-in"),
        (HERE, "/close"),
    ],
)
def test_a_role_without_the_permission_is_kept_out(
    desk_as: Desk, grant: Grant, path: str
) -> None:
    assert desk_as(grant).get(DESK + path).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["?station=none", "?day=tomorrow", "?day=0001-01-01", "?day=9999-12-31"],
)
def test_nonsense_in_the_address_is_a_calm_404(desk_as: Desk, query: str) -> None:
    assert desk_as(HERE).get(f"{DESK}/today{query}").status_code == 404


@pytest.mark.parametrize("row_id", [0, 999, 2**40, 10**30])
def test_a_row_that_is_none_is_a_calm_404(desk_as: Desk, row_id: int) -> None:
    assert desk_as(HERE).get(f"{DESK}/item/{row_id}").status_code == 404


def test_a_missed_mark_waits_for_the_time(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    later = booked(
        engine, vault, offer, a_wish(5, starts_at=at("2026-11-24 10:00")), NOW
    )

    page = press(desk_as(HERE), later, "miss")

    assert page.status == 409
    assert "还没到预约的时间" in page.errors[0]


def test_nobody_arrives_on_another_day(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    wish = a_wish(5, starts_at=at("2026-11-25 10:00"))
    tomorrow = booked(engine, vault, offer, wish, NOW)

    assert press(desk_as(HERE), tomorrow, "arrive").status == 409


def test_the_first_page_counts_who_is_still_to_be_served(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer, row: Appointment
) -> None:
    desk = desk_as(HERE)
    booked(engine, vault, offer, a_wish(2, starts_at=at("2026-11-24 10:00")))
    booked(engine, vault, offer, a_wish(3, starts_at=at("2026-11-25 10:00")))
    assert "2 今天还要办的预约" in read(desk.get("/")).text

    press(desk, row, "fulfil")

    assert "1 今天还要办的预约" in read(desk.get("/")).text
    assert "0 今天还要办的预约" in read(desk_as(ELSEWHERE).get("/")).text
