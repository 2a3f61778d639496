"""The applicant's rights and the emergency door, at the desk."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from forms_app.access import Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.disputes import desk_forms, own_data, queries
from forms_app.disputes.models import Case
from forms_app.disputes.readings import guests
from forms_app.disputes.standing import may_at
from forms_app.disputes.trail import By, Work
from forms_app.form_fields import DoorstepForm, given
from forms_app.refusals import NoSuchCase, Refusal
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

LARGEST_NUMBER = 2**31 - 1

bp = Blueprint("rights", __name__)


class Answer(DoorstepForm):
    grant = RadioField(
        "能不能删",
        choices={"yes": "删除这件事里的个人信息，只留数目", "no": "现在还不能删"},
        validators=[InputRequired("请选一项：能不能删。")],
    )
    reason = desk_forms.text("理由和依据", desk_forms.SEEN_BY_APPLICANT)


class BreakGlass(DoorstepForm):
    number = IntegerField(
        "事项的号数",
        validators=[
            InputRequired("请填号数。"),
            NumberRange(1, LARGEST_NUMBER, message="没有这个号数，请核对。"),
        ],
    )
    reason = desk_forms.text(
        "为什么现在必须看", "会马上记下来，本人和接手的站点都看得到有人看过。"
    )


@bp.get("/<int:case_id>/erase")
@requires(Permission.CLOSE_CASES)
def ask(case_id: int) -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = _asked_or_404(database, case_id)
    return render_template("disputes/desk_erase.html", form=Answer(), case=case)


@bp.post("/<int:case_id>/erase")
@requires(Permission.CLOSE_CASES)
def answer(case_id: int) -> ResponseReturnValue:
    """Grant or refuse what the applicant has asked; the head's to say."""
    form: Any = Answer()
    with transaction(the_engine()) as database:
        case = _asked_or_404(database, case_id)
        if not form.validate():
            return render_template(
                "disputes/desk_erase.html", form=form, case=case
            ), 422
        work = _work(database, case.holder_station)
        grant = given(form.grant) == "yes"
        own_data.answer(work, case, grant=grant, reason=given(form.reason))
    return redirect(url_for("disputes_desk.show", case_id=case_id), code=303)


@bp.get("/emergency")
@requires(Permission.REGISTER_CASES)
def emergency() -> ResponseReturnValue:
    return render_template("disputes/desk_emergency.html", form=BreakGlass())


@bp.post("/emergency")
@requires(Permission.REGISTER_CASES)
def break_glass() -> ResponseReturnValue:
    """Let this person read one case of another station for an hour."""
    form: Any = BreakGlass()
    if not form.validate():
        return render_template("disputes/desk_emergency.html", form=form), 422
    try:
        with transaction(the_engine()) as database:
            case = queries.case_for_change(database, form.number.data)
            if case is None:
                raise NoSuchCase
            guests.let_in(_work(database, ""), case, reason=given(form.reason))
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return render_template("disputes/desk_emergency.html", form=form), 422
    return redirect(url_for("disputes_desk.show", case_id=case.id), code=303)


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
