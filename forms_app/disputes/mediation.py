"""What the station that holds a case does with it, from acceptance to its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from build_scripts.shared.working_days import Deadline
from forms_app.disputes import clocks, intake, queries, sealing, trail
from forms_app.disputes.after import visits
from forms_app.disputes.lifecycle import Step, advance
from forms_app.disputes.meeting.mediators import must_not_be_a_party
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import (
    ChangedMeanwhile,
    NotLater,
    ReasonMissing,
    TiesNotTold,
    WrongStatus,
)
from forms_app.times import date_words, local, local_day

POLICE = "police_mediation"
"""The way of 治安调解, as the catalogue names it."""
CHANGE_ASKED = "change_asked"
IDENTITY = "identity"
NEXT_WAYS: Mapping[str, str] = {
    "people_mediation": "找人民调解委员会调解（不收费）",
    "police": "治安问题，由派出所依法处理",
    "labour_arbitration": "向劳动人事争议仲裁委员会申请仲裁",
    "land_arbitration": "向农村土地承包仲裁委员会申请仲裁",
    "administrative": "请主管部门处理",
    "court": "向人民法院起诉",
    "legal_aid": "申请法律援助（打 12348）",
    "petition": "走信访渠道",
}


def unchanged(case: Case, version: int) -> None:
    """ChangedMeanwhile, with who and when, if the form showed an older version."""
    if case.version != version:
        at = local(case.changed_at)
        raise ChangedMeanwhile(
            f"{case.changed_by} 在 {at:%H:%M} 改过这件事，请再看一眼最新内容。"
        )


def accept(work: Work, case: Case, *, identity_checked: bool) -> None:
    """Take the case on; the clock of mediation starts."""
    case.status = advance(case.status, Step.ACCEPT)
    case.accepted_at = work.now
    case.identity_checked = case.identity_checked or identity_checked
    deadline = clocks.mediate_by(work.catalogue, work.now)
    until = ""
    if deadline is not None:
        case.due_by, case.due_last = deadline.safe, deadline.last
        until = f"一般在{date_words(deadline.safe)}前办完。"
    record(work, case, Line(kind="accepted", words=f"已经受理。{until}"))


def identity_was_checked(work: Work, case: Case) -> None:
    """Who was taken on unseen has shown who they are; now the other side may be told."""
    if case.status not in queries.UNDER_WAY or case.identity_checked:
        raise WrongStatus
    case.identity_checked = True
    record(work, case, Line(kind=IDENTITY, words="您的身份核对过了。"))


def decline(work: Work, case: Case, *, reason: str, ground: str, way: str) -> None:
    """Refuse the case with reason, legal ground and the next way."""
    _demand(reason, ground)
    case.status = advance(case.status, Step.DECLINE)
    case.outcome, case.outcome_at, case.next_way = case.status, work.now, way
    words = f"这件事我们不能受理。您可以：{NEXT_WAYS[way]}。"
    note = f"{reason}（依据：{ground}）"
    record(work, case, Line("declined", words, note=note, note_for="applicant"))


@dataclass(frozen=True, slots=True)
class Ties:
    """What the mediator has said of ties to the parties (在线调解规则 Art. 13)."""

    told: bool = False
    """There are some; both sides know and agree all the same."""
    which: str = ""


def assign(
    work: Work,
    case: Case,
    *,
    mediator: str,
    mediator_id: int | None,
    ties: Ties = Ties(),
) -> None:
    """Name the mediator, never a party; the applicant may ask for another."""
    _demand(mediator)
    must_not_be_a_party(work, case, mediator)
    if ties.told and not ties.which.strip():
        raise TiesNotTold
    changed = case.mediator_name is not None
    case.mediator_name, case.mediator_id = mediator, mediator_id
    words = f"换了调解员，现在是{mediator}。" if changed else f"调解员是{mediator}。"
    words += (
        "调解员说明了和当事人的关系，双方都同意。"
        if ties.told
        else "调解员说明了：和双方没有亲属、利害关系。"
    )
    record(work, case, Line(kind="assigned", words=words, note=ties.which))


def ask_for_another(work: Work, case: Case, *, reason: str) -> None:
    """The applicant wants another mediator (人民调解法 Art. 23); the desk decides."""
    if case.status not in queries.UNDER_WAY or case.mediator_name is None:
        raise WrongStatus
    line = Line(CHANGE_ASKED, "您要求换一位调解员，我们会答复您。", note=reason)
    record(work, case, line)


def add_note(work: Work, case: Case, *, text: str, for_applicant: bool) -> None:
    _demand(text)
    reader = "applicant" if for_applicant else "station"
    words = "工作人员给您留了话。" if for_applicant else "内部记录。"
    line = Line("note", words, shown=for_applicant, note=text, note_for=reader)
    record(work, case, line)


def extend(work: Work, case: Case, *, until: date, reason: str) -> None:
    """More time for mediation, because both sides want it (若干规定: 一般一个月).

    The caller has asked both; the day may only move away, and only into the future.
    """
    _demand(reason)
    if case.status not in queries.UNDER_WAY or case.way_kind == POLICE:
        raise WrongStatus
    if until <= local_day(work.now) or (case.due_by and until <= case.due_by):
        raise NotLater
    case.due_by, case.due_last = until, clocks.rolled(work.catalogue, until)
    words = f"双方都同意多给一些时间，调解延长到{date_words(until)}。"
    record(work, case, Line(kind="extended", words=words, note=reason))


def agree(work: Work, case: Case, *, terms: str, perform_by: date | None) -> None:
    """Record that both sides agreed, on what, and until when."""
    _demand(terms)
    case.status = advance(case.status, Step.AGREE)
    case.outcome, case.outcome_at = case.status, work.now
    case.terms_sealed = sealing.seal(work.vault, "case.terms", case.uid, terms)
    case.perform_by = perform_by
    words = "谈成了，达成了协议。请按约定履行。"
    if case.way_kind != POLICE:
        words += confirm_words(clocks.confirm_by(work.catalogue, work.now))
    visits.plan(work, case)
    record(work, case, Line(kind="agreed", words=words))


def confirm_words(deadline: Deadline | None) -> str:
    """The safe day first: nobody shall lose the court's help by our arithmetic."""
    if deadline is None:
        return ""
    words = f"想让法院确认协议的，双方请在{date_words(deadline.safe)}前一起申请"
    if deadline.last != deadline.safe:
        words += f"，最迟{date_words(deadline.last)}"
    return words + "。"


def fail(work: Work, case: Case, *, reason: str, way: str) -> None:
    """Record that no agreement came about, and the next lawful way."""
    _demand(reason)
    case.status = advance(case.status, Step.FAIL)
    case.outcome, case.outcome_at, case.next_way = case.status, work.now, way
    visits.plan(work, case, first_only=True)
    words = f"这次没有谈成，不影响您的其他权利。下一步可以：{NEXT_WAYS[way]}。"
    record(work, case, Line(kind="not_agreed", words=words, note=reason))


def withdraw(work: Work, case: Case, *, reason: str) -> None:
    """The applicant has told the station that they take the request back."""
    _demand(reason)
    intake.withdraw(work, case)
    line = Line(kind="note", words="内部记录。", shown=False, note=reason)
    record(work, case, line)


def log_reading(work: Work, case: Case, *, what: str, reason: str) -> None:
    """Who looked at what, and why; no new version, nothing of the case changed."""
    _demand(reason)
    line = Line(kind="read", words=f"查看了{what}。", shown=False, note=reason)
    trail.append(work, case.id, line)


def _demand(*texts: str) -> None:
    if not all(text.strip() for text in texts):
        raise ReasonMissing
