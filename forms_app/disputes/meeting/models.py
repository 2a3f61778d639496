"""Tables of the people around a case: mediators, invited persons, times that suit."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.database import Base, Instant
from forms_app.disputes.models import ID_LENGTH, NAME_LENGTH

KEYS_LENGTH = 200


class Mediator(Base):
    """Somebody who mediates at a station. The name, what they can, nothing else."""

    __tablename__ = "mediator"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    station: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    languages: Mapped[str] = mapped_column(String(KEYS_LENGTH))
    """Keys of mediators.LANGUAGES, separated by spaces; so are the skills."""
    skills: Mapped[str] = mapped_column(String(KEYS_LENGTH))
    foreign: Mapped[bool] = mapped_column(default=False)
    """洋娘舅: comes from abroad, for disputes with foreigners."""
    member_id: Mapped[int | None]
    """The account, for who works at the desk themselves."""
    consent_on: Mapped[date | None] = mapped_column(Date)
    """Since when the name may stand on the public page; None: never asked or no."""
    active: Mapped[bool] = mapped_column(default=True)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(NAME_LENGTH))


class Invited(Base):
    """A relative, neighbour or expert who helps; both sides agreed (人民调解法 20)."""

    __tablename__ = "invited_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    relation: Mapped[str] = mapped_column(String(20))
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    invited_at: Mapped[datetime] = mapped_column(Instant)


class FreeTime(Base):
    """A half-day on which one side can come."""

    __tablename__ = "free_time"
    __table_args__ = (
        UniqueConstraint("case_id", "side", "day", "part", name="uq_free_time_part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"))
    side: Mapped[str] = mapped_column(String(12))
    """applicant | respondent"""
    day: Mapped[date] = mapped_column(Date)
    part: Mapped[str] = mapped_column(String(10))
    """morning | afternoon | evening"""
