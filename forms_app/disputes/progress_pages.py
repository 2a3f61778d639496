"""How it stands: opened by code and the phone's last digits, for twenty minutes."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import browser_memory
from forms_app.access import public
from forms_app.database import reading, transaction
from forms_app.disputes import intake, kept_pages, queries, timeline
from forms_app.disputes.forms import Confirm, Lookup
from forms_app.disputes.models import Case
from forms_app.disputes.trail import APPLICANT, By, Work
from forms_app.form_fields import given
from forms_app.refusals import Refusal, WrongCaseCode
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

OPENED = "opened"

bp = Blueprint("progress", __name__)


@bp.get("/dispute/progress")
@public
def look_up() -> ResponseReturnValue:
    return render_template("disputes/look_up.html", form=Lookup())


@bp.post("/dispute/progress")
@public
def open_case() -> ResponseReturnValue:
    """Open a case; a wrong, unknown or locked code gets one and the same page."""
    form = Lookup()
    if not form.validate():
        return render_template("disputes/look_up.html", form=form), 422
    with transaction(the_engine()) as database:
        case = intake.open_by_code(
            database, the_vault(), given(form.code), given(form.tail), now=now()
        )
    if case is None:
        form.form_errors = [WrongCaseCode.message]
        return render_template("disputes/look_up.html", form=form), 422
    browser_memory.remember(OPENED, case.uid, now=now())
    return redirect(url_for(".mine"), code=303)


@bp.get("/dispute/mine")
@public
def mine() -> ResponseReturnValue:
    """The applicant's own side of the case, step by step."""
    with reading(the_engine()) as database:
        case = opened_case(database)
        if case is None:
            return redirect(url_for(".look_up"), code=303)
        view = timeline.for_applicant(database, the_vault(), the_catalogue(), case)
        return render_template(
            "disputes/mine.html", case=case, view=view, form=Confirm()
        )


@bp.get("/dispute/mine/stop")
@public
def ask_withdraw() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = opened_case(database)
        if case is None or not intake.may_withdraw(case.status):
            return redirect(url_for(".mine"), code=303)
        return render_template("disputes/withdraw.html", case=case, form=Confirm())


@bp.post("/dispute/mine/stop")
@public
def withdraw() -> ResponseReturnValue:
    """Take the request back; once more does no harm."""
    if not Confirm().validate():
        return redirect(url_for(".mine"), code=303)
    try:
        with transaction(the_engine()) as database:
            case = opened_case(database)
            if case is None:
                return redirect(url_for(".look_up"), code=303)
            intake.withdraw(own_work(database), case)
    except Refusal:
        return redirect(url_for(".mine"), code=303)
    return redirect(url_for(".mine"), code=303)


@bp.post("/dispute/clear")
@public
def clear() -> ResponseReturnValue:
    """Forget everything this browser knew; for shared phones and machines."""
    session.clear()
    response = make_response(redirect(url_for(".cleared"), code=303))
    response.headers["Clear-Site-Data"] = '"cache"'
    return kept_pages.drop(response)


@bp.get("/dispute/cleared")
@public
def cleared() -> ResponseReturnValue:
    return render_template("disputes/cleared.html")


def opened_case(database: Session, *, for_change: bool = False) -> Case | None:
    """The case this browser opened, while its twenty minutes last."""
    uid = browser_memory.remembered(OPENED, now=now())
    case = queries.case_by_uid(database, uid) if uid else None
    if case is None or not for_change:
        return case
    return queries.case_for_change(database, case.id)


def own_work(database: Session) -> Work:
    """What the applicant does with their own case."""
    by = By(name=APPLICANT, station="")
    return Work(database, the_vault(), the_catalogue(), by, now())
