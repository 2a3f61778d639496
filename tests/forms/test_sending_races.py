"""Several senders at one outbox, real processes: every message goes out once."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from forms_app.database import connect
from forms_app.notifications.gateways import WebGateway
from forms_app.notifications.models import State
from forms_app.notifications.web_gateway import SmsChannel
from tests.forms.gateway_servers import a_web_gateway
from tests.forms.outbox_builders import a_post, put_in, send, some_news, states

SENDERS, MESSAGES, PATIENCE = 4, 40, 300


def one_sender(database_url: str, gateway_url: str, start: Any, cap: int) -> None:
    """A pass after another until nothing is left; a busy database is asked again."""
    engine = connect(database_url)
    post = a_post(engine, [SmsChannel(WebGateway(url=gateway_url))], cap=cap)
    start.wait(timeout=PATIENCE)
    while True:
        try:
            if not send(post).counts:
                break
        except OperationalError:
            continue
    engine.dispose()


def race(database_url: str, gateway_url: str, cap: int) -> None:
    context = multiprocessing.get_context("forkserver")
    start = context.Barrier(SENDERS)
    runners = [
        context.Process(target=one_sender, args=(database_url, gateway_url, start, cap))
        for _ in range(SENDERS)
    ]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join(timeout=PATIENCE)
        assert runner.exitcode == 0
        runner.close()


@pytest.mark.slow
def test_two_senders_never_send_the_same_message(
    engine: Engine, database_url: str
) -> None:
    put_in(engine, *(some_news() for _ in range(MESSAGES)))

    with a_web_gateway() as gateway:
        race(database_url, gateway.url, cap=100)

    assert set(Counter(body["id"] for body in gateway.tries).values()) == {1}
    assert len(gateway.tries) == MESSAGES
    assert states(engine) == [State.SENT] * MESSAGES


@pytest.mark.slow
def test_many_senders_together_keep_the_cap_of_one_telephone(
    engine: Engine, database_url: str
) -> None:
    phone = b"p" * 32
    put_in(engine, *(some_news(phone_digest=phone) for _ in range(MESSAGES)))

    with a_web_gateway() as gateway:
        race(database_url, gateway.url, cap=5)

    assert len(gateway.tries) == 5
    assert Counter(states(engine)) == {State.SENT: 5, State.DROPPED: MESSAGES - 5}
