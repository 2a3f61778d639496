"""The life of a message: put in, claimed by one sender, sent, put off, or left to call.

Claiming is one conditional UPDATE: of two senders one changes a row, the other none.
A sender that dies keeps its claim for CLAIM_LASTS; then the message is tried again with
the same key, so that a gateway which already has it can say so.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Insert,
    bindparam,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from forms_app.database import one_at_a_time, rows_of
from forms_app.notifications.models import Message, MessageEvent, State
from forms_app.times import at_local, local, local_day
from forms_app.vault import Vault
from forms_app.wire import Ready, Said, Wire

INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
CLAIM_LASTS = timedelta(minutes=5)
BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 30, 60, 120, 240))
TRIES_BEFORE_A_CALL = 5
"""Somebody who must be told is not left to a broken gateway for longer: 51 minutes."""
FROM, UNTIL = time(8), time(20)
"""Between these hours nobody is startled by a message they did not just cause."""
A_DAY = timedelta(days=1)
SYSTEM = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What has happened, to be told to one person."""

    room: str
    subject: str
    kind: str
    round: int
    station_id: str
    phone_digest: bytes
    expires_at: datetime
    must_reach: bool = False
    at_once: bool = True
    """False for what the person did not cause themselves: not at night."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message in the hands of one sender."""

    message: Message
    claim: str
    over_cap: bool


def phone_digest(vault: Vault, phone: str) -> bytes:
    """The same for all rooms, so that the cap counts every kind of message.

    The purpose has the name of the room that came first.
    """
    return vault.digest("appointment.phone", phone)


def enqueue(session: Session, news: News, *, now: datetime) -> None:
    """Write the message in the caller's transaction; the same news twice is one row."""
    put_in(Wire.of(session), news, now=now)


def put_in(wire: Wire, news: News, *, now: datetime) -> None:
    """`enqueue` for who has no session: it is part of every booking."""
    wire.changed_by(said(wire.dialect, news, now))


def said(dialect: str, news: News, now: datetime) -> Said:
    """`put_in`, put into words before its turn."""
    return _putting_in(dialect).said(parameters(news, now))


def parameters(news: News, now: datetime) -> dict[str, Any]:
    """What the statements that put a message in are told of it."""
    return {
        "a_key": secrets.token_hex(16),
        "a_room": news.room,
        "a_subject": news.subject,
        "a_kind": str(news.kind),
        "a_round": news.round,
        "a_station_id": news.station_id,
        "a_phone_digest": news.phone_digest,
        "a_must_reach": news.must_reach,
        "a_due_at": now if news.at_once else civil(now),
        "a_expires_at": news.expires_at,
        "a_created_at": now,
    }


def a_message_for(rows: FromClause) -> Insert:
    """INSERT … SELECT: the message, if there is a row; part of somebody's statement."""
    values = _values()
    found = select(*values.values()).select_from(rows)
    return insert(Message).from_select(list(values), found, include_defaults=False)


@cache
def _putting_in(dialect: str) -> Ready:
    kind: Any = INSERTS[dialect]
    return Ready(dialect, kind(Message).values(**_values()).on_conflict_do_nothing())


def _values() -> dict[str, ColumnElement[Any]]:
    columns = Message.__table__.c
    return {
        **{name: bindparam(f"a_{name}", type_=columns[name].type) for name in TOLD},
        "state": literal_column(f"'{State.WAITING}'"),
        "tries": literal_column("0"),
    }


TOLD = (
    *("key", "room", "subject", "kind", "round", "station_id", "phone_digest"),
    *("must_reach", "due_at", "expires_at", "created_at"),
)
"""Columns that differ from message to message."""


def civil(moment: datetime) -> datetime:
    """The moment itself by day; at night the next morning's first minute."""
    clock = local(moment).time()
    if FROM <= clock < UNTIL:
        return moment
    day = local_day(moment) + (A_DAY if clock >= UNTIL else timedelta())
    return at_local(day, FROM.hour * 60)


def due(session: Session, *, now: datetime, most: int) -> list[int]:
    """Ids of what can be sent now, the longest waiting first."""
    found = (
        select(Message.id)
        .where(*_claimable(now))
        .order_by(Message.due_at, Message.id)
        .limit(most)
    )
    return list(session.scalars(found))


