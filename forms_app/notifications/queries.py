"""Look-ups in the outbox; nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from forms_app.notifications.models import Message, MessageEvent, State


def to_call(
    session: Session,
    station_ids: Sequence[str],
    *,
    answered_kinds: Sequence[str] = (),
    by_machine: bool = True,
    now: datetime,
) -> Sequence[Message]:
    """What a clerk of these stations has to tell by telephone, the most urgent first.

    Of `answered_kinds` also what was sent: whether an answer came, the room knows.
    """
    waits = _for_a_clerk(by_machine=by_machine)
    sent = (Message.state == State.SENT) & Message.kind.in_(answered_kinds)
    return session.scalars(
        select(Message)
        .where(
            Message.station_id.in_(station_ids),
            waits | sent,
            Message.expires_at > now,
        )
        .order_by(Message.expires_at, Message.id)
    ).all()


def to_call_about(
    session: Session, room: str, subject: str, *, by_machine: bool
) -> Sequence[Message]:
    """What has to be told by telephone about one subject, in the order it was put in."""
    waits = _for_a_clerk(by_machine=by_machine)
    return session.scalars(_about(room, subject).where(waits)).all()


def _for_a_clerk(*, by_machine: bool) -> ColumnElement[bool]:
    """`by_machine`: something is set up that sends.  Otherwise what must reach somebody
    need not wait for a timer to find that out."""
    waits = Message.state == State.TO_CALL
    if by_machine:
        return waits
    return waits | (Message.state == State.WAITING) & Message.must_reach


def by_id(session: Session, message_id: int) -> Message | None:
    return session.get(Message, message_id, populate_existing=True)


def unanswered_calls(session: Session, message_ids: Sequence[int]) -> Mapping[int, int]:
    """Message → how often nobody picked up."""
    rows = session.execute(
        select(MessageEvent.message_id, func.count())
        .where(
            MessageEvent.message_id.in_(message_ids), MessageEvent.what == "no_answer"
        )
        .group_by(MessageEvent.message_id)
    )
    return {row[0]: row[1] for row in rows}


def events(session: Session, message_id: int) -> Sequence[MessageEvent]:
    return session.scalars(
        select(MessageEvent)
        .where(MessageEvent.message_id == message_id)
        .order_by(MessageEvent.id)
    ).all()


def about(session: Session, room: str, subject: str) -> Sequence[Message]:
    """Every message about one subject, in the order they were put in."""
    return session.scalars(_about(room, subject)).all()


def _about(room: str, subject: str) -> Select[Message]:
    found = select(Message).where(Message.room == room, Message.subject == subject)
    return found.order_by(Message.id)
