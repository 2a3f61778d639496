"""Visits longer than a slot: taken together or not at all, moved and freed together."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app.appointments import changes, holds, queries
from forms_app.appointments.booking import Wish
from forms_app.appointments.models import Hold, TakenSeat
from forms_app.appointments.offers import Offer, find_offer
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.refusals import SlotFull, SlotGone
from forms_app.times import local
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    LIMIT,
    NOW,
    STATION,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    an_offer,
    at,
    booked,
    cancel,
    day,
    move,
    row_of,
)
from tests.forms.visit_builders import (
    LONG,
    OTHER,
    SHORT,
    TOGETHER,
    a_site_of_visits,
    visit,
)

QUARTER = timedelta(minutes=15)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_site_of_visits(tmp_path_factory.mktemp("visits"))


@pytest.fixture
def short(site: Path) -> Offer:
    return visit(site, SHORT)


@pytest.fixture
def long(site: Path) -> Offer:
    return visit(site, LONG)


@pytest.fixture
def together(site: Path) -> Offer:
    return visit(site, TOGETHER)


def taken(engine: Engine) -> list[tuple[str, str, int]]:
    with reading(engine) as session:
        seats = session.query(TakenSeat).order_by(
            TakenSeat.starts_at, TakenSeat.schedule_id, TakenSeat.seat
        )
        return [(s.schedule_id, f"{local(s.starts_at):%H:%M}", s.seat) for s in seats]


def free(engine: Engine, offer: Offer, start: datetime) -> int:
    """How many more such visits can begin then."""
    wanted = local(start).date()
    with reading(engine) as session:
        (found,) = queries.days_on_offer(
            session, offer, now=NOW, window=(wanted, wanted)
        )
    return sum(slot.free for slot in found.slots if slot.starts_at == start)


def test_a_long_service_takes_slots_in_a_row_at_one_counter(
    engine: Engine, vault: Vault, short: Offer, long: Offer
) -> None:
    booked(engine, vault, short, a_wish(1))

    row = booked(engine, vault, long, a_wish(2))

    assert (row.seat, row.minutes) == (2, 60)
    assert taken(engine) == [
        ("counter", "09:00", 1),
        ("counter", "09:00", 2),
        ("counter", "09:30", 2),
    ]


def test_two_free_halves_at_two_counters_are_no_long_visit(
    engine: Engine, vault: Vault, short: Offer, long: Offer
) -> None:
    first, _ = (booked(engine, vault, short, a_wish(n)) for n in (1, 2))
    booked(engine, vault, short, a_wish(3, starts_at=TUESDAY_NINE + HALF_HOUR))
    cancel(engine, first)

    assert free(engine, short, TUESDAY_NINE) == 1
    assert free(engine, short, TUESDAY_NINE + HALF_HOUR) == 1
    assert free(engine, long, TUESDAY_NINE) == 0
    with pytest.raises(SlotFull):
        booked(engine, vault, long, a_wish(4))


def test_a_long_visit_that_has_lost_its_second_half_takes_nothing(
    engine: Engine, vault: Vault, short: Offer, long: Offer
) -> None:
    for number in (1, 2):
        wish = a_wish(number, starts_at=TUESDAY_NINE + HALF_HOUR)
        booked(engine, vault, short, wish)

    with pytest.raises(SlotFull) as refused:
        booked(engine, vault, long, a_wish(3))

    assert len(taken(engine)) == 2
    assert TUESDAY_NINE not in refused.value.nearest
    assert len(refused.value.nearest) == 3


def test_a_long_visit_ends_before_noon(
    engine: Engine, vault: Vault, long: Offer
) -> None:
    with pytest.raises(SlotGone):
        booked(engine, vault, long, a_wish(starts_at=at("2026-11-24 11:30")))
    assert booked(engine, vault, long, a_wish(starts_at=at("2026-11-24 11:00")))


def test_the_stations_own_minutes_go_before_the_services(catalogue: Catalogue) -> None:
    schedule = catalogue.stations[STATION].booking.schedules[0]  # type: ignore[union-attr]
    service = catalogue.services[LONG]

    assert schedule.minutes_for(service) == 50
    assert schedule.minutes_for(catalogue.services[SHORT]) == 30


def test_two_services_at_two_counters_are_one_visit(
    engine: Engine, vault: Vault, together: Offer
) -> None:
    row = booked(engine, vault, together, a_wish(1))

    assert row.service_name == "出生登记、首次申领身份证"
    assert (row.asked, row.minutes) == (TOGETHER, 75)
    assert taken(engine) == [
        ("counter", "09:00", 1),
        ("counter", "09:30", 1),
        ("cards", "10:00", 1),
    ]


def test_who_comes_second_waits_a_little_between_the_counters(
    engine: Engine, vault: Vault, together: Offer
) -> None:
    first, second = (booked(engine, vault, together, a_wish(n)) for n in (1, 2))

    assert (first.minutes, second.minutes) == (75, 90)
    assert ("cards", "10:15", 1) in taken(engine)
    assert free(engine, together, TUESDAY_NINE) == 0, "the household counters are full"


def test_nobody_waits_long_between_two_counters(
    engine: Engine, vault: Vault, site: Path, together: Offer
) -> None:
    cards = visit(site, OTHER)
    for number in range(3):
        start = TUESDAY_NINE + timedelta(hours=1) + number * QUARTER
        booked(engine, vault, cards, a_wish(number, starts_at=start))

    assert free(engine, together, TUESDAY_NINE) == 0
    with pytest.raises(SlotFull):
        booked(engine, vault, together, a_wish(9))
    assert len(taken(engine)) == 3, "the first leg was given back"


def test_a_cancelled_visit_frees_every_seat(
    engine: Engine, vault: Vault, together: Offer
) -> None:
    row = booked(engine, vault, together, a_wish(1))

    cancel(engine, row)

    assert taken(engine) == []


def test_a_visit_moves_by_half_of_itself(
    engine: Engine, vault: Vault, long: Offer
) -> None:
    one = an_offer(long, seats=1)
    row = booked(engine, vault, one, a_wish(1))

    move(engine, one, row, TUESDAY_NINE + HALF_HOUR)

    assert taken(engine) == [("counter", "09:30", 1), ("counter", "10:00", 1)]
    assert row_of(engine, row.reference).starts_at == TUESDAY_NINE + HALF_HOUR


def test_a_visit_that_cannot_move_keeps_all_its_seats(
    engine: Engine, vault: Vault, short: Offer, together: Offer
) -> None:
    row = booked(engine, vault, together, a_wish(1))
    for number in (2, 3):
        booked(engine, vault, short, a_wish(number, starts_at=WEDNESDAY_NINE))
    before = taken(engine)

    with pytest.raises(SlotFull):
        move(engine, together, row, WEDNESDAY_NINE)

    assert taken(engine) == before


def test_a_hold_keeps_the_whole_visit(
    engine: Engine, vault: Vault, short: Offer, together: Offer
) -> None:
    with transaction(engine) as session:
        token = holds.hold(session, together, TUESDAY_NINE, "", now=NOW)
        assert session.query(Hold).count() == 3
    assert free(engine, short, TUESDAY_NINE + HALF_HOUR) == 1
    mine = a_wish(1)

    wish = Wish(mine.starts_at, mine.person, mine.request_key, token)
    assert booked(engine, vault, together, wish).seat == 1

    with reading(engine) as session:
        assert session.query(Hold).count() == 0


def test_every_freed_seat_of_a_visit_comes_back_at_one_moment(
    engine: Engine, vault: Vault, together: Offer
) -> None:
    row = booked(engine, vault, together, a_wish(1))
    with transaction(engine) as session:
        there = queries.by_id(session, row.id)
        assert there is not None
        freed = changes.cancel(session, there, limit_minutes=LIMIT, now=NOW)
        holds.keep_back(session, freed, minutes=30, now=NOW)

    with reading(engine) as session:
        kept = session.query(Hold).all()
        assert len(kept) == 3
        assert len({hold.expires_at for hold in kept}) == 1


def test_a_day_shows_only_starts_from_which_the_visit_can_be_done(
    engine: Engine, together: Offer
) -> None:
    with reading(engine) as session:
        (tuesday,) = queries.days_on_offer(
            session, together, now=NOW, window=(day("2026-11-24"), day("2026-11-24"))
        )
    clocks = [slot.clock for slot in tuesday.slots]

    assert clocks[:2] == ["8:30", "9:00"]
    assert "11:00" not in clocks, "the card counter would come after noon"


@pytest.mark.parametrize(
    "asked",
    [
        f"{LONG}+",
        "+",
        f"{LONG}+nothing",
        f"{LONG}+legal-consultation",
        "+".join([SHORT, LONG, OTHER, "a", "b"]),
    ],
)
def test_what_is_not_bookable_together_is_no_offer(
    catalogue: Catalogue, asked: str
) -> None:
    assert find_offer(catalogue, asked, STATION) is None


def test_the_same_service_twice_is_one(catalogue: Catalogue) -> None:
    offer = find_offer(catalogue, f"{LONG}+{LONG}", STATION)

    assert offer is not None
    assert offer.asked == LONG
