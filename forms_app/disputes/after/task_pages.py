"""What this desk has to do: sessions, promises that fall due, visits."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forms_app.access import Permission, actor, requires
from forms_app.database import reading
from forms_app.disputes import clocks
from forms_app.disputes.after import promises, queries
from forms_app.disputes.standing import seen_stations
from forms_app.times import local_day, now
from forms_app.wiring import the_catalogue, the_engine

AHEAD = timedelta(days=7)
bp = Blueprint("tasks", __name__)


@bp.get("/tasks")
@requires(Permission.SEE_CASES)
def index() -> ResponseReturnValue:
    """The next seven days and everything that is late; nobody's name."""
    moment = now()
    stations = seen_stations(actor(), the_catalogue())
    until = local_day(moment) + AHEAD
    with reading(the_engine()) as database:
        return render_template(
            "disputes/after/tasks.html",
            sessions=queries.sessions_between(
                database, stations, moment - AHEAD, moment + AHEAD
            ),
            promises=queries.promises_due(database, stations, until),
            visits=queries.visits_due(database, stations, until),
            sides=promises.SIDES,
            mark=lambda due: clocks.mark(due, moment),
            moment=moment,
        )
