"""A lost code at the counter: find the case by its telephone, check who it is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.access import Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.disputes import desk_views, queries, recovery
from forms_app.disputes.desk_forms import FindByPhone, FindCode
from forms_app.disputes.models import Case
from forms_app.disputes.readings import log
from forms_app.disputes.standing import may_at, seen_stations
from forms_app.disputes.trail import By, Work
from forms_app.form_fields import given
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("finding", __name__)


@bp.get("/find")
@requires(Permission.REGISTER_CASES)
def ask() -> ResponseReturnValue:
    return render_template("disputes/desk_find.html", form=FindByPhone(), rows=None)


@bp.post("/find")
@requires(Permission.REGISTER_CASES)
def find() -> ResponseReturnValue:
    """Cases of this telephone, among those this person may see; every look is noted."""
    form: Any = FindByPhone()
    if not form.validate():
        return render_template("disputes/desk_find.html", form=form, rows=None), 422
    stations = seen_stations(actor(), the_catalogue())
    with transaction(the_engine()) as database:
        cases = recovery.by_phone(database, the_vault(), given(form.phone), stations)
        ids: list[int | None] = [case.id for case in cases]
        for case_id in ids or [None]:
            log.note(
                database,
                the_vault(),
                actor(),
                case_id=case_id,
                kind=log.SEARCH,
                now=now(),
            )
        rows = desk_views.rows(database, the_vault(), cases, now())
    return render_template("disputes/desk_find.html", form=form, rows=rows)


@bp.get("/<int:case_id>/code")
@requires(Permission.REGISTER_CASES)
def ask_code(case_id: int) -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = _held_or_404(database, case_id)
    return render_template("disputes/desk_code.html", form=FindCode(), case=case)


@bp.post("/<int:case_id>/code")
@requires(Permission.REGISTER_CASES)
def give_code(case_id: int) -> ResponseReturnValue:
    """Show the code once; the trail says who was shown it and how they were known."""
    form: Any = FindCode()
    with transaction(the_engine()) as database:
        case = _held_or_404(database, case_id)
        if not form.validate():
            page = render_template("disputes/desk_code.html", form=form, case=case)
            return page, 422
        by = By(name=actor().name, station=case.holder_station, id=actor().id)
        work = Work(database, the_vault(), the_catalogue(), by, now())
        proof, renewal = given(form.proof), given(form.renewal)
        code = recovery.recover(work, case, proof=proof, renewal=renewal)
    return render_template(
        "disputes/desk_shown.html",
        case=case,
        title=recovery.RENEWAL[renewal],
        lines=[("编号", code)],
        is_code=True,
        station=the_catalogue().stations.get(case.holder_station),
    )


def _held_or_404(database: Session, case_id: int) -> Case:
    """A case this person's station holds, with its people still in it."""
    case = queries.case_for_change(database, case_id)
    may = may_at(actor(), the_catalogue())
    if case is None or not may(Permission.REGISTER_CASES, case.holder_station):
        abort(404)
    if case.code_sealed is None:
        abort(404)
    return case
