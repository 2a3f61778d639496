"""What the public may see of the catalogue, and who offers what.

Drafts never leave the editors' folder: everything published is made from
`public_catalogue`, so no page and no export can name one.  Neither can one name what
is to appear later, nor an alert whose time is over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import RECORD_TABLES, Catalogue
from build_scripts.catalogue.model import (
    Area,
    Article,
    Law,
    LegalEvent,
    Offering,
    Record,
    Service,
    Station,
)
from build_scripts.catalogue.model.places import AreaStations
from build_scripts.catalogue.windows import window_of

R = TypeVar("R", bound=Record)
NO_STATIONS = AreaStations(police="", justice="", governance="")


def public_catalogue(catalogue: Catalogue, today: date) -> Catalogue:
    """The catalogue of this day: without drafts, and without what is not yet or no
    longer to be seen.
    """
    shown: dict[str, Any] = {
        name: {
            key: record
            for key, record in getattr(catalogue, name).items()
            if may_be_seen(record, today)
        }
        for name in RECORD_TABLES
    }
    fresh: dict[str, Any] = {"kept": {}, "inverted": {}, "views": {}}
    return replace(catalogue, **shown, today=today, **fresh)


def may_be_seen(record: Record, today: date) -> bool:
    """Whether the record has a page on this day."""
    first, last = window_of(record)
    return record.status != "draft" and first <= today <= last


def is_over(record: Record, today: date | None) -> bool:
    """Whether its time has passed, though old links still find its page."""
    if today is None:
        return False
    match record:
        case Article():
            return record.expires < today
        case LegalEvent():
            return record.ends.date() < today
    return False


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
