"""The applicant says how it went, once, behind the code."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app.access import public
from forms_app.database import reading, transaction
from forms_app.disputes.after import rating
from forms_app.disputes.after.after_forms import Rate
from forms_app.disputes.progress_pages import opened_case, own_work
from forms_app.form_fields import given
from forms_app.refusals import Refusal
from forms_app.wiring import the_engine

bp = Blueprint("after", __name__)


@bp.get("/dispute/mine/rating")
@public
def ask() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = opened_case(database)
        if case is None or not rating.may_rate(case):
            return _back()
    return render_template("disputes/after/rating.html", form=Rate(None))


@bp.post("/dispute/mine/rating")
@public
def answer() -> ResponseReturnValue:
    form: Any = Rate()
    if not form.validate():
        return render_template("disputes/after/rating.html", form=form), 422
    try:
        with transaction(the_engine()) as database:
            case = opened_case(database, for_change=True)
            if case is not None:
                rating.rate(own_work(database), case, given(form.rating))
    except Refusal:
        return _back()
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("disputes.progress.mine"), code=303)
