"""What leaves the desk as a file: days as a table, the secret address of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Permission, actor, requires
from forms_app.appointments import feeds, queries
from forms_app.appointments.desk_places import (
    FIRST_DAY,
    LAST_DAY,
    station_asked,
    stations_of,
)
from forms_app.appointments.table import csv_table, xlsx_table
from forms_app.catalogue import StationEntry
from forms_app.database import reading, transaction
from forms_app.wiring import the_catalogue, the_engine, the_vault, wiring

bp = Blueprint("export", __name__)
MOST = timedelta(days=366)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = {"csv": (csv_table, "text/csv"), "xlsx": (xlsx_table, XLSX)}


@bp.get("/export")
@requires(Permission.SEE_APPOINTMENTS)
def export() -> ResponseReturnValue:
    """From `first` to `last`, at most a year, as CSV or, `as=xlsx`, as a workbook."""
    permission = Permission.SEE_APPOINTMENTS
    station = station_asked(permission, stations_of(permission))
    first, last = _day("first"), _day("last")
    if not first <= last <= first + MOST:
        abort(404)
    with reading(the_engine()) as session:
        rows = queries.list_between(session, station.id, first, last)
    kind = request.args.get("as", "csv")
    if kind not in TABLES:
        abort(404)
    make, mimetype = TABLES[kind]
    answer = Response(make(rows), mimetype=mimetype)
    name = f"{station.id}-{first}-{last}.{kind}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.get("/feed")
@requires(Permission.CLOSE_DAYS)
def ask_feed() -> ResponseReturnValue:
    """Whether there is an address; itself it cannot be shown again."""
    return _feed_page(_station(), "")


@bp.post("/feed")
@requires(Permission.CLOSE_DAYS)
def make_feed() -> ResponseReturnValue:
    """A new address, shown this once; the old one ends."""
    station = _station()
    with transaction(the_engine()) as session:
        secret = feeds.renew(
            session, the_vault(), station.id, by=actor().name, now=times.now()
        )
    path = f"/{the_catalogue().site.forms_path}/feed/{secret}.ics"
    return _feed_page(station, wiring().settings.public_url + path)


def _feed_page(station: StationEntry, address: str) -> str:
    with reading(the_engine()) as session:
        feed = queries.feed_of(session, station.id)
    return render_template(
        "appointments/desk_feed.html", station=station, feed=feed, address=address
    )


def _station() -> StationEntry:
    return station_asked(Permission.CLOSE_DAYS, stations_of(Permission.CLOSE_DAYS))


def _day(name: str) -> date:
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        abort(404)
    if not FIRST_DAY <= day <= LAST_DAY:
        abort(404)
    return day
