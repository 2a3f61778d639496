"""Somebody telephones: the clerk books for them, with the seats kept for the desk."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Permission, actor, requires
from forms_app.appointments import changes, queries
from forms_app.appointments.booking import Wish, take_seat
from forms_app.appointments.day_pages import day_piece
from forms_app.appointments.desk_places import station_asked, stations_of
from forms_app.appointments.forms import PhoneForm, start_of, start_value
from forms_app.appointments.offers import Offer, at_the_desk, find_offer
from forms_app.appointments.papers import papers_for
from forms_app.appointments.slots import first_free, next_free
from forms_app.catalogue import StationEntry
from forms_app.database import reading, transaction
from forms_app.refusals import Refusal, SlotUnavailable
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("phone", __name__, url_prefix="/phone")
bp.add_app_template_filter(next_free)
bp.add_app_template_filter(day_piece)
bp.add_app_template_filter(start_value)
bp.add_app_template_filter(papers_for, "papers")
NEEDED = Permission.WORK_APPOINTMENTS


@bp.get("")
@requires(NEEDED)
def ask() -> ResponseReturnValue:
    """Which service, then which time and who."""
    station = station_asked(NEEDED, stations_of(NEEDED))
    offer = _offer(station)
    return (
        _choose(station)
        if offer is None
        else _page(offer, PhoneForm(None, offer.persons))
    )


@bp.post("")
@requires(NEEDED)
def book() -> ResponseReturnValue:
    """Give the seat and show the code to read out; sent twice, booked once."""
    station = station_asked(NEEDED, stations_of(NEEDED))
    offer = _offer(station)
    if offer is None:
        return _choose(station), 422
    form = PhoneForm(request.form, offer.persons)
    starts_at = start_of(form.start.data)
    if not form.validate() or starts_at is None:
        if starts_at is None:
            form.form_errors = ["请选一个时间。"]
        return _page(offer, form), 422
    try:
        row_id = _give(offer, form.wish(starts_at))
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return _page(offer, form), 409 if isinstance(refusal, SlotUnavailable) else 422
    return redirect(f"item/{row_id}", 303)


def _give(offer: Offer, wish: Wish) -> int:
    """Seat and line of the trail in one transaction."""
    moment = times.now()
    with transaction(the_engine()) as session:
        code = take_seat(session, the_vault(), offer, wish, now=moment)
        row = queries.by_reference(session, code)
        assert row is not None  # noqa: S101 - it was just given
        if not queries.trail(session, row.id):
            changes.note_event(session, [row.id], "by_phone", actor().name, moment)
        return row.id


def _offer(station: StationEntry) -> Offer | None:
    service_id = request.values.get("service", "")
    offer = find_offer(the_catalogue(), service_id, station.id)
    return at_the_desk(offer) if offer else None


def _choose(station: StationEntry) -> str:
    catalogue = the_catalogue()
    bookable = [
        service
        for service in catalogue.services.values()
        if find_offer(catalogue, service.id, station.id)
    ]
    return render_template(
        "appointments/desk_phone_service.html", station=station, services=bookable
    )


def _page(offer: Offer, form: PhoneForm) -> str:
    with reading(the_engine()) as session:
        days = queries.days_on_offer(session, offer, now=times.now())
    return render_template(
        "appointments/desk_phone.html",
        offer=offer,
        form=form,
        days=days,
        first=first_free(days),
        chosen=start_of(form.start.data),
    )
