"""A seat given back is kept for whoever has waited longest, for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from forms_app.appointments import pauses, waiting, waiting_line
from forms_app.appointments.models import Hold, Pause
from forms_app.appointments.offers import Offer
from forms_app.appointments.people import GONE, opened, phone_digest
from forms_app.appointments.wait_models import Wait, WaitState
from forms_app.appointments.waiting import OFFERS, Asked
from forms_app.appointments.waiting_messages import ROOM, Teller
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.notifications import queries as outbox_queries
from forms_app.refusals import (
    CounterOnly,
    NotWaiting,
    OfferGone,
    SlotFull,
    TooManyOfOneName,
    TooManyWaits,
)
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    at,
    booked,
    close,
    day,
    name_places,
    row_of,
)
from tests.forms.waiting_builders import give_back, now_of, wait

HOUR = timedelta(hours=1)


def tick(engine: Engine, catalogue: Catalogue, now: datetime) -> int:
    with transaction(engine) as session:
        return waiting.serve_everywhere(session, catalogue, now=now)


def answer(
    engine: Engine,
    vault: Vault,
    catalogue: Catalogue,
    row: Wait,
    now: datetime = NOW,
    *,
    by: str = "",
) -> str:
    with transaction(engine) as session:
        there = waiting_line.by_id(session, row.id)
        assert there is not None
        return waiting.take(session, vault, catalogue, there, by=by, now=now)


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


def test_the_clerk_takes_it_for_somebody_with_a_common_name(
    engine: Engine, vault: Vault, small: Catalogue, only: Offer
) -> None:
    policy = replace(small.appointments, open_per_person=1)
    strict = replace(small, appointments=policy)
    holder = booked(engine, vault, only, a_wish(1))
    later = a_wish(3, name="王小明2", starts_at=WEDNESDAY_NINE)
    booked(engine, vault, only, later)
    row = wait(engine, vault, only, 2)
    give_back(engine, strict, holder)

    with pytest.raises(TooManyOfOneName):
        answer(engine, vault, strict, row)
    taken = row_of(engine, answer(engine, vault, strict, row, by="王警官"))

    assert taken.seat == 1
    assert taken.reference not in dict(name_places(engine))
    assert now_of(engine, row).state == WaitState.BOOKED


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
