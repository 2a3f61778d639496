"""Booking, page by page: where, when, who.  The booked one is in `own_pages.py`.

Links and redirects are relative, so that everything works under a sub-path.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from forms_app import browser_memory, errands, times
from forms_app.access import public
from forms_app.appointments import (
    booking,
    feed_pages,
    holds,
    own_pages,
    puzzle_pages,
    screen_pages,
    together_pages,
    waiting_pages,
)
from forms_app.appointments.day_pages import day_piece
from forms_app.appointments.days import clock_words, start_words
from forms_app.appointments.details_pages import details, too_late
from forms_app.appointments.forms import BookingForm, start_of, start_value
from forms_app.appointments.offers import Offer, find_offer, horizon, released_at
from forms_app.appointments.papers import papers_for, way_of, ways_of
from forms_app.appointments.queries import days_on_offer, days_shown
from forms_app.appointments.slots import (
    first_free,
    is_offered,
    next_free,
    plans_for,
)
from forms_app.appointments.times_pages import times_page
from forms_app.database import glancing, looking, reading, transaction
from forms_app.refusals import (
    Refusal,
    SlotFull,
    SlotGone,
    SlotTooEarly,
    SlotUnavailable,
)
from forms_app.web import root
from forms_app.wiring import the_catalogue, the_engine, the_vault

HELD = "hold"
bp = Blueprint("appointments", __name__)
bp.register_blueprint(own_pages.bp)
bp.register_blueprint(feed_pages.bp)
bp.register_blueprint(screen_pages.bp)
bp.register_blueprint(together_pages.bp)
bp.register_blueprint(puzzle_pages.bp)
bp.register_blueprint(waiting_pages.joining)
bp.add_app_template_filter(papers_for, "papers")
bp.add_app_template_filter(ways_of, "ways")
bp.add_app_template_filter(start_value)
bp.add_app_template_filter(start_words)
bp.add_app_template_filter(clock_words)
bp.add_app_template_filter(next_free)
bp.add_app_template_filter(day_piece)


@bp.get("/book/<service_id>")
@public
def choose_station(service_id: str) -> ResponseReturnValue:
    """Where: every station that takes bookings, with its next free time."""
    offers = _offers(service_id)
    if not offers:
        return _not_bookable(service_id)
    moment = times.now()
    with looking(the_engine()) as database:
        free = [first_free(days_on_offer(database, o, now=moment)) for o in offers]
    return render_template(
        "appointments/choose_station.html",
        visit=offers[0],
        who=_who(offers[0]),
        places=list(zip(offers, free, strict=True)),
    )


@bp.get("/book/<service_id>/<station_id>")
@public
def choose_time(service_id: str, station_id: str) -> ResponseReturnValue:
    """When; and with a start chosen, the page that asks who."""
    offer = find_offer(the_catalogue(), service_id, station_id)
    if offer is None:
        return _not_bookable(service_id)
    if "start" not in request.args and "chosen" not in request.args:
        return _times(offer)
    starts_at = start_of(request.args.get("start"))
    if starts_at is None:
        return _times(offer, "请选一个时间。"), 422
    moment = times.now()
    if not _is_free(offer, starts_at, moment):
        return _times(offer, _why_not(offer, starts_at, moment).message), 422
    return _details(
        offer, BookingForm(None, offer.persons, start=start_value(starts_at)), starts_at
    )


@bp.post("/book/<service_id>/<station_id>/hold")
@public
def hold(service_id: str, station_id: str) -> ResponseReturnValue:
    """Keep the chosen seat for ten minutes and go on to the page that asks who."""
    offer = find_offer(the_catalogue(), service_id, station_id)
    if offer is None:
        return _not_bookable(service_id)
    starts_at = start_of(request.form.get("start"))
    if starts_at is None:
        return _times(offer, "请选一个时间。"), 422
    moment = times.now()
    start, who = start_value(starts_at), _who(offer)
    key = puzzle_pages.key_of(offer, start, moment)
    if key == "":
        return puzzle_pages.wait_page(offer, start, who, moment)
    try:
        with transaction(the_engine()) as database:
            own = _own_hold()
            token = holds.hold(
                database, offer, starts_at, own, token=key or "", now=moment
            )
    except SlotUnavailable:
        return _times(offer, _why_not(offer, starts_at, moment).message), 409
    session[HELD] = token
    here = f"{root()}/{the_catalogue().site.forms_path}/book"
    chosen = f"&who={who}" if who else ""
    return redirect(f"{here}/{service_id}/{station_id}?start={start}{chosen}", 303)


@bp.post("/book/<service_id>/<station_id>")
@public
def book(service_id: str, station_id: str) -> ResponseReturnValue:
    """Give the seat and go to the page of the booked one; sent twice, booked once."""
    offer = find_offer(the_catalogue(), service_id, station_id)
    if offer is None:
        return _not_bookable(service_id)
    form = BookingForm(request.form, offer.persons)
    starts_at = start_of(form.start.data)
    if starts_at is None:
        return _times(offer, "请选一个时间。"), 422
    moment = times.now()
    if not form.validate():
        return _details(offer, form, starts_at), 422
    wish = form.wish(starts_at, _own_hold(), _who(offer))
    if not _may_book(offer, wish, moment):
        form.form_errors = [puzzle_pages.wait_words()]
        wait = puzzle_pages.wait_token(offer, start_value(starts_at), moment)
        return _details(offer, form, starts_at, wait=wait), 422
    try:
        code = booking.book(the_engine(), the_vault(), offer, wish, now=moment)
    except Refusal as refusal:
        return _refused(offer, form, wish, refusal)
    session.pop(HELD, None)
    browser_memory.remember(own_pages.REMEMBERED, code, now=moment)
    return redirect(f"{root()}/{the_catalogue().site.forms_path}/appointment", 303)


def _may_book(offer: Offer, wish: booking.Wish, moment: datetime) -> bool:
    """A kept seat, the sum done for this very form, or a form that has booked already."""
    if not puzzle_pages.asked():
        return True
    if puzzle_pages.key_of(offer, start_value(wish.starts_at), moment) != "":
        return True
    if _held_until(offer, wish.starts_at) is not None:
        return True
    with reading(the_engine()) as database:
        return booking.has_booked(database, the_vault(), offer, wish, now=moment)


def _why_not(offer: Offer, starts_at: datetime, moment: datetime) -> SlotUnavailable:
    """Which refusal fits a start that is not free."""
    day = times.local_day(starts_at)
    if day > horizon(offer, moment)[1]:
        released = times.date_words(released_at(offer, day))
        return SlotTooEarly(
            f"{times.date_words(day)}的号还没有放出来，{released}零点开始约。"
        )
    return SlotFull() if is_offered(offer, starts_at, moment) else SlotGone()


def _refused(
    offer: Offer, form: BookingForm, wish: booking.Wish, refusal: Refusal
) -> ResponseReturnValue:
    """The same form with the sentence on top and, for a lost seat, other times."""
    if isinstance(refusal, SlotUnavailable) and refusal.nearest:
        page = too_late(offer, form, refusal.message, refusal.nearest, wish.who)
        return page, 409
    form.form_errors = [refusal.message]
    status = 409 if isinstance(refusal, SlotUnavailable) else 422
    return _details(offer, form, wish.starts_at), status


def _offers(asked: str) -> list[Offer]:
    catalogue = the_catalogue()
    found = (find_offer(catalogue, asked, id_) for id_ in catalogue.stations)
    return [offer for offer in found if offer]


def _is_free(offer: Offer, starts_at: datetime, moment: datetime) -> bool:
    first, last = horizon(offer, moment)
    day = times.local_day(starts_at)
    if not first <= day <= last:
        return False
    with glancing(the_engine()) as wire:
        shown = days_shown(
            wire, offer, now=moment, window=(day, day), own_hold=_own_hold()
        )
    return any(slot.starts_at == starts_at for slot in shown.days[0].slots)


def _own_hold() -> str:
    """The token this browser was given; the cookie is signed, so nobody forges one."""
    return str(session.get(HELD, ""))


def _who(offer: Offer) -> str:
    """Who comes, as chosen before the time was; '' as long as nobody has said."""
    asked = request.args.get("who") or request.form.get("who")
    return way_of(offer.services, asked)


def _held_until(offer: Offer, starts_at: datetime) -> datetime | None:
    """When the seat on this page stops being kept, if it is."""
    token = _own_hold()
    if not token:
        return None
    moment = times.now()
    with reading(the_engine()) as database:
        kept = holds.lasting(database, token, now=moment)
    plans = plans_for(offer, starts_at, moment)
    return kept[0].expires_at if holds.is_for(kept, offer, plans) else None


def _times(offer: Offer, problem: str = "") -> str | bytes:
    return times_page(offer, _own_hold(), _who(offer), problem)


def _details(
    offer: Offer, form: BookingForm, starts_at: datetime, *, wait: str = ""
) -> str:
    return details(
        offer,
        form,
        starts_at,
        who=_who(offer),
        settled=bool(way_of(offer.services, request.args.get("who"))),
        held_until=_held_until(offer, starts_at),
        wait=wait,
    )


def _not_bookable(asked: str) -> ResponseReturnValue:
    """Calm, with everything that can be booked."""
    catalogue = the_catalogue()
    g.error_status = 404
    bookable = [s for s in catalogue.services.values() if _offers(s.id)]
    elsewhere = _offers(asked)
    things, persons = errands.read(asked)
    fewer = [] if elsewhere or persons == 1 else _offers(errands.written(things))
    page = render_template(
        "appointments/not_bookable.html",
        service=catalogue.services.get(things[0]),
        elsewhere=elsewhere,
        fewer=next(iter(fewer), None),
        bookable=bookable,
    )
    return page, 404
