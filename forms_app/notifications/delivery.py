"""One pass over the outbox: what is due is claimed, told as it is now, and sent.

The gateway is asked outside of any transaction.  When one channel fails three times
in a row it is down: the pass ends, and what is left waits for the next one.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from forms_app.database import reading, transaction
from forms_app.notifications import outbox
from forms_app.notifications.channels import (
    Channel,
    FileChannel,
    Outcome,
    Parcel,
    Receipt,
    ScreenChannel,
    Telling,
)
from forms_app.notifications.gateways import Gateways
from forms_app.notifications.mail import MailChannel
from forms_app.notifications.models import Message, State
from forms_app.notifications.outbox import Claimed
from forms_app.notifications.web_gateway import SmsChannel
from forms_app.notifications.wechat import WeChatChannel

IN_A_ROW = 3
MOST = 1000
"""Messages in one pass; a timer starts the next."""
log = logging.getLogger(__name__)


class Teller(Protocol):
    """A room's answer to: what is to be said about this now?  None: nothing any more."""

    def __call__(self, session: Session, message: Message) -> Telling | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Everything a pass needs."""

    engine: Engine
    tellers: Mapping[str, Teller]
    """Room → who finds the words."""
    channels: Sequence[Channel]
    cap: int
    """Messages a telephone gets in a day, over all kinds."""


@dataclass(slots=True)
class Pass:
    """What a pass has done so far."""

    counts: Counter[State] = field(default_factory=Counter)
    later: int = 0
    in_a_row: int = 0

    @property
    def gateway_away(self) -> bool:
        return self.in_a_row >= IN_A_ROW


def channels_of(gateways: Gateways, say: Callable[[str], None]) -> list[Channel]:
    """Every channel that is set up, the one that costs nothing first."""
    found: list[Channel] = []
    if gateways.wechat:
        found.append(WeChatChannel(gateways.wechat))
    if gateways.sms:
        found.append(SmsChannel(gateways.sms))
    if gateways.mail:
        found.append(MailChannel(gateways.mail))
    if gateways.file:
        screen = gateways.file == "-"
        found.append(ScreenChannel(say) if screen else FileChannel(gateways.file))
    return found


def deliver(post: Post, *, clock: Callable[[], datetime]) -> Pass:
    """Send what is due; ends early when the gateway seems to be down."""
    done = Pass()
    with reading(post.engine) as session:
        ids = outbox.due(session, now=clock(), most=MOST)
    for message_id in ids:
        if done.gateway_away:
            break
        with transaction(post.engine) as session:
            claimed = outbox.claim(session, message_id, cap=post.cap, now=clock())
        if claimed is not None:
            _handle_safely(post, claimed, done, clock)
    return done


def _handle_safely(
    post: Post, claimed: Claimed, done: Pass, clock: Callable[[], datetime]
) -> None:
    """One message that cannot be told must not hold up all the others behind it."""
    try:
        _handle(post, claimed, done, clock)
    except Exception as problem:
        name = type(problem).__name__
        log.exception("message number %s could not be sent", claimed.message.id)
        receipt = Receipt(Outcome.LATER, name)
        _later(post, claimed, done, outbox.SYSTEM, receipt, clock())


def _handle(
    post: Post, claimed: Claimed, done: Pass, clock: Callable[[], datetime]
) -> None:
    message = claimed.message
    telling = _still_true(post, message, clock())
    if telling is None:
        return _end(post, claimed, done, State.DROPPED, Receipt(Outcome.SENT), clock())
    if claimed.over_cap or not telling.by_machine or not post.channels:
        why = "cap" if claimed.over_cap else "no channel"
        end = _without_a_channel(message)
        return _end(post, claimed, done, end, Receipt(Outcome.REFUSED, why), clock())
    name, receipt = _carry(post.channels, Parcel(message.key, message.kind, telling))
    if receipt.outcome is Outcome.LATER:
        done.in_a_row += 1
        return _later(post, claimed, done, name, receipt, clock())
    done.in_a_row = 0
    sent = receipt.outcome is Outcome.SENT
    end = State.SENT if sent else _without_a_channel(message)
    return _end(post, claimed, done, end, receipt, clock(), by=name)


def _still_true(post: Post, message: Message, now: datetime) -> Telling | None:
    """The words for what holds at this moment; None when there is nothing to say."""
    teller = post.tellers.get(message.room)
    if teller is None or message.expires_at <= now:
        return None
    with reading(post.engine) as session:
        return teller(session, message)


def _carry(channels: Sequence[Channel], parcel: Parcel) -> tuple[str, Receipt]:
    """The first channel that does not refuse; an unclear one is never passed over,
    for it may have the message already."""
    name, receipt = "", Receipt(Outcome.REFUSED)
    for channel in channels:
        name, receipt = channel.name, channel.send(parcel)
        if receipt.outcome is not Outcome.REFUSED:
            break
    return name, receipt


def _without_a_channel(message: Message) -> State:
    return State.TO_CALL if message.must_reach else State.DROPPED


def _end(
    post: Post,
    claimed: Claimed,
    done: Pass,
    state: State,
    receipt: Receipt,
    now: datetime,
    by: str = outbox.SYSTEM,
) -> None:
    with transaction(post.engine) as session:
        ours = outbox.finish(
            session, claimed, state, by=by, detail=receipt.detail, now=now
        )
    if ours:
        done.counts[state] += 1


def _later(
    post: Post,
    claimed: Claimed,
    done: Pass,
    by: str,
    receipt: Receipt,
    now: datetime,
) -> None:
    with transaction(post.engine) as session:
        outbox.put_off(session, claimed, by=by, detail=receipt.detail, now=now)
    done.later += 1
