"""What odd input must leave behind: a calm page, and whole bookings or none."""

from __future__ import annotations

from sqlalchemy import Engine

from forms_app.appointments.models import Appointment, TakenSeat
from forms_app.appointments.wait_models import Wait
from forms_app.database import reading
from forms_app.home_visits.models import HomeRequest
from tests.forms.booking_builders import STATION
from tests.forms.page import Page
from tests.forms.resident_builders import SERVICE
from tests.forms.visit_builders import TOGETHER

BOOK = f"/forms/book/{SERVICE}/{STATION}"
MANY = f"/forms/book/{TOGETHER}/{STATION}"


def whole(engine: Engine) -> bool:
    """No booking without its seats, no seat without its booking."""
    with reading(engine) as session:
        codes = {row.reference for row in session.query(Appointment)}
        seated = {seat.reference for seat in session.query(TakenSeat)}
    return codes == seated


def everything(engine: Engine) -> int:
    with reading(engine) as session:
        kinds = (Appointment, TakenSeat, Wait, HomeRequest)
        return sum(session.query(kind).count() for kind in kinds)


def is_calm(page: Page) -> None:
    """A page of ours with a sentence and a way on."""
    assert page.status < 500, page.text[:300]
    assert page.h1
    assert page.links or page.soup.select("form"), "a way on"
