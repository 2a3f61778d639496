"""The steps the desk can take with a case: one table, one small deed each."""

from __future__ import annotations

from datetime import time
from typing import Any

from forms_app.access import Permission
from forms_app.catalogue import Catalogue
from forms_app.disputes import (
    deciding,
    desk_forms,
    escalation,
    mediation,
    referrals,
    sessions,
)
from forms_app.disputes.after import after_actions
from forms_app.disputes.desk_action import NOT_CLOSED, OPEN, RUNNING, Action
from forms_app.disputes.desk_timeline import DeskView
from forms_app.disputes.lifecycle import CaseStatus, Step
from forms_app.disputes.mediation import POLICE
from forms_app.disputes.meeting import meeting_actions
from forms_app.disputes.meeting import queries as meeting_queries
from forms_app.disputes.models import Case
from forms_app.disputes.papers import paper_actions
from forms_app.disputes.referrals import HandOver
from forms_app.disputes.sessions import Meeting
from forms_app.disputes.trail import Work
from forms_app.form_fields import given
from forms_app.times import at_local, moment_words

SOMEBODY_ELSE = "0"
FROM_REGISTER = "m"


def _accept(work: Work, case: Case, form: Any) -> None:
    mediation.accept(work, case, identity_checked=bool(form.identity_checked.data))


def _identity(work: Work, case: Case, form: Any) -> None:
    mediation.identity_was_checked(work, case)


def _decide(work: Work, case: Case, form: Any) -> None:
    deciding.decide(
        work,
        case,
        way=given(form.way),
        reason=given(form.reason),
        ground=given(form.ground),
    )


def _decline(work: Work, case: Case, form: Any) -> None:
    mediation.decline(
        work,
        case,
        reason=given(form.reason),
        ground=given(form.ground),
        way=given(form.way),
    )


def _assign(work: Work, case: Case, form: Any) -> None:
    ties = mediation.Ties(given(form.ties) == "told", given(form.ties_note))
    name, member_id = chosen_mediator(work, form)
    mediation.assign(work, case, mediator=name, mediator_id=member_id, ties=ties)


def chosen_mediator(work: Work, form: Any) -> tuple[str, int | None]:
    """A colleague, somebody of the register ('m12'), or a name that was typed."""
    chosen = given(form.colleague)
    if chosen == SOMEBODY_ELSE:
        return given(form.mediator), None
    if chosen.startswith(FROM_REGISTER):
        row = meeting_queries.mediator(work.session, int(chosen[1:]))
        return (row.name, row.member_id) if row else ("", None)
    return form.colleague.choices[chosen], int(chosen)


def _hand_over(work: Work, case: Case, form: Any) -> None:
    wish = HandOver(
        to_station=given(form.to_station),
        reason=given(form.reason),
        ground=given(form.ground),
        consent=given(form.consent),
    )
    referrals.hand_over(work, case, wish)


def _take_over(work: Work, case: Case, form: Any) -> None:
    referrals.take_over(work, case)


def _hand_back(work: Work, case: Case, form: Any) -> None:
    referrals.hand_back(work, case, reason=given(form.reason))


def _recall(work: Work, case: Case, form: Any) -> None:
    referrals.recall(work, case, reason=given(form.reason))


def _stay(work: Work, case: Case, form: Any) -> None:
    escalation.stay(work, case, reason=given(form.reason))


def _extend(work: Work, case: Case, form: Any) -> None:
    mediation.extend(work, case, until=form.until.data, reason=given(form.reason))


def _note(work: Work, case: Case, form: Any) -> None:
    mediation.add_note(
        work,
        case,
        text=given(form.text),
        for_applicant=given(form.reader) == "applicant",
    )


def _plan(work: Work, case: Case, form: Any) -> None:
    clock: time = form.time.data
    starts_at = at_local(form.day.data, clock.hour * 60 + clock.minute)
    meeting = Meeting(
        starts_at=starts_at,
        place=given(form.place),
        mediator=given(form.mediator),
        mode=given(form.mode),
        link=given(form.link),
    )
    sessions.plan(work, case, meeting)


def _cancel(work: Work, case: Case, form: Any) -> None:
    sessions.cancel(work, case, int(given(form.session)))


def _record(work: Work, case: Case, form: Any) -> None:
    sessions.hold(
        work,
        case,
        int(given(form.session)),
        facts=given(form.facts),
        concessions=given(form.concessions),
    )


def _agree(work: Work, case: Case, form: Any) -> None:
    mediation.agree(
        work, case, terms=given(form.terms), perform_by=form.perform_by.data
    )


