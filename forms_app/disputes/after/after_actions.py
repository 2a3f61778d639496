"""Steps at the desk after an outcome: promises, visits, reopening, closing."""

from __future__ import annotations

from typing import Any

from forms_app.access import Permission
from forms_app.disputes import desk_forms
from forms_app.disputes.after import after_forms, gate, promises, visits
from forms_app.disputes.after.visits import Report
from forms_app.disputes.desk_action import Action
from forms_app.disputes.lifecycle import CaseStatus, Step
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Work
from forms_app.form_fields import given


def _promise(work: Work, case: Case, form: Any) -> None:
    promises.promise(
        work, case, side=given(form.side), what=given(form.what), due=form.due.data
    )


def _settle(work: Work, case: Case, form: Any) -> None:
    kept = given(form.kept) == "yes"
    promises.settle(work, case, int(given(form.undertaking)), kept=kept)


def _visit(work: Work, case: Case, form: Any) -> None:
    report = Report(
        kept=given(form.kept),
        satisfied=given(form.satisfied),
        risk=given(form.risk),
        told=given(form.told),
        note=given(form.note),
    )
    visits.visit(work, case, report)


def _reopen(work: Work, case: Case, form: Any) -> None:
    gate.reopen(work, case, reason=given(form.reason))


def _close(work: Work, case: Case, form: Any) -> None:
    gate.close(work, case, reason=given(form.reason))


def _close_anyway(work: Work, case: Case, form: Any) -> None:
    gate.close(work, case, reason=given(form.reason), override=True)


_F = after_forms
_MEDIATE = Permission.MEDIATE
_AGREED = frozenset({CaseStatus.AGREED})
ACTIONS = (
    Action("promise", "记一件要做的事", _F.Promise, _promise, None, _MEDIATE, _AGREED),
    Action(
        "settle",
        "要做的事做到了没有",
        _F.Settle,
        _settle,
        None,
        _MEDIATE,
        frozenset(visits.VISITED),
        lambda view: bool(view.after.open_promises),
    ),
    Action(
        "visit",
        "回访",
        _F.Visit,
        _visit,
        None,
        _MEDIATE,
        frozenset(visits.VISITED),
    ),
    Action("reopen", "重新办", desk_forms.HandBack, _reopen, Step.REOPEN),
    Action("close", "办结归档", desk_forms.Reason, _close, Step.CLOSE),
    Action(
        "close-anyway",
        "条件不够，由负责人决定办结",
        desk_forms.Reason,
        _close_anyway,
        Step.CLOSE,
        only_if=lambda view: bool(view.after.unmet),
    ),
)
