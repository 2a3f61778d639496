"""The rules of booking, moving, cancelling and working the list, as tables."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from forms_app import append_only
from forms_app.appointments import changes, counter, people, queries
from forms_app.appointments.changes import TRANSITIONS, Seen, Step
from forms_app.appointments.models import Appointment, Closure, Kind, Status
from forms_app.appointments.people import Person, opened
from forms_app.appointments.slots import Offer
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
    SlotUnavailable,
    TooLateToChange,
    TooManyOpen,
)
from forms_app.times import local_day
from forms_app.vault import SealBroken, Vault
from tests.forms.booking_builders import (
    NOW,
    STATION,
    TUESDAY_NINE,
    a_site,
    a_wish,
    all_rows,
    an_offer,
    at,
    booked,
    day,
    offer_of,
    row_of,
)

LIMIT = 60
HALF_HOUR = timedelta(minutes=30)
WEDNESDAY_NINE = at("2026-11-25 09:00")


@pytest.fixture(scope="module")
def offer(tmp_path_factory: pytest.TempPathFactory) -> Offer:
    site: Path = a_site(tmp_path_factory.mktemp("two"), seats=2)
    return offer_of(site)


def move(engine: Engine, offer: Offer, row: Appointment, start: datetime) -> None:
    with transaction(engine) as session:
        now_there = queries.by_id(session, row.id)
        assert now_there is not None
        changes.reschedule(
            session, now_there, offer, start, limit_minutes=LIMIT, now=NOW
        )


def cancel(engine: Engine, row: Appointment, now: datetime = NOW) -> None:
    with transaction(engine) as session:
        now_there = queries.by_id(session, row.id)
        assert now_there is not None
        changes.cancel(session, now_there, limit_minutes=LIMIT, now=now)


def work(engine: Engine, row: Appointment, step: Step, now: datetime) -> Appointment:
    with transaction(engine) as session:
        return changes.work(session, step, Seen(row.id, row.version, "王"), now=now)


def close(engine: Engine, text_day: str) -> None:
    with transaction(engine) as session:
        counter.close_day(session, STATION, day(text_day), "培训", by="王", now=NOW)


# booking


def test_the_first_free_seat_is_given(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    first = booked(engine, vault, offer, a_wish(1))
    second = booked(engine, vault, offer, a_wish(2))

    assert (first.seat, second.seat) == (1, 2)


def test_the_last_seat_is_given_once_and_three_near_times_are_named(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    for number in (1, 2):
        booked(engine, vault, offer, a_wish(number))

    with pytest.raises(SlotFull) as refused:
        booked(engine, vault, offer, a_wish(3))

    assert refused.value.nearest == (
        TUESDAY_NINE - HALF_HOUR,
        TUESDAY_NINE + HALF_HOUR,
        TUESDAY_NINE + 2 * HALF_HOUR,
    )


def test_stations_and_schedules_do_not_share_seats(
    engine: Engine, vault: Vault, offer: Offer, published_site: Path
) -> None:
    one = an_offer(offer, seats=1)
    other = an_offer(offer_of(published_site, "chunhe-police-station"), seats=1)

    booked(engine, vault, one, a_wish(1))

    assert booked(engine, vault, other, a_wish(2)).seat == 1


def test_a_start_outside_the_grid_is_gone(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    with pytest.raises(SlotGone) as refused:
        booked(engine, vault, offer, a_wish(starts_at=at("2026-11-28 09:00")))

    assert len(refused.value.nearest) == 3


def test_a_closed_day_refuses(engine: Engine, vault: Vault, offer: Offer) -> None:
    close(engine, "2026-11-24")

    with pytest.raises(SlotGone):
        booked(engine, vault, offer, a_wish())


def test_a_closure_of_one_station_leaves_the_others_open(
    engine: Engine, vault: Vault, offer: Offer, published_site: Path
) -> None:
    close(engine, "2026-11-24")

    other = offer_of(published_site, "chunhe-police-station")
    assert booked(engine, vault, other, a_wish()).seat == 1


def test_the_same_form_is_answered_with_the_same_code(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    wish = a_wish(key="a" * 32)
    first = booked(engine, vault, offer, wish)

    assert booked(engine, vault, offer, wish).id == first.id
    after_lead = booked(engine, vault, offer, wish, TUESDAY_NINE - HALF_HOUR)
    assert after_lead.id == first.id
    assert len(all_rows(engine)) == 1


def test_the_same_form_still_answers_after_the_last_seat_went(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    wish = a_wish(key="a" * 32)
    first = booked(engine, vault, offer, wish)
    booked(engine, vault, offer, a_wish(2))

    assert booked(engine, vault, offer, wish).id == first.id


def test_one_phone_has_one_booking_at_a_time(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    booked(engine, vault, offer, a_wish(1))

    with pytest.raises(SameTimeTwice):
        booked(engine, vault, offer, a_wish(1))


def test_the_fourth_open_booking_of_a_phone_is_refused(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    starts = [TUESDAY_NINE + n * HALF_HOUR for n in range(4)]
    for start in starts[:3]:
        booked(engine, vault, offer, a_wish(1, starts_at=start))

    with pytest.raises(TooManyOpen):
        booked(engine, vault, offer, a_wish(1, starts_at=starts[3]))
    assert booked(engine, vault, offer, a_wish(2, starts_at=starts[3]))


@pytest.mark.parametrize("ending", ["cancelled", "worked", "past"])
def test_what_is_over_counts_no_more_against_the_phone(
    engine: Engine, vault: Vault, offer: Offer, ending: str
) -> None:
    one = an_offer(offer, open_per_phone=1)
    first = booked(engine, vault, one, a_wish(1))
    later = NOW
    if ending == "cancelled":
        cancel(engine, first)
    elif ending == "worked":
        work(engine, first, Step.ARRIVE, TUESDAY_NINE)
    else:
        later = TUESDAY_NINE

    wish = a_wish(1, starts_at=WEDNESDAY_NINE)
    assert booked(engine, vault, one, wish, later).phone_place == 1


def test_a_booking_whose_time_has_not_come_still_counts(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, open_per_phone=1)
    booked(engine, vault, one, a_wish(1))

    with pytest.raises(TooManyOpen):
        wish = a_wish(1, starts_at=WEDNESDAY_NINE)
        booked(engine, vault, one, wish, TUESDAY_NINE - timedelta(seconds=1))


def test_a_cancelled_seat_is_free_again(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    first = booked(engine, vault, one, a_wish(1))
    cancel(engine, first)

    assert booked(engine, vault, one, a_wish(2)).seat == 1
    assert row_of(engine, first.reference).seat is None


# what is stored


def test_personal_data_are_sealed_for_their_own_row(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1, name="王小明", whom="王老太"))
    other = booked(engine, vault, offer, a_wish(2, name="李四"))

    assert opened(vault, row) == Person("王小明", "13800000001", "王老太")
    assert "王小明".encode() not in row.name_sealed
    row.name_sealed = other.name_sealed
    with pytest.raises(SealBroken):
        opened(vault, row)


def test_long_past_rows_lose_the_person_and_keep_the_figure(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    old = booked(engine, vault, offer, a_wish(1))
    new = booked(engine, vault, offer, a_wish(2, starts_at=WEDNESDAY_NINE))
    later = TUESDAY_NINE + timedelta(days=90, minutes=1)

    with transaction(engine) as session:
        assert counter.erase_past(session, keep_days=90, now=later) == 1
        assert counter.erase_past(session, keep_days=90, now=later) == 0

    emptied = row_of(engine, old.reference)
    assert opened(vault, emptied) == people.GONE
    assert emptied.phone_digest == b""
    assert emptied.service_id == old.service_id
    assert opened(vault, row_of(engine, new.reference)).name == "王小明"


@pytest.mark.parametrize(
    "statement",
    ["UPDATE appointment_event SET what = 'x'", "DELETE FROM appointment_event"],
)
def test_the_trail_is_only_ever_added_to(
    engine: Engine, vault: Vault, offer: Offer, statement: str
) -> None:
    cancel(engine, booked(engine, vault, offer, a_wish(1)))

    with pytest.raises(DBAPIError), transaction(engine) as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    "change",
    [
        "seat = NULL",
        "seat = 0",
        "status = 'cancelled'",
        "status = 'gone'",
        "kind = 'walk_in'",
        "kind = 'x'",
        "minutes = 0",
        "status = 'arrived'",
    ],
)
def test_the_database_itself_refuses_what_makes_no_sense(
    engine: Engine, vault: Vault, offer: Offer, change: str
) -> None:
    booked(engine, vault, offer, a_wish(1))

    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.execute(text(f"UPDATE appointment SET {change}"))


# moving and cancelling


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


# the clerk's steps


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


# anything in any order

ACTIONS = st.tuples(
    st.sampled_from(["book", "move", "cancel", "close", "reopen", "arrive", "undo"]),
    st.integers(0, 3),  # who
    st.integers(0, 3),  # which start
)
PLAIN = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@PLAIN
@given(st.lists(ACTIONS, min_size=5, max_size=40))
def test_no_order_of_events_breaks_the_rules(
    engine: Engine, vault: Vault, offer: Offer, actions: list[tuple[str, int, int]]
) -> None:
    """At most two a start, three a phone, one a phone and start; none without a seat."""
    empty(engine)
    for action, who, which in actions:
        start = TUESDAY_NINE + which * HALF_HOUR + timedelta(days=which % 2)
        closed = closed_days(engine)
        with contextlib.suppress(Refusal):
            act(engine, vault, offer, action, who, start)
            assert action not in ("book", "move") or local_day(start) not in closed
        check_the_rules(engine)


def act(
    engine: Engine, vault: Vault, offer: Offer, action: str, who: int, start: datetime
) -> None:
    rows = all_rows(engine)
    if action == "book":
        booked(engine, vault, offer, a_wish(who, starts_at=start))
    elif action == "close":
        close(engine, f"{local_day(start)}")
    elif action == "reopen":
        with transaction(engine) as session:
            counter.reopen_day(session, STATION, local_day(start))
    elif rows:
        row = rows[who % len(rows)]
        if action == "move" and row.starts_at != start:
            move(engine, offer, row, start)
        elif action == "move":
            raise SlotUnavailable
        elif action == "cancel":
            cancel(engine, row)
        else:
            step = Step.ARRIVE if action == "arrive" else Step.UNDO
            work(engine, row, step, row.starts_at)
    elif action == "move":
        raise SlotUnavailable


def check_the_rules(engine: Engine) -> None:
    rows = all_rows(engine)
    live = [row for row in rows if row.status != Status.CANCELLED]
    seats = [(row.starts_at, row.seat) for row in live]
    assert len(set(seats)) == len(seats)
    assert all(row.seat in (1, 2) for row in live)
    assert all(row.seat is None for row in rows if row.status == Status.CANCELLED)
    held = [row for row in rows if row.phone_place is not None]
    places = [(row.phone_digest, row.phone_place) for row in held]
    assert len(set(places)) == len(places)
    assert all(row.phone_place in (1, 2, 3) for row in held)
    assert len({(row.phone_digest, row.starts_at) for row in held}) == len(held)
    assert all(row.kind == Kind.BOOKED for row in rows)


def closed_days(engine: Engine) -> set[object]:
    with reading(engine) as session:
        return {closure.day for closure in session.query(Closure)}


def empty(engine: Engine) -> None:
    """A fresh start for the next example; the trail is guarded, so rows move away."""
    with transaction(engine) as session:
        session.query(Closure).delete()
        if engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
            session.execute(text("TRUNCATE appointment_event, appointment CASCADE"))
            return
        session.execute(text("DROP TRIGGER appointment_event_stays"))
        session.execute(text("DELETE FROM appointment_event"))
        session.execute(text("DELETE FROM appointment"))
        _, guard = append_only.statements("sqlite", "appointment_event", ())
        session.execute(text(guard))
