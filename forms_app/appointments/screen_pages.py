"""The call screen: a plain page for a television in the waiting room, numbers only."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import public
from forms_app.appointments import tickets
from forms_app.database import reading
from forms_app.wiring import the_catalogue, the_engine

bp = Blueprint("screen", __name__)


@bp.get("/screen/<station_id>")
@public
def screen(station_id: str) -> ResponseReturnValue:
    """Who is called now, who was called before, how many people wait."""
    station = the_catalogue().stations.get(station_id)
    if station is None or station.booking is None:
        abort(404)
    moment = times.now()
    day = times.local_day(moment)
    with reading(the_engine()) as session:
        called = tickets.on_the_screen(session, station_id, day)
        line = tickets.waiting(session, station_id, day)
    return render_template(
        "appointments/screen.html",
        station=station,
        called=[ticket.words for ticket in called],
        waiting=sum(line.values()),
        now=moment,
    )
