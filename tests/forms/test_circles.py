"""Two who want the same seat by different ways: the one waits for the other, never both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from forms_app.appointments import booking, seats
from forms_app.appointments.offers import Offer
from forms_app.appointments.slots import plans_for
from forms_app.database import glancing, transaction
from forms_app.refusals import SlotFull
from forms_app.vault import Vault
from forms_app.wire import Wire, overheard
from tests.forms.booking_builders import (
    NOW,
    TUESDAY_NINE,
    a_site,
    a_wish,
    booked,
    offer_of,
)
from tests.forms.two_servers import until_somebody_waits

# The server strikes out whoever first grows tired of waiting and finds the circle.
PATIENT = text("SET LOCAL deadlock_timeout = '10min'")


class _TakenBack(Exception):
    """Ends a transaction without a trace."""


@pytest.fixture
def one_seat(tmp_path: Path) -> Offer:
    return offer_of(a_site(tmp_path / "one", seats=1))


def come_at_once(engine: Engine, vault: Vault, offer: Offer) -> str:
    """Somebody else, by the one statement where the engine has one."""
    wish = a_wish(2)
    if engine.dialect.name == "postgresql":
        row = booking.whole_row(vault, offer, wish, NOW)
        with glancing(engine) as wire:
            return booking.give_at_once(wire, offer, row, NOW)
    return booking.book(engine, vault, offer, wish, now=NOW)


@contextmanager
def before_the_row_is_written(work: Callable[[], None]) -> Iterator[None]:
    """`work` is done between the taking of the seat and the writing of the booking."""
    ours = threading.get_ident()
    done: list[str] = []

    def note(words: str, _values: object) -> None:
        first = threading.get_ident() == ours and not done
        if first and words.startswith("INSERT INTO appointment ("):
            done.append(words)
            work()

    with overheard(note):
        yield
    assert done


def test_step_by_step_and_at_once_take_the_seat_before_anything_else(
    engine: Engine, other_engine: Engine, vault: Vault, one_seat: Offer
) -> None:
    late: list[Future[str]] = []

    def meanwhile() -> None:
        late.append(pool.submit(come_at_once, other_engine, vault, one_seat))
        until_somebody_waits(engine)

    with ThreadPoolExecutor(1) as pool:
        with before_the_row_is_written(meanwhile), transaction(engine) as session:
            booking.take_seat(session, vault, one_seat, a_wish(1), now=NOW)
        (answer,) = late
        with pytest.raises((IntegrityError, SlotFull)):
            answer.result()


@pytest.mark.slow
def test_who_was_struck_out_of_a_circle_is_tried_again(
    engine: Engine, other_engine: Engine, vault: Vault, one_seat: Offer
) -> None:
    """Whoever else locks in another order, now or in years: nobody is told "busy"."""
    row, other_row = (
        booking.whole_row(vault, one_seat, a_wish(number), NOW) for number in (1, 3)
    )
    (plan,) = plans_for(one_seat, TUESDAY_NINE, NOW)
    rules = booking.rules_of(one_seat)
    with ThreadPoolExecutor(1) as pool:
        with suppress(_TakenBack), transaction(engine) as session:
            if engine.dialect.name == "postgresql":
                session.execute(PATIENT)
            wire = Wire.of(session)
            booking._wrote(wire, rules, {**row, "minutes": 30, "seat": 1})
            # The same telephone, so that both want its first place.
            late = pool.submit(booked, other_engine, vault, one_seat, a_wish(1))
            until_somebody_waits(engine)
            seats.take(wire, plan, other_row, rules)
            raise _TakenBack
        assert late.result().seat == 1
