"""Who comes along in a visit of several persons: nothing of them but a digest."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.database import Base


class Companion(Base):
    """The name of somebody who comes along in an open booking, as a digest.

    Its key keeps the limit for people of one name, as `uq_appointment_person` does for
    whoever a booking is made for.  The row goes when the visit is over.
    """

    __tablename__ = "appointment_companion"
    __table_args__ = (
        Index("ix_appointment_companion_reference", "reference"),
        {"sqlite_with_rowid": False},
    )

    person_digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    person_place: Mapped[int] = mapped_column(
        SmallInteger, primary_key=True, autoincrement=False
    )
    """Which open booking of people of that name this is, 1…limit."""
    reference: Mapped[str] = mapped_column(String(8))
    """Of the booking."""
