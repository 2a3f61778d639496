"""Real processes at the same seats: never one too many, on either database."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app.appointments.models import Status
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_site,
    a_wish,
    all_rows,
    booked,
    offer_of,
    row_of,
)
from tests.forms.rush_workers import PATIENCE, Arena, Job, run_jobs


@pytest.fixture
def arena(database_url: str, keys: Path, tmp_path: Path) -> Arena:
    site = a_site(tmp_path / "five", seats=5)
    return Arena(url=database_url, keys=keys / "keys", site=site, now=NOW)


def race(arena: Arena, shares: list[list[Job]]) -> list[str]:
    """One process for each share; all begin together."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.forms.rush_workers"])
    start, out = context.Barrier(len(shares)), context.Queue()
    runners = [
        context.Process(target=run_jobs, args=(arena, share, start, out))
        for share in shares
    ]
    for runner in runners:
        runner.start()
    outcomes = [outcome for _ in runners for outcome in out.get(timeout=PATIENCE)]
    for runner in runners:
        runner.join(timeout=PATIENCE)
        runner.close()
    out.close()
    out.join_thread()
    return outcomes


def numbered_bookings(count: int) -> list[Job]:
    return [("book", number, TUESDAY_NINE) for number in range(count)]


def seats_given(engine: Engine) -> list[int | None]:
    return sorted(row.seat for row in all_rows(engine) if row.seat is not None)


def test_two_hundred_attempts_at_five_seats_give_exactly_five(
    arena: Arena, engine: Engine
) -> None:
    jobs = numbered_bookings(200)

    outcomes = Counter(race(arena, [jobs[n::8] for n in range(8)]))

    assert outcomes.pop("SlotFull") == 195
    assert len(outcomes) == 5
    assert seats_given(engine) == [1, 2, 3, 4, 5]


@pytest.mark.slow
def test_two_hundred_processes_at_five_seats_give_exactly_five(
    arena: Arena, engine: Engine
) -> None:
    outcomes = Counter(race(arena, [[job] for job in numbered_bookings(200)]))

    assert outcomes.pop("SlotFull") == 195
    assert len(outcomes) == 5
    assert seats_given(engine) == [1, 2, 3, 4, 5]


def test_one_phone_never_gets_more_open_bookings_than_the_limit(
    arena: Arena, engine: Engine
) -> None:
    jobs = [("book", 7, TUESDAY_NINE + n * HALF_HOUR) for n in range(6)]

    outcomes = Counter(race(arena, [[job] for job in jobs]))

    assert outcomes.pop("TooManyOpen") == 3
    assert sorted(row.phone_place for row in all_rows(engine)) == [1, 2, 3]


def test_one_form_sent_by_many_processes_books_once(
    arena: Arena, engine: Engine
) -> None:
    outcomes = race(arena, [[("book", 7, TUESDAY_NINE, "a" * 32)]] * 6)

    assert len(set(outcomes)) == 1
    assert len(all_rows(engine)) == 1


def test_two_people_swapping_into_the_last_seat_one_stays_where_they_were(
    arena: Arena, engine: Engine, vault: Vault
) -> None:
    offer = offer_of(arena.site)
    for number in range(10, 14):
        booked(engine, vault, offer, a_wish(number))
    later = TUESDAY_NINE + HALF_HOUR
    movers = [
        booked(engine, vault, offer, a_wish(number, starts_at=later)).reference
        for number in (1, 2)
    ]

    outcomes = race(arena, [[("move", code, TUESDAY_NINE)] for code in movers])

    assert sorted(outcomes) == ["SlotFull", "ok"]
    ends = sorted(row_of(engine, code).starts_at for code in movers)
    assert ends == [TUESDAY_NINE, later]
    assert len(all_rows(engine)) == 6


def test_two_people_exchanging_full_times_lose_no_seat(
    arena: Arena, engine: Engine, vault: Vault
) -> None:
    offer = offer_of(arena.site)
    later = TUESDAY_NINE + HALF_HOUR
    for number in range(10, 14):
        booked(engine, vault, offer, a_wish(number))
        booked(engine, vault, offer, a_wish(number + 10, starts_at=later))
    one = booked(engine, vault, offer, a_wish(1)).reference
    two = booked(engine, vault, offer, a_wish(2, starts_at=later)).reference

    race(arena, [[("move", one, later)], [("move", two, TUESDAY_NINE)]])

    rows = all_rows(engine)
    assert len(rows) == 10
    assert all(row.seat is not None for row in rows)


@pytest.mark.slow
def test_a_day_is_closed_while_others_rush_at_the_same_seats(
    arena: Arena, engine: Engine, vault: Vault
) -> None:
    offer = offer_of(arena.site)
    for number in range(5):
        booked(engine, vault, offer, a_wish(number))
    rush: list[Job] = [("book", n, WEDNESDAY_NINE) for n in range(20, 40)]

    closing: list[Job] = [("close", arena.site, "2026-11-24")]
    outcomes = race(arena, [closing, *(rush[n::4] for n in range(4))])

    assert "moved 5" in outcomes
    rows = all_rows(engine)
    seats = [(row.starts_at, row.seat) for row in rows]
    assert len(set(seats)) == len(seats) == 25 - outcomes.count("SlotFull")
    assert TUESDAY_NINE not in {row.starts_at for row in rows}
    assert {row.seat for row in rows} <= {1, 2, 3, 4, 5}


@pytest.mark.slow
def test_holds_and_bookings_at_once_oversell_nothing(
    arena: Arena, engine: Engine
) -> None:
    holders: list[Job] = [("hold", TUESDAY_NINE)] * 20
    takers = numbered_bookings(20)

    shares = [*(holders[n::4] for n in range(4)), *(takers[n::4] for n in range(4))]
    outcomes = Counter(race(arena, shares))

    assert outcomes["held"] <= 5
    assert outcomes["held"] + len(seats_given(engine)) >= 5
    assert len(set(seats_given(engine))) == len(seats_given(engine)) <= 5


@pytest.mark.slow
def test_two_clerks_at_once_draw_two_numbers(
    arena: Arena, engine: Engine, vault: Vault
) -> None:
    offer = offer_of(arena.site)
    codes = [booked(engine, vault, offer, a_wish(n)).reference for n in range(5)]
    jobs: list[Job] = [("draw", code) for code in codes]

    outcomes = race(arena, [jobs[:3], jobs[2:], list(reversed(jobs)), jobs])

    assert set(outcomes) == {"001", "002", "003", "004", "005"}


def test_a_cancelled_seat_is_given_again_once(
    arena: Arena, engine: Engine, vault: Vault
) -> None:
    offer = offer_of(arena.site)
    holders = [booked(engine, vault, offer, a_wish(n)).reference for n in range(5)]
    takers: list[Job] = [("book", n, TUESDAY_NINE) for n in range(20, 40)]

    shares = [[("cancel", holders[0])], *(takers[n::4] for n in range(4))]
    outcomes = Counter(race(arena, shares))

    assert outcomes["ok"] == 1
    live = [row for row in all_rows(engine) if row.status == Status.BOOKED]
    assert len(live) <= 5
    assert len({row.seat for row in live}) == len(live)
    assert len(live) == 4 + (20 - outcomes["SlotFull"])
