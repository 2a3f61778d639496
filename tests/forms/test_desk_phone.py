"""A clerk books for somebody on the telephone, with the seats kept for the desk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments.people import opened
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import (
    NOW,
    SERVICE,
    STATION,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    booked,
    offer_of,
)
from tests.forms.counter_builders import DESK, ELSEWHERE, HERE, MEDIATOR, Desk, trail_of
from tests.forms.page import follow, read
from tests.forms.resident_builders import NINE

PHONE = f"{DESK}/phone"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: NOW)


def call(**changes: str) -> dict[str, str]:
    return {
        "station": STATION,
        "service": SERVICE,
        "start": NINE,
        "name": "𠮷奶奶",
        "phone": "＋86 138-0013-8000",
        "whom": "",
        "request_key": "d" * 32,
        **changes,
    }


def test_the_clerk_sees_what_to_bring_and_gets_the_code_to_read_out(
    desk_as: Desk, engine: Engine, vault: Vault
) -> None:
    desk = desk_as(HERE)
    assert f"phone?station={STATION}&service={SERVICE}" in read(desk.get(PHONE)).links
    asked = read(desk.get(f"{PHONE}?station={STATION}&service={SERVICE}"))
    assert "旧身份证" in asked.text
    assert NINE in asked.radios.values()

    for _ in range(2):  # sent twice, booked once
        page = follow(desk, desk.post(PHONE, data=call()))

    (row,) = all_rows(engine)
    assert f"{row.reference[:4]}-{row.reference[4:]}" in page.text
    assert opened(vault, row).phone == "13800138000"
    assert trail_of(engine, row) == [("by_phone", "王警官")]


def test_a_seat_of_the_desk_is_given_though_the_website_is_full(
    settings: Settings, engine: Engine, vault: Vault, tmp_path: Path
) -> None:
    stations = forms_builders.a_catalogue()["stations"]
    stations[0]["booking"]["schedules"][0]["desk_seats"] = 1
    site = forms_builders.a_published_site(tmp_path / "site", stations=stations)
    clerk = staff_builders.a_member(engine, HERE)
    desk = staff_builders.signed_in(
        staff_builders.a_desk(replace(settings, site=site)), clerk
    )
    for number in (1, 2):
        booked(engine, vault, offer_of(site), a_wish(number))

    follow(desk, desk.post(PHONE, data=call()))

    row = all_rows(engine)[2]
    assert (row.seat, row.starts_at) == (3, TUESDAY_NINE)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"start": ""}, 422),
        ({"start": "2026-11-28T09:00"}, 409),
        ({"name": ""}, 422),
        ({"phone": "12345"}, 422),
        ({"service": "none"}, 422),
        ({"station": "none"}, 404),
    ],
)
def test_a_slip_is_said_and_nothing_is_booked(
    desk_as: Desk, engine: Engine, changes: dict[str, str], status: int
) -> None:
    assert desk_as(HERE).post(PHONE, data=call(**changes)).status_code == status
    assert all_rows(engine) == []


def test_slips_are_told_in_the_order_of_the_page(desk_as: Desk) -> None:
    wrong = call(name="", phone="", whom="王" * 41)
    page = read(desk_as(HERE).post(PHONE, data=wrong))

    assert page.errors == ["请填写姓名。", "请填写电话号码。", "姓名最多 40 个字。"]
    labels = [label.get_text() for label in page.soup.select(".ds-field > label")]
    assert labels == ["来电人的姓名", "联系电话", "帮谁办（来电人不是给自己办才填）"]


def test_only_the_clerks_of_the_station_book_there(
    desk_as: Desk, engine: Engine
) -> None:
    assert desk_as(ELSEWHERE).post(PHONE, data=call()).status_code == 403
    assert (
        desk_as(MEDIATOR, id=2, name="林").post(PHONE, data=call()).status_code == 403
    )
    assert all_rows(engine) == []
