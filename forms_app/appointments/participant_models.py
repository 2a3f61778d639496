"""Whom a visit is for: nothing of them but a digest."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from forms_app.database import Base


class Participant(Base):
    """The name of somebody an open booking is for, as a digest (FHIR: participant).

    Of everybody, whether it is made for them or they come along: one key keeps the limit
    for people of one name, however they come.  The row goes when the visit is over.
    """

    __tablename__ = "appointment_participant"
    __table_args__ = (
        Index("ix_appointment_participant_reference", "reference"),
        {"sqlite_with_rowid": False},
    )

    person_digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """Of the name that is called at the counter and checked against the ID card."""
    person_place: Mapped[int] = mapped_column(
        SmallInteger, primary_key=True, autoincrement=False
    )
    """Which open booking of people of that name this is, 1…limit."""
    reference: Mapped[str] = mapped_column(String(8))
    """Of the booking."""
