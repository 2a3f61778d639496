"""What applicants ask about their own data, answered at the desk within its clock."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import RadioField
from wtforms.validators import InputRequired

from forms_app.access import Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.disputes import clocks, desk_forms, forms, own_data, queries, trail
from forms_app.disputes.models import Case
from forms_app.disputes.standing import may_at
from forms_app.disputes.trail import By, Work
from forms_app.form_fields import DoorstepForm, given
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("rights", __name__)


class Answer(DoorstepForm):
    grant = RadioField(
        "能不能删",
        choices={"yes": "删除这件事里的个人信息，只留数目", "no": "现在还不能删"},
        validators=[InputRequired("请选一项：能不能删。")],
    )
    reason = desk_forms.text("理由和依据", desk_forms.SEEN_BY_APPLICANT)


class AnswerMend(DoorstepForm):
    done = RadioField(
        "怎么答复",
        choices={"yes": "核对过了，已经改好", "no": "不用改，或者不能改"},
        validators=[InputRequired("请选一项：怎么答复。")],
    )
    name = forms.short_text(
        "申请人的姓名错了的，写正确的",
        "核对过证件再写；别的错处在这件事里改或者记一条。",
    )
    reason = desk_forms.text("改了什么，或者为什么不改", desk_forms.SEEN_BY_APPLICANT)


@bp.get("/<int:case_id>/erase")
@requires(Permission.CLOSE_CASES)
def ask(case_id: int) -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = _asked_or_404(database, case_id)
    return _erase_page(case, Answer())


@bp.post("/<int:case_id>/erase")
@requires(Permission.CLOSE_CASES)
def answer(case_id: int) -> ResponseReturnValue:
    """Grant or refuse what the applicant has asked; the head's to say."""
    form: Any = Answer()
    with transaction(the_engine()) as database:
        case = _asked_or_404(database, case_id)
        if not form.validate():
            return _erase_page(case, form), 422
        work = _work(database, case.holder_station)
        grant = given(form.grant) == "yes"
        own_data.answer(work, case, grant=grant, reason=given(form.reason))
    return redirect(url_for("disputes_desk.show", case_id=case_id), code=303)


def _erase_page(case: Case, form: Any) -> str:
    due = clocks.rights_by(the_catalogue(), case.erase_asked_at or now())
    return render_template("disputes/desk_erase.html", form=form, case=case, due=due)


@bp.get("/<int:case_id>/mend")
@requires(Permission.REGISTER_CASES)
def ask_mend(case_id: int) -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = _mend_or_404(database, case_id)
        return _mend_page(database, case, AnswerMend())


@bp.post("/<int:case_id>/mend")
@requires(Permission.REGISTER_CASES)
def answer_mend(case_id: int) -> ResponseReturnValue:
    """Put right what the applicant found wrong, or say why not."""
    form: Any = AnswerMend()
    with transaction(the_engine()) as database:
        case = _mend_or_404(database, case_id)
        if not form.validate():
            return _mend_page(database, case, form), 422
        own_data.answer_mend(
            _work(database, case.holder_station),
            case,
            done=given(form.done) == "yes",
            reason=given(form.reason),
            name=given(form.name),
        )
    return redirect(url_for("disputes_desk.show", case_id=case_id), code=303)


def _mend_page(database: Session, case: Case, form: Any) -> str:
    since = case.mend_asked_at or now()
    asked = [
        trail.note_of(the_vault(), event)
        for event in queries.events(database, case.id)
        if event.kind == "mend_asked" and event.at >= since
    ]
    due = clocks.rights_by(the_catalogue(), since)
    return render_template(
        "disputes/desk_mend.html", form=form, case=case, asked=asked, due=due
    )


def _mend_or_404(database: Session, case_id: int) -> Case:
    case = queries.case_for_change(database, case_id)
    may = may_at(actor(), the_catalogue())
    if case is None or case.mend_asked_at is None:
        abort(404)
    if not may(Permission.REGISTER_CASES, case.holder_station):
        abort(404)
    return case


def _asked_or_404(database: Session, case_id: int) -> Case:
    case = queries.case_for_change(database, case_id)
    may = may_at(actor(), the_catalogue())
    if case is None or case.erase_asked_at is None:
        abort(404)
    if not may(Permission.CLOSE_CASES, case.holder_station):
        abort(404)
    return case


def _work(database: Session, station: str) -> Work:
    by = By(name=actor().name, station=station, id=actor().id)
    return Work(database, the_vault(), the_catalogue(), by, now())
