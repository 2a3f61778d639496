"""Appointments, closed days, and the trail of who did what.

A place at a counter is a row of `appointment_seat`: its key (station, schedule, start,
seat) gives it once, whoever is faster.  A visit has as many as it lasts slots; a cancelled
one has none, so they are free again.
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
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import append_only, errands
from forms_app.database import Base, Instant

ID_LENGTH = 64
REQUEST_KEY_LENGTH = 64


class Status(StrEnum):
    """FHIR's words for what became of an appointment."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NOSHOW = "noshow"


MISSED = f"status = '{Status.NOSHOW}'"
PHONE_OPEN = "phone_place IS NOT NULL"


class Kind(StrEnum):
    """How somebody came onto the day's list."""

    BOOKED = "booked"
    WALK_IN = "walk_in"


def _key(name: str, *columns: str, of: str, unique: bool = True) -> Index:
    """Of those rows alone for which `of` is true."""
    only = text(of)
    return Index(
        name, *columns, unique=unique, sqlite_where=only, postgresql_where=only
    )


class Appointment(Base):
    """A visit at one counter, of one person or several; name and phone are sealed."""

    __tablename__ = "appointment"
    __table_args__ = (
        UniqueConstraint("reference", name="uq_appointment_reference"),
        UniqueConstraint("request_key", name="uq_appointment_request"),
        # Digests have no order: what is over stays out of these keys, or every booking
        # among a million past ones would write to pages all over the disk.
        _key("uq_appointment_open", "phone_digest", "phone_place", of=PHONE_OPEN),
        _key("uq_appointment_phone_start", "phone_digest", "starts_at", of=PHONE_OPEN),
        _key("ix_appointment_missed", "phone_digest", of=MISSED, unique=False),
        Index("ix_appointment_day", "station_id", "starts_at"),
        CheckConstraint(
            "status IN ('booked', 'arrived', 'fulfilled', 'cancelled', 'noshow')",
            name="status",
        ),
        CheckConstraint("kind IN ('booked', 'walk_in')", name="kind"),
        CheckConstraint(
            "CASE WHEN kind = 'walk_in' OR status = 'cancelled'"
            " THEN seat IS NULL ELSE seat IS NOT NULL AND seat >= 1 END",
            name="seat",
        ),
        CheckConstraint("status = 'booked' OR phone_place IS NULL", name="place"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("persons >= 1", name="persons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(8))
    """The code people hold; plain, it opens nothing without the phone's last digits."""
    station_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    service_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    service_name: Mapped[str] = mapped_column(String(120))
    """As it was called on the day of booking."""
    schedule_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    minutes: Mapped[int] = mapped_column(Integer)
    seat: Mapped[int | None] = mapped_column(SmallInteger)
    """The counter at which the visit begins, 1…seats; none for walk-ins and the cancelled."""
    status: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    whom_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """For whom, when it is not the person who booked; sealed, may be ''.  Then the
    others of the same visit, a line each."""
    phone_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    phone_place: Mapped[int | None] = mapped_column(SmallInteger)
    """Which of the phone's open bookings this is, 1…limit; none once it is over."""
    request_key: Mapped[str] = mapped_column(String(REQUEST_KEY_LENGTH))
    """Digest of the form's key and the wish: the same form sent twice books once.

    Of a booking it begins with the day of the visit, so that those of the coming days
    lie side by side in the index."""
    sequence: Mapped[int] = mapped_column(Integer)
    """Counts changes of the time, for calendars (RFC 5545 3.8.7.4)."""
    version: Mapped[int] = mapped_column(Integer)
    """Counts every change, for the optimistic lock."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(60))
    """A clerk's name, or '' for the person who booked."""
    also_services: Mapped[str | None] = mapped_column(String(260))
    """What else is done in the same visit: ids with '+' between them."""
    who: Mapped[str | None] = mapped_column(String(20))
    """Who comes, of the catalogue's ways ('guardian'): what to bring depends on it."""
    persons: Mapped[int] = mapped_column(
        SmallInteger, default=1, server_default=text("1")
    )
    """How many come for the same things with this one code."""

    @property
    def service_ids(self) -> list[str]:
        """Everything that is done."""
        also = self.also_services
        return [self.service_id, *(errands.read(also)[0] if also else ())]

    @property
    def asked(self) -> str:
        """The same and for how many, as `find_offer` reads it."""
        return errands.written(self.service_ids, self.persons)

    @property
    def errand(self) -> str:
        """What is done and, of several persons, for how many."""
        return errands.counted(self.service_name, self.persons)


class TakenSeat(Base):
    """One counter at one time, given to one visit."""

    __tablename__ = "appointment_seat"
    __table_args__ = (
        Index("ix_appointment_seat_reference", "reference"),
        {"sqlite_with_rowid": False},
    )

    station_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    schedule_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    seat: Mapped[int] = mapped_column(
        SmallInteger, primary_key=True, autoincrement=False
    )
    reference: Mapped[str] = mapped_column(String(8))
    """Of the booking."""


class Closure(Base):
    """A day on which a station gives no appointments, though its hours say open."""

    __tablename__ = "closure"
    __table_args__ = (
        UniqueConstraint("station_id", "day", name="uq_closure_station_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    station_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    day: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(120))
    created_by: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(Instant)


class Hold(Base):
    """A seat kept for somebody who is filling in the form, or kept back for a while.

    It only keeps others out.  The seat itself is given by `appointment_seat`: a
    booking that wins the race of a millisecond against a hold oversells nothing.
    """

    __tablename__ = "hold"
    __table_args__ = (
        UniqueConstraint(
            "station_id", "schedule_id", "starts_at", "seat", name="uq_hold_seat"
        ),
        Index("ix_hold_token", "token"),
        Index("ix_hold_expires", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(32))
    """What the browser remembers; says nothing about a person.  One for a whole visit."""
    station_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    schedule_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    seat: Mapped[int] = mapped_column(SmallInteger)
    held_at: Mapped[datetime] = mapped_column(Instant)
    """Of the future only where a clock was set back since: then it holds nothing."""
    expires_at: Mapped[datetime] = mapped_column(Instant)


class Pause(Base):
    """A telephone that books no more online for some days: its person missed visits.

    The counter serves them as always.  Lifting keeps the row, so that it can be seen
    that somebody has asked once already.
    """

    __tablename__ = "booking_pause"
    __table_args__ = (
        UniqueConstraint("phone_digest", name="uq_booking_pause_phone"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lifted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    phone_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    appealed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the person asked; granted at once, and once in a pause's keeping time."""
    lifted_at: Mapped[datetime | None] = mapped_column(Instant)
    lifted_by: Mapped[str | None] = mapped_column(String(60))
    """'' for the person's own appeal, a clerk's name otherwise."""


class Proposal(Base):
    """A time the desk has moved somebody to because a day is closed.

    The seat is theirs at once; the answer only says whether they know and agree.  Who
    moves or cancels answers by that: `sequence` of the booking has grown since.
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("appointment_id", "sequence", name="uq_proposal_move"),
        Index("ix_proposal_day", "station_id", "from_starts_at"),
        CheckConstraint(
            "(accepted_at IS NULL) = (accepted_by IS NULL)", name="accepted"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"))
    sequence: Mapped[int] = mapped_column(Integer)
    """Of the booking after this move."""
    station_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    from_starts_at: Mapped[datetime] = mapped_column(Instant)
    proposed_at: Mapped[datetime] = mapped_column(Instant)
    proposed_by: Mapped[str] = mapped_column(String(60))
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    accepted_by: Mapped[str | None] = mapped_column(String(60))
    """'' when the one who booked has agreed, a clerk's name after a call."""


class Ticket(Base):
    """A number of one day at one station, for everybody who is there: booked or not."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("station_id", "day", "number", name="uq_ticket_number"),
        UniqueConstraint("appointment_id", name="uq_ticket_appointment"),
        Index("ix_ticket_called", "station_id", "day", "called_at"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"))
    station_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    day: Mapped[date] = mapped_column(Date)
    number: Mapped[int] = mapped_column(SmallInteger)
    called_at: Mapped[datetime | None] = mapped_column(Instant)
    """The last time this number was on the screen."""

    @property
    def words(self) -> str:
        """012"""
        return f"{self.number:03}"


class StationFeed(Base):
    """The secret address under which a station's calendar can be subscribed to."""

    __tablename__ = "station_feed"
    __table_args__ = (
        UniqueConstraint("station_id", name="uq_station_feed_station"),
        UniqueConstraint("secret_digest", name="uq_station_feed_secret"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    station_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    secret_digest: Mapped[str] = mapped_column(String(64))
    """Keyed; the address itself is shown once and stored nowhere."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[str] = mapped_column(String(60))


class AppointmentEvent(Base):
    """Who did what to an appointment; rows are only ever added."""

    __tablename__ = "appointment_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(
        ForeignKey("appointment.id"), index=True
    )
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(60))
    """A clerk's name, or '' for the person who booked."""


append_only.protect(cast(Table, AppointmentEvent.__table__))
