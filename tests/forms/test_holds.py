"""A seat is kept for ten minutes while the form is filled in, and never oversold."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments import changes, holds, moving, queries
from forms_app.appointments.booking import Wish
from forms_app.appointments.models import Appointment, Hold
from forms_app.appointments.offers import Offer
from forms_app.database import reading, transaction
from forms_app.refusals import SlotFull, SlotGone
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    an_offer,
    at,
    booked,
    close,
    day,
    move,
)
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import NINE, WHERE, book_here, filled, set_clock

MINUTE = timedelta(minutes=1)


def keep(
    engine: Engine,
    offer: Offer,
    own: str = "",
    *,
    starts_at: datetime = TUESDAY_NINE,
    now: datetime = NOW,
) -> str:
    with transaction(engine) as session:
        return holds.hold(session, offer, starts_at, own, now=now)


def kept(engine: Engine) -> list[Hold]:
    with reading(engine) as session:
        return list(session.query(Hold).order_by(Hold.id))


def wish(number: int, hold: str = "") -> Wish:
    plain = a_wish(number)
    return Wish(plain.starts_at, plain.person, plain.request_key, hold)


def free_at_nine(engine: Engine, offer: Offer, own: str = "") -> int:
    with reading(engine) as session:
        (found,) = queries.days_on_offer(
            session,
            offer,
            now=NOW,
            window=(day("2026-11-24"), day("2026-11-24")),
            own_hold=own,
        )
    return sum(slot.free for slot in found.slots if slot.starts_at == TUESDAY_NINE)


def test_a_held_seat_is_not_offered_to_others_and_not_given_to_them(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    token = keep(engine, offer)
    booked(engine, vault, offer, a_wish(1))

    assert (free_at_nine(engine, offer), free_at_nine(engine, offer, token)) == (0, 1)
    with pytest.raises(SlotFull) as refused:
        booked(engine, vault, offer, a_wish(2))
    assert len(refused.value.nearest) == 3

    mine = booked(engine, vault, offer, wish(3, token))
    assert mine.seat == 1, "the seat that was kept"
    assert kept(engine) == []


def test_nobody_moves_into_a_held_seat(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    later = booked(engine, vault, one, a_wish(1, starts_at=TUESDAY_NINE + HALF_HOUR))
    keep(engine, one)

    with pytest.raises(SlotFull):
        move(engine, one, later, TUESDAY_NINE)


def test_more_cannot_be_held_than_there_are_seats(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    booked(engine, vault, offer, a_wish(1))
    keep(engine, offer)

    with pytest.raises(SlotFull):
        keep(engine, offer)


def test_after_ten_minutes_the_seat_is_anybodys(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    token = keep(engine, one)
    almost, over = NOW + 10 * MINUTE - timedelta(seconds=1), NOW + 10 * MINUTE

    with pytest.raises(SlotFull):
        booked(engine, vault, one, a_wish(1), now=almost)
    keep(engine, one, now=over)
    with pytest.raises(SlotFull):
        booked(engine, vault, one, wish(2, token), now=over)


def test_an_expired_hold_still_books_what_is_free(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    token = keep(engine, offer)

    assert booked(engine, vault, offer, wish(1, token), NOW + 20 * MINUTE).seat == 1


def test_asking_twice_does_not_hold_for_longer(engine: Engine, offer: Offer) -> None:
    token = keep(engine, offer)

    assert keep(engine, offer, token, now=NOW + 9 * MINUTE) == token
    assert kept(engine)[0].expires_at == NOW + 10 * MINUTE


def test_another_time_gives_the_first_one_back(engine: Engine, offer: Offer) -> None:
    token = keep(engine, offer)

    keep(engine, offer, token, starts_at=TUESDAY_NINE + HALF_HOUR)

    assert [hold.starts_at for hold in kept(engine)] == [TUESDAY_NINE + HALF_HOUR]


def test_a_clock_set_back_keeps_no_seat_for_longer(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    keep(engine, one, now=NOW + timedelta(hours=9))

    assert booked(engine, vault, one, a_wish(1)).seat == 1


@pytest.mark.parametrize("start", ["2026-11-28 09:00", "2026-11-24 09:01"])
def test_only_what_is_offered_can_be_held(
    engine: Engine, offer: Offer, start: str
) -> None:
    with pytest.raises(SlotGone):
        keep(engine, offer, starts_at=at(start))


def test_a_closed_day_holds_nothing(engine: Engine, offer: Offer) -> None:
    close(engine, "2026-11-24")

    with pytest.raises(SlotFull):
        keep(engine, offer)


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def choose(client: FlaskClient, start: str = NINE) -> Page:
    return follow(client, client.post(f"{WHERE}/hold", data={"start": start}))


def test_the_page_that_asks_who_says_how_long_the_seat_is_kept(
    client: FlaskClient, public_app: Flask, engine: Engine, monday: None
) -> None:
    page = choose(client)
    assert "留到上午 8:10" in page.text

    choose(public_app.test_client())
    third = choose(public_app.test_client())
    assert third.status == 409
    assert len(third.radios) > 3
    assert book_here(client).h1 == "已经约好了"
    assert len(kept(engine)) == 1


def test_looking_holds_nothing(
    client: FlaskClient, engine: Engine, monday: None
) -> None:
    assert "留到" not in read(client.get(f"{WHERE}?start={NINE}")).text
    assert kept(engine) == []


def test_the_loser_keeps_the_form_and_gets_three_times(
    client: FlaskClient,
    public_app: Flask,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, NOW)
    choose(client)
    set_clock(monkeypatch, NOW + 11 * MINUTE)
    for number in range(2):
        faster = public_app.test_client()
        key, phone = f"{number}" * 32, f"1380013800{number}"
        assert book_here(faster, request_key=key, phone=phone).h1 == "已经约好了"

    page = read(client.post(WHERE, data=filled(phone="13900000000")))

    assert page.status == 409
    assert len(page.radios) == 3
    assert page.fields["name"] == "王小明"


@pytest.mark.parametrize(
    ("start", "status"),
    [("", 422), ("x", 422), ("2026-02-30T09:00", 422), ("2026-11-28T09:00", 409)],
)
def test_a_forged_start_holds_nothing(
    client: FlaskClient, engine: Engine, monday: None, start: str, status: int
) -> None:
    assert read(client.post(f"{WHERE}/hold", data={"start": start})).status == status
    assert client.post("/forms/book/none/none/hold").status_code == 404
    assert kept(engine) == []


def test_somebody_elses_hold_is_not_taken_over_by_a_forged_cookie(
    client: FlaskClient, public_app: Flask, engine: Engine, monday: None
) -> None:
    choose(public_app.test_client())
    choose(public_app.test_client())
    token = kept(engine)[0].token

    client.set_cookie("doorstep_public", token)
    page = book_here(client, hold=token)

    assert page.status == 409
    assert all_rows(engine) == []


def give_back(engine: Engine, row: Appointment, now: datetime, minutes: int) -> None:
    with transaction(engine) as session:
        found = queries.by_id(session, row.id)
        assert found is not None
        freed = changes.cancel(session, found, limit_minutes=60, now=now)
        holds.keep_back(session, freed, minutes=minutes, now=now)


def test_a_seat_given_back_is_free_at_a_moment_nobody_knows(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    ends = set()
    for number in range(12):
        one = booked(engine, vault, offer, a_wish(number))
        give_back(engine, one, NOW, 30)
        (kept_back,) = kept(engine)
        assert NOW < kept_back.expires_at <= NOW + 30 * MINUTE
        ends.add(kept_back.expires_at)
        with transaction(engine) as session:
            holds.release(session, kept_back.token)

    assert len(ends) > 1


def test_who_gives_a_seat_back_twice_keeps_it_back_once(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    row = booked(engine, vault, one, a_wish(1))
    for _ in range(2):
        give_back(engine, row, NOW, 30)

    assert len(kept(engine)) == 1
    with pytest.raises(SlotFull):
        booked(engine, vault, one, a_wish(2))
    later = booked(engine, vault, one, a_wish(2), NOW + 31 * MINUTE)
    assert later.seat == 1


def test_the_nearer_the_time_the_shorter_a_seat_is_kept_back(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))

    give_back(engine, row, TUESDAY_NINE - 60 * MINUTE, 60)

    assert kept(engine)[0].expires_at <= TUESDAY_NINE - 45 * MINUTE


def test_the_old_time_of_who_moves_is_kept_back_too(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    with transaction(engine) as session:
        found = queries.by_id(session, row.id)
        assert found is not None
        later = TUESDAY_NINE + HALF_HOUR
        freed = moving.reschedule(
            session, found, offer, later, limit_minutes=60, now=NOW
        )
        holds.keep_back(session, freed, minutes=30, now=NOW)

    assert [(hold.starts_at, hold.seat) for hold in kept(engine)] == [(TUESDAY_NINE, 1)]
