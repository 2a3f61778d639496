"""The waiting line at the desk: who waits, whose turn it is, answering for them by phone."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Actor, Permission, actor, requires
from forms_app.appointments import waiting, waiting_line
from forms_app.appointments.desk_places import may, station_asked, stations_of
from forms_app.appointments.people import listed
from forms_app.appointments.wait_models import Wait, WaitState
from forms_app.database import reading, transaction
from forms_app.desk_home import Card
from forms_app.refusals import Refusal
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("waiting_desk", __name__, url_prefix="/waiting")
NEEDED = Permission.WORK_APPOINTMENTS


def card(person: Actor, now: datetime) -> Card | None:
    """For how many a seat is kept right now: who gets no message wants a call."""
    if not person.holds(NEEDED):
        return None
    with reading(the_engine()) as session:
        lines = [waiting_line.line_of(session, s.id) for s in stations_of(NEEDED)]
    offered = [r for line in lines for r in line if r.state == WaitState.OFFERED]
    if not offered:
        return None
    first = offered[0].station_id
    url = url_for("appointments_desk.waiting_desk.show", station=first)
    return Card("候补有号，等回音的人", len(offered), url, "wait")


@bp.get("")
@requires(NEEDED)
def show() -> ResponseReturnValue:
    """Everybody in line at one station, masked."""
    stations = stations_of(NEEDED)
    station = station_asked(NEEDED, stations)
    return _page(station.id)


@bp.post("/<int:row_id>/person")
@requires(NEEDED)
def person(row_id: int) -> ResponseReturnValue:
    """Full name and number, for calling; who looked is written down."""
    row = _row_or_404(row_id)
    with transaction(the_engine()) as session:
        waiting.note(session, row, "seen", actor().name, times.now())
    return _page(row.station_id, full=row.id)


@bp.post("/<int:row_id>/take")
@requires(NEEDED)
def take(row_id: int) -> ResponseReturnValue:
    """They want it, on the telephone."""
    row = _row_or_404(row_id)
    moment, by = times.now(), actor().name
    try:
        with transaction(the_engine()) as session:
            current = waiting_line.by_id(session, row_id) or row
            waiting.take(
                session, the_vault(), the_catalogue(), current, by=by, now=moment
            )
    except Refusal as refusal:
        return _page(row.station_id, problem=refusal.message), 409
    return _back(row)


@bp.post("/<int:row_id>/pass")
@requires(NEEDED)
def pass_on(row_id: int) -> ResponseReturnValue:
    """Not this one: they go on waiting."""
    return _give_up(row_id, stay=True)


@bp.post("/<int:row_id>/leave")
@requires(NEEDED)
def leave(row_id: int) -> ResponseReturnValue:
    return _give_up(row_id, stay=False)


def _give_up(row_id: int, *, stay: bool) -> ResponseReturnValue:
    row = _row_or_404(row_id)
    moment, by = times.now(), actor().name
    try:
        with transaction(the_engine()) as session:
            current = waiting_line.by_id(session, row_id) or row
            waiting.pass_on(
                session, the_catalogue(), current, stay=stay, by=by, now=moment
            )
    except Refusal as refusal:
        return _page(row.station_id, problem=refusal.message), 409
    return _back(row)


def _row_or_404(row_id: int) -> Wait:
    with reading(the_engine()) as session:
        row = waiting_line.by_id(session, row_id)
    if row is None or not may(NEEDED, row.station_id):
        abort(404)
    return row


def _back(row: Wait) -> ResponseReturnValue:
    here = url_for("appointments_desk.waiting_desk.show", station=row.station_id)
    return redirect(here, 303)


def _page(station_id: str, *, full: int = 0, problem: str = "") -> str:
    with reading(the_engine()) as session:
        line = waiting_line.line_of(session, station_id)
    return render_template(
        "appointments/desk_waiting.html",
        station=the_catalogue().stations[station_id],
        people=[(row, listed(the_vault(), row)) for row in line],
        full=full,
        problem=problem,
    )
