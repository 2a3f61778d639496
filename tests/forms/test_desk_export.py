"""What leaves the desk: a table and a calendar, neither with a person in it."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments.offers import Offer
from forms_app.appointments.table import harmless
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    STATION,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    booked,
    cancel,
)
from tests.forms.counter_builders import DESK, ELSEWHERE, HEAD_HERE, HERE, Desk
from tests.forms.page import read

WEEK = f"{DESK}/export?station={STATION}&first=2026-11-23&last=2026-11-29"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: NOW)


def test_a_week_is_a_table_without_persons(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    cancel(engine, booked(engine, vault, offer, a_wish(2, starts_at=WEDNESDAY_NINE)))

    content = desk_as(HERE).get(WEEK).get_data()

    head, first, second = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head[:4] == ["日期", "时间", "编号", "办什么"]
    assert first == [
        "2026-11-24",
        "09:00",
        f"{row.reference[:4]}-{row.reference[4:]}",
        "居民身份证换领",
        "预约",
        "已预约",
        "30",
        "1",
    ]
    assert second[5] == "已取消"
    assert "王".encode() not in content
    assert b"138" not in content


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_formula_in_a_name_stays_text(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("身份证") == "身份证"


@pytest.mark.parametrize(
    "days",
    [
        "first=&last=",
        "first=2026-02-30&last=2026-03-01",
        "first=2026-11-24&last=2026-11-23",
        "first=2026-01-01&last=2027-01-03",
        "first=0001-01-01&last=0001-01-02",
        "first=2026-11-24",
    ],
)
def test_impossible_days_are_no_address(desk_as: Desk, days: str) -> None:
    address = f"{DESK}/export?station={STATION}&{days}"

    assert desk_as(HERE).get(address).status_code == 404


def test_another_stations_table_is_not_given(desk_as: Desk) -> None:
    assert desk_as(ELSEWHERE).get(WEEK).status_code == 403


def new_address(desk: FlaskClient) -> str:
    page = read(desk.post(f"{DESK}/feed", data={"station": STATION}))
    return str(page.one("input[readonly]")["value"])


def test_the_calendar_has_times_and_services_and_nobody_in_it(
    desk_as: Desk, client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    cancel(engine, booked(engine, vault, offer, a_wish(2)))

    content = client.get(new_address(desk_as(HEAD_HERE))).get_data(as_text=True)

    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == TUESDAY_NINE
    assert event["summary"] == "居民身份证换领"
    for word in ("王", "138", row.reference):
        assert word not in content


def test_a_new_address_ends_the_old_one_and_is_shown_once(
    desk_as: Desk, client: FlaskClient
) -> None:
    desk = desk_as(HEAD_HERE)
    old, new = new_address(desk), new_address(desk)

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert new not in read(desk.get(f"{DESK}/feed?station={STATION}")).text


@pytest.mark.parametrize("secret", ["0" * 32, "x", "a" * 500, "𠮷"])
def test_a_guessed_address_leads_nowhere(client: FlaskClient, secret: str) -> None:
    assert client.get(f"/forms/feed/{secret}.ics").status_code == 404


def test_only_who_leads_the_station_makes_an_address(desk_as: Desk) -> None:
    assert desk_as(HERE).post(f"{DESK}/feed").status_code == 403
