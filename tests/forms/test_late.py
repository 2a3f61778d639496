"""Who comes too late in a rush: told so by looking alone, and never by an old look."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app.appointments import booking
from forms_app.appointments.offers import Offer
from forms_app.refusals import SlotFull
from forms_app.vault import Vault
from forms_app.wire import overheard
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    a_site,
    a_wish,
    an_offer,
    booked,
    cancel,
    offer_of,
    week,
)
from tests.forms.family_builders import FAMILY, wish_of
from tests.forms.visit_builders import SHORT, a_catalogue_of_visits, visit
from tests.forms_builders import a_published_site

A_SECOND = timedelta(seconds=1)
DAYS_AND_CLOSURES = 2


@pytest.fixture
def one_seat(tmp_path: Path) -> Offer:
    return offer_of(a_site(tmp_path / "one", seats=1))


def refused(
    engine: Engine, vault: Vault, offer: Offer, wish: booking.Wish, later: timedelta
) -> tuple[SlotFull, list[str]]:
    """The refusal, and the first word of all that was said to the database."""
    said: list[str] = []
    with (
        overheard(lambda words, _values: said.append(words.split()[0])),
        pytest.raises(SlotFull) as refusal,
    ):
        booking.book(engine, vault, offer, wish, now=NOW + later)
    return refusal.value, said


def test_in_the_same_second_a_refusal_is_one_look(
    engine: Engine, vault: Vault, one_seat: Offer
) -> None:
    booked(engine, vault, one_seat, a_wish(1))
    first, _ = refused(engine, vault, one_seat, a_wish(2), timedelta())

    second, said = refused(engine, vault, one_seat, a_wish(3), timedelta())

    assert said == ["SELECT"]
    assert second.nearest == first.nearest
    assert second.nearest


def test_who_is_late_for_other_times_of_the_day_looks_around_no_more(
    engine: Engine, vault: Vault, one_seat: Offer
) -> None:
    ten = TUESDAY_NINE + 2 * HALF_HOUR
    booked(engine, vault, one_seat, a_wish(1))
    booked(engine, vault, one_seat, a_wish(2, starts_at=ten))
    _, said_first = refused(engine, vault, one_seat, a_wish(3), timedelta())

    at_ten = a_wish(4, starts_at=ten)
    second, said = refused(engine, vault, one_seat, at_ten, timedelta())

    assert said.count("SELECT") == said_first.count("SELECT") - DAYS_AND_CLOSURES
    assert second.nearest == (ten - HALF_HOUR, ten + HALF_HOUR, ten + 2 * HALF_HOUR)


def test_where_nothing_is_left_at_all_a_refusal_is_one_look_too(
    engine: Engine, vault: Vault, one_seat: Offer
) -> None:
    only = an_offer(one_seat, schedule_hours=week("09:00-09:30"), days_ahead=1)
    today = TUESDAY_NINE - timedelta(days=1)
    booked(engine, vault, only, a_wish(1))
    booked(engine, vault, only, a_wish(4, starts_at=today))
    refused(engine, vault, only, a_wish(2), timedelta())

    refusal, said = refused(engine, vault, only, a_wish(3), timedelta())

    assert said == ["SELECT"]
    assert refusal.nearest == ()


def test_a_second_later_the_free_times_are_those_of_then(
    engine: Engine, vault: Vault, one_seat: Offer
) -> None:
    booked(engine, vault, one_seat, a_wish(1))
    before, _ = refused(engine, vault, one_seat, a_wish(2), timedelta())
    assert before.nearest
    assert TUESDAY_NINE + HALF_HOUR in before.nearest
    booked(engine, vault, one_seat, a_wish(3, starts_at=TUESDAY_NINE + HALF_HOUR))

    after, _ = refused(engine, vault, one_seat, a_wish(4), A_SECOND)

    assert after.nearest
    assert TUESDAY_NINE + HALF_HOUR not in after.nearest


def test_a_seat_that_came_back_is_given_to_who_asks(
    engine: Engine, vault: Vault, one_seat: Offer
) -> None:
    row = booked(engine, vault, one_seat, a_wish(1))
    refused(engine, vault, one_seat, a_wish(2), timedelta())
    cancel(engine, row)

    assert booked(engine, vault, one_seat, a_wish(2)).seat == 1


def test_a_family_whose_second_slot_is_full_does_not_queue_either(
    engine: Engine, vault: Vault, tmp_path: Path
) -> None:
    site = a_published_site(tmp_path / "family", **a_catalogue_of_visits())
    family, alone = visit(site, FAMILY), visit(site, SHORT)
    second = TUESDAY_NINE + timedelta(minutes=alone.schedule.slot_minutes)
    for number in range(alone.seats):
        booked(engine, vault, alone, a_wish(10 + number, starts_at=second))
    refused(engine, vault, family, wish_of(1), timedelta())

    refusal, said = refused(engine, vault, family, wish_of(2, name="李"), timedelta())

    assert set(said) == {"SELECT"}
    assert refusal.nearest
