"""When a case has been closed long enough, the people go and the figures stay."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from forms_app.disputes import queries, trail
from forms_app.disputes.after import queries as after_queries
from forms_app.disputes.evidence import filing
from forms_app.disputes.meeting.queries import invited
from forms_app.disputes.models import Case
from forms_app.disputes.papers.queries import agreements
from forms_app.disputes.spot.queries import losses
from forms_app.disputes.trail import Line, Work

CASE_SECRETS = (
    "code_sealed",
    "story_sealed",
    "triage_sealed",
    "wish_sealed",
    "contact_sealed",
    "details_sealed",
    "terms_sealed",
)
PARTY_SECRETS = ("name_sealed", "phone_sealed", "about_sealed", "phone_digest")
SESSION_SECRETS = ("facts_sealed", "concessions_sealed")
Find = Callable[[Session, int], Sequence[object]]
SECRETS: tuple[tuple[Find, tuple[str, ...]], ...] = (
    (queries.parties, PARTY_SECRETS),
    (queries.referrals, ("reason_sealed",)),
    (queries.sessions, SESSION_SECRETS),
    (agreements, ("terms_sealed",)),
    (invited, ("name_sealed",)),
    (after_queries.undertakings, ("what_sealed",)),
    (after_queries.visits, ("note_sealed",)),
    (losses, ("what_sealed", "fen_sealed")),
    (queries.events, ("note_sealed",)),
)
"""What stands beside the case itself: how to find it, what of it is emptied."""


def erase_old(work: Work) -> int:
    """Empty every sealed value of cases closed longer ago than the policy keeps them.

    Type, area, dates, steps and the chain of the trail stay; the erasure is a line of
    its own. Returns how many cases it was.
    """
    queries.lock_trail(work.session)
    before = work.now - timedelta(days=work.catalogue.disputes.keep_days)
    cases = queries.cases_to_erase(work.session, closed_before=before)
    for case in cases:
        erase_case(work, case, "保存期满，个人信息已经删除。")
    return len(cases)


def erase_case(work: Work, case: Case, words: str) -> None:
    """Empty one case; `words` are the line that says why."""
    session = work.session
    _empty(case, *CASE_SECRETS)
    case.needs = ""
    case.erase_asked_at = case.mend_asked_at = None
    for find, columns in SECRETS:
        for row in find(session, case.id):
            _empty(row, *columns)
    filing.erase(session, case.id)
    case.version += 1
    trail.append(work, case.id, Line(kind="erased", words=words))


def _empty(row: object, *columns: str) -> None:
    for column in columns:
        setattr(row, column, None)