def claim(
    session: Session, message_id: int, *, cap: int, now: datetime
) -> Claimed | None:
    """Take a message in hand; None when another sender was faster."""
    row = session.get(Message, message_id, populate_existing=True)
    if row is None:
        return None
    one_at_a_time(session, row.phone_digest)
    over_cap = _told_lately(session, row, now) >= cap
    token = secrets.token_hex(16)
    taken = session.execute(
        update(Message)
        .where(Message.id == message_id, *_claimable(now))
        .values(
            state=State.SENDING,
            claim=token,
            claimed_until=now + CLAIM_LASTS,
            tries=Message.tries + (0 if over_cap else 1),
            tried_at=Message.tried_at if over_cap else now,
        )
        .execution_options(synchronize_session=False)
    )
    if rows_of(taken) != 1:
        return None
    session.refresh(row)
    return Claimed(row, token, over_cap)


def finish(
    session: Session,
    claimed: Claimed,
    state: State,
    *,
    by: str,
    detail: str = "",
    now: datetime,
) -> bool:
    """Let go of a message; False when the claim was lost to another sender meanwhile."""
    return _let_go(session, claimed, {"state": state}, str(state), by, detail, now)


def put_off(
    session: Session, claimed: Claimed, *, by: str, detail: str, now: datetime
) -> bool:
    """Try again later; what must reach somebody goes to the telephone in the end."""
    row = claimed.message
    wait = BACKOFF[min(row.tries, len(BACKOFF)) - 1] if row.tries else BACKOFF[0]
    if row.must_reach and row.tries >= TRIES_BEFORE_A_CALL:
        return finish(session, claimed, State.TO_CALL, by=by, detail=detail, now=now)
    values = {"state": State.WAITING, "due_at": now + wait}
    return _let_go(session, claimed, values, "later", by, detail, now)


def mark_call(
    session: Session, message_id: int, *, reached: bool, by: str, now: datetime
) -> None:
    """A clerk has telephoned; `reached` takes the message off the list."""
    if reached:
        session.execute(
            update(Message)
            .where(
                Message.id == message_id,
                Message.state.in_((State.TO_CALL, State.SENT, State.WAITING)),
            )
            .values(state=State.CALLED)
            .execution_options(synchronize_session=False)
        )
    note(session, message_id, "called" if reached else "no_answer", by, "", now)


def note(
    session: Session, message_id: int, what: str, by: str, detail: str, now: datetime
) -> None:
    """One line of what was tried."""
    line = {"message_id": message_id, "at": now, "what": what, "by": by}
    session.execute(insert(MessageEvent), [{**line, "detail": detail[:80]}])


def erase_past(session: Session, *, keep_days: int, now: datetime) -> int:
    """Forget whose telephone it was once the message is long over; how many."""
    limit = now - timedelta(days=keep_days)
    gone = session.execute(
        update(Message)
        .where(Message.expires_at < limit, Message.phone_digest != b"")
        .values(phone_digest=b"")
        .execution_options(synchronize_session=False)
    )
    return rows_of(gone)


def _claimable(now: datetime) -> tuple[Any, ...]:
    waiting = (Message.state == State.WAITING) & (Message.due_at <= now)
    abandoned = (Message.state == State.SENDING) & (Message.claimed_until <= now)
    return (or_(waiting, abandoned),)


def _told_lately(session: Session, row: Message, now: datetime) -> int:
    """Other messages tried with this telephone in the last day, of all kinds."""
    others = select(func.count()).where(
        Message.phone_digest == row.phone_digest,
        Message.tried_at > now - A_DAY,
        Message.id != row.id,
    )
    return session.scalar(others) or 0


def _let_go(
    session: Session,
    claimed: Claimed,
    values: dict[str, Any],
    what: str,
    by: str,
    detail: str,
    now: datetime,
) -> bool:
    done = session.execute(
        update(Message)
        .where(Message.id == claimed.message.id, Message.claim == claimed.claim)
        .values(claim=None, claimed_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    if rows_of(done) != 1:
        return False
    note(session, claimed.message.id, what, by, detail, now)
    return True
