"""A closed day: everybody gets another time and one message, in one go or not at all."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from forms_app.appointments import reoffer
from forms_app.appointments.messages import Kind, Teller
from forms_app.appointments.models import Appointment, Proposal, Status
from forms_app.appointments.offers import Offer
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    all_rows,
    at,
    booked,
    close,
)
from tests.forms.counter_builders import TUESDAY
from tests.forms.outbox_builders import messages
from tests.forms.reoffer_builders import close_and_move, move_again, proposals


def kinds(engine: Engine) -> Counter[str]:
    return Counter(message.kind for message in messages(engine))


def test_everybody_of_the_day_gets_the_next_day_at_their_hour(
    engine: Engine, vault: Vault, offer: Offer, catalogue: Catalogue
) -> None:
    for number in (1, 2):
        booked(engine, vault, offer, a_wish(number))
    booked(engine, vault, offer, a_wish(3, starts_at=WEDNESDAY_NINE))
    booked(engine, vault, offer, a_wish(4, starts_at=at("2026-11-24 15:00")))

    done = close_and_move(engine, catalogue)

    assert (done.moved, done.without_a_time) == (3, 0)
    assert [row.starts_at for row in all_rows(engine)] == [
        WEDNESDAY_NINE,
        WEDNESDAY_NINE - HALF_HOUR,
        WEDNESDAY_NINE,
        at("2026-11-25 15:00"),
    ]
    assert kinds(engine) == {Kind.BOOKED: 4, Kind.CLOSED: 3}


def test_done_twice_nobody_is_moved_or_told_twice(
    engine: Engine, vault: Vault, offer: Offer, catalogue: Catalogue
) -> None:
    booked(engine, vault, offer, a_wish())
    close_and_move(engine, catalogue)

    assert move_again(engine, catalogue).moved == 0
    assert kinds(engine)[Kind.CLOSED] == 1


def test_whoever_has_nothing_free_keeps_the_booking_and_is_told(
    engine: Engine, vault: Vault, offer: Offer, catalogue: Catalogue
) -> None:
    booked(engine, vault, offer, a_wish())
    for number in range(24, 31):
        close(engine, f"2026-11-{number}")
    for number in range(1, 9):
        close(engine, f"2026-12-0{number}")

    done = move_again(engine, catalogue)

    assert (done.moved, done.without_a_time) == (0, 1)
    (row,) = all_rows(engine)
    assert (row.status, row.starts_at) == (Status.BOOKED, TUESDAY_NINE)
    assert kinds(engine)[Kind.NO_TIME] == 1


def test_who_has_the_best_time_already_gets_the_next_best(
    engine: Engine, vault: Vault, offer: Offer, catalogue: Catalogue
) -> None:
    for start in (TUESDAY_NINE, WEDNESDAY_NINE):
        booked(engine, vault, offer, a_wish(1, starts_at=start))

    close_and_move(engine, catalogue)

    starts = {row.starts_at for row in all_rows(engine)}
    assert starts == {WEDNESDAY_NINE, WEDNESDAY_NINE - HALF_HOUR}


def test_it_happens_to_everybody_or_to_nobody(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in (1, 2):
        booked(engine, vault, offer, a_wish(number))
    told = reoffer.tell

    def second_fails(*words: object, **more: object) -> None:
        if reoffer.tell.calls:  # type: ignore[attr-defined]
            raise RuntimeError
        reoffer.tell.calls = 1  # type: ignore[attr-defined]
        told(*words, **more)  # type: ignore[arg-type]

    second_fails.calls = 0  # type: ignore[attr-defined]
    monkeypatch.setattr(reoffer, "tell", second_fails)
    close(engine, TUESDAY)

    with pytest.raises(RuntimeError):
        move_again(engine, catalogue)

    assert {row.starts_at for row in all_rows(engine)} == {TUESDAY_NINE}
    assert proposals(engine) == []
    assert kinds(engine) == {Kind.BOOKED: 2}


def test_the_message_says_which_day_is_closed_and_the_new_time(
    engine: Engine, vault: Vault, offer: Offer, catalogue: Catalogue
) -> None:

    code = booked(engine, vault, offer, a_wish()).reference
    close_and_move(engine, catalogue)
    message = messages(engine)[1]
    with reading(engine) as session:
        telling = Teller(vault, catalogue)(session, message)

    assert telling is not None
    assert telling.text == (
        f"桥东派出所11月24日停办，您改到11月25日周三9:00，编号{code[:4]}-{code[4:]}。"
        "不合适上网换或打0000-0000101。"
    )


def test_an_answer_is_whole_or_none(engine: Engine, moved: Appointment) -> None:
    with pytest.raises(DBAPIError), transaction(engine) as session:
        session.get_one(Proposal, 1).accepted_by = "王"
