"""The call list: whom no message reaches, what to say, and who has been told."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Actor, Permission, actor, requires
from forms_app.appointments import calls, changes
from forms_app.appointments.calls import Call
from forms_app.appointments.desk_places import stations_of
from forms_app.appointments.messages import KIND_WORDS, Teller
from forms_app.appointments.people import listed
from forms_app.database import reading, transaction
from forms_app.desk_home import Card
from forms_app.wiring import the_catalogue, the_engine, the_vault, wiring

bp = Blueprint("calls", __name__, url_prefix="/calls")
MARKS = ("agreed", "called", "no-answer")


def card(person: Actor, now: datetime) -> Card | None:
    """How many people wait for a call, for the desk's first page."""
    if not person.holds(Permission.WORK_APPOINTMENTS):
        return None
    found = _waiting(now)
    url = url_for("appointments_desk.calls.show")
    return Card("要打电话通知的人", len(found), url, "wait") if found else None


@bp.get("")
@requires(Permission.WORK_APPOINTMENTS)
def show() -> ResponseReturnValue:
    """Masked: the numbers come by POST."""
    return _page(_waiting(times.now()), full=False)


@bp.post("")
@requires(Permission.WORK_APPOINTMENTS)
def show_numbers() -> ResponseReturnValue:
    """Names and numbers in full; who looked is written down."""
    moment = times.now()
    found = _waiting(moment)
    with transaction(the_engine()) as session:
        ids = [call.row.id for call in found]
        changes.note_event(session, ids, "seen", actor().name, moment)
    return _page(found, full=True)


@bp.post("/<int:message_id>/<word>")
@requires(Permission.WORK_APPOINTMENTS)
def mark(message_id: int, word: str) -> ResponseReturnValue:
    """Reached, agreed, or nobody picked up; pressed twice, counted once."""
    missed = request.form.get("missed", "")
    if word not in MARKS or not (missed.isascii() and missed.isdigit()):
        abort(400)
    moment, by = times.now(), actor().name
    call = next((c for c in _waiting(moment) if c.message.id == message_id), None)
    if call is not None:  # only what lies at a station of the actor's is found
        with transaction(the_engine()) as session:
            if word == "agreed":
                calls.agree(session, call, by=by, now=moment)
            else:
                calls.mark(
                    session,
                    call,
                    reached=word == "called",
                    missed=int(missed[:4]),
                    by=by,
                    now=moment,
                )
    return redirect(url_for("appointments_desk.calls.show"), 303)


def _waiting(moment: datetime) -> list[Call]:
    stations = [s.id for s in stations_of(Permission.WORK_APPOINTMENTS)]
    by_machine = bool(wiring().settings.gateways)
    with reading(the_engine()) as session:
        return calls.waiting(session, stations, by_machine=by_machine, now=moment)


def _page(found: list[Call], *, full: bool) -> str:
    vault, catalogue = the_vault(), the_catalogue()
    teller = Teller(vault, catalogue)
    with reading(the_engine()) as session:
        told = {c.message.id: teller(session, c.message) for c in found}
    return render_template(
        "appointments/desk_calls.html",
        people=[(c, listed(vault, c.row), told[c.message.id]) for c in found],
        kinds=KIND_WORDS,
        full=full,
    )
