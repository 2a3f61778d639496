"""The station's calendar, for whoever was given its secret address."""

from __future__ import annotations

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import public
from forms_app.appointments import feeds, queries
from forms_app.database import reading
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("feed", __name__)
LONGEST = 64


@bp.get("/feed/<secret>.ics")
@public
def calendar(secret: str) -> ResponseReturnValue:
    """No person is in it; a wrong address is no address."""
    if len(secret) > LONGEST:
        abort(404)
    today = times.local_day(times.now())
    with reading(the_engine()) as session:
        feed = queries.feed_behind(session, feeds.digest(the_vault(), secret))
        if feed is None:
            abort(404)
        rows = queries.list_between(
            session, feed.station_id, today - feeds.BACK, today + feeds.AHEAD
        )
        name = the_catalogue().station_name(feed.station_id)
        return Response(feeds.feed_file(name, rows), mimetype="text/calendar")
