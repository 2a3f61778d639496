"""What the public may see of the catalogue, and who offers what.

Drafts never leave the editors' folder: everything published is made from
`public_catalogue`, so no page and no export can name one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Area, Law, Offering, Record, Service, Station
from build_scripts.catalogue.model.places import AreaStations

R = TypeVar("R", bound=Record)
NO_STATIONS = AreaStations(police="", justice="", governance="")


def public_catalogue(catalogue: Catalogue) -> Catalogue:
    """The catalogue without drafts."""
    return replace(
        catalogue,
        agencies=_without_drafts(catalogue.agencies),
        areas=_without_drafts(catalogue.areas),
        stations=_without_drafts(catalogue.stations),
        services=_without_drafts(catalogue.services),
        materials=_without_drafts(catalogue.materials),
        laws=_without_drafts(catalogue.laws),
        life_events=_without_drafts(catalogue.life_events),
        articles=_without_drafts(catalogue.articles),
        dispute_types=_without_drafts(catalogue.dispute_types),
        hotlines=_without_drafts(catalogue.hotlines),
        pages=_without_drafts(catalogue.pages),
        kept={},
        inverted={},
    )


def _without_drafts(records: Mapping[str, R]) -> dict[str, R]:
    return {key: record for key, record in records.items() if record.status != "draft"}


def published(records: Mapping[str, R]) -> Iterator[R]:
    """Those that are in force, in the order of their file names."""
    return (record for record in records.values() if record.status == "published")


def in_use(station: Station) -> bool:
    """Whether people can go there, now or after a pause."""
    return station.status == "published" and station.station_status in (
        "open",
        "closed_temporarily",
    )


def offering(station: Station, service: Service) -> Offering | None:
    """How the station does the service: its own entry, or by its kind, or not."""
    for own in station.offerings:
        if own.service == service.id:
            return own
    if station.kind in service.station_kinds:
        return Offering(service=service.id)
    return None


def can_be_booked(station: Station, service: Service) -> bool:
    """Whether a time for this service can be booked at this station."""
    return service.booking.supported and takes_bookings(station, service.id)


def takes_bookings(station: Station, service: str) -> bool:
    """Whether the station has a schedule for a service and is open."""
    if station.booking is None or station.station_status != "open":
        return False
    plans = station.booking.schedules
    return station.status == "published" and any(service in p.services for p in plans)


def area_stations(catalogue: Catalogue, area: Area) -> AreaStations:
    """The stations that answer for an area: its own, else those of its parents."""
    return catalogue.once(_area_stations, area.id)


def _area_stations(catalogue: Catalogue, area: str) -> AreaStations:
    for place in catalogue.ancestors(area):
        if place.stations is not None:
            return place.stations
    return NO_STATIONS


def gist_of(law: Law | None, article: str) -> str:
    """What an article says in plain words; '' when nobody has told it yet."""
    if law is None:
        return ""
    return next((a.gist for a in law.articles if a.number == article), "")
