"""The booked one: opened by code, shown, moved, cancelled, as a calendar file.

An opened booking is remembered in the signed session for twenty minutes; nothing
personal stands in an address.  GET never changes anything.
"""

from __future__ import annotations

import io

import segno
from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import browser_memory, times
from forms_app.access import public
from forms_app.appointments import (
    changes,
    moving,
    pauses,
    reoffer,
    tickets,
    waiting,
    waiting_pages,
)
from forms_app.appointments.calendar_file import calendar_file
from forms_app.appointments.days import Day
from forms_app.appointments.forms import OpenForm, start_of
from forms_app.appointments.models import Appointment, Status
from forms_app.appointments.offers import Offer, find_offer
from forms_app.appointments.opening import open_by_code
from forms_app.appointments.papers import papers_for
from forms_app.appointments.people import opened
from forms_app.appointments.queries import (
    by_reference,
    closure_of,
    days_on_offer,
    proposal_of,
)
from forms_app.appointments.slots import first_free
from forms_app.appointments.wait_models import Wait
from forms_app.catalogue import Catalogue, Checklist
from forms_app.database import reading, transaction
from forms_app.form_fields import given
from forms_app.refusals import Refusal, SlotUnavailable, WrongCode
from forms_app.web import root
from forms_app.wiring import the_catalogue, the_engine, the_vault

REMEMBERED = "appointment"

bp = Blueprint("own", __name__, url_prefix="/appointment")
bp.register_blueprint(waiting_pages.bp)


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """The booking this browser has opened, or the two questions that open one."""
    with reading(the_engine()) as database:
        row = _remembered(database)
    if row is None:
        return _look_up(OpenForm())
    return _page("show", row)


@bp.post("/open")
@public
def open_booking() -> ResponseReturnValue:
    """Wrong, unknown and locked look alike: same words, same status."""
    form = OpenForm()
    if not form.validate():
        return _look_up(form), 422
    moment = times.now()
    with transaction(the_engine()) as database:
        row = open_by_code(
            database, the_vault(), given(form.code), given(form.tail), now=moment
        )
    if row is None:
        form.form_errors = [WrongCode.message]
        return _look_up(form), 422
    if isinstance(row, Wait):
        browser_memory.remember(waiting_pages.REMEMBERED, row.reference, now=moment)
        return redirect("waiting", 303)
    browser_memory.remember(REMEMBERED, row.reference, now=moment)
    return _back()


@bp.get("/cancel")
@public
def ask_cancel() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        row = _remembered(database)
    return _page("cancel", row) if row else _back()


@bp.post("/cancel")
@public
def cancel() -> ResponseReturnValue:
    """Give the time back; a second POST finds it given back already."""
    try:
        with transaction(the_engine()) as database:
            row = _remembered(database)
            if row is not None:
                catalogue, moment = the_catalogue(), times.now()
                limit = catalogue.appointments.cancel_until_minutes
                freed = changes.cancel(database, row, limit_minutes=limit, now=moment)
                waiting.give_on(database, catalogue, freed, now=moment)
    except Refusal as refusal:
        return _again("show", refusal), 422
    return _back()


@bp.get("/move")
@public
def choose_other_time() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        row = _remembered(database)
    if row is None or _offer_of(row) is None:
        return _back()
    return _page("move", row)


@bp.post("/move")
@public
def move() -> ResponseReturnValue:
    """Swap the time: the old one is only given back when the new one is ours."""
    starts_at = start_of(request.form.get("start"))
    try:
        with transaction(the_engine()) as database:
            row = _remembered(database)
            offer = _offer_of(row) if row else None
            if row is None or offer is None:
                return _back()
            if starts_at is None:
                raise SlotUnavailable("请选一个时间。")
            catalogue, moment = the_catalogue(), times.now()
            limit = catalogue.appointments.cancel_until_minutes
            freed = moving.reschedule(
                database, row, offer, starts_at, limit_minutes=limit, now=moment
            )
            waiting.give_on(database, catalogue, freed, now=moment)
    except Refusal as refusal:
        status = 409 if isinstance(refusal, SlotUnavailable) and starts_at else 422
        return _again("move", refusal), status
    return _back()


