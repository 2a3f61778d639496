"""Registering a dispute for somebody at the counter or on the telephone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forms_app.access import Permission, actor, requires
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.disputes import (
    intake,
    queries,
    receiving,
    sealing,
    steps,
    timeline,
    triage,
)
from forms_app.disputes.desk_forms import Register
from forms_app.disputes.intake import Application
from forms_app.disputes.models import REQUEST_KEY_LENGTH, Case
from forms_app.disputes.sealing import Details, SafeContact
from forms_app.disputes.standing import may_at
from forms_app.disputes.trail import By, Work
from forms_app.form_fields import NOT_YET, given
from forms_app.refusals import Refusal
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

RECEIPT = "receipt"
RECEIPT_SECONDS = 20 * 60

bp = Blueprint("register", __name__)


@bp.get("/new")
@requires(Permission.REGISTER_CASES)
def new() -> ResponseReturnValue:
    """What it is about, then the table's questions, then the form with the proposal."""
    kind = the_catalogue().dispute_types.get(request.args.get("type", ""))
    if kind is None:
        missing = "type" in request.args
        return render_template("disputes/desk_type.html", missing=missing)
    if not kind.intake:
        return render_template("disputes/desk_ways.html", kind=kind)
    found = triage.walk(the_catalogue(), kind, triage.given(request.args))
    if found.question is None or "enter" in request.args:
        return _page(_form(), kind.id, request.args)
    return render_template(
        "disputes/desk_triage.html",
        kind=kind,
        found=found,
        prefix=triage.PARAMETER,
        missing=triage.unanswered(found.question, request.args),
    )


def _page(form: Any, kind_id: str, parameters: Mapping[str, str]) -> str:
    """The form under what the table proposes for these answers."""
    catalogue = the_catalogue()
    kind = catalogue.dispute_types.get(kind_id)
    kind = kind if kind is not None and kind.intake else None
    found = triage.walk(catalogue, kind, triage.given(parameters)) if kind else None
    return render_template(
        "disputes/desk_register.html",
        form=form,
        kind=kind,
        found=found,
        told=triage.told(catalogue, found.answers) if found else (),
        prefix=triage.PARAMETER,
    )


@bp.post("/new")
@requires(Permission.REGISTER_CASES)
def register() -> ResponseReturnValue:
    """Enter the case at one of this person's own stations, with what was answered."""
    form = _form(request.form)
    if not form.validate():
        return _page(form, form.type.data or "", request.form), 422
    station = given(form.station)
    by = By(name=actor().name, station=station, id=actor().id)
    try:
        with transaction(the_engine()) as database:
            work = Work(database, the_vault(), the_catalogue(), by, now())
            case = _enter(work, form)
    except Refusal as refusal:
        form.form_errors.append(refusal.message)
        return _page(form, given(form.type), request.form), 422
    session[RECEIPT] = (case.id, int(now().timestamp()))
    return redirect(url_for(".receipt"), code=303)


@bp.get("/new/receipt")
@requires(Permission.REGISTER_CASES)
def receipt() -> ResponseReturnValue:
    """What the person takes home: the code, who has it now, and by when they answer.

    Only for whoever has just registered it: later the code is found by its own way.
    """
    case_id, at = session.get(RECEIPT, (0, 0))
    fresh = now().timestamp() - at <= RECEIPT_SECONDS
    with reading(the_engine()) as database:
        case = queries.case_by_id(database, case_id) if fresh else None
        if case is None:
            return redirect(url_for("disputes_desk.index"), code=303)
        pending = queries.pending_referral(database, case.id)
        names = timeline.masked_applicants(database, the_vault(), [case])
        return render_template(
            "disputes/desk_receipt.html",
            case=case,
            code=sealing.code(the_vault(), case),
            applicant=names[case.id],
            deadline=timeline.deadline_words(case, pending),
            pending=pending,
            station=the_catalogue().stations.get(
                pending.to_station if pending else case.holder_station
            ),
            by=actor().name,
        )


def _enter(work: Work, form: Any) -> Case:
    """At our own station, or taken in for one that is closed now."""
    wish = _application(form)
    for_station = given(form.for_station)
    if not for_station:
        return intake.submit(work, wish)
    return receiving.take_in(work, replace(wish, source="duty"), for_station)[0]


def _form(formdata: Any = None) -> Any:
    """The form, offering only stations at which this person may register."""
    catalogue = the_catalogue()
    form: Any = Register(formdata)
    form.station.choices = station_choices()
    form.type.choices = {
        kind.id: kind.name for kind in catalogue.dispute_types.values() if kind.intake
    }
    form.area.choices = area_choices(catalogue)
    form.for_station.choices = {
        "": "不是代收",
        **{
            key: name
            for own in form.station.choices
            for key, name in receiving.neighbours(catalogue, own).items()
        },
    }
    return form


def station_choices() -> dict[str, str]:
    """Stations at which this person may register."""
    may = may_at(actor(), the_catalogue())
    return {
        station.id: station.name
        for station in the_catalogue().stations.values()
        if station.takes_disputes and may(Permission.REGISTER_CASES, station.id)
    }


def area_choices(catalogue: Catalogue) -> dict[str, str]:
    """Townships, each followed by its villages; it decides who is in charge."""
    found = dict(NOT_YET)
    towns = (a for a in catalogue.areas.values() if a.level == "township")
    for town in towns:
        found[town.id] = town.name
        villages = (a for a in catalogue.areas.values() if a.parent == town.id)
        found |= {area.id: f"{town.name} {area.name}" for area in villages}
    return found


def _key_of(form: Any) -> str:
    """Of the form and who and what is in it: a page the browser kept, filled in for the
    next caller, is another case and must not vanish behind the first."""
    parts = (form.request_key, form.type, form.story, form.name, form.phone)
    words = "\0".join(given(part) for part in parts)
    return the_vault().digest("case.registered", words).hex()[:REQUEST_KEY_LENGTH]


def _application(form: Any) -> Application:
    return Application(
        request_key=_key_of(form),
        dispute_type=given(form.type),
        area_id=given(form.area),
        story=given(form.story),
        answers=triage.given(request.form),
        wish=given(form.wish),
        name=given(form.name),
        phone=given(form.phone),
        contact=SafeContact(
            when=given(form.contact_when),
            message=given(form.contact_message),
            note=given(form.contact_note),
        ),
        other_name=given(form.other_name),
        other_about=given(form.other_about),
        needs=tuple(form.needs.data or ()),
        minor=given(form.minor),
        source=given(form.source),
        station=given(form.station),
        details=Details(
            landmark=given(form.landmark),
            language=given(form.language),
            age=given(form.age),
            side=given(form.side),
            paper="yes" if form.paper.data else "no",
            consent="yes" if form.consent.data else "",
        ),
        people=steps.people_of(
            {
                "together": given(form.together),
                "minor": given(form.minor),
                "behalf_name": given(form.behalf_name),
            }
        ),
    )
