"""What each household has lost."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.database import Base


class HouseholdLoss(Base):
    """One household's line of the loss list."""

    __tablename__ = "household_loss"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("dispute_party.id"))
    what_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What was lost, in the household's words."""
    fen_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """How much is to be paid for it, in 分."""
    paid: Mapped[bool]
    """Whether it was paid on the spot."""
