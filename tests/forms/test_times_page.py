"""The page of free times is kept, and yet says what is true for whoever looks."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.offers import Offer, find_offer
from forms_app.apps import create_public_app
from forms_app.catalogue import load_catalogue
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import (
    NOW,
    SERVICE,
    STATION,
    a_wish,
    booked,
    cancel,
    close,
    offer_of,
)
from tests.forms.page import read
from tests.forms.resident_builders import NINE, WHERE, filled, set_clock

AT_NINE = "11月24日 星期二 上午 9:00，还有 {} 个号"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def seats_at_nine(client: FlaskClient) -> int:
    """How many the page says are left on Tuesday at nine."""
    radios = read(client.get(WHERE)).radios
    return next((n for n in range(1, 9) if AT_NINE.format(n) in radios), 0)


def test_what_is_booked_held_cancelled_or_closed_is_seen_at_the_next_look(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    holder = client.application.test_client()
    assert seats_at_nine(client) == 2
    first = booked(engine, vault, offer, a_wish(1))
    assert seats_at_nine(client) == 1
    holder.post(f"{WHERE}/hold", data={"start": NINE})
    assert (seats_at_nine(client), seats_at_nine(holder)) == (0, 1)
    cancel(engine, first)
    assert seats_at_nine(client) == 1
    close(engine, "2026-11-24")
    assert "培训" in read(client.get(WHERE)).text
    assert seats_at_nine(client) == 0


def test_a_time_too_near_to_be_booked_leaves_the_page_with_the_clock(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = "11月23日 星期一 上午 9:30，还有 2 个号"
    assert soon in read(client.get(WHERE)).radios

    set_clock(monkeypatch, NOW + timedelta(minutes=30))
    assert soon in read(client.get(WHERE)).radios
    set_clock(monkeypatch, NOW + timedelta(minutes=30, seconds=1))
    assert soon not in read(client.get(WHERE)).radios


def test_another_catalogue_is_another_page(settings: Settings, tmp_path: Path) -> None:
    site = forms_builders.a_published_site(tmp_path / "changing")
    own = Settings(
        site=site, instance=settings.instance, database_url=settings.database_url
    )
    browser = create_public_app(own).test_client()
    assert seats_at_nine(browser) == 2

    file = site / "catalogue.json"
    data = json.loads(file.read_text())
    for station in data["stations"]:
        for schedule in (station["booking"] or {"schedules": []})["schedules"]:
            schedule["seats"] = 5
    file.with_suffix(".new").write_text(json.dumps(data, ensure_ascii=False))
    file.with_suffix(".new").rename(file)

    assert seats_at_nine(browser) == 5


def test_two_languages_never_share_a_page(
    speaking: FlaskClient, engine: Engine, vault: Vault
) -> None:
    settings: Settings = speaking.application.extensions["doorstep"].settings
    (settings.site / "catalogue.en.json").unlink()  # the same offer in both
    browser = staff_builders.a_public_app(settings).test_client()
    both = (f"{WHERE}?lang=en", WHERE)

    titles = [read(browser.get(where)).h1 for where in both]
    assert ["Choose a time" in title for title in titles] == [True, False]
    for number in (1, 2):
        booked(engine, vault, offer_of(settings.site), a_wish(number))
    late = [
        read(browser.post(where, data=filled(phone="13900139000"))).h1 for where in both
    ]
    assert late == ["Last step: name and telephone", "最后一步：填姓名电话"]


def test_everybody_gets_a_token_of_their_own_and_it_opens_the_door(
    settings: Settings,
) -> None:
    app = create_public_app(settings)
    tokens = []
    for browser in (app.test_client(), app.test_client()):
        page = read(browser.get(WHERE))
        token = page.fields["csrf_token"]
        answer = browser.post(
            f"{WHERE}/hold", data={"csrf_token": token, "start": NINE}
        )
        assert answer.status_code == 303
        tokens.append(token)

    stranger = app.test_client()
    stranger.get(WHERE)
    refused = stranger.post(f"{WHERE}/hold", data={"csrf_token": tokens[0]})
    assert (refused.status_code, len(set(tokens))) == (400, 2)


def test_the_same_address_is_the_same_offer_until_the_catalogue_changes(
    tmp_path: Path,
) -> None:
    site = forms_builders.a_published_site(tmp_path)
    catalogue, again = (load_catalogue(site / "catalogue.json") for _ in range(2))
    first = find_offer(catalogue, SERVICE, STATION)

    assert first is not None
    assert find_offer(catalogue, SERVICE, STATION) is first
    assert find_offer(again, SERVICE, STATION) is not first
