"""How the last weeks went at one station: numbers only, nobody in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Permission, requires
from forms_app.appointments import queries
from forms_app.appointments.desk_places import station_asked, stations_of
from forms_app.appointments.models import Kind, Status
from forms_app.database import reading
from forms_app.wiring import the_engine

WEEKS = 8
bp = Blueprint("figures", __name__)


@dataclass(frozen=True, slots=True)
class Week:
    """From Monday on: how many, and what became of those whose time is past."""

    monday: date
    booked: int
    walked_in: int
    served: int
    missed: int
    cancelled: int

    @property
    def missed_share(self) -> str:
        """Of those who had a time and came or did not: '8 %', '' of nobody."""
        expected = self.booked - self.cancelled
        return f"{round(100 * self.missed / expected)} %" if expected > 0 else ""


@bp.get("/figures")
@requires(Permission.SEE_APPOINTMENTS)
def figures() -> ResponseReturnValue:
    permission = Permission.SEE_APPOINTMENTS
    station = station_asked(permission, stations_of(permission))
    today = times.local_day(times.now())
    first = _monday(today) - timedelta(weeks=WEEKS - 1)
    with reading(the_engine()) as session:
        rows = queries.outcomes(session, station.id, first, today)
    return render_template(
        "appointments/desk_figures.html",
        station=station,
        day=today,
        weeks=weeks_of(rows, today),
    )


def weeks_of(rows: Iterable[tuple[datetime, str, str]], today: date) -> list[Week]:
    """(start, status, kind) of visits → the weeks up to today's, the newest first."""
    by_week: dict[date, list[tuple[str, str]]] = {}
    for starts_at, status, kind in rows:
        by_week.setdefault(_monday(times.local_day(starts_at)), []).append(
            (status, kind)
        )
    mondays = [_monday(today) - timedelta(weeks=n) for n in range(WEEKS)]
    return [_week(monday, by_week.get(monday, [])) for monday in mondays]


def _week(monday: date, visits: list[tuple[str, str]]) -> Week:
    statuses = [status for status, _ in visits]
    return Week(
        monday=monday,
        booked=sum(kind == Kind.BOOKED for _, kind in visits),
        walked_in=sum(kind == Kind.WALK_IN for _, kind in visits),
        served=statuses.count(Status.FULFILLED),
        missed=statuses.count(Status.NOSHOW),
        cancelled=sum(
            status == Status.CANCELLED and kind == Kind.BOOKED
            for status, kind in visits
        ),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
