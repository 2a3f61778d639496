"""The table of agreements: each text that was drawn up, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.database import Base, Instant
from forms_app.disputes.models import HASH_LENGTH, ID_LENGTH, NAME_LENGTH

DRAFT, SIGNED, VOID = "draft", "signed", "void"


class Agreement(Base):
    """One text. A changed one is another row with the same number; the old is void."""

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint(
            "kind", "station", "year", "seq", "edition", name="uq_agreement_number"
        ),
        CheckConstraint("state IN ('draft', 'signed', 'void')", name="state"),
        CheckConstraint("(state = 'signed') = (signed_on IS NOT NULL)", name="signed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """people | police: two papers that are never mixed."""
    station: Mapped[str] = mapped_column(String(ID_LENGTH))
    year: Mapped[int] = mapped_column(SmallInteger)
    seq: Mapped[int] = mapped_column(Integer)
    """Counted for each station, kind and year."""
    edition: Mapped[int] = mapped_column(SmallInteger)
    terms_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Everything on the sheet, as JSON."""
    fingerprint: Mapped[str] = mapped_column(String(HASH_LENGTH))
    state: Mapped[str] = mapped_column(String(10))
    drawn_at: Mapped[datetime] = mapped_column(Instant)
    drawn_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    signed_on: Mapped[date | None] = mapped_column(Date)
    """The day it took effect: all signatures, the mediator's, the seal."""
