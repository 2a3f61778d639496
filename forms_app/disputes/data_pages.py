"""我的信息: the applicant's rights, by the code that opened the case."""

from __future__ import annotations

import json
from typing import Any

from flask import (
    Blueprint,
    current_app,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.validators import Length

from forms_app.access import public
from forms_app.database import reading, transaction
from forms_app.disputes import clocks, forms, own_data, progress_pages, queries, sealing
from forms_app.disputes.forms import Confirm
from forms_app.disputes.models import Case
from forms_app.disputes.sealing import SafeContact
from forms_app.disputes.trail import APPLICANT, By, Work
from forms_app.form_fields import given, is_readable
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("data", __name__)


class Mend(forms.Phone, forms.Contact):
    """What one may change oneself, and a line for whatever else is wrong."""

    wrong = forms.long_text(
        "别的地方写错了，请写在这里",
        "比如名字写错了。工作人员核对后改，会答复您。没有就空着。",
        "",
        forms.MEDIUM_TEXT,
        rows=3,
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.wrong.validators = [
            Length(max=forms.MEDIUM_TEXT, message="请写短一点。"),
            is_readable,
        ]
        self.wrong.flags.required = False


@bp.get("/dispute/mine/data")
@public
def data() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = _erasable(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        told = own_data.told(database, the_vault(), the_catalogue(), case)
        form = _filled(database, case)
        return _page(told, form, case)


def _page(told: dict[str, Any], form: Mend, case: Case) -> str:
    """With the day of the answer, where one is waited for."""
    asked = {
        "mend": case.mend_asked_at,
        "erase": case.erase_asked_at,
    }
    waiting = {
        kind: clocks.rights_by(the_catalogue(), at) for kind, at in asked.items() if at
    }
    return render_template(
        "disputes/own_data.html", told=told, form=form, case=case, waiting=waiting
    )


@bp.get("/dispute/mine/data.json")
@public
def export() -> ResponseReturnValue:
    """The same as a file to take elsewhere (个人信息保护法 Art. 45)."""
    with reading(the_engine()) as database:
        case = _erasable(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        told = own_data.told(database, the_vault(), the_catalogue(), case)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="data.json"'}
    return current_app.response_class(
        text, mimetype="application/json", headers=headers
    )


@bp.post("/dispute/mine/data")
@public
def mend() -> ResponseReturnValue:
    with transaction(the_engine()) as database:
        case = _erasable(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        form: Any = Mend()
        if not form.validate():
            told = own_data.told(database, the_vault(), the_catalogue(), case)
            return _page(told, form, case), 422
        contact = SafeContact(
            when=given(form.contact_when),
            message=given(form.contact_message),
            note=given(form.contact_note),
        )
        work = _work(database)
        own_data.mend(work, case, phone=given(form.phone), contact=contact)
        if form.wrong.data:
            own_data.ask_to_mend(work, case, given(form.wrong))
    return redirect(url_for(".data"), code=303)


@bp.get("/dispute/mine/data/delete")
@public
def ask_delete() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = _erasable(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
    at_once = case.status in own_data.AT_ONCE
    return render_template(
        "disputes/own_delete.html", at_once=at_once, case=case, form=Confirm()
    )


@bp.post("/dispute/mine/data/delete")
@public
def delete() -> ResponseReturnValue:
    if not Confirm().validate():
        return redirect(url_for(".ask_delete"), code=303)
    with transaction(the_engine()) as database:
        case = _erasable(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        done = own_data.delete(_work(database), case)
    if not done:
        return redirect(url_for("disputes.progress.mine"), code=303)
    session.pop(progress_pages.OPENED, None)
    return redirect(url_for("disputes.progress.cleared"), code=303)


def _erasable(database: Session) -> Case | None:
    """The opened case, while there is somebody in it."""
    case = progress_pages.opened_case(database)
    return case if case is not None and case.code_sealed is not None else None


def _filled(database: Session, case: Case) -> Mend:
    party = queries.applicant_of(database, case.id)
    contact = sealing.contact(the_vault(), case)
    return Mend(
        phone=sealing.phone(the_vault(), party) if party else "",
        contact_when=contact.when,
        contact_message=contact.message,
        contact_note=contact.note,
    )


def _work(database: Session) -> Work:
    by = By(name=APPLICANT, station="")
    return Work(database, the_vault(), the_catalogue(), by, now())
