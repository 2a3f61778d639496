"""Clocks that were set wrong, codes that are guessed, fields that are forged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.models import Appointment, Hold, TakenSeat
from forms_app.appointments.offers import Offer
from forms_app.database import reading
from forms_app.vault import Vault
from tests.forms.booking_builders import NOW, STATION, a_wish, booked
from tests.forms.odd_input_builders import BOOK, is_calm, whole
from tests.forms.page import follow, read
from tests.forms.resident_builders import NINE, code_on, filled, set_clock


def test_a_hold_that_is_over_is_no_hold_and_the_form_is_kept(
    resident: FlaskClient,
    app: Flask,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resident.post(f"{BOOK}/hold", data={"start": NINE})
    set_clock(monkeypatch, NOW + timedelta(minutes=11))
    for number in range(2):
        other = app.test_client()
        form = filled(phone=f"1390000000{number}", request_key=f"{number}" * 32)
        other.post(BOOK, data=form)

    page = read(resident.post(BOOK, data=filled()))

    assert page.status == 409
    assert (page.fields["name"], len(page.radios)) == ("王小明", 3)
    assert whole(engine)


def test_a_clock_that_is_set_back_gives_nothing_twice(
    resident: FlaskClient,
    app: Flask,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resident.post(f"{BOOK}/hold", data={"start": NINE})
    first = follow(resident, resident.post(BOOK, data=filled()))
    set_clock(monkeypatch, NOW - timedelta(days=1))

    again = follow(resident, resident.post(BOOK, data=filled()))
    other = app.test_client()
    for number in range(3):
        form = filled(phone=f"1390000000{number}", request_key=f"{number}" * 32)
        is_calm(follow(other, other.post(BOOK, data=form)))

    assert code_on(again) == code_on(first)
    assert whole(engine)
    with reading(engine) as session:
        seats = [(s.starts_at, s.seat) for s in session.query(TakenSeat)]
    assert len(set(seats)) == len(seats) == 2


def test_holds_of_a_clock_that_was_ahead_keep_nobody_out(
    resident: FlaskClient,
    app: Flask,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=3))
    for browser in (resident, app.test_client()):
        browser.post(f"{BOOK}/hold", data={"start": NINE})
    with reading(engine) as session:
        assert session.query(Hold).count() == 2
    set_clock(monkeypatch, NOW)

    other = app.test_client()
    assert follow(other, other.post(BOOK, data=filled())).h1 == "已经约好了"


def test_wrong_digits_five_times_lock_the_code_and_say_no_more_than_before(
    resident: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    sentences = {
        tuple(
            read(
                resident.post(
                    "/forms/appointment/open",
                    data={"code": row.reference, "tail": tail},
                )
            ).errors
        )
        for tail in ("9999",) * 6 + ("0001",)
    }

    assert len(sentences) == 1
    assert "窗口" in sentences.pop()[0]
    assert read(resident.get("/forms/appointment")).h1 == "查我的预约"


STOLEN: dict[str, Callable[[str], dict[str, str]]] = {
    "/forms/appointment/cancel": lambda code: {"reference": code},
    "/forms/appointment/move": lambda code: {"reference": code, "start": NINE},
    "/forms/appointment/accept": lambda code: {"reference": code, "sequence": "0"},
}


@pytest.mark.parametrize("where", list(STOLEN))
def test_somebody_elses_code_in_a_hidden_field_changes_nothing(
    resident: FlaskClient, engine: Engine, vault: Vault, offer: Offer, where: str
) -> None:
    row = booked(engine, vault, offer, a_wish(1))

    page = follow(resident, resident.post(where, data=STOLEN[where](row.reference)))

    assert page.h1 == "查我的预约"
    with reading(engine) as session:
        kept = session.query(Appointment).one()
    assert (kept.status, kept.version) == ("booked", 1)


def test_forged_hidden_fields_book_what_the_address_says(
    resident: FlaskClient, engine: Engine
) -> None:
    forged = {
        "seat": "99",
        "minutes": "1",
        "schedule_id": "vip",
        "station_id": "chunhe-police-station",
        "status": "fulfilled",
        "phone_place": "",
        "by_desk": "1",
    }

    resident.post(BOOK, data=filled(**forged))

    with reading(engine) as session:
        row = session.query(Appointment).one()
    assert (row.seat, row.minutes, row.schedule_id) == (1, 30, "counter")
    assert (row.station_id, row.status, row.phone_place) == (STATION, "booked", 1)
