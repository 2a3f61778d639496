"""The waiting line as people see it: join, my place, take the kept seat or pass.

Opened with the code and the phone's last digits, like a booking.  GET changes nothing.
"""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import browser_memory, times
from forms_app.access import public
from forms_app.appointments import waiting, waiting_line
from forms_app.appointments.days import Day, Why
from forms_app.appointments.forms import WaitForm, person_of
from forms_app.appointments.offers import Offer, find_offer
from forms_app.appointments.people import opened
from forms_app.appointments.queries import days_on_offer
from forms_app.appointments.wait_models import Wait
from forms_app.appointments.waiting import Asked
from forms_app.database import reading, transaction
from forms_app.form_fields import given
from forms_app.refusals import NothingToWaitFor, Refusal
from forms_app.web import root
from forms_app.wiring import the_catalogue, the_engine, the_vault

REMEMBERED = "wait"
BOOKING = "appointment"
"""Where `own_pages` remembers the booking a browser has opened."""
ANY_DAY = "any"

bp = Blueprint("waiting", __name__)
joining = Blueprint("wait", __name__)


@joining.route("/book/<service_id>/<station_id>/wait", methods=["GET", "POST"])
@public
def join(service_id: str, station_id: str) -> ResponseReturnValue:
    """Stand in line for days that are full; sent twice, one place."""
    offer = find_offer(the_catalogue(), service_id, station_id)
    most = the_catalogue().appointments.waits_per_phone
    if offer is None or not most:
        forms = f"{root()}/{the_catalogue().site.forms_path}"
        return redirect(f"{forms}/book/{quote(service_id)}", 303)
    moment = times.now()
    days = _full_days(offer, moment)
    sent = request.form if request.method == "POST" else None
    form = WaitForm(_choices(days), sent, offer.persons)
    if request.method == "GET" or not form.validate():
        return _join_page(offer, form, days), (422 if form.errors else 200)
    first, last = _wanted(given(form.days), days)
    asked = Asked(person_of(form), first, last, given(form.request_key))
    try:
        if not days:
            raise NothingToWaitFor
        with transaction(the_engine()) as database:
            row = waiting.join(
                database, the_vault(), offer, asked, most=most, now=moment
            )
            browser_memory.remember(REMEMBERED, row.reference, now=moment)
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return _join_page(offer, form, days), 422
    return redirect(_here(), 303)


@bp.get("/waiting")
@public
def show() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        row = _remembered(database)
        if row is None:
            return redirect(_look_up(), 303)
        return _page(database, row)


@bp.post("/waiting/take")
@public
def take() -> ResponseReturnValue:
    """The kept seat becomes theirs; pressed twice, booked once."""
    moment = times.now()
    try:
        with transaction(the_engine()) as database:
            row = _remembered(database)
            if row is None:
                return redirect(_look_up(), 303)
            code = waiting.take(
                database, the_vault(), the_catalogue(), row, by="", now=moment
            )
    except Refusal as refusal:
        return _again(refusal)
    session[BOOKING] = [code, int(moment.timestamp())]
    return redirect(_look_up(), 303)


@bp.post("/waiting/pass")
@public
def pass_on() -> ResponseReturnValue:
    return _give_up(stay=True)


@bp.post("/waiting/leave")
@public
def leave() -> ResponseReturnValue:
    return _give_up(stay=False)


def _give_up(*, stay: bool) -> ResponseReturnValue:
    try:
        with transaction(the_engine()) as database:
            row = _remembered(database)
            if row is not None:
                moment = times.now()
                waiting.pass_on(
                    database, the_catalogue(), row, stay=stay, by="", now=moment
                )
    except Refusal as refusal:
        return _again(refusal)
    return redirect(_here(), 303)


def _again(refusal: Refusal) -> ResponseReturnValue:
    with reading(the_engine()) as database:
        row = _remembered(database)
        if row is None:
            return redirect(_look_up(), 303)
        return _page(database, row, refusal.message), 422


def _page(database: Session, row: Wait, problem: str = "") -> str:
    return render_template(
        "appointments/waiting.html",
        row=row,
        person=opened(the_vault(), row),
        station=the_catalogue().stations.get(row.station_id),
        ahead=waiting_line.ahead(database, row),
        offers=waiting.OFFERS,
        problem=problem,
    )


def _remembered(database: Session) -> Wait | None:
    """The place in line this browser has opened, while the twenty minutes last."""
    reference = browser_memory.remembered(REMEMBERED, now=times.now())
    return waiting_line.by_reference(database, reference) if reference else None


def _full_days(offer: Offer, moment: datetime) -> list[Day]:
    with reading(the_engine()) as database:
        days = days_on_offer(database, offer, now=moment)
    soonest = times.local_day(moment + waiting.SOONEST)
    return [day for day in days if day.why is Why.FULL and day.day >= soonest]


def _choices(days: list[Day]) -> list[tuple[str, str]]:
    """One of the full days, or whichever comes first."""
    named = [(f"{day.day}", times.day_words(day.day)) for day in days]
    if len(days) < 2:
        return named
    first, last = times.day_words(days[0].day), times.day_words(days[-1].day)
    return [(ANY_DAY, f"{first}到{last}，哪天都行"), *named]


def _wanted(choice: str, days: list[Day]) -> tuple[date, date]:
    if choice == ANY_DAY:
        return days[0].day, days[-1].day
    wanted = date.fromisoformat(choice)
    return wanted, wanted


def _join_page(offer: Offer, form: WaitForm, days: list[Day]) -> str:
    policy = the_catalogue().appointments
    return render_template(
        "appointments/wait.html",
        offer=offer,
        form=form,
        days=days,
        minutes=policy.offer_minutes,
        most=policy.waits_per_phone,
        offers=waiting.OFFERS,
        keep_days=policy.keep_days,
    )


def _here() -> str:
    return f"{_look_up()}/waiting"


def _look_up() -> str:
    return f"{root()}/{the_catalogue().site.forms_path}/appointment"