def _fail(work: Work, case: Case, form: Any) -> None:
    mediation.fail(work, case, reason=given(form.reason), way=given(form.way))


def _withdraw(work: Work, case: Case, form: Any) -> None:
    mediation.withdraw(work, case, reason=given(form.reason))


_F = desk_forms
_MEDIATE = Permission.MEDIATE
_HELD = frozenset({CaseStatus.IN_MEDIATION})
ACTIONS = (
    Action("take-over", "接手这件事", _F.TakeOver, _take_over, Step.TAKE_OVER),
    Action("hand-back", "退回", _F.HandBack, _hand_back, Step.HAND_BACK),
    Action("accept", "受理", _F.Accept, _accept, Step.ACCEPT),
    Action("way", "定走哪条路", _F.Decide, _decide, statuses=OPEN),
    Action("hand-over", "转交给别的站点", _F.HandOver, _hand_over, Step.REFER),
    Action("recall", "收回转交", _F.Recall, _recall, Step.RECALL),
    Action(
        "stay",
        "不上报，继续由本站办",
        _F.Reason,
        _stay,
        statuses=OPEN,
        only_if=lambda view: view.proposal is not None,
    ),
    Action(
        "extend",
        "延长调解期限",
        _F.Extend,
        _extend,
        None,
        _MEDIATE,
        RUNNING,
        lambda view: view.way_kind != POLICE,
    ),
    Action("decline", "不受理", _F.Decline, _decline, Step.DECLINE),
    Action(
        mediation.IDENTITY,
        "申请人身份核实过了（当面或者电话）",
        _F.IdentityWasChecked,
        _identity,
        None,
        Permission.SEE_CASES,
        RUNNING,
        lambda view: not view.identity_checked,
    ),
    Action("assign", "指定调解员", _F.Assign, _assign, statuses=RUNNING),
    Action("plan", "约调解时间", _F.PlanSession, _plan, None, _MEDIATE, RUNNING),
    Action("record", "记录调解", _F.RecordSession, _record, None, _MEDIATE, _HELD),
    Action("cancel", "取消一次调解", _F.CancelSession, _cancel, None, _MEDIATE, _HELD),
    *meeting_actions.ACTIONS,
    *paper_actions.ACTIONS,
    Action("agree", "口头谈成了", _F.Agree, _agree, Step.AGREE),
    Action("fail", "没谈成", _F.Fail, _fail, Step.FAIL),
    *after_actions.ACTIONS,
    Action("withdraw", "申请人要撤回", _F.Reason, _withdraw, Step.WITHDRAW),
    Action(
        "note", "写一条记录", _F.Note, _note, None, Permission.SEE_CASES, NOT_CLOSED
    ),
)
BY_KEY = {action.key: action for action in ACTIONS}


def filled_ahead(key: str, view: DeskView) -> dict[str, str]:
    """What a form says before somebody writes in it: who mediates, the proposed way or
    hand-over."""
    if key == "plan":
        return {"mediator": view.mediator}
    if key == "way":
        return {"way": view.way_kind, "ground": "；".join(view.triage.rests_on)}
    if key != "hand-over" or view.proposal is None:
        return {}
    return {
        "to_station": view.proposal.station_id,
        "ground": view.proposal.ground,
        "reason": view.proposal.why,
    }


def offer_choices(form: Any, catalogue: Catalogue, case: Case, view: DeskView) -> None:
    """Fill the choices that depend on the case."""
    if "colleague" in form:
        names = {str(key): name for key, name in view.mediators.items()}
        register = view.meeting.register
        form.colleague.choices = {**names, **register, SOMEBODY_ELSE: "另写姓名"}
    if "undertaking" in form:
        form.undertaking.choices = dict(view.after.open_promises)
    if "times" in form:
        form.times.choices = dict(view.meeting.offered)
        if form.times.data is None:
            form.times.data = list(view.meeting.respondent_times)
    if "to_station" in form:
        form.to_station.choices = {
            station.id: station.name
            for station in catalogue.stations.values()
            if station.takes_disputes and station.id != case.holder_station
        }
    if isinstance(form, desk_forms.Decide):
        form.way.choices = deciding.ways(catalogue, case)
    if "session" in form:
        form.session.choices = {
            str(meeting.id): moment_words(meeting.starts_at)
            for meeting in view.sessions
            if meeting.state == "planned"
        }


def show_version(form: Any, version: int) -> None:
    """A form shown again carries the version now on the screen, not the old one."""
    if "version" in form:
        form.version.data, form.version.raw_data = version, None


def worth_showing(form: Any) -> bool:
    """A form whose only choice is empty is left out."""
    return not ("session" in form and not form.session.choices)
