"""The desk's register of mediators: the head keeps it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.access import Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.disputes.meeting import mediators, queries
from forms_app.disputes.meeting.mediators import Entry
from forms_app.disputes.meeting.meeting_forms import MediatorForm
from forms_app.disputes.meeting.models import Mediator
from forms_app.disputes.standing import may_at
from forms_app.form_fields import given
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine

bp = Blueprint("mediators", __name__, url_prefix="/mediators")


@bp.get("")
@requires(Permission.SEE_CASES)
def index() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        found = queries.mediators_of(database, _stations(Permission.SEE_CASES))
        return render_template(
            "disputes/meeting/mediators.html",
            rows=[(row, mediators.can_do(row)) for row in found],
            ours=_stations(Permission.MANAGE_MEDIATORS),
        )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_MEDIATORS)
def new() -> ResponseReturnValue:
    form: Any = _form(None)
    if request.method == "POST" and form.validate():
        with transaction(the_engine()) as database:
            mediators.enter(database, _entry(form), by=actor().name, now=now())
        return redirect(url_for(".index"), code=303)
    return _page(form, None)


@bp.route("/<int:mediator_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_MEDIATORS)
def change(mediator_id: int) -> ResponseReturnValue:
    with transaction(the_engine()) as database:
        row = _ours(database, mediator_id)
        form: Any = _form(row)
        if request.method == "POST" and form.validate():
            mediators.change(row, _entry(form), by=actor().name, now=now())
            return redirect(url_for(".index"), code=303)
        return _page(form, row)


def _page(form: Any, row: Mediator | None) -> tuple[str, int]:
    page = render_template("disputes/meeting/mediator.html", form=form, row=row)
    return page, 422 if form.problems else 200


def _ours(database: Session, mediator_id: int) -> Mediator:
    row = queries.mediator(database, mediator_id)
    if row is None or row.station not in _stations(Permission.MANAGE_MEDIATORS):
        abort(404)
    return row


def _stations(permission: Permission) -> dict[str, str]:
    """Stations at which this person holds the permission: id → name."""
    catalogue = the_catalogue()
    may = may_at(actor(), catalogue)
    return {
        station.id: station.name
        for station in catalogue.stations.values()
        if station.takes_disputes and may(permission, station.id)
    }


def _form(row: Mediator | None) -> Any:
    values: dict[str, Any] = {}
    if row is not None:
        values = {
            "name": row.name,
            "station": row.station,
            "languages": row.languages.split(),
            "skills": row.skills.split(),
            "foreign": row.foreign,
            "consent": row.consent_on is not None,
            "active": row.active,
        }
    posted = request.form if request.method == "POST" else None
    form: Any = MediatorForm(posted, **values)
    form.station.choices = _stations(Permission.MANAGE_MEDIATORS)
    return form


def _entry(form: Any) -> Entry:
    return Entry(
        name=given(form.name),
        station=given(form.station),
        languages=tuple(form.languages.data or ()),
        skills=tuple(form.skills.data or ()),
        foreign=bool(form.foreign.data),
        consent=bool(form.consent.data),
        active=bool(form.active.data),
    )
