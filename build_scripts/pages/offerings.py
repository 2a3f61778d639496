"""One service at one station: where exactly, when, what to bring, how long here.

A county has a page for every service at every station, so a page is put together from
two finished halves; only what the station says of this very service is made here.
"""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Service, Station
from build_scripts.catalogue.public import can_be_booked, offering
from build_scripts.catalogue.related import stations_for
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address, booking_address, offering_address
from build_scripts.pages.context import Frame, Link
from build_scripts.pages.date_words import limit
from build_scripts.pages.last_day import last_day
from build_scripts.pages.navigation import HOME, SECTION_HOME, guarded
from build_scripts.pages.service_part import ServicePart, service_part
from build_scripts.pages.station_part import StationPart, station_part
from build_scripts.shared.frozen import Frozen


class OfferingPage(Frozen, kw_only=True):
    """Everything the page of a service at a station shows."""

    frame: Frame
    service: ServicePart
    station: StationPart
    summary: str
    promised: str
    faster: bool
    """Whether the promise is the station's own."""
    counter: str
    note: str
    takes_over: Link | None
    """Where this very service is taken in after hours."""
    last_day: Markup
    phone: str
    booking: str
    """Whether one has to book, in a few words."""
    rule: str
    booking_url: str
    guide: Link
    own_page: Link


def offering_page(
    catalogue: Catalogue, station: Station, service: Service, today: date
) -> OfferingPage:
    """The page for someone who reads it `today`; the station offers the service."""
    what = catalogue.once(service_part, service.id)
    where = catalogue.once(station_part, station.id, today)
    own = offering(station, service)
    promise = own.promised_limit if own else None
    until = promise or service.promised_limit
    bookable = can_be_booked(station, service)
    own_page = Link(station.name, address(station))
    return OfferingPage(
        frame=_frame(station, service, what, where, own_page),
        service=what,
        station=where,
        summary=service.summary,
        promised=limit(until),
        faster=promise is not None,
        counter=own.counter if own else "",
        note=own.note if own else "",
        takes_over=_takes_over(catalogue, station, service),
        last_day=catalogue.once(last_day, until.n, until.unit, today),
        phone=where.counter_phone or what.phone,
        booking=_booking(station, service, bookable),
        rule=service.booking.rule if bookable or not service.booking.supported else "",
        booking_url=booking_address(catalogue.config, service.id, station.id)
        if bookable
        else "",
        guide=Link(service.name, address(service)),
        own_page=own_page,
    )


def _frame(
    station: Station,
    service: Service,
    what: ServicePart,
    where: StationPart,
    own_page: Link,
) -> Frame:
    """People's own words above the page, the official name in the window's title."""
    frame = Frame(
        title=_("%(what)s：到%(place)s办", what=service.plain_name, place=station.name),
        head_title=f"{service.name}（{station.name}）",
        description=_(
            "在%(place)s办%(what)s：带什么、到哪个窗口、几点开门、多久办好。",
            what=service.name,
            place=station.name,
        ),
        crumbs=(HOME, SECTION_HOME["stations"], own_page),
        checked=_(
            "办事要求%(what)s，地址、电话和开门时间%(where)s。",
            what=what.kept_by,
            where=where.kept_by,
        ),
    )
    return guarded(frame) if service.sensitive else frame


def _booking(station: Station, service: Service, bookable: bool) -> str:
    if bookable:
        return _("要先预约") if service.booking.required else _("可以约，也可以直接来")
    if station.station_status != "open":
        return _("现在不能约")
    return _("要先打电话约") if service.booking.required else _("不用约，直接来")


def _takes_over(
    catalogue: Catalogue, station: Station, service: Service
) -> Link | None:
    """The station that takes this service in at night, when it is offered there."""
    night = station.after_hours
    if night is None or service.id not in night.services:
        return None
    other = catalogue.stations.get(night.station)
    if other is None or other.id not in stations_for(catalogue, service.id):
        return None
    return Link(other.name, offering_address(service.id, other.id))
