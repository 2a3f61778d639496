"""Which stations, days and rows the person at the desk may ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import abort, request

from forms_app import times
from forms_app.access import Permission, actor
from forms_app.appointments import queries
from forms_app.appointments.models import Appointment
from forms_app.catalogue import StationEntry
from forms_app.database import reading
from forms_app.wiring import the_catalogue, the_engine

FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2100, 1, 1)


def may(permission: Permission, station: StationEntry | str) -> bool:
    """Whether the actor holds the permission for this very station."""
    station_id = station if isinstance(station, str) else station.id
    agencies = the_catalogue().agencies_of(station_id)
    return actor().may(permission, station_id, agencies)


def stations_of(permission: Permission) -> list[StationEntry]:
    """Every station that takes bookings and that the actor may ask for."""
    stations = the_catalogue().stations.values()
    return [s for s in stations if s.booking is not None and may(permission, s)]


def station_asked(
    permission: Permission, stations: Sequence[StationEntry]
) -> StationEntry:
    """The station in the request, or the only one; 403 or 404 otherwise."""
    wanted = request.values.get("station", "")
    if not wanted and len(stations) == 1:
        return stations[0]
    station = the_catalogue().stations.get(wanted)
    if station is None:
        abort(404)
    if not may(permission, station):
        abort(403)
    return station


def day_asked() -> date:
    """The day in the request; today when there is none; 404 for nonsense."""
    text = request.values.get("day", "")
    if not text:
        return times.local_day(times.now())
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    if not FIRST_DAY <= day <= LAST_DAY:
        abort(404)
    return day


def row_or_404(row_id: int, permission: Permission) -> Appointment:
    """The row, when it exists and lies at a station of the actor's."""
    if row_id >= 2**31:
        abort(404)
    with reading(the_engine()) as session:
        row = queries.by_id(session, row_id)
    if row is None or not may(permission, row.station_id):
        abort(404)
    return row
