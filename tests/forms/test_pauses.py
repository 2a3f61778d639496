"""The fair rule: two misses, fourteen days at the counter only, one step to appeal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments import changes, pauses, queries
from forms_app.appointments.changes import Step
from forms_app.appointments.models import Appointment, Pause
from forms_app.appointments.offers import Offer, at_the_desk
from forms_app.appointments.pauses import NO_PAUSE, PauseRule
from forms_app.database import reading, transaction
from forms_app.refusals import CounterOnly
from forms_app.seen import Seen
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    at,
    booked,
    row_of,
)
from tests.forms.counter_builders import DESK, HERE, Desk, press, trail_of
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import book_here

RULE = PauseRule(misses=2, days=14)
NEXT = at("2026-11-26 09:00")
EVENING = TUESDAY_NINE + timedelta(hours=9)
LAST_DAY = TUESDAY_NINE + HALF_HOUR + timedelta(days=14)


def take(
    engine: Engine,
    row: Appointment,
    step: Step,
    *,
    rule: PauseRule = RULE,
    now: datetime = EVENING,
) -> None:
    newest = row_of(engine, row.reference)
    with transaction(engine) as session:
        seen = Seen(newest.id, newest.version, "王")
        changes.work(session, step, seen, rule=rule, now=now)


def miss_twice(
    engine: Engine, vault: Vault, offer: Offer, rule: PauseRule = RULE
) -> list[Appointment]:
    """Phone 1 books two times of Tuesday and comes to neither."""
    starts = (TUESDAY_NINE, TUESDAY_NINE + HALF_HOUR)
    rows = [booked(engine, vault, offer, a_wish(1, starts_at=s)) for s in starts]
    for row in rows:
        take(engine, row, Step.MISS, rule=rule)
    return rows


def books_again(
    engine: Engine, vault: Vault, offer: Offer, number: int = 1
) -> Appointment:
    return booked(engine, vault, offer, a_wish(number, starts_at=NEXT), EVENING)


def test_one_miss_is_nothing(engine: Engine, vault: Vault, offer: Offer) -> None:
    take(engine, booked(engine, vault, offer, a_wish(1)), Step.MISS)

    assert books_again(engine, vault, offer).seat == 1


def test_two_misses_close_the_website_for_fourteen_days_and_say_until_when(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    miss_twice(engine, vault, offer)

    with pytest.raises(CounterOnly, match=r"2026年12月8日.*窗口照常办"):
        books_again(engine, vault, offer)
    assert books_again(engine, vault, offer, number=2).seat == 1, "others are free"

    after = an_offer_then(offer)
    wish = a_wish(1, starts_at=at("2026-12-10 09:00"))
    assert booked(engine, vault, after, wish, LAST_DAY).seat == 1


def an_offer_then(offer: Offer) -> Offer:
    return replace(offer, days_ahead=30)


def test_an_urgent_service_and_the_counter_are_never_closed(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    miss_twice(engine, vault, offer)
    urgent = replace(offer, service=replace(offer.service, booking_urgent=True))

    assert books_again(engine, vault, urgent).seat == 1
    by_phone = a_wish(1, starts_at=NEXT + HALF_HOUR)
    assert booked(engine, vault, at_the_desk(offer), by_phone, EVENING).seat == 2


def test_a_miss_marked_by_mistake_is_taken_back_with_its_pause(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    rows = miss_twice(engine, vault, offer)

    take(engine, rows[1], Step.ARRIVE)

    assert books_again(engine, vault, offer).seat == 1


def test_a_county_may_have_no_such_rule(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    miss_twice(engine, vault, offer, NO_PAUSE)

    assert books_again(engine, vault, offer).seat == 1


def test_misses_of_long_ago_are_forgotten(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    old = booked(engine, vault, offer, a_wish(1))
    take(engine, old, Step.MISS)
    later = NOW + timedelta(days=100)
    again = booked(
        engine, vault, offer, a_wish(1, starts_at=at("2027-03-04 09:00")), later
    )
    take(engine, again, Step.MISS, now=again.starts_at)

    with reading(engine) as session:
        assert pauses.running(session, old.phone_digest, now=again.starts_at) is None


def asks(engine: Engine, row: Appointment, now: datetime = EVENING) -> bool:
    with transaction(engine) as session:
        return pauses.appeal(session, row.phone_digest, now=now)


def test_who_asks_once_is_believed_at_once_and_the_next_time_a_clerk_decides(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    rows = miss_twice(engine, vault, offer)
    assert [asks(engine, rows[0]), asks(engine, rows[0])] == [True, False]

    third = books_again(engine, vault, offer)
    take(engine, third, Step.MISS, now=NEXT)
    assert not asks(engine, third, NEXT)
    with pytest.raises(CounterOnly):
        booked(engine, vault, offer, a_wish(1, starts_at=at("2026-11-27 09:00")), NEXT)
    with transaction(engine) as session:
        assert pauses.lift(session, third.phone_digest, by="王", now=NEXT)
        assert not pauses.lift(session, third.phone_digest, by="王", now=NEXT)
    wish = a_wish(1, starts_at=at("2026-11-27 09:00"))
    assert booked(engine, vault, offer, wish, NEXT).seat == 1


def test_the_same_form_is_answered_though_the_phone_is_paused_since(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    wish = a_wish(1, starts_at=NEXT, key="a" * 32)
    first = booked(engine, vault, offer, wish)
    miss_twice(engine, vault, offer)

    assert booked(engine, vault, offer, wish, EVENING).id == first.id


def test_a_pause_is_forgotten_with_the_bookings(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    miss_twice(engine, vault, offer)
    for days, left in ((15, 1), (91, 0)):
        with transaction(engine) as session:
            pauses.forget_past(session, now=EVENING + timedelta(days=days))
            assert session.query(Pause).count() == left


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: EVENING)


def opened(client: FlaskClient, row: Appointment) -> Page:
    data = {"code": row.reference, "tail": "0001"}
    return follow(client, client.post("/forms/appointment/open", data=data))


def test_the_refusal_keeps_the_form_and_the_appeal_is_one_button(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer, evening: None
) -> None:
    rows = miss_twice(engine, vault, offer)
    start, phone = "2026-11-26T09:00", "13800000001"

    refused = book_here(client, start=start, phone=phone)
    assert refused.status == 422
    assert "窗口照常办" in refused.errors[0]
    assert refused.fields["name"] == "王小明"

    assert "我有原因，请恢复网上预约" in opened(client, rows[0]).text
    for _ in range(2):
        page = follow(client, client.post("/forms/appointment/appeal"))
    assert "停约" not in page.text
    assert book_here(client, start=start, phone=phone).h1 == "已经约好了"


def test_a_stranger_appeals_for_nobody(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer, evening: None
) -> None:
    miss_twice(engine, vault, offer)

    client.post("/forms/appointment/appeal")

    with pytest.raises(CounterOnly):
        books_again(engine, vault, offer)


def test_the_rule_is_told_before_anybody_books(
    client: FlaskClient, evening: None
) -> None:
    where = "/forms/book/id-card-renewal/qiaodong-police-station"
    page = read(client.get(f"{where}?start=2026-11-26T09:00"))

    assert "三个月里约了不来有 2 次，网上就停约 14 天，窗口照常办" in page.text


def test_the_desk_marks_misses_and_lifts_the_pause(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer, evening: None
) -> None:
    starts = (TUESDAY_NINE, TUESDAY_NINE + HALF_HOUR)
    rows = [booked(engine, vault, offer, a_wish(1, starts_at=s)) for s in starts]
    desk = desk_as(HERE)
    for row in rows:
        press(desk, row, "miss")
    where = f"{DESK}/item/{rows[0].id}"
    assert "停到 12月8日" in read(desk.get(where)).text

    for _ in range(2):
        page = follow(desk, desk.post(f"{where}/lift"))

    assert "停到" not in page.text
    assert trail_of(engine, rows[0])[1:] == [("lift", "王警官")]
    assert books_again(engine, vault, offer).seat == 1


def test_who_calls_to_say_they_are_late_is_noted_once(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer, evening: None
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    desk = desk_as(HERE)
    for _ in range(2):
        page = follow(desk, desk.post(f"{DESK}/item/{row.id}/late"))

    assert "说了会晚到" in page.text
    assert trail_of(engine, row) == [("late", "王警官")]
    with reading(engine) as session:
        assert queries.by_id(session, row.id) is not None
    assert len(all_rows(engine)) == 1
