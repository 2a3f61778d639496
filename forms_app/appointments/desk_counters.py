"""The day by counter: who sits where and when; and checking people in by code or scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Permission, actor, requires
from forms_app.appointments import changes, desk_item, pauses, queries
from forms_app.appointments.changes import Step
from forms_app.appointments.desk_places import (
    day_asked,
    may,
    station_asked,
    stations_of,
)
from forms_app.appointments.models import Appointment, Status, TakenSeat
from forms_app.appointments.people import Person, listed
from forms_app.catalogue import StationEntry
from forms_app.database import reading, transaction
from forms_app.references import APPOINTMENT_LENGTH, scanned
from forms_app.refusals import Refusal
from forms_app.seen import Seen
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("counters", __name__)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One visit at one counter at one time."""

    row: Appointment
    person: Person
    begins: bool
    """False in the later slots of a longer visit."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Equal counters: a line a time, a column a counter."""

    name: str
    counters: tuple[int, ...]
    lines: tuple[tuple[datetime, tuple[Cell | None, ...]], ...]


@bp.get("/counters")
@requires(Permission.SEE_APPOINTMENTS)
def counters() -> ResponseReturnValue:
    """Only times at which somebody comes are shown."""
    permission = Permission.SEE_APPOINTMENTS
    station, day = station_asked(permission, stations_of(permission)), day_asked()
    with reading(the_engine()) as session:
        rows = queries.list_of_day(session, station.id, day)
        seats = queries.seats_of_day(session, station.id, day)
    return render_template(
        "appointments/desk_counters.html",
        station=station,
        day=day,
        pools=_pools(station, rows, seats),
    )


@bp.post("/check-in")
@requires(Permission.WORK_APPOINTMENTS)
def check_in() -> ResponseReturnValue:
    """Arrived: by the code as typed, or as a scanner reads it from the telephone."""
    typed = request.form.get("code", "")[:LONGEST]
    with reading(the_engine()) as session:
        code = scanned(typed, APPOINTMENT_LENGTH)
        row = queries.by_reference(session, code)
    if row is None or not may(Permission.WORK_APPOINTMENTS, row.station_id):
        station_id = request.form.get("station", "")
        page = render_template(
            "appointments/desk_not_found.html", station_id=station_id
        )
        return page, 404
    moment = times.now()
    if row.status not in (Status.ARRIVED, Status.FULFILLED):
        try:
            with transaction(the_engine()) as session:
                seen = Seen(row.id, row.version, actor().name)
                rule = pauses.rule_of(the_catalogue())
                changes.work(session, Step.ARRIVE, seen, rule=rule, now=moment)
        except Refusal as refusal:
            return desk_item.page(row, problem=refusal.message), 409
    here = url_for("appointments_desk.today", station=row.station_id)
    return redirect(f"{here}#a-{row.id}", 303)


def _pools(
    station: StationEntry, rows: Iterable[Appointment], seats: Iterable[TakenSeat]
) -> list[Pool]:
    by_code = {row.reference: row for row in rows}
    taken = [seat for seat in seats if seat.reference in by_code]
    people = {code: listed(the_vault(), row) for code, row in by_code.items()}
    cells = {
        (s.schedule_id, s.starts_at, s.seat): Cell(
            by_code[s.reference],
            people[s.reference],
            s.starts_at
            == min(t.starts_at for t in taken if t.reference == s.reference),
        )
        for s in taken
    }
    found = []
    for schedule in station.booking.schedules if station.booking else ():
        starts = sorted({s.starts_at for s in taken if s.schedule_id == schedule.id})
        numbers = tuple(range(1, schedule.seats + schedule.desk_seats + 1))
        lines = tuple(
            (start, tuple(cells.get((schedule.id, start, n)) for n in numbers))
            for start in starts
        )
        found.append(Pool(schedule.name, numbers, lines))
    return found
