"""Asking for a visit or a delivery, and seeing what became of it.

The request is opened with its code and the phone's last digits.  GET changes nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from build_scripts.shared.opening_hours import hours_on
from build_scripts.shared.working_days import CalendarMissing
from forms_app import browser_memory, times
from forms_app.access import public
from forms_app.catalogue import Catalogue, ServiceEntry, StationEntry
from forms_app.catalogue.villages import villages
from forms_app.database import reading, transaction
from forms_app.form_fields import given
from forms_app.home_visits import queries, requests
from forms_app.home_visits.forms import (
    REASONS,
    DeliveryForm,
    HomeForm,
    LookForm,
    VisitForm,
)
from forms_app.home_visits.models import HomeRequest, Kind, Status
from forms_app.home_visits.reach import kinds_of, station_for
from forms_app.home_visits.requests import Wanted
from forms_app.refusals import NobodyComesThere, Refusal, WrongCode
from forms_app.seen import Seen
from forms_app.web import root
from forms_app.wiring import the_catalogue, the_engine, the_vault

OPENED = "home"
DAYS_AHEAD = 14

bp = Blueprint("home", __name__)


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """The request this browser has opened, or the two questions that open one."""
    with reading(the_engine()) as database:
        row = _opened(database)
    return _look_up(LookForm()) if row is None else _page(row)


@bp.post("/open")
@public
def open_request() -> ResponseReturnValue:
    """Wrong, unknown and locked look alike: same words, same status."""
    form = LookForm()
    if not form.validate():
        return _look_up(form), 422
    moment = times.now()
    with transaction(the_engine()) as database:
        row = requests.open_by_code(
            database, the_vault(), given(form.code), given(form.tail), now=moment
        )
    if row is None:
        form.form_errors = [WrongCode.message]
        return _look_up(form), 422
    return _remembered(row, moment)


@bp.post("/withdraw")
@public
def withdraw() -> ResponseReturnValue:
    """They need it no more; a second POST finds it withdrawn already."""
    try:
        with transaction(the_engine()) as database:
            row = _opened(database)
            if row is not None and row.status in queries.OPEN:
                seen = Seen(row.id, row.version, "")
                requests.step(database, seen, Status.WITHDRAWN, now=times.now())
    except Refusal as refusal:
        with reading(the_engine()) as database:
            newest = _opened(database)
        if newest is not None:
            return _page(newest, refusal.message), 422
    return redirect(_here(), 303)


@bp.get("/<service_id>")
@public
def choose(service_id: str) -> ResponseReturnValue:
    """What is to come: somebody, or the paper."""
    service = _service_or_404(service_id)
    kinds = kinds_of(service)
    if len(kinds) == 1:
        return redirect(f"{_here()}/{service_id}/{kinds[0]}", 303)
    return render_template("home_visits/choose.html", service=service)


@bp.route("/<service_id>/<kind>", methods=["GET", "POST"])
@public
def ask(service_id: str, kind: str) -> ResponseReturnValue:
    """The form; sent twice, asked once."""
    service = _service_or_404(service_id)
    if kind not in kinds_of(service):
        abort(404)
    form = _form(Kind(kind), request.form if request.method == "POST" else None)
    if request.method == "GET" or not form.validate():
        return _form_page(service, Kind(kind), form), (422 if form.errors else 200)
    moment = times.now()
    try:
        wanted = _wanted(service, Kind(kind), form)
        with transaction(the_engine()) as database:
            most = the_catalogue().appointments.home_per_phone
            row = requests.ask(database, the_vault(), wanted, most=most, now=moment)
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return _form_page(service, Kind(kind), form), 422
    return _remembered(row, moment)


def _wanted(service: ServiceEntry, kind: Kind, form: HomeForm) -> Wanted:
    area = given(form.area)
    station = station_for(the_catalogue(), service, kind, area)
    if station is None:
        raise NobodyComesThere
    visit = isinstance(form, VisitForm)
    return Wanted(
        kind=kind,
        station=station,
        service=service,
        area_id=area,
        name=given(form.name),
        phone=given(form.phone),
        address=given(form.address),
        reason=given(form.reason),
        people=int(form.people.data or 1) if isinstance(form, VisitForm) else 1,
        day=form.wanted_day() if isinstance(form, VisitForm) else None,
        part=str(form.part.data) if visit or isinstance(form, DeliveryForm) else "any",
        request_key=given(form.request_key),
    )


def _form(kind: Kind, formdata: object) -> HomeForm:
    areas = villages(the_catalogue())
    if kind is Kind.DELIVERY:
        return DeliveryForm(areas, formdata)
    return VisitForm(areas, _days(times.now()), formdata)


def _days(moment: datetime) -> list[tuple[str, str]]:
    """Working days of the county from tomorrow on; stations differ, the clerk decides."""
    catalogue = the_catalogue()
    today = times.local_day(moment)
    days = (today + timedelta(days=n) for n in range(1, DAYS_AHEAD + 1))
    return [(f"{day}", times.day_words(day)) for day in days if _works(catalogue, day)]


def _works(catalogue: Catalogue, day: object) -> bool:
    """Whether any station that comes home is open then."""
    return any(_open_on(catalogue, station, day) for station in _coming(catalogue))


def _coming(catalogue: Catalogue) -> list[StationEntry]:
    return [s for s in catalogue.stations.values() if s.home_visit is not None]


def _open_on(catalogue: Catalogue, station: StationEntry, day: object) -> bool:
    try:
        return bool(hours_on(station.hours, day, catalogue.calendar).intervals)  # type: ignore[arg-type]
    except CalendarMissing:
        return False


def _service_or_404(service_id: str) -> ServiceEntry:
    service = the_catalogue().services.get(service_id)
    if service is None or not kinds_of(service):
        abort(404)
    return service


def _opened(database: Session) -> HomeRequest | None:
    """The request this browser has opened, while the twenty minutes last."""
    reference = browser_memory.remembered(OPENED, now=times.now())
    return queries.by_reference(database, reference) if reference else None


def _remembered(row: HomeRequest, moment: datetime) -> ResponseReturnValue:
    browser_memory.remember(OPENED, row.reference, now=moment)
    return redirect(_here(), 303)


def _page(row: HomeRequest, problem: str = "") -> str:
    catalogue = the_catalogue()
    area = catalogue.areas.get(row.area_id)
    return render_template(
        "home_visits/show.html",
        row=row,
        person=requests.opened(the_vault(), row),
        station=catalogue.stations.get(row.station_id),
        area_name=area.name if area else "",
        open=row.status in queries.OPEN,
        address_days=catalogue.appointments.address_days,
        problem=problem,
    )


def _form_page(service: ServiceEntry, kind: Kind, form: HomeForm) -> str:
    catalogue = the_catalogue()
    return render_template(
        "home_visits/ask.html",
        service=service,
        kind=kind,
        form=form,
        coming=_coming(catalogue),
        reasons=REASONS,
        address_days=catalogue.appointments.address_days,
        keep_days=catalogue.appointments.keep_days,
    )


def _look_up(form: LookForm) -> str:
    return render_template("home_visits/look_up.html", form=form)


def _here() -> str:
    return f"{root()}/{the_catalogue().site.forms_path}/home-visit"
