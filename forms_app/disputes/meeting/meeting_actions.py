"""Steps at the desk that concern people: invited, another party, when they can come."""

from __future__ import annotations

from typing import Any

from forms_app.access import Permission
from forms_app.disputes.desk_action import OPEN, RUNNING, Action
from forms_app.disputes.meeting import free_times, invited, meeting_forms
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Work
from forms_app.form_fields import given


def _invite(work: Work, case: Case, form: Any) -> None:
    invited.invite(work, case, name=given(form.name), relation=given(form.relation))


def _add_party(work: Work, case: Case, form: Any) -> None:
    invited.add_party(
        work,
        case,
        role=given(form.role),
        name=given(form.name),
        phone=given(form.phone),
        about=given(form.about),
    )


def _times(work: Work, case: Case, form: Any) -> None:
    free_times.offer(work, case, "respondent", form.times.data or ())


_MEDIATE = Permission.MEDIATE
_F = meeting_forms
ACTIONS = (
    Action("party", "加一位当事人", _F.AddParty, _add_party, statuses=OPEN),
    Action("times", "记下对方方便的时间", _F.Times, _times, None, _MEDIATE, RUNNING),
    Action("invite", "请人来帮忙", _F.Invite, _invite, None, _MEDIATE, RUNNING),
)
