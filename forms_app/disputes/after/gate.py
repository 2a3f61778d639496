"""三个不放过: a case is closed when it is settled, calm, and people were asked; or reopened.

Only the head may pass by, with a reason, and each time is counted in public.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_app.disputes import clocks
from forms_app.disputes.after import visits
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    GateClosed,
    ReasonMissing,
)

SETTLED = "问题没有解决，也没有告诉当事人下一步走哪条路"
CALM = "有结果以后，还没有再看过会不会激化，或者还有危险"
ASKED = "有结果以后，还没有回访，也没有问过当事人满不满意"
ENDS_BY_ITSELF = (CaseStatus.FULFILLED, CaseStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the gate looks at."""

    status: str
    next_way: str | None
    risk: str
    risk_seen: bool
    """Since the outcome."""
    asked: bool
    """A visit since the outcome, or the applicant's own answer."""


def unmet(facts: Facts) -> tuple[str, ...]:
    """What stands against closing, as sentences; empty: the gate is open."""
    settled = facts.status in ENDS_BY_ITSELF or bool(facts.next_way)
    calm = facts.risk_seen and facts.risk != visits.DANGER
    checks = ((settled, SETTLED), (calm, CALM), (facts.asked, ASKED))
    return tuple(words for met, words in checks if not met)


def facts_of(session: Session, case: Case) -> Facts:
    since = case.outcome_at or case.received_at
    return Facts(
        status=case.status,
        next_way=case.next_way,
        risk=case.risk,
        risk_seen=case.risk_at is not None and case.risk_at >= since,
        asked=visits.asked(session, case) or case.rating is not None,
    )


def close(work: Work, case: Case, *, reason: str, override: bool = False) -> None:
    """File the case away. `override` is the head's, and is counted."""
    if not reason.strip():
        raise ReasonMissing
    status = advance(case.status, Step.CLOSE)
    against = unmet(facts_of(work.session, case))
    if against and not override:
        raise GateClosed(f"还不能办结：{'；'.join(against)}。")
    case.status, case.closed_at = status, work.now
    case.overridden = bool(against)
    visits.drop_planned(work, case)
    words = "这件事已经办结归档。"
    if against:
        words += "有一些事还没做完，由负责人决定办结，这一次计入公开的数字。"
    record(work, case, Line("closed", words, note=reason))


def reopen(work: Work, case: Case, *, reason: str) -> None:
    """What was not settled is taken up again; the next station up may be proposed."""
    if not reason.strip():
        raise ReasonMissing
    case.status = advance(case.status, Step.REOPEN)
    case.outcome = case.outcome_at = case.next_way = None
    case.accepted_at = case.due_by = case.due_last = None
    case.rating = case.rated_at = None
    case.accept_by = clocks.accept_by(work.catalogue, work.now)
    visits.drop_planned(work, case)
    words = "这件事重新办，我们会答复您。"
    record(work, case, Line("reopened", words, note=reason, note_for="applicant"))
