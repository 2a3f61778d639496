"""Put into words before its turn, a booking is what it is on the long way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from forms_app.appointments import ahead, booking, holds
from forms_app.appointments.booking import Wish
from forms_app.appointments.models import Hold
from forms_app.appointments.offers import Offer, at_the_desk
from forms_app.appointments.slots import plans_for
from forms_app.database import reading, transaction, written
from forms_app.notifications import outbox
from forms_app.notifications.models import Message
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    all_rows,
    booked,
    cancel,
    name_places,
    row_of,
)

Book = Callable[[Engine, Vault, Offer, Wish], str]
OF_ITS_OWN = {"id", "reference", "request_key", "starts_at", "phone_digest"}


def at_its_turn(engine: Engine, vault: Vault, offer: Offer, wish: Wish) -> str:
    return booking.book(engine, vault, offer, wish, now=NOW)


def the_long_way(engine: Engine, vault: Vault, offer: Offer, wish: Wish) -> str:
    with transaction(engine) as session:
        return booking.take_seat(session, vault, offer, wish, now=NOW)


def what_stands(engine: Engine, reference: str) -> dict[str, Any]:
    """The booking, its seats, its names and its message, but for what is its own."""
    row = row_of(engine, reference)
    found = {
        column.name: getattr(row, column.name)
        for column in row.__table__.columns
        if column.name not in OF_ITS_OWN and not column.name.endswith("_sealed")
    }
    seats = text("SELECT seat FROM appointment_seat WHERE reference = :code")
    with reading(engine) as session:
        found["seats"] = session.execute(seats, {"code": reference}).all()
        told = session.query(Message).filter_by(subject=reference).one()
        found["told"] = (told.room, told.kind, told.station_id, told.must_reach)
        found["holds"] = session.query(Hold).count()
    found["names"] = [place for code, place in name_places(engine) if code == reference]
    return found


@pytest.mark.parametrize("kind", ["plain", "held", "who", "desk", "no limit of names"])
def test_both_ways_write_the_same(
    engine: Engine, vault: Vault, offer: Offer, kind: str
) -> None:
    change: dict[str, Callable[[Offer], Offer]] = {
        "desk": at_the_desk,
        "no limit of names": lambda one: replace(one, open_per_person=0),
    }
    offer = change.get(kind, lambda one: one)(offer)
    found = []
    ways: tuple[Book, ...] = (at_its_turn, the_long_way)
    for number, book in enumerate(ways, 1):
        start = (TUESDAY_NINE, WEDNESDAY_NINE)[number - 1]
        wish = a_wish(number, starts_at=start, name=f"王{number}")
        if kind == "held":
            with transaction(engine) as session:
                token = holds.hold(session, offer, start, "", now=NOW)
            wish = replace(wish, hold=token)
        if kind == "who":
            wish = replace(wish, who="guardian")
        found.append(what_stands(engine, book(engine, vault, offer, wish)))

    assert found[0] == found[1]
    assert found[0]["seats"] == [(found[0]["seat"],)]
    assert found[0]["who"] == ("guardian" if kind == "who" else None)
    assert found[0]["names"] == ([1] if kind in ("plain", "held", "who") else [])


@pytest.mark.parametrize("book", [at_its_turn, the_long_way])
def test_a_code_that_somebody_has_is_given_to_nobody_else(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    monkeypatch: pytest.MonkeyPatch,
    book: Book,
) -> None:
    first = booked(engine, vault, offer, a_wish(1))
    codes = iter([first.reference, "NEWCDE23"])
    monkeypatch.setattr(booking, "new_reference", lambda _length: next(codes))

    wish = a_wish(2, starts_at=TUESDAY_NINE + HALF_HOUR)
    assert book(engine, vault, offer, wish) == "NEWCDE23"

    seats = text("SELECT reference, starts_at FROM appointment_seat")
    with reading(engine) as session:
        taken = {code for code, _ in session.execute(seats)}
    assert taken == {first.reference, "NEWCDE23"}
    cancel(engine, first)
    assert [code for code, _ in name_places(engine)] == ["NEWCDE23"]


@pytest.mark.any_database
def test_a_seat_whose_booking_cannot_be_written_is_given_back(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    """Nothing leads here but a rule the first statement does not look at."""
    booked(engine, vault, offer, a_wish(1))
    (before,) = all_rows(engine)
    wishes = [a_wish(n, starts_at=TUESDAY_NINE + HALF_HOUR) for n in (2, 3)]
    rows = [booking.whole_row(vault, offer, wish, NOW) for wish in wishes]
    rows[1]["reference"] = before.reference
    (plan,) = plans_for(offer, wishes[0].starts_at, NOW)
    message = outbox.said("sqlite", booking._booked(rows[0]), NOW)
    rules = booking.rules_of(offer)
    said, other = (
        ahead.put_into_words(plan, row, rules, message, hold="") for row in rows
    )
    assert said is not None
    assert other is not None

    with pytest.raises(ahead.Torn):
        written(engine, lambda wire: ahead.give(wire, replace(said, row=other.row)))

    with reading(engine) as session:
        left = session.execute(text("SELECT reference FROM appointment_seat")).all()
    assert left == [(before.reference,)]
    assert len(name_places(engine)) == 1
