"""Steps at the desk that concern papers: told, filed, signed."""

from __future__ import annotations

from typing import Any

from forms_app.access import Permission
from forms_app.disputes.desk_action import NOT_CLOSED, RUNNING, Action
from forms_app.disputes.lifecycle import CaseStatus, Step
from forms_app.disputes.models import Case
from forms_app.disputes.papers import agreement, paper_forms
from forms_app.disputes.papers.record import FILED, RIGHTS_TOLD
from forms_app.disputes.trail import Line, Work, record
from forms_app.form_fields import given


def tell_rights(work: Work, case: Case) -> None:
    """Both sides have heard what they may and must (人民调解法 Art. 23, 24)."""
    words = "已经告知双方的权利和义务。"
    record(work, case, Line(RIGHTS_TOLD, words))


def file_paper(work: Work, case: Case, what: str) -> None:
    words = f"{paper_forms.FILED[what]}已经归卷。"
    record(work, case, Line(f"{FILED}{what}", words, shown=False))


def _told(work: Work, case: Case, form: Any) -> None:
    tell_rights(work, case)


def _filed(work: Work, case: Case, form: Any) -> None:
    file_paper(work, case, given(form.what))


def _sign(work: Work, case: Case, form: Any) -> None:
    agreement.sign(work, case, typed=given(form.typed), signed_on=form.signed_on.data)


_MEDIATE = Permission.MEDIATE
_DRAWN = "draft"
ACTIONS = (
    Action(
        "rights",
        "告知权利义务",
        paper_forms.RightsTold,
        _told,
        None,
        _MEDIATE,
        RUNNING,
    ),
    Action(
        "sign",
        "双方签好了协议书",
        paper_forms.Sign,
        _sign,
        Step.AGREE,
        only_if=lambda view: view.agreement_state == _DRAWN,
    ),
    Action(
        "file",
        "纸质材料归卷",
        paper_forms.FilePaper,
        _filed,
        None,
        _MEDIATE,
        NOT_CLOSED - {CaseStatus.SUBMITTED, CaseStatus.REFERRED},
    ),
)
