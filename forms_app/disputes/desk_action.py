"""What a step at the desk is: its form, its deed, who may take it, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from forms_app.access import Permission
from forms_app.disputes.desk_forms import StepForm
from forms_app.disputes.desk_timeline import DeskView
from forms_app.disputes.lifecycle import CaseStatus, Step, open_steps
from forms_app.disputes.models import Case
from forms_app.disputes.standing import STEP_PERMISSIONS
from forms_app.disputes.trail import Work

Deed = Callable[[Work, Case, Any], object]
RUNNING = frozenset({CaseStatus.ACCEPTED, CaseStatus.IN_MEDIATION})
OPEN = RUNNING | {CaseStatus.SUBMITTED}
NOT_CLOSED = frozenset(CaseStatus) - {CaseStatus.CLOSED}


GROUPS: Mapping[str, frozenset[str]] = {
    "人和时间": frozenset(
        {"identity", "assign", "party", "times", "invite", "plan", "cancel"}
    ),
    "记录和材料": frozenset(
        {"rights", "record", "file", "note", "promise", "settle", "extend"}
    ),
}
"""Heading → keys of the steps under it; what stands nowhere moves the case on."""
MOVING_ON = "下一步"


def group_of(key: str) -> str:
    return next((words for words, keys in GROUPS.items() if key in keys), MOVING_ON)


def always(_view: DeskView) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """A step with its form. Steps of the lifecycle are open when the table says so."""

    key: str
    title: str
    form: type[StepForm]
    deed: Deed
    step: Step | None = None
    needs: Permission = Permission.REGISTER_CASES
    statuses: frozenset[CaseStatus] = frozenset()
    """Where an action that is no step of the lifecycle is open."""
    only_if: Callable[[DeskView], bool] = always
    """What must be so besides: there is something to keep, to sign, to visit."""

    @property
    def permission(self) -> Permission:
        return STEP_PERMISSIONS[self.step] if self.step else self.needs

    def open_from(self, case: Case, view: DeskView) -> bool:
        if self.step is not None and self.step not in open_steps(case.status):
            return False
        if self.step is None and case.status not in self.statuses:
            return False
        return self.only_if(view)
