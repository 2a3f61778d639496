"""For everybody: who mediates; for the applicant: when I can come, another mediator."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app.access import public
from forms_app.database import reading, transaction
from forms_app.disputes import mediation
from forms_app.disputes import queries as case_queries
from forms_app.disputes.meeting import free_times, mediators, queries
from forms_app.disputes.meeting.meeting_forms import AskChange, OwnTimes
from forms_app.disputes.progress_pages import opened_case, own_work
from forms_app.form_fields import given
from forms_app.refusals import Refusal
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine

bp = Blueprint("meeting", __name__)


@bp.get("/dispute/mediators")
@public
def everybody() -> ResponseReturnValue:
    """Only who agreed to it, and only the name and what they can."""
    catalogue = the_catalogue()
    with reading(the_engine()) as database:
        rows = [
            (row, mediators.can_do(row), catalogue.station_name(row.station))
            for row in queries.shown_to_everybody(database)
        ]
    return render_template("disputes/meeting/everybody.html", rows=rows)


@bp.get("/dispute/mine/times")
@public
def times() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = opened_case(database)
        if case is None or case.status not in case_queries.UNDER_WAY:
            return _back()
        mine = free_times.of_side(database, case.id, "applicant", now())
    form = _times_form([free_times.key_of(half) for half in mine])
    return render_template("disputes/meeting/times.html", form=form)


@bp.post("/dispute/mine/times")
@public
def offer_times() -> ResponseReturnValue:
    form = _times_form(None)
    if not form.validate():
        return render_template("disputes/meeting/times.html", form=form), 422
    try:
        with transaction(the_engine()) as database:
            case = opened_case(database, for_change=True)
            if case is not None:
                chosen = form.times.data or ()
                free_times.offer(own_work(database), case, "applicant", chosen)
    except Refusal:
        return _back()
    return _back()


@bp.get("/dispute/mine/mediator")
@public
def ask_change() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = opened_case(database)
        running = case is not None and case.status in case_queries.UNDER_WAY
        if case is None or not running or case.mediator_name is None:
            return _back()
    return render_template("disputes/meeting/ask_change.html", form=AskChange(None))


@bp.post("/dispute/mine/mediator")
@public
def change() -> ResponseReturnValue:
    form: Any = AskChange()
    if not form.validate():
        return render_template("disputes/meeting/ask_change.html", form=form), 422
    try:
        with transaction(the_engine()) as database:
            case = opened_case(database, for_change=True)
            if case is not None:
                reason = given(form.reason)
                mediation.ask_for_another(own_work(database), case, reason=reason)
    except Refusal:
        return _back()
    return _back()


def _times_form(chosen: list[str] | None) -> Any:
    form: Any = OwnTimes(request.form if request.method == "POST" else None)
    form.times.choices = {
        free_times.key_of(half): free_times.words_of(half)
        for half in free_times.offered(now())
    }
    if chosen is not None:
        form.times.data = chosen
    return form


def _back() -> ResponseReturnValue:
    return redirect(url_for("disputes.progress.mine"), code=303)
