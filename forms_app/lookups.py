"""Opening a record by its code and the phone's last four digits.

Wrong tries are counted per code and over all codes in the database, so that every
server counts together.  A code that is unknown, locked or paired with other digits
gets the same refusal, after the same work.

Only tries at codes that exist and are not locked count: who invents codes, or goes on
hammering a locked one, must not be able to shut the door for everybody else.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, String, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from forms_app.database import Base, Instant, one_at_a_time, rows_of
from forms_app.vault import Vault

TRIES_PER_CODE = 5
TRIES_OVER_ALL = 3000
UNCOUNTED = "uncounted"
"""The kind of a try that was written down only to take the same time."""
WINDOW = timedelta(minutes=30)
TAIL = 4
"""How many of the phone's last digits are asked."""
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed to open a record of this kind."""

    kind: str
    code_digest: bytes
    tail: str
    """The last digits of the telephone."""


class FailedLookup(Base):
    """One wrong try; forgotten after the window."""

    __tablename__ = "failed_lookup"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    code_digest: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


def may_try(session: Session, kind: str, code_digest: bytes, *, now: datetime) -> bool:
    """Whether this code, and the service as a whole, still has tries left."""
    one_at_a_time(session, code_digest)
    recent = (FailedLookup.kind == kind) & (FailedLookup.at > now - WINDOW)
    of_code = select(func.count()).where(
        recent, FailedLookup.code_digest == code_digest
    )
    of_all = select(func.count()).where(recent)
    return (session.scalar(of_code) or 0) < TRIES_PER_CODE and (
        session.scalar(of_all) or 0
    ) < TRIES_OVER_ALL


def opens(
    session: Session,
    vault: Vault,
    attempt: Attempt,
    phone: str | None,
    *,
    now: datetime,
) -> bool:
    """Whether the digits are those of the record's phone; None: no such record.

    Unknown, locked, erased or wrong: the caller learns only that it did not open.  A
    wrong try is counted, so the transaction must commit.
    """
    kind, digest = attempt.kind, attempt.code_digest
    allowed = may_try(session, kind, digest, now=now)
    if not phone:
        vault.open(NOBODY, vault.seal(NOBODY, "0" * 11))  # as long as with a phone
    digits = (phone or "")[-TAIL:]
    matches = hmac.compare_digest(digits.encode(), attempt.tail.encode())
    if phone and matches and allowed:
        return True
    counts = allowed and phone is not None
    record_failure(session, kind, digest, counts=counts, now=now)
    return False


def record_failure(
    session: Session, kind: str, code_digest: bytes, *, counts: bool, now: datetime
) -> None:
    """Write down one wrong try and forget those past the window."""
    forget_past(session, now=now)
    written = kind if counts else UNCOUNTED
    session.add(FailedLookup(kind=written, code_digest=code_digest, at=now))


def forget_past(session: Session, *, now: datetime) -> int:
    """Drop the tries past the window; how many they were."""
    gone = session.execute(delete(FailedLookup).where(FailedLookup.at <= now - WINDOW))
    return rows_of(gone)
