"""What this desk has to do: sessions, promises that fall due, visits, answers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.access import Actor, Permission, actor, requires
from forms_app.database import reading
from forms_app.desk_home import Card, Tone
from forms_app.disputes import clocks
from forms_app.disputes.after import promises, queries
from forms_app.disputes.models import Case
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
            wishes=_wishes(database, stations),
            sides=promises.SIDES,
            mark=lambda due: clocks.mark(due, moment),
            moment=moment,
        )


def _wishes(
    database: Session, stations: frozenset[str] | None
) -> list[tuple[date | None, Case, str]]:
    """(due, case, 'mend' or 'erase') of who waits for an answer, the earliest first."""
    catalogue = the_catalogue()
    found = [
        (clocks.rights_by(catalogue, asked), case, kind)
        for case in queries.wishes(database, stations)
        for kind, asked in (
            ("mend", case.mend_asked_at),
            ("erase", case.erase_asked_at),
        )
        if asked is not None
    ]
    return sorted(found, key=lambda wish: (wish[0] or date.max, wish[1].id))


def today_card(person: Actor, at: datetime) -> Card | None:
    """On the desk's first page: who waits for an answer about their own data."""
    if not person.holds(Permission.REGISTER_CASES):
        return None
    stations = seen_stations(person, the_catalogue())
    with reading(the_engine()) as database:
        wishes = _wishes(database, stations)
    if not wishes:
        return None
    late = any(clocks.mark(due, at) is clocks.Mark.OVERDUE for due, _, _ in wishes)
    tone: Tone = "stop" if late else "wait"
    url = url_for("disputes_desk.tasks.index")
    return Card("要改、要删信息的请求", len(wishes), url, tone)
