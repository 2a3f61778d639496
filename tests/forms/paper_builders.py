"""What a case's papers are made from, and a Word file read back."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from sqlalchemy.orm import Session

from forms_app.disputes.models import Case
from forms_app.disputes.papers import dossier
from forms_app.disputes.papers.record import Dossier
from tests.disputes_builders import Register, a_work

READY = ("accept", "assign", "rights", "plan", "hold", "draw", "sign")


def of_case(register: Register, case_id: int) -> Dossier:
    with Session(register.engine) as session:
        work = a_work(session, register.vault, register.catalogue)
        return dossier.opened(work, session.get_one(Case, case_id))


def read_back(file: bytes) -> list[str]:
    """Every paragraph and cell of a Word file."""
    document = Document(BytesIO(file))
    cells = [c for table in document.tables for row in table.rows for c in row.cells]
    return [p.text for p in document.paragraphs] + [cell.text for cell in cells]
