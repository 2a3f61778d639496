"""The emergency door at the desk, and the list in which the head sees each time it opened.

Accounts have no telephone and no address, so nothing can be sent to a head: the first
page of the desk shows a red card until somebody in charge has taken note.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from forms_app.access import Actor, Permission, actor, requires
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.desk_home import Card
from forms_app.disputes import desk_forms, trail
from forms_app.disputes import queries as case_queries
from forms_app.disputes.readings import guests, queries
from forms_app.disputes.standing import may_at
from forms_app.disputes.trail import By, Work
from forms_app.form_fields import DoorstepForm, given
from forms_app.refusals import NoSuchCase, Refusal
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

LARGEST_NUMBER = 2**31 - 1

bp = Blueprint("emergency", __name__)


class BreakGlass(DoorstepForm):
    number = IntegerField(
        "事项的号数",
        validators=[
            InputRequired("请填号数。"),
            NumberRange(1, LARGEST_NUMBER, message="没有这个号数，请核对。"),
        ],
    )
    reason = desk_forms.text(
        "为什么现在必须看",
        "会马上记下来，本人看得到有人看过，接手站点的负责人会看到理由。",
    )


class Noted(DoorstepForm):
    """The head has seen it: a button."""


@bp.get("/emergency")
@requires(Permission.REGISTER_CASES)
def ask() -> ResponseReturnValue:
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
            case = case_queries.case_for_change(database, form.number.data)
            if case is None:
                raise NoSuchCase
            by = By(name=actor().name, station="", id=actor().id)
            work = Work(database, the_vault(), the_catalogue(), by, now())
            guests.let_in(work, case, reason=given(form.reason))
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return render_template("disputes/desk_emergency.html", form=form), 422
    return redirect(url_for("disputes_desk.show", case_id=case.id), code=303)


@bp.get("/emergency/list")
@requires(Permission.CLOSE_CASES)
def listed() -> ResponseReturnValue:
    """Who has read a case of ours in an emergency, and why; the latest first."""
    with reading(the_engine()) as database:
        visits = [
            (visit, case, line.by_name, trail.note_of(the_vault(), line))
            for visit, case, line in queries.visits_to(database, _headed(actor()))
        ]
        return render_template("disputes/desk_guests.html", visits=visits, form=Noted())


@bp.post("/emergency/list/<int:visit_id>")
@requires(Permission.CLOSE_CASES)
def note(visit_id: int) -> ResponseReturnValue:
    """The head takes note of one visit; the same again is no harm."""
    if not Noted().validate():
        abort(400)
    with transaction(the_engine()) as database:
        visit, case = queries.visit(database, visit_id)
        may = may_at(actor(), the_catalogue())
        if visit is None or case is None:
            abort(404)
        if not may(Permission.CLOSE_CASES, case.holder_station):
            abort(404)
        if visit.seen_at is None:
            visit.seen_at, visit.seen_by = now(), actor().name
    return redirect(url_for(".listed"), code=303)


def today_card(person: Actor, _at: datetime) -> Card | None:
    """On the head's first page until each visit was noted; else nothing."""
    if not person.holds(Permission.CLOSE_CASES):
        return None
    with reading(the_engine()) as database:
        fresh = queries.unnoted(database, _headed(person))
    if not fresh:
        return None
    return Card(
        "别站紧急看过我们的事项",
        fresh,
        url_for("disputes_desk.emergency.listed"),
        "stop",
    )


def _headed(person: Actor) -> frozenset[str] | None:
    """Stations this person is the head of; None means everywhere."""
    catalogue: Catalogue = the_catalogue()
    if person.may(Permission.CLOSE_CASES, "*", ()):
        return None
    may = may_at(person, catalogue)
    return frozenset(s for s in catalogue.stations if may(Permission.CLOSE_CASES, s))
