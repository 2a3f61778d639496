"""What was handed in with a case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from forms_app.database import Base, Instant
from forms_app.disputes.models import HASH_LENGTH, NAME_LENGTH


class EvidenceFile(Base):
    """A photo or paper, cleaned and sealed; its contents can be emptied later.

    In the database, not beside it: one backup has all, nothing lies half-saved, and no
    web server can give it away by mistake.
    """

    __tablename__ = "evidence_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    """jpeg | png | pdf"""
    size: Mapped[int]
    """Bytes kept of it, the original included."""
    original_digest: Mapped[str] = mapped_column(String(HASH_LENGTH))
    """SHA-256 of what was sent: whoever has the original can show that it is this one."""
    about_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    clean_sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    original_sealed: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """Of a PDF only: cleaning may take away what a court wants to see."""
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
