"""Who looked at which case."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.database import Base, Instant
from forms_app.disputes.models import NAME_LENGTH


class CaseReading(Base):
    """Somebody at the desk looked at a case on a day; kept longer than half a year."""

    __tablename__ = "case_reading"
    __table_args__ = (
        UniqueConstraint("case_id", "staff_id", "day", "kind", name="uq_case_reading"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("dispute_case.id"))
    """None for a search that found nothing."""
    staff_id: Mapped[int]
    staff_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    day: Mapped[date] = mapped_column(Date, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """A key of log.KIND_WORDS."""
    times: Mapped[int]
    first_at: Mapped[datetime] = mapped_column(Instant)
    last_at: Mapped[datetime] = mapped_column(Instant)


class CaseGuest(Base):
    """Somebody of another station reads a case in an emergency, for a while."""

    __tablename__ = "case_guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    staff_id: Mapped[int]
    line: Mapped[int | None]
    """The trail's line that says who it was and why."""
    since: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the head of the station that holds the case took note of it."""
    seen_by: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
