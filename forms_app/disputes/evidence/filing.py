"""A file is cleaned, sealed and entered with a line in the trail; or refused whole."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.disputes import queries as register
from forms_app.disputes import sealing, trail
from forms_app.disputes.evidence import child, queries, scanner
from forms_app.disputes.evidence.cleaning import Unclean
from forms_app.disputes.evidence.models import EvidenceFile
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work
from forms_app.refusals import FileRefused, FileTooBig, TooManyFiles, WrongStatus
from forms_app.vault import Vault

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 20
MOST_OF_CASE = 60 * 1024 * 1024
KIND_WORDS: Mapping[str, str] = {"jpeg": "照片", "png": "图片", "pdf": "PDF 文件"}
MIME: Mapping[str, str] = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
}
ENDING: Mapping[str, str] = {"jpeg": "jpg", "png": "png", "pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that has been cleaned and waits to be entered."""

    kind: str
    content: bytes
    original: bytes
    about: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in a list."""

    id: int
    kind: str
    kind_words: str
    about: str
    kilobytes: int
    at: datetime
    by: str
    has_original: bool


def cleaned(content: bytes, about: str, clamd: str = "") -> Handed:
    """Clean a file before any transaction begins: it may take seconds.

    `clamd`: the socket of a virus scanner that looks at it first; '' is none.
    """
    if len(content) > MOST_BYTES:
        raise FileTooBig
    if clamd:
        scanner.must_be_clean(clamd, content)
    try:
        done = child.cleaned(content)
    except Unclean as unclean:
        raise FileRefused.because(unclean.why) from unclean
    return Handed(done.kind, done.content, content, about)


def add(work: Work, case: Case, handed: Handed) -> EvidenceFile:
    """Enter a cleaned file; the same bytes again are the file that is there already."""
    register.lock_trail(work.session)
    digest = hashlib.sha256(handed.original).hexdigest()
    known = queries.known(work.session, case.id, digest)
    if known is not None:
        return known
    if case.status == CaseStatus.CLOSED or case.code_sealed is None:
        raise WrongStatus
    original = handed.original if handed.kind == "pdf" else b""
    size = len(handed.content) + len(original)
    count, total = queries.used(work.session, case.id)
    if count >= MOST_FILES or total + size > MOST_OF_CASE:
        raise TooManyFiles
    uid, vault = secrets.token_hex(16), work.vault
    entered = EvidenceFile(
        uid=uid,
        case_id=case.id,
        kind=handed.kind,
        size=size,
        original_digest=digest,
        about_sealed=vault.seal(f"evidence.about:{uid}", handed.about),
        clean_sealed=vault.seal_bytes(f"evidence.clean:{uid}", handed.content),
        original_sealed=vault.seal_bytes(f"evidence.original:{uid}", original)
        if original
        else None,
        added_at=work.now,
        added_by=work.by.name,
    )
    work.session.add(entered)
    words = f"收到一份材料：{KIND_WORDS[handed.kind]}。"
    trail.append(work, case.id, Line(kind="file", words=words))
    return entered


def listed(session: Session, vault: Vault, case: Case) -> tuple[Listed, ...]:
    return tuple(
        Listed(
            id=file.id,
            kind=file.kind,
            kind_words=KIND_WORDS[file.kind],
            about=sealing.opened(vault, "evidence.about", file.uid, file.about_sealed),
            kilobytes=max(1, file.size // 1024),
            at=file.added_at,
            by=file.added_by,
            has_original=file.kind == "pdf",
        )
        for file in queries.of_case(session, case.id)
        if file.about_sealed is not None
    )


def content_of(vault: Vault, file: EvidenceFile, *, original: bool) -> bytes | None:
    """What was kept; None when it was erased or there is no original."""
    sealed = file.original_sealed if original else file.clean_sealed
    which = "original" if original else "clean"
    if sealed is None:
        return None
    return vault.open_bytes(f"evidence.{which}:{file.uid}", sealed)


def erase(session: Session, case_id: int) -> None:
    """Empty the contents; that there were files stays."""
    for file in queries.of_case(session, case_id):
        file.about_sealed = file.clean_sealed = file.original_sealed = None
