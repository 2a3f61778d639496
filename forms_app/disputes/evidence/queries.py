"""Questions asked of the files of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.disputes.evidence.models import EvidenceFile
from forms_app.disputes.models import Case


def of_case(session: Session, case_id: int) -> Sequence[EvidenceFile]:
    """The files of a case, in the order they came; their contents are not loaded."""
    return session.scalars(
        select(EvidenceFile)
        .where(EvidenceFile.case_id == case_id)
        .order_by(EvidenceFile.id)
    ).all()


def file_of(session: Session, case_id: int, file_id: int) -> EvidenceFile | None:
    found = session.get(EvidenceFile, file_id)
    return found if found is not None and found.case_id == case_id else None


def known(session: Session, case_id: int, digest: str) -> EvidenceFile | None:
    """The same file sent before, still with its contents."""
    return session.scalar(
        select(EvidenceFile).where(
            EvidenceFile.case_id == case_id,
            EvidenceFile.original_digest == digest,
            EvidenceFile.about_sealed.is_not(None),
        )
    )


def used(session: Session, case_id: int) -> tuple[int, int]:
    """(how many files, how many bytes) a case has."""
    row = session.execute(
        select(func.count(), func.coalesce(func.sum(EvidenceFile.size), 0)).where(
            EvidenceFile.case_id == case_id
        )
    ).one()
    return int(row[0]), int(row[1])


def of_closed(session: Session, *, closed_before: datetime) -> Sequence[int]:
    """Cases closed before this moment whose files still have their contents."""
    return session.scalars(
        select(Case.id)
        .join(EvidenceFile, EvidenceFile.case_id == Case.id)
        .where(Case.closed_at < closed_before, EvidenceFile.about_sealed.is_not(None))
        .distinct()
    ).all()
