"""回访: planned when a case comes to its outcome, done by somebody who asks both sides."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from forms_app.disputes import clocks, sealing
from forms_app.disputes.after import queries
from forms_app.disputes.after.models import DONE, DROPPED, PLANNED, Visit
from forms_app.disputes.lifecycle import CaseStatus, Step, advance
from forms_app.disputes.models import Case
from forms_app.disputes.queries import ENDED
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    KeptMissing,
    NotTold,
    WrongStatus,
)
from forms_app.times import local_day
from forms_app.vault import Vault

KEPT: Mapping[str, str] = {
    "yes": "都履行了",
    "not_yet": "还没到期，或者正在履行",
    "no": "没有履行",
    "none": "没有协议要履行",
}
SATISFIED: Mapping[str, str] = {"yes": "满意", "no": "不满意"}
RISK: Mapping[str, str] = {
    "calm": "平稳，没有激化的苗头",
    "watch": "还有气，要盯着",
    "danger": "可能出事，已经报告公安机关",
}
DANGER = "danger"
VISITED = (CaseStatus.AGREED, *ENDED)
BREACH_WORDS = "您可以申请法院强制执行已确认的协议，或者起诉。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody came back with."""

    kept: str
    satisfied: str
    risk: str
    told: str = ""
    """Whom they told, where things may turn dangerous (人民调解法 Art. 25)."""
    note: str = ""


def plan(work: Work, case: Case, *, first_only: bool = False) -> None:
    """The visits of this outcome; called once, where it comes about."""
    day, steps = local_day(work.now), work.catalogue.disputes.follow_up_days
    for days in steps[:1] if first_only else steps:
        due = clocks.rolled(work.catalogue, day + timedelta(days=days))
        work.session.add(
            Visit(
                uid=secrets.token_hex(16),
                case_id=case.id,
                due=due,
                days=days,
                state=PLANNED,
            )
        )


def visit(work: Work, case: Case, report: Report) -> Visit:
    """Write a visit down: the next planned one, or one more."""
    if case.status not in VISITED:
        raise WrongStatus
    agreed = case.status == CaseStatus.AGREED
    if agreed and report.kept == "none":
        raise KeptMissing
    if report.risk == DANGER and not report.told.strip():
        raise NotTold
    row = queries.next_visit(work.session, case.id) or _unplanned(work, case)
    row.state, row.visited_at, row.visitor = DONE, work.now, work.by.name
    row.kept, row.satisfied, row.risk = report.kept, report.satisfied, report.risk
    note = "\n".join(text for text in (report.note, report.told) if text)
    row.note_sealed = sealing.seal(work.vault, "visit.note", row.uid, note)
    case.risk, case.risk_at = report.risk, work.now
    if agreed:
        _move_on(case, report)
    words = f"回访过了：{KEPT[report.kept]}；{SATISFIED[report.satisfied]}。"
    if agreed and report.kept == "no":
        words += BREACH_WORDS
    record(work, case, Line("visited", words))
    if report.risk != "calm":
        _mark_risk(work, case, report)
    return row


def _unplanned(work: Work, case: Case) -> Visit:
    row = Visit(
        uid=secrets.token_hex(16),
        case_id=case.id,
        due=local_day(work.now),
        days=0,
        state=PLANNED,
    )
    work.session.add(row)
    return row


def _move_on(case: Case, report: Report) -> None:
    """An agreement that was kept is fulfilled; one that was not has another way."""
    if report.kept == "yes":
        case.status = advance(case.status, Step.FULFIL)
    elif report.kept == "no":
        case.status = advance(case.status, Step.BREACH)
        case.next_way = "court"


def _mark_risk(work: Work, case: Case, report: Report) -> None:
    """Never editable away: a line of the trail with who was told."""
    line = Line("risk", f"风险：{RISK[report.risk]}。", shown=False, note=report.told)
    record(work, case, line)


def asked(session: Session, case: Case) -> bool:
    """Whether somebody has been there since the outcome."""
    since = case.outcome_at or case.received_at
    return any(
        row.visited_at is not None and row.visited_at >= since
        for row in queries.done_visits(session, case.id)
    )


def drop_planned(work: Work, case: Case) -> None:
    """A closed case is not visited any more."""
    for row in queries.visits(work.session, case.id):
        if row.state == PLANNED:
            row.state = DROPPED


def note_of(vault: Vault, row: Visit) -> str:
    return sealing.opened(vault, "visit.note", row.uid, row.note_sealed)
