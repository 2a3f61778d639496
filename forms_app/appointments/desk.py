"""The counter's day: who comes, who came, walk-ins.  Closing days is in `desk_closing.py`.

Names are masked in lists; the full name and phone come by POST and leave a line in
the trail.  A clerk sees and works only the stations of their grants.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Actor, Permission, actor, requires
from forms_app.appointments import (
    changes,
    counter,
    desk_calls,
    desk_closing,
    desk_counters,
    desk_export,
    desk_figures,
    desk_item,
    desk_phone,
    desk_waiting,
    pauses,
    queries,
    tickets,
    waiting,
)
from forms_app.appointments.changes import Step
from forms_app.appointments.days import clock_words, start_words
from forms_app.appointments.desk_places import (
    day_asked,
    may,
    row_or_404,
    station_asked,
    stations_of,
)
from forms_app.appointments.forms import CodeForm, WalkInForm, person_of
from forms_app.appointments.models import Appointment, Status
from forms_app.appointments.table import STATUS_WORDS
from forms_app.catalogue import StationEntry
from forms_app.database import reading, transaction
from forms_app.desk_home import Card, register_card
from forms_app.form_fields import given
from forms_app.references import normalised
from forms_app.refusals import Refusal
from forms_app.seen import Seen
from forms_app.web import version_on_screen
from forms_app.wiring import the_catalogue, the_engine, the_vault, wiring

bp = Blueprint("appointments_desk", __name__)
bp.register_blueprint(desk_closing.bp)
bp.register_blueprint(desk_calls.bp)
bp.register_blueprint(desk_export.bp)
bp.register_blueprint(desk_phone.bp)
bp.register_blueprint(desk_counters.bp)
bp.register_blueprint(desk_figures.bp)
bp.register_blueprint(desk_waiting.bp)
bp.add_app_template_filter(start_words)
bp.add_app_template_filter(clock_words)

SEEN = "seen"


def today_card(person: Actor, now: datetime) -> Card | None:
    """How many still have to be served today, for the desk's first page."""
    if not person.holds(Permission.SEE_APPOINTMENTS):
        return None
    stations = [station.id for station in stations_of(Permission.SEE_APPOINTMENTS)]
    with reading(the_engine()) as session:
        count = queries.still_to_serve(session, stations, times.local_day(now))
    return Card(
        title="今天还要办的预约",
        count=count,
        url=url_for("appointments_desk.today"),
        tone="wait" if count else "ok",
    )


register_card(bp, today_card)
register_card(bp, desk_calls.card)
register_card(bp, desk_waiting.card)


@bp.get("/")
@bp.get("/today")
@requires(Permission.SEE_APPOINTMENTS)
def today() -> ResponseReturnValue:
    """The list of one day at one station; first the choice when there are several."""
    stations = stations_of(Permission.SEE_APPOINTMENTS)
    if "station" not in request.args and len(stations) != 1:
        return render_template("appointments/desk_stations.html", stations=stations)
    station = station_asked(Permission.SEE_APPOINTMENTS, stations)
    day, now = day_asked(), times.now()
    with reading(the_engine()) as session:
        rows = queries.list_of_day(session, station.id, day)
        closure = queries.closure_of(session, station.id, day)
        drawn = tickets.of_day(session, station.id, day)
    return render_template(
        "appointments/desk_day.html",
        station=station,
        stations=stations,
        day=day,
        today=times.local_day(now),
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        lines=[desk_item.line_of(row, drawn.get(row.id), now=now) for row in rows],
        counts=_counts(rows),
        closure=closure,
        may_work=may(Permission.WORK_APPOINTMENTS, station),
        may_close=may(Permission.CLOSE_DAYS, station),
        find=CodeForm(formdata=None),
        screen=f"{wiring().settings.public_url}/{the_catalogue().site.forms_path}/screen/{station.id}",
    )


@bp.post("/find")
@requires(Permission.SEE_APPOINTMENTS)
def find() -> ResponseReturnValue:
    """By code; a code of another station is not found."""
    form = CodeForm()
    station_id = request.form.get("station", "")
    with reading(the_engine()) as session:
        row = queries.by_reference(session, normalised(given(form.code)))
    if row is None or not may(Permission.SEE_APPOINTMENTS, row.station_id):
        page = render_template(
            "appointments/desk_not_found.html", station_id=station_id
        )
        return page, 404
    return redirect(f"item/{row.id}", 303)


@bp.get("/item/<int:row_id>")
@requires(Permission.SEE_APPOINTMENTS)
def item(row_id: int) -> ResponseReturnValue:
    return desk_item.page(row_or_404(row_id, Permission.SEE_APPOINTMENTS))


@bp.post("/item/<int:row_id>/person")
@requires(Permission.WORK_APPOINTMENTS)
def person(row_id: int) -> ResponseReturnValue:
    """Full name and phone, for calling; who looked is written down."""
    row = row_or_404(row_id, Permission.WORK_APPOINTMENTS)
    with transaction(the_engine()) as session:
        changes.note_event(session, [row.id], SEEN, actor().name, times.now())
    return desk_item.page(row, full=True)


