"""Closing a day at the desk: no new times, and a list of whom to call."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Permission, actor, requires
from forms_app.appointments import changes, counter, queries, reoffer, waiting
from forms_app.appointments.desk_places import day_asked, station_asked, stations_of
from forms_app.appointments.forms import CloseForm
from forms_app.appointments.models import Appointment, Proposal, Status
from forms_app.appointments.people import listed
from forms_app.database import reading, transaction
from forms_app.form_fields import given
from forms_app.refusals import Refusal
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("closing", __name__)


@bp.get("/close")
@requires(Permission.CLOSE_DAYS)
def ask() -> ResponseReturnValue:
    """Who would have to be called, and why the day is closed."""
    return _page(CloseForm(formdata=None))


@bp.post("/close")
@requires(Permission.CLOSE_DAYS)
def close() -> ResponseReturnValue:
    """Close the day and, unless unticked, give everybody on it another time."""
    station = station_asked(Permission.CLOSE_DAYS, stations_of(Permission.CLOSE_DAYS))
    day = day_asked()
    form = CloseForm()
    if not form.validate():
        return _page(form), 422
    by, moment, reason = actor().name, times.now(), given(form.reason)
    try:
        with transaction(the_engine()) as session:
            counter.close_day(session, station.id, day, reason, by=by, now=moment)
            if form.move.data:
                catalogue = the_catalogue()
                reoffer.move_everybody(
                    session, catalogue, station.id, day, by=by, now=moment
                )
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return _page(form), 422
    return redirect(f"close?station={station.id}&day={day}", 303)


@bp.post("/move-everybody")
@requires(Permission.CLOSE_DAYS)
def move_everybody() -> ResponseReturnValue:
    """For a day that was closed before; done twice, nobody is moved twice."""
    station = station_asked(Permission.CLOSE_DAYS, stations_of(Permission.CLOSE_DAYS))
    day, by, moment = day_asked(), actor().name, times.now()
    with transaction(the_engine()) as session:
        if queries.closure_of(session, station.id, day) is not None:
            reoffer.move_everybody(
                session, the_catalogue(), station.id, day, by=by, now=moment
            )
    return redirect(f"close?station={station.id}&day={day}", 303)


@bp.post("/reopen")
@requires(Permission.CLOSE_DAYS)
def reopen() -> ResponseReturnValue:
    station = station_asked(Permission.CLOSE_DAYS, stations_of(Permission.CLOSE_DAYS))
    day = day_asked()
    with transaction(the_engine()) as session:
        counter.reopen_day(session, station.id, day)
        waiting.serve(session, the_catalogue(), station.id, now=times.now())
    return redirect(f"today?station={station.id}&day={day}", 303)


@bp.post("/call-list")
@requires(Permission.WORK_APPOINTMENTS)
def call_list() -> ResponseReturnValue:
    """Names and phones of everybody affected; who looked is written down."""
    permission = Permission.WORK_APPOINTMENTS
    station = station_asked(permission, stations_of(permission))
    with transaction(the_engine()) as session:
        rows = queries.affected_by_closing(session, station.id, day_asked())
        ids = [row.id for row in rows]
        changes.note_event(session, ids, "seen", actor().name, times.now())
    return render_template(
        "appointments/desk_call_list.html",
        station=station,
        day=day_asked(),
        people=[(row, listed(the_vault(), row)) for row in rows],
    )


def _page(form: CloseForm) -> str:
    station = station_asked(Permission.CLOSE_DAYS, stations_of(Permission.CLOSE_DAYS))
    day = day_asked()
    with reading(the_engine()) as session:
        rows = queries.affected_by_closing(session, station.id, day)
        closure = queries.closure_of(session, station.id, day)
        moved = queries.proposals_of_day(session, station.id, day)
    return render_template(
        "appointments/desk_close.html",
        station=station,
        day=day,
        closure=closure,
        form=form,
        people=[(row, listed(the_vault(), row)) for row in rows],
        moved=[(p, row, listed(the_vault(), row), _answer(p, row)) for p, row in moved],
        over=day < times.local_day(times.now()),
    )


def _answer(proposal: Proposal, row: Appointment) -> tuple[str, str]:
    """What became of a moved time, in words and as a tag."""
    if row.status == Status.CANCELLED:
        return "取消了", "stop"
    if proposal.sequence != row.sequence:
        return "自己另选了时间", "ok"
    if proposal.accepted_at is not None:
        return "同意了", "ok"
    return ("还没答复", "wait") if row.status == Status.BOOKED else ("来过了", "ok")
