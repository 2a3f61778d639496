"""Requests of people who cannot come, and the trail of who did what.

Where they live and why they cannot come is sealed, and emptied soon after it is done.
"""

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
from forms_app.database import Base, Instant


class Kind(StrEnum):
    """What comes to the door."""

    VISIT = "visit"
    """上门办、送检上门: somebody of the station."""
    DELIVERY = "delivery"
    """送证上门: the finished paper, brought or by post."""


class Status(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    PLANNED = "planned"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    WITHDRAWN = "withdrawn"


class HomeRequest(Base):
    """One request; everything that says who and where is sealed."""

    __tablename__ = "home_request"
    __table_args__ = (
        UniqueConstraint("reference", name="uq_home_request_reference"),
        UniqueConstraint("request_key", name="uq_home_request_request"),
        Index("uq_home_request_place", "phone_digest", "phone_place", unique=True),
        Index("ix_home_request_desk", "station_id", "status"),
        CheckConstraint("kind IN ('visit', 'delivery')", name="kind"),
        CheckConstraint(
            "status IN ('asked', 'planned', 'done', 'not_possible', 'withdrawn')",
            name="status",
        ),
        CheckConstraint(
            "(status IN ('asked', 'planned')) = (phone_place IS NOT NULL)",
            name="place",
        ),
        CheckConstraint("people >= 1", name="people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(8))
    station_id: Mapped[str] = mapped_column(String(64))
    service_id: Mapped[str] = mapped_column(String(64))
    service_name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    area_id: Mapped[str] = mapped_column(String(64))
    """The village or community; more of the address is sealed."""
    people: Mapped[int] = mapped_column(SmallInteger)
    """How many have it done together: a village may ask once for all."""
    wanted_day: Mapped[date | None] = mapped_column(Date)
    """None: any working day."""
    wanted_part: Mapped[str] = mapped_column(String(10))
    """'morning', 'afternoon' or 'any'; of a delivery 'post' or 'hand'."""
    status: Mapped[str] = mapped_column(String(15))
    planned_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(String(200))
    """Why it is not possible; the person reads it."""
    mail_number: Mapped[str] = mapped_column(String(40))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Why they cannot come: may be about health, so it is sealed and goes first."""
    phone_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    phone_place: Mapped[int | None] = mapped_column(SmallInteger)
    """Which of the phone's open requests this is, 1…limit; none once it is over."""
    request_key: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(60))
    """A clerk's name, or '' for the person who asked."""

    @property
    def errand(self) -> str:
        """What is done and, of several people, for how many."""
        return errands.counted(self.service_name, self.people)


class HomeEvent(Base):
    """Who did what to a request; rows are only ever added."""

    __tablename__ = "home_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("home_request.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(60))


append_only.protect(cast(Table, HomeEvent.__table__))
