"""The waiting line: who waits for a time that is full, and what was offered to them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import append_only, errands
from forms_app.appointments.models import ID_LENGTH
from forms_app.database import Base, Instant


class WaitState(StrEnum):
    """Where somebody in the waiting line stands."""

    WAITING = "waiting"
    OFFERED = "offered"
    """A seat is kept for them until `offered_until`."""
    BOOKED = "booked"
    LEFT = "left"
    OVER = "over"
    """Their days are past, or they did not answer several times."""


class Wait(Base):
    """Somebody who waits until a seat is given back; name and phone are sealed."""

    __tablename__ = "booking_wait"
    __table_args__ = (
        UniqueConstraint("reference", name="uq_booking_wait_reference"),
        UniqueConstraint("request_key", name="uq_booking_wait_request"),
        Index("uq_booking_wait_place", "phone_digest", "phone_place", unique=True),
        Index("ix_booking_wait_line", "station_id", "state"),
        CheckConstraint(
            "state IN ('waiting', 'offered', 'booked', 'left', 'over')", name="state"
        ),
        CheckConstraint(
            "(state IN ('waiting', 'offered')) = (phone_place IS NOT NULL)",
            name="place",
        ),
        CheckConstraint(
            "(state = 'offered') = (hold_token IS NOT NULL)", name="offered"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    """The order of the line."""
    reference: Mapped[str] = mapped_column(String(8))
    station_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    asked: Mapped[str] = mapped_column(String(330))
    """What they want done, as `find_offer` reads it."""
    service_name: Mapped[str] = mapped_column(String(120))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    whom_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    phone_place: Mapped[int | None] = mapped_column(SmallInteger)
    """Which of the phone's open waits this is, 1…limit; none once it is over."""
    request_key: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10))
    offers: Mapped[int] = mapped_column(SmallInteger)
    """How many seats were kept for them so far."""
    offered_start: Mapped[datetime | None] = mapped_column(Instant)
    offered_until: Mapped[datetime | None] = mapped_column(Instant)
    hold_token: Mapped[str | None] = mapped_column(String(32))
    joined_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)

    @property
    def errand(self) -> str:
        """What is done and, of several persons, for how many."""
        _, persons = errands.read(self.asked)
        return errands.counted(self.service_name, persons)


class WaitEvent(Base):
    """Who did what to a place in the line; rows are only ever added."""

    __tablename__ = "booking_wait_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    wait_id: Mapped[int] = mapped_column(ForeignKey("booking_wait.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(60))
    """A clerk's name, or '' for the person who waits."""


append_only.protect(cast(Table, WaitEvent.__table__))
