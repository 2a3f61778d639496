"""Undertakings: who does what until when, and whether it was done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date

from forms_app.disputes import sealing
from forms_app.disputes.after import queries
from forms_app.disputes.after.models import BROKEN, KEPT, OPEN, Undertaking
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    NoPromise,
    ReasonMissing,
    TimePast,
    WrongStatus,
)
from forms_app.times import date_words, local_day
from forms_app.vault import Vault

SIDES: Mapping[str, str] = {"applicant": "申请人", "respondent": "对方"}


def promise(work: Work, case: Case, *, side: str, what: str, due: date) -> Undertaking:
    """Write down one thing that one side will do; reminders follow from it."""
    if case.status != CaseStatus.AGREED:
        raise WrongStatus
    if not what.strip():
        raise ReasonMissing
    if due < local_day(work.now):
        raise TimePast
    uid = secrets.token_hex(16)
    row = Undertaking(
        uid=uid,
        case_id=case.id,
        side=side,
        what_sealed=sealing.seal(work.vault, "undertaking.what", uid, what),
        due=due,
        state=OPEN,
    )
    work.session.add(row)
    words = f"{SIDES[side]}答应在{date_words(due)}前做到一件事。"
    line = Line("promised", words, note=what, note_for="applicant")
    record(work, case, line)
    return row


def settle(work: Work, case: Case, undertaking_id: int, *, kept: bool) -> None:
    """Done or not done; once."""
    row = queries.undertaking(work.session, case.id, undertaking_id)
    if row is None or row.state != OPEN:
        raise NoPromise
    row.state, row.settled_at = (KEPT if kept else BROKEN), work.now
    done = "做到了" if kept else "没有做到"
    words = f"{SIDES[row.side]}答应{date_words(row.due)}前做的事，{done}。"
    record(work, case, Line("kept" if kept else "broken", words))


def what_of(vault: Vault, row: Undertaking) -> str:
    return sealing.opened(vault, "undertaking.what", row.uid, row.what_sealed)
