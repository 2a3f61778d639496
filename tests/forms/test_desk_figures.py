"""The weeks in numbers: counted by the day in Shanghai, without anybody in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.appointments.desk_figures import WEEKS, weeks_of
from forms_app.appointments.offers import Offer
from forms_app.vault import Vault
from tests.forms.booking_builders import NOW, STATION, a_wish, at, booked, cancel, day
from tests.forms.page import read
from tests.forms.resident_builders import set_clock

BOOKED, WALK_IN = "booked", "walk_in"
Desk = Callable[..., FlaskClient]


def test_every_visit_counts_in_the_week_of_its_day() -> None:
    rows = [
        (at("2026-11-23 00:10"), "fulfilled", BOOKED),
        (at("2026-11-22 23:50"), "noshow", BOOKED),
        (at("2026-11-20 09:00"), "fulfilled", BOOKED),
        (at("2026-11-20 09:30"), "cancelled", BOOKED),
        (at("2026-11-20 10:00"), "fulfilled", WALK_IN),
        (at("2025-01-01 10:00"), "fulfilled", BOOKED),
    ]

    this, last, *older = weeks_of(rows, day("2026-11-25"))

    assert (this.monday, this.booked, this.served) == (day("2026-11-23"), 1, 1)
    assert (last.booked, last.walked_in, last.served) == (3, 1, 2)
    assert (last.missed, last.cancelled, last.missed_share) == (1, 1, "50 %")
    assert len(older) == WEEKS - 2
    assert {week.missed_share for week in older} == {""}


def test_the_desk_sees_numbers_and_nobody(
    desk_as: Desk,
    engine: Engine,
    vault: Vault,
    offer: Offer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, NOW + timedelta(days=2))
    cancel(engine, booked(engine, vault, offer, a_wish(1)))
    booked(engine, vault, offer, a_wish(2))
    desk = desk_as(Grant(Role.COUNTER, f"station:{STATION}"))

    page = read(desk.get(f"/appointments/figures?station={STATION}"))

    assert "2026年11月23日起 2 0 0 0 0 % 1" in page.text
    assert "王小明" not in page.text
    elsewhere = desk.get("/appointments/figures?station=chunhe-police-station")
    assert elsewhere.status_code in (403, 404)
