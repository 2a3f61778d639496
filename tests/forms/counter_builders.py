"""The counter's desk of the booking tests: who sits there, and what they press."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.appointments import queries
from forms_app.appointments.models import Appointment
from forms_app.database import reading
from tests.forms.booking_builders import STATION
from tests.forms.page import Page, follow

HERE = Grant(Role.COUNTER, f"station:{STATION}")
HEAD_HERE = Grant(Role.HEAD, f"station:{STATION}")
ELSEWHERE = Grant(Role.HEAD, "station:chunhe-police-station")
EVERYWHERE = Grant(Role.HEAD, "agency:county-psb")
MEDIATOR = Grant(Role.MEDIATOR, f"station:{STATION}")
TUESDAY = "2026-11-24"
DESK = "/appointments"

Desk = Callable[..., FlaskClient]


def press(desk: FlaskClient, row: Appointment, step: str, version: int = 1) -> Page:
    data = {"version": str(version)}
    return follow(desk, desk.post(f"{DESK}/item/{row.id}/{step}", data=data))


def status_of(engine: Engine, row: Appointment) -> str:
    with reading(engine) as session:
        found = queries.by_id(session, row.id)
    assert found is not None
    return found.status


def trail_of(engine: Engine, row: Appointment) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(event.what, event.by) for event in queries.trail(session, row.id)]