@bp.post("/accept")
@public
def accept() -> ResponseReturnValue:
    """The time the desk has moved them to suits; only the one that was on the page."""
    sequence = request.form.get("sequence", "")
    if sequence.isascii() and sequence.isdigit():
        with transaction(the_engine()) as database:
            row = _remembered(database)
            if row is not None:
                reoffer.accept(
                    database,
                    row,
                    int(sequence[:9]),
                    by=changes.THE_PERSON,
                    now=times.now(),
                )
    return _back()


@bp.post("/appeal")
@public
def appeal() -> ResponseReturnValue:
    """Who was paused asks once, and books online again at once."""
    with transaction(the_engine()) as database:
        row = _remembered(database)
        if row is not None:
            moment = times.now()
            if pauses.appeal(database, row.phone_digest, now=moment):
                by = changes.THE_PERSON
                changes.note_event(database, [row.id], "lift", by, moment)
    return _back()


@bp.get("/calendar.ics")
@public
def calendar() -> ResponseReturnValue:
    """For the phone's calendar; carries no name."""
    with reading(the_engine()) as database:
        row = _remembered(database)
    if row is None:
        return _back()
    catalogue = the_catalogue()
    content = calendar_file(
        row,
        catalogue.stations.get(row.station_id),
        papers_of(catalogue, row),
    )
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer


@bp.get("/code.svg")
@public
def square() -> ResponseReturnValue:
    """The code as a picture that the counter's scanner reads; no name is in it."""
    with reading(the_engine()) as database:
        row = _remembered(database)
    if row is None:
        return _back()
    picture = io.BytesIO()
    segno.make(row.reference, error="m", micro=False).save(
        picture, kind="svg", scale=6, border=4, light="#fff"
    )
    return Response(picture.getvalue(), mimetype="image/svg+xml")


@bp.post("/forget")
@public
def forget() -> ResponseReturnValue:
    """For shared computers: nothing of this visit stays in the browser."""
    session.clear()
    answer = make_response(render_template("appointments/forgotten.html"))
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def _remembered(database: Session) -> Appointment | None:
    """The row this browser has opened, while the twenty minutes last."""
    reference = browser_memory.remembered(REMEMBERED, now=times.now())
    return by_reference(database, reference) if reference else None


def papers_of(catalogue: Catalogue, row: Appointment) -> tuple[Checklist, ...]:
    """What to bring to what is still published."""
    found = (catalogue.services.get(id_) for id_ in row.service_ids)
    services = tuple(service for service in found if service is not None)
    return papers_for(services, row.who or "")


def _offer_of(row: Appointment) -> Offer | None:
    """Where this booking can be moved; None when it is booked no more in that pool."""
    offer = find_offer(the_catalogue(), row.asked, row.station_id)
    same = offer is not None and offer.schedule.id == row.schedule_id
    return offer if same else None


def _page(name: str, row: Appointment, problem: str = "") -> str:
    """One of the booking's pages: show, cancel or move."""
    catalogue, moment = the_catalogue(), times.now()
    offer = _offer_of(row)
    days: tuple[Day, ...] = ()
    with reading(the_engine()) as database:
        proposal = proposal_of(database, row)
        pause = pauses.running(database, row.phone_digest, now=moment)
        line = tickets.in_line(database, row)
        closure = closure_of(database, row.station_id, times.local_day(row.starts_at))
        if name == "move" and offer is not None:
            days = days_on_offer(database, offer, now=moment)
    limit = catalogue.appointments.cancel_until_minutes
    return render_template(
        f"appointments/{name}.html",
        row=row,
        person=opened(the_vault(), row),
        station=catalogue.stations.get(row.station_id),
        papers=papers_of(catalogue, row),
        changeable=changes.may_change(row, limit, moment),
        cancelled=row.status == Status.CANCELLED,
        movable=offer is not None,
        limit=limit,
        days=days,
        first=first_free(days),
        problem=problem,
        pause=pause,
        line=line,
        closure=closure if row.status == Status.BOOKED else None,
        proposal=proposal if reoffer.is_open(row, proposal) else None,
    )


def _again(name: str, refusal: Refusal) -> str:
    with reading(the_engine()) as database:
        row = _remembered(database)
    if row is None:
        return _look_up(OpenForm(formdata=None))
    return _page(name, row, refusal.message)


def _look_up(form: OpenForm) -> str:
    return render_template("appointments/look_up.html", form=form)


def _back() -> ResponseReturnValue:
    return redirect(f"{root()}/{the_catalogue().site.forms_path}/appointment", 303)
