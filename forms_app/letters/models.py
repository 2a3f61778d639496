"""Letters, and the trail of who did what with them.

What somebody wrote, what was answered and their telephone are sealed; there is no name.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import (
    Boolean,
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

from forms_app import append_only
from forms_app.database import Base, Instant


class Kind(StrEnum):
    """What somebody writes for."""

    QUESTION = "question"
    """在线咨询: somebody who knows the law answers."""
    WISH = "wish"
    """民情直达: a wish or a complaint, said to the station itself."""
    MISTAKE = "mistake"
    """这里写错了: on one page of the site."""


class Status(StrEnum):
    """Where a letter stands."""

    NEW = "new"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """Nobody answered for as long as letters are kept."""


class Letter(Base):
    """One letter; everything somebody wrote is sealed."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("reference", name="uq_letter_reference"),
        UniqueConstraint("request_key", name="uq_letter_request"),
        Index("uq_letter_place", "phone_digest", "phone_place", unique=True),
        Index("ix_letter_desk", "station_id", "status"),
        Index("ix_letter_published", "published_at"),
        CheckConstraint("kind IN ('question', 'wish', 'mistake')", name="kind"),
        CheckConstraint(
            "status IN ('new', 'answered', 'withdrawn', 'lapsed')", name="status"
        ),
        CheckConstraint("phone_place IS NULL OR status = 'new'", name="place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(10))
    station_id: Mapped[str] = mapped_column(String(64))
    """Who answers; '' is whoever keeps the site."""
    area_id: Mapped[str] = mapped_column(String(64))
    """The village or community; '' of a mistake."""
    page: Mapped[str] = mapped_column(String(200))
    """The page with the mistake, from the site's root; '' of the others."""
    status: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[date | None] = mapped_column(Date)
    """The last day to answer; none where the calendar does not reach so far."""
    may_publish: Mapped[bool] = mapped_column(Boolean)
    """The writer agrees that others may read question and answer, without anybody."""
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Empty when none was given: then nobody can look the answer up."""
    answer_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    phone_place: Mapped[int | None] = mapped_column(SmallInteger)
    """Which of the phone's unanswered letters this is, 1…limit."""
    shown_question: Mapped[str] = mapped_column(String(300))
    """As a clerk has written it anew for everybody; '' while it is not published."""
    shown_answer: Mapped[str] = mapped_column(String(1000))
    published_at: Mapped[datetime | None] = mapped_column(Instant)
    request_key: Mapped[str] = mapped_column(String(64))
    version: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(60))
    """A clerk's name, or '' for who wrote."""


class LetterEvent(Base):
    """Who did what with a letter; rows are only ever added."""

    __tablename__ = "letter_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(60))


append_only.protect(cast(Table, LetterEvent.__table__))
