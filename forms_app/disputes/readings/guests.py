"""Breaking the glass: reading a case of another station in an emergency, for an hour.

It needs a reason, stands in the trail at once, and the applicant sees that it was done.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.disputes import trail
from forms_app.disputes.models import Case
from forms_app.disputes.readings import queries
from forms_app.disputes.readings.models import CaseGuest
from forms_app.disputes.trail import Line, Work
from forms_app.refusals import ReasonMissing

OPEN_FOR = timedelta(hours=1)
SHORTEST_REASON = 6
"""Characters: "急" is no reason."""


def let_in(work: Work, case: Case, *, reason: str) -> CaseGuest:
    """Open the case for whoever acts, until the hour is over."""
    assert work.by.id is not None  # noqa: S101 - only staff come here
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonMissing("请写清楚为什么现在必须看，至少六个字。")
    words = f"{work.by.name}因为紧急情况临时查看了这件事（一小时内）。"
    line = trail.append(work, case.id, Line("guest", words, note=reason))
    guest = CaseGuest(
        case_id=case.id,
        staff_id=work.by.id,
        line=line.seq,
        since=work.now,
        until=work.now + OPEN_FOR,
    )
    work.session.add(guest)
    return guest


def is_in(session: Session, case_id: int, staff_id: int, now: datetime) -> bool:
    return queries.open_guest(session, case_id, staff_id, now) is not None
