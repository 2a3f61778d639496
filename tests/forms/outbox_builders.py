"""Builders of the outbox's tests: news, a post with real channels, what became of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from forms_app.database import reading, transaction
from forms_app.notifications import outbox
from forms_app.notifications.channels import Channel, Telling
from forms_app.notifications.delivery import Pass, Post, deliver
from forms_app.notifications.gateways import WebGateway
from forms_app.notifications.models import Message, MessageEvent
from forms_app.notifications.outbox import News
from forms_app.notifications.web_gateway import SmsChannel
from tests.forms.booking_builders import NOW
from tests.forms.gateway_servers import WebServer

ROOM = "test"
PHONE = "13800138000"


def some_news(subject: str = "", **changes: Any) -> News:
    values: dict[str, Any] = {
        "room": ROOM,
        "subject": subject or secrets.token_hex(4),
        "kind": "booked",
        "round": 0,
        "station_id": "qiaodong-police-station",
        "phone_digest": secrets.token_bytes(32),
        "expires_at": NOW + timedelta(days=3),
    }
    return News(**{**values, **changes})


def put_in(engine: Engine, *news: News, now: datetime = NOW) -> None:
    with transaction(engine) as session:
        for one in news:
            outbox.enqueue(session, one, now=now)


def told(_session: Session, message: Message) -> Telling:
    """The words of this test's room."""
    return Telling(PHONE, f"关于{message.subject}")


def sms(server: WebServer) -> SmsChannel:
    return SmsChannel(WebGateway(url=server.url, token="let me in"))


def a_post(
    engine: Engine,
    channels: Iterable[Channel] = (),
    *,
    teller: Callable[..., Telling | None] = told,
    cap: int = 100,
    room: str = ROOM,
) -> Post:
    found = list(channels)
    return Post(engine=engine, tellers={room: teller}, channels=found, cap=cap)


def send(post: Post, now: datetime = NOW) -> Pass:
    return deliver(post, clock=lambda: now)


def messages(engine: Engine) -> list[Message]:
    with reading(engine) as session:
        return list(session.query(Message).order_by(Message.id))


def states(engine: Engine) -> list[str]:
    return [message.state for message in messages(engine)]


def lines(engine: Engine) -> list[tuple[str, str, str]]:
    """What was tried: (what, by, detail)."""
    with reading(engine) as session:
        events = session.query(MessageEvent).order_by(MessageEvent.id)
        return [(e.what, e.by, e.detail) for e in events]
