"""Messages waiting, sent, dropped or left to the telephone; and what was tried.

A message holds no words, no name and no number: who it concerns and what has happened.
The words are made at sending time from what is true then, by the room it came from.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import append_only
from forms_app.database import Base, Instant


class State(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    TO_CALL = "to_call"
    """No channel can carry it: a clerk picks up the telephone."""
    CALLED = "called"
    DROPPED = "dropped"
    """Not true any more, over the cap, or nothing that needs a call."""


class Message(Base):
    """One piece of news for one person."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("key", name="uq_message_key"),
        UniqueConstraint("room", "subject", "kind", "round", name="uq_message_news"),
        Index("ix_message_due", "state", "due_at"),
        Index("ix_message_phone", "phone_digest", "tried_at"),
        Index("ix_message_station", "station_id", "state"),
        CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'to_call', 'called', 'dropped')",
            name="state",
        ),
        CheckConstraint("(state = 'sending') = (claim IS NOT NULL)", name="claim"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32))
    """Handed to the gateway with every try, so that it can recognise a repetition."""
    room: Mapped[str] = mapped_column(String(20))
    """Which room can tell the words: 'appointment'."""
    subject: Mapped[str] = mapped_column(String(40))
    """What it is about, as that room names it."""
    kind: Mapped[str] = mapped_column(String(20))
    round: Mapped[int] = mapped_column(Integer)
    """Which time the same thing happened to the same subject: one message each."""
    station_id: Mapped[str] = mapped_column(String(64))
    phone_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    """For the cap over all kinds; emptied with the person's data."""
    must_reach: Mapped[bool] = mapped_column(Boolean)
    """A clerk calls when no channel can carry it."""
    state: Mapped[str] = mapped_column(String(10))
    due_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    """From then on nobody needs it."""
    tries: Mapped[int] = mapped_column(SmallInteger)
    tried_at: Mapped[datetime | None] = mapped_column(Instant)
    claim: Mapped[str | None] = mapped_column(String(32))
    """The sender who has it in hand."""
    claimed_until: Mapped[datetime | None] = mapped_column(Instant)
    """A sender that died is not waited for any longer."""
    created_at: Mapped[datetime] = mapped_column(Instant)


class MessageEvent(Base):
    """What was tried with a message and what came of it; rows are only ever added."""

    __tablename__ = "message_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[str] = mapped_column(String(20))
    """The state it came to, 'later' or 'no_answer'."""
    by: Mapped[str] = mapped_column(String(60))
    """The channel, or a clerk's name."""
    detail: Mapped[str] = mapped_column(String(80))
    """A code or a class of error; never words or numbers of a person."""


append_only.protect(cast(Table, MessageEvent.__table__))
