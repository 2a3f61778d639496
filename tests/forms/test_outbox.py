"""A message is written with what it tells, sent once, and lost never."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from forms_app.database import transaction
from forms_app.notifications import channels, outbox
from forms_app.notifications.channels import Telling
from forms_app.notifications.models import Message, State
from tests.forms.booking_builders import NOW, at
from tests.forms.gateway_servers import WebServer, a_web_gateway
from tests.forms.outbox_builders import (
    PHONE,
    a_post,
    lines,
    messages,
    put_in,
    send,
    sms,
    some_news,
    states,
    told,
)

LATER = timedelta(minutes=1)


@pytest.fixture
def gateway() -> Iterator[WebServer]:
    with a_web_gateway() as server:
        yield server


def test_the_same_news_is_one_message(engine: Engine) -> None:
    put_in(engine, some_news("A"), some_news("A"), some_news("A", kind="moved"))
    put_in(engine, some_news("A", kind="moved", round=1))

    assert len(messages(engine)) == 3


def test_news_of_a_transaction_that_fails_is_never_told(engine: Engine) -> None:
    with suppress(RuntimeError), transaction(engine) as session:
        outbox.enqueue(session, some_news(), now=NOW)
        raise RuntimeError

    assert messages(engine) == []


def test_what_is_due_is_sent_with_its_key(engine: Engine, gateway: WebServer) -> None:
    put_in(engine, some_news("A"))

    done = send(a_post(engine, [sms(gateway)]))

    (message,) = messages(engine)
    assert done.counts[State.SENT] == 1
    assert gateway.tries == [
        {"id": message.key, "kind": "booked", "phone": PHONE, "text": "关于A"}
    ]
    assert gateway.headers[0]["Idempotency-Key"] == message.key
    assert gateway.headers[0]["Authorization"] == "Bearer let me in"
    assert (message.state, message.claim, message.tries) == (State.SENT, None, 1)
    assert lines(engine) == [("sent", "sms", "200")]


def test_what_was_sent_is_not_sent_again(engine: Engine, gateway: WebServer) -> None:
    put_in(engine, some_news("A"))
    post = a_post(engine, [sms(gateway)])

    for hours in range(3):
        send(post, NOW + timedelta(hours=hours))

    assert len(gateway.tries) == 1


@pytest.mark.parametrize(
    "how",
    [
        "broken",
        "login page",
        "a list",
        "deep",
        "not even text",
        "no",
        "wrong token",
        "elsewhere",
        "refused by a proxy",
        "lost",
        "no http",
        "slow",
        "drips",
    ],
)
def test_an_unclear_answer_loses_nothing_and_repeats_nothing(
    engine: Engine, gateway: WebServer, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "SECONDS", 0.3 if how in ("slow", "drips") else 20)
    put_in(engine, some_news("A"))
    gateway.script = [how, how]
    post = a_post(engine, [sms(gateway)])

    first = send(post)
    assert (states(engine), first.later) == ([State.WAITING], 1)
    assert send(post).later == 0, "not before its time"
    assert send(post, NOW + LATER).later == 1
    assert send(post, NOW + LATER).later == 0, "the second wait is longer"
    send(post, NOW + 6 * LATER)

    assert states(engine) == [State.SENT]
    assert len(set(gateway.told)) == 1
    assert {body["id"] for body in gateway.tries} == set(gateway.told)


def test_a_gateway_that_is_not_there_keeps_everything(engine: Engine) -> None:
    with a_web_gateway() as gone:
        nowhere = sms(gone)
    put_in(engine, *(some_news() for _ in range(9)))

    done = send(a_post(engine, [nowhere]))

    assert done.gateway_away
    assert done.later == 3, "the rest is not even tried"
    assert states(engine) == [State.WAITING] * 9


def test_a_refusal_is_for_good_and_the_next_channel_takes_over(
    engine: Engine, gateway: WebServer
) -> None:
    put_in(engine, some_news("A"))
    gateway.script = ["refused"]

    send(a_post(engine, [sms(gateway), sms(gateway)]))

    assert (len(gateway.tries), states(engine)) == (2, [State.SENT])


def test_an_unclear_answer_is_never_passed_to_the_next_channel(
    engine: Engine, gateway: WebServer
) -> None:
    put_in(engine, some_news("A"))
    gateway.script = ["lost"]

    send(a_post(engine, [sms(gateway), sms(gateway)]))

    assert (len(gateway.tries), states(engine)) == (1, [State.WAITING])


@pytest.mark.parametrize(
    ("must_reach", "end"), [(True, State.TO_CALL), (False, State.DROPPED)]
)
def test_what_no_channel_takes_is_telephoned_if_it_must_be(
    engine: Engine, gateway: WebServer, must_reach: bool, end: State
) -> None:
    put_in(engine, some_news("A", must_reach=must_reach))
    gateway.script = ["refused"]

    send(a_post(engine, [sms(gateway)]))

    assert states(engine) == [end]


def test_without_any_gateway_the_clerk_calls_whom_one_must_tell(
    engine: Engine,
) -> None:
    put_in(engine, some_news("A", must_reach=True), some_news("B"))

    send(a_post(engine))

    assert states(engine) == [State.TO_CALL, State.DROPPED]


def test_a_landline_gets_a_call_not_a_message(
    engine: Engine, gateway: WebServer
) -> None:
    put_in(engine, some_news("A", must_reach=True))
    landline = Telling("057112345678", "您好")

    send(a_post(engine, [sms(gateway)], teller=lambda _s, _m: landline))

    assert (gateway.tries, states(engine)) == ([], [State.TO_CALL])


def test_who_must_be_told_is_not_left_to_a_broken_gateway_for_long(
    engine: Engine, gateway: WebServer
) -> None:
    put_in(engine, some_news("A", must_reach=True))
    gateway.script = ["broken"] * 9
    post = a_post(engine, [sms(gateway)])

    for minutes in range(120):
        send(post, NOW + timedelta(minutes=minutes))

    assert states(engine) == [State.TO_CALL]
    assert len(gateway.tries) == outbox.TRIES_BEFORE_A_CALL


def test_what_is_true_no_longer_is_not_sent(engine: Engine, gateway: WebServer) -> None:
    put_in(engine, some_news("A", must_reach=True))

    send(a_post(engine, [sms(gateway)], teller=lambda _s, _m: None))

    assert (gateway.tries, states(engine)) == ([], [State.DROPPED])


def test_what_has_come_too_late_is_not_sent(engine: Engine, gateway: WebServer) -> None:
    put_in(engine, some_news("A", expires_at=NOW + LATER))

    send(a_post(engine, [sms(gateway)]), NOW + LATER)

    assert (gateway.tries, states(engine)) == ([], [State.DROPPED])


def test_one_telephone_gets_so_many_a_day_whatever_they_are_about(
    engine: Engine, gateway: WebServer
) -> None:
    phone = b"p" * 32
    kinds = ("booked", "moved", "cancelled", "reminder", "closed")
    put_in(engine, *(some_news("A", kind=k, phone_digest=phone) for k in kinds))
    put_in(engine, some_news("B", phone_digest=phone, must_reach=True))
    put_in(engine, some_news("C"))

    send(a_post(engine, [sms(gateway)], cap=3))

    assert states(engine) == [
        *[State.SENT] * 3,
        *[State.DROPPED] * 2,
        State.TO_CALL,
        State.SENT,
    ]
    put_in(engine, some_news("D", phone_digest=phone))
    send(a_post(engine, [sms(gateway)], cap=3), NOW + timedelta(hours=25))
    assert states(engine)[-1] == State.SENT


def test_a_repeated_try_does_not_count_against_the_cap(
    engine: Engine, gateway: WebServer
) -> None:
    put_in(engine, some_news("A"))
    gateway.script = ["broken"]
    post = a_post(engine, [sms(gateway)], cap=1)

    send(post)
    send(post, NOW + LATER)

    assert states(engine) == [State.SENT]


def test_nobody_is_startled_at_night(engine: Engine) -> None:
    put_in(engine, some_news("A", at_once=False), now=at("2026-11-23 21:30"))
    put_in(engine, some_news("B", at_once=False), now=at("2026-11-24 00:10"))
    put_in(engine, some_news("C", at_once=False), now=at("2026-11-24 19:59"))
    put_in(engine, some_news("D"), now=at("2026-11-23 23:00"))

    assert [message.due_at for message in messages(engine)] == [
        at("2026-11-24 08:00"),
        at("2026-11-24 08:00"),
        at("2026-11-24 19:59"),
        at("2026-11-23 23:00"),
    ]


def test_a_sender_that_died_is_waited_for_and_then_its_message_is_sent(
    engine: Engine, gateway: WebServer
) -> None:
    put_in(engine, some_news("A"))
    with transaction(engine) as session:
        dead = outbox.claim(session, 1, cap=9, now=NOW)
    assert dead is not None
    post = a_post(engine, [sms(gateway)])

    send(post, NOW + outbox.CLAIM_LASTS - LATER)
    assert gateway.tries == []

    send(post, NOW + outbox.CLAIM_LASTS)
    assert states(engine) == [State.SENT]
    with transaction(engine) as session:
        late = outbox.put_off(session, dead, by="sms", detail="", now=NOW)
    assert not late, "its word counts no more"
    assert states(engine) == [State.SENT]


def test_a_message_is_claimed_once(engine: Engine) -> None:
    put_in(engine, some_news("A"))
    with transaction(engine) as session:
        first = outbox.claim(session, 1, cap=9, now=NOW)
        second = outbox.claim(session, 1, cap=9, now=NOW)

    assert first is not None
    assert second is None


def test_one_message_that_cannot_be_told_does_not_hold_up_the_others(
    engine: Engine, gateway: WebServer
) -> None:
    put_in(engine, some_news("A"), some_news("B"))

    def stumbles(session: Session, message: Message) -> Telling:
        if message.subject == "A":
            raise LookupError(PHONE)
        return told(session, message)

    send(a_post(engine, [sms(gateway)], teller=stumbles))

    assert states(engine) == [State.WAITING, State.SENT]
    assert lines(engine)[0] == ("later", "", "LookupError")


def test_old_messages_forget_whose_they_were(engine: Engine) -> None:
    put_in(engine, some_news("A"), some_news("B", expires_at=NOW + LATER))
    with transaction(engine) as session:
        gone = outbox.erase_past(
            session, keep_days=1, now=NOW + timedelta(days=1, minutes=2)
        )

    assert gone == 1
    assert [bool(message.phone_digest) for message in messages(engine)] == [True, False]
