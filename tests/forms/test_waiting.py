"""A seat given back is kept for whoever has waited longest, for a while."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments import changes, pauses, queries, waiting, waiting_line
from forms_app.appointments.models import Appointment, Hold, Pause
from forms_app.appointments.offers import Offer, find_offer
from forms_app.appointments.people import GONE, opened, phone_digest
from forms_app.appointments.wait_models import Wait, WaitEvent, WaitState
from forms_app.appointments.waiting import OFFERS, Asked
from forms_app.appointments.waiting_messages import ROOM, Teller
from forms_app.catalogue import Catalogue, load_catalogue
from forms_app.database import reading, transaction
from forms_app.notifications import queries as outbox_queries
from forms_app.refusals import (
    CounterOnly,
    NotWaiting,
    OfferGone,
    SlotFull,
    TooManyWaits,
)
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    LIMIT,
    NOW,
    STATION,
    TUESDAY_NINE,
    a_wish,
    an_offer,
    at,
    booked,
    close,
    day,
    offer_of,
    row_of,
    week,
)
from tests.forms.counter_builders import DESK, ELSEWHERE, HERE
from tests.forms.page import follow, read
from tests.forms.resident_builders import SERVICE, WHERE, code_on, filled, set_clock

Desk = Callable[..., FlaskClient]
TUESDAY = day("2026-11-24")
HOUR = timedelta(hours=1)


@pytest.fixture
def small(published_site: Path) -> Catalogue:
    """One counter, open one half hour a day."""
    catalogue = load_catalogue(published_site / "catalogue.json")
    offer = an_offer(
        offer_of(published_site), seats=1, schedule_hours=week("09:00-09:30")
    )
    booking = offer.station.booking
    assert booking is not None
    station = replace(
        offer.station, booking=replace(booking, schedules=(offer.schedule,))
    )
    return replace(catalogue, stations={**catalogue.stations, STATION: station})


@pytest.fixture
def only(small: Catalogue) -> Offer:
    offer = find_offer(small, SERVICE, STATION)
    assert offer is not None
    return offer


def wait(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    number: int,
    *,
    key: str = "",
    most: int = 2,
    now: datetime = NOW,
) -> Wait:
    """Somebody with phone number 138…number waits for the Tuesday."""
    person = a_wish(number).person
    asked = Asked(person, TUESDAY, TUESDAY, key or secrets.token_hex(16))
    with transaction(engine) as session:
        return waiting.join(session, vault, offer, asked, most=most, now=now)


def give_back(
    engine: Engine, catalogue: Catalogue, row: Appointment, now: datetime = NOW
) -> None:
    with transaction(engine) as session:
        there = queries.by_id(session, row.id)
        assert there is not None
        freed = changes.cancel(session, there, limit_minutes=LIMIT, now=now)
        waiting.give_on(session, catalogue, freed, now=now)


def tick(engine: Engine, catalogue: Catalogue, now: datetime) -> int:
    with transaction(engine) as session:
        return waiting.serve_everywhere(session, catalogue, now=now)


def now_of(engine: Engine, row: Wait) -> Wait:
    with reading(engine) as session:
        found = waiting_line.by_id(session, row.id)
    assert found is not None
    return found


def answer(
    engine: Engine,
    vault: Vault,
    catalogue: Catalogue,
    row: Wait,
    now: datetime = NOW,
) -> str:
    with transaction(engine) as session:
        there = waiting_line.by_id(session, row.id)
        assert there is not None
        return waiting.take(session, vault, catalogue, there, by="", now=now)


def let_pass(
    engine: Engine, catalogue: Catalogue, row: Wait, *, stay: bool = True
) -> None:
    with transaction(engine) as session:
        there = waiting_line.by_id(session, row.id)
        assert there is not None
        waiting.pass_on(session, catalogue, there, stay=stay, by="", now=NOW)


def test_a_freed_seat_is_kept_for_who_came_first_and_for_nobody_else(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    first, second = (wait(engine, vault, only, n) for n in (2, 3))

    give_back(engine, small, holder)

    offered = now_of(engine, first)
    assert (offered.state, offered.offered_start) == (WaitState.OFFERED, TUESDAY_NINE)
    assert offered.offered_until == NOW + HOUR
    assert now_of(engine, second).state == WaitState.WAITING
    with pytest.raises(SlotFull):
        booked(engine, vault, only, a_wish(9))


def test_who_takes_it_has_booked_and_pressing_twice_books_once(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    row = wait(engine, vault, only, 2)
    give_back(engine, small, holder)

    codes = {answer(engine, vault, small, row) for _ in range(2)}

    (code,) = codes
    assert row_of(engine, code).starts_at == TUESDAY_NINE
    assert opened(vault, row_of(engine, code)).phone == "13800000002"
    assert now_of(engine, row).state == WaitState.BOOKED
    with reading(engine) as session:
        assert session.query(Hold).count() == 0


def test_who_passes_goes_on_waiting_and_the_next_is_asked(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    first, second = (wait(engine, vault, only, n) for n in (2, 3))
    give_back(engine, small, holder)

    let_pass(engine, small, first)

    assert now_of(engine, first).state == WaitState.WAITING
    assert now_of(engine, second).state == WaitState.OFFERED


def test_who_leaves_is_asked_no_more(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    row = wait(engine, vault, only, 2)
    let_pass(engine, small, row, stay=False)

    give_back(engine, small, holder)

    assert now_of(engine, row).state == WaitState.LEFT
    with pytest.raises(NotWaiting):
        let_pass(engine, small, row)


def test_without_an_answer_it_falls_to_the_next_and_can_be_taken_no_more(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    first, second = (wait(engine, vault, only, n) for n in (2, 3))
    give_back(engine, small, holder)
    with pytest.raises(OfferGone):
        answer(engine, vault, small, first, NOW + HOUR)

    assert tick(engine, small, NOW + HOUR - timedelta(seconds=1)) == 0
    tick(engine, small, NOW + HOUR)

    assert now_of(engine, first).state == WaitState.OFFERED, "still the first in line"
    let_pass(engine, small, first)
    assert now_of(engine, second).state == WaitState.OFFERED


def test_who_lets_several_seats_go_by_leaves_the_line(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    first, second = (wait(engine, vault, only, n) for n in (2, 3))
    give_back(engine, small, holder)

    for times in range(1, OFFERS + 1):
        tick(engine, small, NOW + times * HOUR)

    assert now_of(engine, first).state == WaitState.OVER
    assert now_of(engine, second).state == WaitState.OFFERED


def test_by_night_a_seat_is_kept_until_the_morning(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    wednesday = booked(engine, vault, only, a_wish(1, starts_at=at("2026-11-26 09:00")))
    evening = at("2026-11-23 22:00")
    asked = Asked(a_wish(2).person, day("2026-11-26"), day("2026-11-26"), "k" * 32)
    with transaction(engine) as session:
        row = waiting.join(session, vault, only, asked, most=2, now=NOW)

    give_back(engine, small, wednesday, evening)

    assert now_of(engine, row).offered_until == at("2026-11-24 09:00")
    late = a_wish(9, starts_at=at("2026-11-26 09:00"))
    with pytest.raises(SlotFull):
        booked(engine, vault, only, late, at("2026-11-24 08:59"))


def test_a_seat_that_begins_too_soon_is_anybodys(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    row = wait(engine, vault, only, 2)

    give_back(engine, small, holder, TUESDAY_NINE - HOUR - timedelta(minutes=30))

    assert now_of(engine, row).state == WaitState.WAITING


def test_days_that_are_past_end_the_waiting(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    row = wait(engine, vault, only, 2)

    tick(engine, small, at("2026-11-24 23:59"))
    assert now_of(engine, row).state == WaitState.WAITING
    tick(engine, small, at("2026-11-25 00:00"))

    assert now_of(engine, row).state == WaitState.OVER


def test_a_closed_day_is_offered_to_nobody(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    row = wait(engine, vault, only, 2)
    close(engine, "2026-11-24")

    give_back(engine, small, holder)

    assert now_of(engine, row).state == WaitState.WAITING


def test_a_phone_waits_so_many_times_and_no_more(
    engine: Engine, vault: Vault, only: Offer
) -> None:
    rows = [wait(engine, vault, only, 2) for _ in range(2)]

    with pytest.raises(TooManyWaits):
        wait(engine, vault, only, 2)
    with pytest.raises(TooManyWaits):
        wait(engine, vault, only, 3, most=0)
    assert {row.phone_place for row in rows} == {1, 2}
    assert wait(engine, vault, only, 3).phone_place == 1


def test_the_same_form_sent_twice_stands_once(
    engine: Engine, vault: Vault, only: Offer
) -> None:
    rows = {wait(engine, vault, only, 2, key="a" * 32).id for _ in range(2)}

    assert len(rows) == 1


def test_who_is_paused_cannot_wait_either(
    engine: Engine, vault: Vault, only: Offer
) -> None:
    digest = phone_digest(vault, a_wish(2).person.phone)
    with transaction(engine) as session:
        until = NOW + timedelta(days=14)
        session.add(Pause(phone_digest=digest, since=NOW, until=until))

    with pytest.raises(CounterOnly):
        wait(engine, vault, only, 2)
    with reading(engine) as session:
        assert pauses.running(session, digest, now=NOW)


def test_one_message_says_where_when_and_until_when_and_no_name(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    holder = booked(engine, vault, only, a_wish(1))
    row = wait(engine, vault, only, 2)
    give_back(engine, small, holder)
    tick(engine, small, NOW)

    with reading(engine) as session:
        (message,) = outbox_queries.about(session, ROOM, row.reference)
        telling = Teller(vault, small)(session, message)
    assert telling is not None
    assert telling.phone == "13800000002"
    assert len(telling.text) <= 70
    for words in ("11月24日周二9:00", "桥东派出所", "留到09:00"):
        assert words in telling.text
    assert "王小明" not in telling.text

    let_pass(engine, small, row)
    with reading(engine) as session:
        (message, *_) = outbox_queries.about(session, ROOM, row.reference)
        assert Teller(vault, small)(session, message) is None


def test_what_is_over_is_emptied_after_its_time(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    over, stays = (wait(engine, vault, only, n) for n in (2, 3))
    let_pass(engine, small, over, stay=False)

    with transaction(engine) as session:
        soon = NOW + timedelta(hours=12)
        assert waiting_line.erase_past(session, keep_days=0, now=soon) == 1

    assert opened(vault, now_of(engine, over)) == GONE
    assert opened(vault, now_of(engine, stays)).name == "王小明3"
    with transaction(engine) as session:
        later = NOW + timedelta(days=91)
        assert waiting_line.erase_past(session, keep_days=90, now=later) == 1
    assert now_of(engine, stays).state == WaitState.OVER


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
    assert "您排在第一位" in shown.text
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
    assert "候补有号，等回音的人" in read(desk.get("/")).text

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
