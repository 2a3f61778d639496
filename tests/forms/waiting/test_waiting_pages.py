"""Waiting for a seat, as the resident and the clerk see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.appointments import queries
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.appointments.wait_models import WaitEvent, WaitState
from forms_app.catalogue import load_catalogue
from forms_app.database import reading
from forms_app.vault import Vault
from tests.forms.booking_builders import NOW, STATION, a_wish, booked, row_of
from tests.forms.counter_builders import DESK, ELSEWHERE, HERE
from tests.forms.page import follow, read
from tests.forms.resident_builders import WHERE, code_on, filled, set_clock
from tests.forms.waiting_builders import TUESDAY, give_back, now_of, wait

Desk = Callable[..., FlaskClient]


@pytest.fixture
def full_tuesday(
    engine: Engine, vault: Vault, offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> list[Appointment]:
    """Every time of the day is taken; two counters, thirteen times."""
    set_clock(monkeypatch, NOW)
    with reading(engine) as session:
        (tuesday,) = queries.days_on_offer(
            session, offer, now=NOW, window=(TUESDAY, TUESDAY)
        )
    free = [slot.starts_at for slot in tuesday.slots for _ in range(2)]
    return [
        booked(engine, vault, offer, a_wish(100 + n, starts_at=start))
        for n, start in enumerate(free)
    ]


def test_a_resident_waits_is_told_and_takes_it(
    client: FlaskClient,
    engine: Engine,
    vault: Vault,
    full_tuesday: list[Appointment],
    published_site: Path,
) -> None:
    page = read(client.get(WHERE))
    assert any(link.endswith("/wait") for link in page.links)
    asked = read(client.get(f"{WHERE}/wait"))
    assert asked.radios == {"11月24日 星期二": "2026-11-24"}

    shown = follow(client, client.post(f"{WHERE}/wait", data=filled(days="2026-11-24")))
    assert shown.h1 == "已经排上候补"
    assert "您排在第 1 位。" in shown.text
    give_back(
        engine, load_catalogue(published_site / "catalogue.json"), full_tuesday[0]
    )

    opens = {"code": code_on(shown), "tail": "8000"}
    offered = follow(client, client.post("/forms/appointment/open", data=opens))
    assert offered.h1 == "有号了，给您留着"
    taken = follow(client, client.post("/forms/appointment/waiting/take"))
    again = follow(client, client.post("/forms/appointment/waiting/take"))

    assert taken.h1 == "已经约好了"
    assert code_on(again) == code_on(taken)
    assert row_of(engine, code_on(taken).replace("-", "")).status == "booked"


def test_while_there_is_room_nobody_need_wait(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    page = read(client.get(WHERE))
    assert not any(link.endswith("/wait") for link in page.links)

    assert "不用排候补" in read(client.get(f"{WHERE}/wait")).text
    forged = read(client.post(f"{WHERE}/wait", data=filled(days="2026-11-24")))
    assert forged.status == 422


def test_the_place_of_somebody_else_opens_for_nobody(
    client: FlaskClient, engine: Engine, vault: Vault, only: Offer
) -> None:
    row = wait(engine, vault, only, 2)
    wrong = {"code": row.reference, "tail": "9999"}

    assert client.post("/forms/appointment/open", data=wrong).status_code == 422
    for path in ("take", "pass", "leave"):
        answer = client.post(f"/forms/appointment/waiting/{path}")
        assert follow(client, answer).h1 == "查我的预约"
    assert now_of(engine, row).state == WaitState.WAITING


def test_the_clerk_sees_the_line_masked_and_answers_for_somebody(
    desk_as: Desk,
    engine: Engine,
    vault: Vault,
    offer: Offer,
    full_tuesday: list[Appointment],
    published_site: Path,
) -> None:
    row = wait(engine, vault, offer, 2)
    give_back(
        engine, load_catalogue(published_site / "catalogue.json"), full_tuesday[0]
    )
    desk = desk_as(HERE)

    masked = read(desk.get(f"{DESK}/waiting?station={STATION}"))
    assert "王**" in masked.text
    assert "13800000002" not in masked.text
    full = read(desk.post(f"{DESK}/waiting/{row.id}/person"))
    assert "13800000002" in full.text
    everywhere = desk_as(Grant(Role.HEAD, "*"), name="周主任", id=7)
    card = read(everywhere.get("/")).soup.find("a", string="候补有号，等回音的人")
    assert "13800000002" not in read(everywhere.get(str(card["href"]))).text
    assert read(everywhere.get(str(card["href"]))).status == 200

    done = follow(desk, desk.post(f"{DESK}/waiting/{row.id}/take"))
    assert "现在没有人排候补" in done.text
    with reading(engine) as session:
        trail = [(e.what, e.by) for e in session.query(WaitEvent)]
    assert trail == [("seen", "王警官"), ("take", "王警官")]


def test_another_stations_line_is_no_page(
    desk_as: Desk, engine: Engine, vault: Vault, only: Offer
) -> None:
    row = wait(engine, vault, only, 2)
    desk = desk_as(ELSEWHERE)

    assert desk.get(f"{DESK}/waiting?station={STATION}").status_code == 403
    for step in ("person", "take", "pass", "leave"):
        assert desk.post(f"{DESK}/waiting/{row.id}/{step}").status_code == 404
