"""What a booking tells its person: the words, and only while they are true."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from forms_app.appointments import counter, messages, reminders
from forms_app.appointments.changes import Step
from forms_app.appointments.messages import WORDS, Facts, Kind, Teller
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.catalogue import load_catalogue
from forms_app.database import transaction
from forms_app.notifications.delivery import Post, deliver
from forms_app.notifications.models import State
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    at,
    booked,
    cancel,
    move,
    row_of,
    work,
)
from tests.forms.gateway_servers import WebServer, a_web_gateway
from tests.forms.outbox_builders import messages as rows_of
from tests.forms.outbox_builders import sms, states

Send = Callable[..., list[str]]


@pytest.fixture
def gateway() -> Iterator[WebServer]:
    with a_web_gateway() as server:
        yield server


@pytest.fixture
def send(
    engine: Engine, vault: Vault, published_site: Path, gateway: WebServer
) -> Send:
    """send(now) makes one pass; the texts that went out in it."""
    teller = Teller(vault, load_catalogue(published_site / "catalogue.json"))

    def one_pass(now: datetime = NOW) -> list[str]:
        before = len(gateway.tries)
        post = Post(
            engine=engine,
            tellers={messages.ROOM: teller},
            channels=[sms(gateway)],
            cap=5,
        )
        deliver(post, clock=lambda: now)
        return [body["text"] for body in gateway.tries[before:]]

    return one_pass


@pytest.fixture
def row(engine: Engine, vault: Vault, offer: Offer) -> Appointment:
    return booked(engine, vault, offer, a_wish())


def code_of(row: Appointment) -> str:
    return f"{row.reference[:4]}-{row.reference[4:]}"


def test_who_has_booked_is_told_when_where_and_how_to_change_it(
    send: Send, row: Appointment
) -> None:
    (text,) = send()
    assert text == (
        f"您约了11月24日周二9:00到桥东派出所办事，编号{code_of(row)}。"
        "要改要取消，上网查预约或打0000-0000101。"
    )


def test_no_name_and_no_errand_is_in_a_message(
    send: Send, engine: Engine, vault: Vault, offer: Offer
) -> None:
    booked(engine, vault, offer, a_wish(name="王小明", whom="王老太"))

    (text,) = send()

    for word in ("王", "身份证"):
        assert word not in text


def test_the_same_form_sent_twice_is_told_once(
    send: Send, engine: Engine, vault: Vault, offer: Offer
) -> None:
    for _ in range(2):
        booked(engine, vault, offer, a_wish(key="a" * 32))

    assert len(send()) == 1


def test_who_was_refused_is_told_nothing(
    engine: Engine, vault: Vault, offer: Offer, row: Appointment
) -> None:
    with pytest.raises(Exception, match="已经约了"):
        booked(engine, vault, offer, a_wish(key="b" * 32))

    assert len(rows_of(engine)) == 1


def test_a_booking_moved_before_it_was_told_is_told_as_it_is_now(
    send: Send, engine: Engine, offer: Offer, row: Appointment
) -> None:
    move(engine, offer, row, WEDNESDAY_NINE)
    move(engine, offer, row, WEDNESDAY_NINE + HALF_HOUR)

    (text,) = send()
    assert text == (
        f"您的预约改到11月25日周三9:30，还在桥东派出所，编号{code_of(row)}。"
        "不合适请打0000-0000101。"
    )
    assert states(engine) == [State.DROPPED, State.DROPPED, State.SENT]


def test_a_cancelled_booking_is_told_once_and_never_reminded_of(
    send: Send, engine: Engine, row: Appointment
) -> None:
    remind(engine, NOW + timedelta(hours=2))
    for _ in range(2):
        cancel(engine, row)

    (text,) = send(NOW + timedelta(hours=2))

    assert "的预约已经取消" in text


def test_what_the_desk_cancels_must_reach_the_person(
    engine: Engine, row: Appointment, send: Send
) -> None:
    work(engine, row, Step.CANCEL, NOW)

    news = rows_of(engine)[1]
    assert news.must_reach
    (text,) = send()
    assert text.startswith("对不起，桥东派出所取消了您11月24日周二9:00的预约")


def remind(engine: Engine, now: datetime) -> int:
    with transaction(engine) as session:
        return reminders.remind(session, hours=24, now=now)


def test_everybody_is_reminded_once_for_each_time(
    send: Send, engine: Engine, offer: Offer, row: Appointment
) -> None:
    assert remind(engine, NOW) == 0
    evening = NOW + timedelta(hours=2)
    send(evening)
    for _ in range(2):
        remind(engine, evening)
    (text,) = send(evening)
    assert text == (
        f"提醒您：11月24日周二9:00到桥东派出所办事，编号{code_of(row)}。"
        "来不了请上网取消，或打0000-0000101。"
    )

    thursday = at("2026-11-26 09:00")
    move(engine, offer, row_of(engine, row.reference), thursday)
    send(evening)
    remind(engine, thursday - timedelta(hours=3))
    assert len(send(thursday - timedelta(hours=3))) == 0, "not before eight"
    assert len(send(thursday - timedelta(hours=1))) == 1


def test_who_has_just_booked_is_not_reminded(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    soon = NOW + timedelta(hours=2)
    booked(engine, vault, offer, a_wish(), now=soon)

    assert remind(engine, soon + timedelta(hours=1)) == 0


def test_nobody_is_reminded_of_what_has_begun(
    send: Send, engine: Engine, row: Appointment
) -> None:
    remind(engine, NOW + timedelta(hours=2))

    assert send(TUESDAY_NINE) == []
    assert states(engine) == [State.DROPPED, State.DROPPED]


def test_who_has_arrived_is_not_told_to_come(
    send: Send, engine: Engine, row: Appointment
) -> None:
    remind(engine, NOW + timedelta(hours=2))
    work(engine, row, Step.ARRIVE, TUESDAY_NINE - HALF_HOUR)

    assert send(TUESDAY_NINE - HALF_HOUR) == []


def test_erased_people_are_told_nothing(
    send: Send, engine: Engine, row: Appointment
) -> None:
    with transaction(engine) as session:
        counter.erase_past(session, keep_days=0, now=TUESDAY_NINE + HALF_HOUR)

    assert send() == []
    assert states(engine) == [State.DROPPED]


PLACES = st.text(st.characters(categories=("Lo", "Nd")), max_size=120)


@settings(deadline=None)
@given(st.sampled_from(sorted(WORDS)), PLACES, st.booleans())
def test_every_message_is_one_sms_with_time_code_and_telephone(
    kind: Kind, place: str, phone: bool
) -> None:
    facts = Facts(
        place=place,
        phone="0000-0000101" if phone else "",
        time="12月31日周四14:30",
        code="ABCD-2345",
        closed="12月30日",
    )

    text = WORDS[kind](facts)

    assert len(text) <= messages.SMS_LENGTH
    assert (facts.closed if kind is Kind.NO_TIME else facts.time) in text
    assert facts.code in text
    assert facts.ask in text


def test_every_kind_has_its_words() -> None:
    assert set(WORDS) == set(Kind) == set(messages.KIND_WORDS)
