"""Moving, cancelling and the clerk's steps, as tables."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from forms_app.appointments import counter, moving, queries
from forms_app.appointments.changes import TRANSITIONS, Step
from forms_app.appointments.models import Appointment, Status
from forms_app.appointments.offers import Offer
from forms_app.database import reading, transaction
from forms_app.refusals import (
    ChangedMeanwhile,
    DayOver,
    NotBooked,
    NotToday,
    NotYet,
    Refusal,
    SameTimeTwice,
    SlotFull,
    SlotGone,
    TooLateToChange,
)
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
    close,
    day,
    move,
    row_of,
    work,
)


def test_a_move_swaps_the_seat_and_counts_for_calendars(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    row = booked(engine, vault, one, a_wish(1))

    move(engine, one, row, WEDNESDAY_NINE)

    moved = row_of(engine, row.reference)
    assert (moved.starts_at, moved.seat) == (WEDNESDAY_NINE, 1)
    assert (moved.sequence, moved.version) == (1, 2)
    assert booked(engine, vault, one, a_wish(2)).seat == 1


def test_a_move_to_the_same_time_changes_nothing(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))

    move(engine, offer, row, TUESDAY_NINE)

    assert row_of(engine, row.reference).version == 1


def test_a_move_that_finds_no_seat_keeps_the_old_one(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    row = booked(engine, vault, one, a_wish(1))
    booked(engine, vault, one, a_wish(2, starts_at=WEDNESDAY_NINE))

    with pytest.raises(SlotFull):
        move(engine, one, row, WEDNESDAY_NINE)

    kept = row_of(engine, row.reference)
    assert (kept.starts_at, kept.seat, kept.version) == (TUESDAY_NINE, 1, 1)


def test_a_move_onto_ones_own_other_booking_is_refused(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    booked(engine, vault, offer, a_wish(1, starts_at=WEDNESDAY_NINE))

    with pytest.raises(SameTimeTwice):
        move(engine, offer, row, WEDNESDAY_NINE)


@pytest.mark.parametrize("start", ["2026-11-28 09:00", "2026-11-26 09:00"])
def test_a_move_to_a_closed_or_unknown_time_is_refused(
    engine: Engine, vault: Vault, offer: Offer, start: str
) -> None:
    close(engine, "2026-11-26")
    row = booked(engine, vault, offer, a_wish(1))

    with pytest.raises(SlotGone):
        move(engine, offer, row, at(start))


def test_cancelling_twice_is_as_good_as_once(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))

    cancel(engine, row)
    cancel(engine, row)

    ended = row_of(engine, row.reference)
    assert (ended.status, ended.version, ended.sequence) == (Status.CANCELLED, 2, 1)
    with reading(engine) as session:
        assert [e.what for e in queries.trail(session, row.id)] == ["cancel"]


@pytest.mark.parametrize(
    ("minutes_before", "allowed"), [(61, True), (60, True), (59, False), (-1, False)]
)
def test_the_limit_for_cancelling_counts_to_the_minute(
    engine: Engine, vault: Vault, offer: Offer, minutes_before: int, allowed: bool
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    moment = TUESDAY_NINE - timedelta(minutes=minutes_before)

    with contextlib.nullcontext() if allowed else pytest.raises(TooLateToChange):
        cancel(engine, row, moment)


def test_what_has_ended_cannot_be_moved(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    cancel(engine, row)

    with pytest.raises(NotBooked):
        move(engine, offer, row, WEDNESDAY_NINE)


def move_as_seen(engine: Engine, offer: Offer, seen: Appointment) -> None:
    """Move by a row that was read before somebody else changed it."""
    with transaction(engine) as session:
        moving.reschedule(
            session, seen, offer, WEDNESDAY_NINE, limit_minutes=LIMIT, now=NOW
        )


def test_a_cancellation_a_moment_before_the_move_stands(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    seen = booked(engine, vault, offer, a_wish(1))
    cancel(engine, seen)

    with pytest.raises(NotBooked):
        move_as_seen(engine, offer, seen)
    assert row_of(engine, seen.reference).starts_at == TUESDAY_NINE


def test_a_move_a_moment_before_the_move_stands(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    seen = booked(engine, vault, offer, a_wish(1))
    move(engine, offer, seen, TUESDAY_NINE + HALF_HOUR)

    with pytest.raises(ChangedMeanwhile):
        move_as_seen(engine, offer, seen)
    assert row_of(engine, seen.reference).starts_at == TUESDAY_NINE + HALF_HOUR


EVERY_STEP = [(step, status) for step in Step for status in Status]


@pytest.mark.parametrize(("step", "status"), EVERY_STEP)
def test_a_step_leads_where_the_table_says_or_is_refused(
    engine: Engine, vault: Vault, offer: Offer, step: Step, status: Status
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    for way in WAYS[status]:
        row = work(engine, row, way, TUESDAY_NINE)
    goal = TRANSITIONS[step].get(status)

    if goal is None:
        with pytest.raises(NotBooked):
            work(engine, row, step, TUESDAY_NINE)
        return
    ended = work(engine, row, step, TUESDAY_NINE)
    assert ended.status == goal
    assert (ended.seat is None) is (goal is Status.CANCELLED)


WAYS = {
    Status.BOOKED: (),
    Status.ARRIVED: (Step.ARRIVE,),
    Status.FULFILLED: (Step.FULFIL,),
    Status.NOSHOW: (Step.MISS,),
    Status.CANCELLED: (Step.CANCEL,),
}


@pytest.mark.parametrize(
    ("step", "moment", "refusal"),
    [
        (Step.ARRIVE, NOW, NotToday),
        (Step.FULFIL, NOW, NotToday),
        (Step.MISS, TUESDAY_NINE - timedelta(seconds=1), NotYet),
    ],
)
def test_steps_wait_for_their_time(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    step: Step,
    moment: datetime,
    refusal: type[Refusal],
) -> None:
    row = booked(engine, vault, offer, a_wish(1))

    with pytest.raises(refusal):
        work(engine, row, step, moment)


def test_a_step_on_an_old_version_is_refused_by_name(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    move(engine, offer, row, WEDNESDAY_NINE)

    with pytest.raises(ChangedMeanwhile) as refused:
        work(engine, row, Step.CANCEL, NOW)

    assert "预约人在 08:00 改过" in refused.value.message


def test_a_past_day_is_not_closed(engine: Engine) -> None:
    with pytest.raises(DayOver), transaction(engine) as session:
        counter.close_day(session, STATION, day("2026-11-22"), "x", by="王", now=NOW)
