"""Who gets a seat and who is refused, and what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from forms_app.appointments import booking, counter, holds, people
from forms_app.appointments.changes import Step
from forms_app.appointments.offers import Offer, at_the_desk
from forms_app.appointments.people import Person, opened
from forms_app.database import connect, reading, transaction
from forms_app.refusals import (
    SameTimeTwice,
    SlotFull,
    SlotGone,
    TooManyOpen,
)
from forms_app.vault import SealBroken, Vault
from forms_app.wire import overheard
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    all_rows,
    an_offer,
    at,
    booked,
    cancel,
    close,
    offer_of,
    row_of,
    work,
)


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


def test_keys_of_forms_lie_by_the_day_of_the_visit(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish())

    assert row.request_key.startswith(f"{TUESDAY_NINE:%y%m%d}")


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

    wish = a_wish(1, starts_at=WEDNESDAY_NINE)
    with pytest.raises(TooManyOpen):
        booked(engine, vault, one, wish, TUESDAY_NINE - timedelta(seconds=1))


def test_a_cancelled_seat_is_free_again(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    one = an_offer(offer, seats=1)
    first = booked(engine, vault, one, a_wish(1))
    cancel(engine, first)

    assert booked(engine, vault, one, a_wish(2)).seat == 1
    assert row_of(engine, first.reference).seat is None


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
    assert opened(vault, row_of(engine, new.reference)).name == "王小明2"


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


def test_a_booking_costs_its_seat_its_row_its_name_and_its_message(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    statements: list[str] = []

    def listen(words: str, _values: object) -> None:
        statements.append(" ".join(words.split()[:3]))

    with overheard(listen):
        booking.book(engine, vault, offer, a_wish(), now=NOW)

    if engine.dialect.name == "postgresql":
        assert statements == ["WITH ready AS"]  # all of it at once
        return
    assert statements == [
        "SAVEPOINT one",
        "INSERT INTO appointment_seat",
        "INSERT INTO appointment",
        "INSERT INTO appointment_participant",
        "INSERT INTO message",
        "RELEASE one",
    ]


def test_a_server_that_went_away_for_a_moment_costs_nobody_their_seat(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    """Connections are not looked at each time, so a dead one may be the first to be used."""
    own = connect(engine.url.render_as_string(hide_password=False))
    first = booked(own, vault, offer, a_wish(1))
    if engine.dialect.name == "postgresql":
        with reading(own) as session:
            (number,) = session.execute(text("SELECT pg_backend_pid()")).one()
        with reading(engine) as session:
            session.execute(text(f"SELECT pg_terminate_backend({number}, 5000)"))

    second = booked(own, vault, offer, a_wish(2))

    assert (first.seat, second.seat) == (1, 2)
    own.dispose()


def test_a_hold_ends_with_the_booking_it_was_for(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    with transaction(engine) as session:
        token = holds.hold(session, offer, TUESDAY_NINE, "", now=NOW)
        others = holds.hold(session, offer, WEDNESDAY_NINE, "", now=NOW)

    booked(engine, vault, offer, replace(a_wish(), hold=token))

    with reading(engine) as session:
        assert not holds.lasting(session, token, now=NOW)
        assert holds.lasting(session, others, now=NOW)


def test_the_public_never_gets_the_seats_of_the_desk(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    shared = replace(offer, schedule=replace(offer.schedule, seats=1, desk_seats=1))
    desk = at_the_desk(shared)

    by_phone = booked(engine, vault, desk, a_wish(1))
    public = booked(engine, vault, shared, a_wish(2))

    assert (by_phone.seat, public.seat) == (2, 1)
    for nobody in (shared, desk):
        with pytest.raises(SlotFull):
            booked(engine, vault, nobody, a_wish(3))
    cancel(engine, by_phone)
    with pytest.raises(SlotFull):
        booked(engine, vault, shared, a_wish(3))