@bp.post("/item/<int:row_id>/late")
@requires(Permission.WORK_APPOINTMENTS)
def late(row_id: int) -> ResponseReturnValue:
    """They have called to say so; noted once, and nobody marks them as missing."""
    row = row_or_404(row_id, Permission.WORK_APPOINTMENTS)
    with transaction(the_engine()) as session:
        known = {event.what for event in queries.trail(session, row.id)}
        if row.status == Status.BOOKED and "late" not in known:
            changes.note_event(session, [row.id], "late", actor().name, times.now())
    return redirect(f"../{row_id}", 303)


@bp.post("/item/<int:row_id>/call")
@requires(Permission.WORK_APPOINTMENTS)
def call(row_id: int) -> ResponseReturnValue:
    """Their number onto the screen, as often as it takes."""
    row = row_or_404(row_id, Permission.WORK_APPOINTMENTS)
    moment = times.now()
    with transaction(the_engine()) as session:
        if row.status == Status.ARRIVED and tickets.call(session, row, now=moment):
            changes.note_event(session, [row.id], "call", actor().name, moment)
    day = times.local_day(row.starts_at)
    return redirect(f"../../today?station={row.station_id}&day={day}", 303)


@bp.post("/item/<int:row_id>/lift")
@requires(Permission.WORK_APPOINTMENTS)
def lift(row_id: int) -> ResponseReturnValue:
    """Let this person book online again; the clerk has heard why they did not come."""
    row = row_or_404(row_id, Permission.WORK_APPOINTMENTS)
    moment, by = times.now(), actor().name
    with transaction(the_engine()) as session:
        if pauses.lift(session, row.phone_digest, by=by, now=moment):
            changes.note_event(session, [row.id], "lift", by, moment)
    return redirect(f"../{row_id}", 303)


@bp.post("/item/<int:row_id>/<step>")
@requires(Permission.WORK_APPOINTMENTS)
def work(row_id: int, step: str) -> ResponseReturnValue:
    """One step with the version that was on the screen."""
    row = row_or_404(row_id, Permission.WORK_APPOINTMENTS)
    if step not in set(Step):
        abort(400)
    seen = Seen(row_id, version_on_screen(), actor().name)
    try:
        with transaction(the_engine()) as session:
            catalogue, moment = the_catalogue(), times.now()
            rule = pauses.rule_of(catalogue)
            changes.work(session, Step(step), seen, rule=rule, now=moment)
            if step == Step.CANCEL:
                waiting.serve(session, catalogue, row.station_id, now=moment)
    except Refusal as refusal:
        newest = row_or_404(row_id, Permission.WORK_APPOINTMENTS)
        return desk_item.page(newest, problem=refusal.message), 409
    day = times.local_day(row.starts_at)
    return redirect(f"../../today?station={row.station_id}&day={day}", 303)


@bp.route("/walk-in", methods=["GET", "POST"])
@requires(Permission.WORK_APPOINTMENTS)
def walk_in() -> ResponseReturnValue:
    """Put somebody without an appointment onto today's list."""
    stations = stations_of(Permission.WORK_APPOINTMENTS)
    station = station_asked(Permission.WORK_APPOINTMENTS, stations)
    services = _services_at(station)
    formdata = request.form if request.method == "POST" else None
    form = WalkInForm(services, formdata)
    if request.method == "POST" and form.validate():
        with transaction(the_engine()) as session:
            guest = _guest(form, station)
            counter.walk_in(session, the_vault(), guest, now=times.now())
        return redirect(f"today?station={station.id}", 303)
    page = render_template("appointments/desk_walk_in.html", form=form, station=station)
    return page, (422 if form.errors else 200)


def _guest(form: WalkInForm, station: StationEntry) -> counter.WalkIn:
    service = the_catalogue().services[given(form.service)]
    schedule = station.schedule_for(service.id)
    persons = int(given(form.persons))
    minutes = (
        schedule.minutes_for(service, persons)
        if schedule
        else counter.WALK_IN_MINUTES * persons
    )
    return counter.WalkIn(
        station_id=station.id,
        schedule_id=schedule.id if schedule else "",
        service=service,
        person=person_of(form),
        minutes=minutes,
        persons=persons,
        request_key=given(form.request_key),
        by=actor().name,
    )


def _services_at(station: StationEntry) -> list[tuple[str, str]]:
    services = the_catalogue().services
    known = [(id_, services[id_].name) for id_ in station.offers if id_ in services]
    return [("", "请选择"), *known]


def _counts(rows: Sequence[Appointment]) -> dict[str, int]:
    """Status in words → how many, for the line above the list."""
    counts = dict.fromkeys(STATUS_WORDS.values(), 0)
    for row in rows:
        counts[STATUS_WORDS[row.status]] += 1
    return counts
