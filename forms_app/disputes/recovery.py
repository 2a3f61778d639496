"""A lost code, found again at the counter: identity first, and a line in the trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from forms_app import references
from forms_app.disputes import queries, sealing, trail
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work
from forms_app.refusals import IdentityUnchecked
from forms_app.vault import Vault

PROOFS: Mapping[str, str] = {
    "id-card": "居民身份证",
    "other-card": "护照、居住证、户口簿等证件",
    "known": "没带证件，两位工作人员或者村社区干部认得本人",
}
RENEWAL: Mapping[str, str] = {
    "new": "换一个新编号（旧的可能被别人看到了）",
    "same": "还用原来的编号",
}


def by_phone(
    session: Session, vault: Vault, phone: str, stations: frozenset[str] | None
) -> Sequence[Case]:
    """Cases of these stations (None: everywhere) whose applicant has this telephone."""
    digest = vault.digest(sealing.PHONE_PURPOSE, phone)
    return queries.cases_by_phone(session, digest, stations)


def recover(work: Work, case: Case, *, proof: str, renewal: str) -> str:
    """The code for the person at the counter; the trail says how they were known.

    The applicant sees the line, so a code given out behind their back does not stay
    unnoticed.  A new code makes the old one worthless at once.
    """
    if proof not in PROOFS or renewal not in RENEWAL:
        raise IdentityUnchecked
    queries.lock_trail(work.session)
    code = sealing.code(work.vault, case)
    if renewal == "new":
        code = references.new_reference(references.CASE_LENGTH)
        case.code_digest = work.vault.digest(sealing.CODE_PURPOSE, code)
        case.code_sealed = sealing.seal(work.vault, "case.code", case.uid, code)
        case.version += 1
    changed = "，换了新编号" if renewal == "new" else ""
    words = f"编号在窗口找回{changed}。核对了：{PROOFS[proof]}。"
    trail.append(work, case.id, Line(kind="code_found", words=words))
    return code
