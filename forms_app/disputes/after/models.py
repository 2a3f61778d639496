"""Tables of what follows an outcome: promises with their day, and visits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
)
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.database import Base, Instant
from forms_app.disputes.models import NAME_LENGTH

OPEN, KEPT, BROKEN = "open", "kept", "broken"
PLANNED, DONE, DROPPED = "planned", "done", "dropped"


class Undertaking(Base):
    """Who does what until when."""

    __tablename__ = "undertaking"
    __table_args__ = (
        Index("ix_undertaking_due", "state", "due"),
        CheckConstraint("state IN ('open', 'kept', 'broken')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    side: Mapped[str] = mapped_column(String(12))
    """applicant | respondent"""
    what_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    due: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)


class Visit(Base):
    """回访: somebody goes and asks both sides; planned first, then done."""

    __tablename__ = "follow_up_visit"
    __table_args__ = (
        Index("ix_follow_up_visit_due", "state", "due"),
        CheckConstraint("state IN ('planned', 'done', 'dropped')", name="state"),
        CheckConstraint("(state = 'done') = (visited_at IS NOT NULL)", name="done"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    due: Mapped[date] = mapped_column(Date)
    days: Mapped[int] = mapped_column(SmallInteger)
    """After the outcome; 0 for a visit nobody had planned."""
    state: Mapped[str] = mapped_column(String(10))
    visited_at: Mapped[datetime | None] = mapped_column(Instant)
    visitor: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    kept: Mapped[str] = mapped_column(String(10), default="")
    """yes | no | not_yet; '' where nothing was agreed."""
    satisfied: Mapped[str] = mapped_column(String(10), default="")
    """yes | no"""
    risk: Mapped[str] = mapped_column(String(10), default="")
    """calm | watch | danger"""
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
