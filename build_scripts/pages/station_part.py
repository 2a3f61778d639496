"""What a station is whatever one comes for: rendered once, shown on many pages.

The station's own page shows it, and so does the page of every service offered there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Station
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Link, PhoneLine
from build_scripts.pages.hours_words import (
    HoursTable,
    holiday_sentence,
    hours_tables,
    special_day_sentence,
)
from build_scripts.pages.navigation import kept_by
from build_scripts.pages.parts import (
    first_number,
    phone_lines,
    public_phones,
    station_state,
)
from build_scripts.pages.render import fragment

_TEMPLATE = "_station_parts.html"


@dataclass(frozen=True, slots=True)
class PlacePart:
    """Where it is and how one gets there."""

    address: str
    landmark: str
    hosted_by: str
    directions: str
    transport: str


@dataclass(frozen=True, slots=True)
class OpeningPart:
    tables: tuple[HoursTable, ...]
    holidays: str
    next_special: str
    duty_24h: bool


@dataclass(frozen=True, slots=True)
class AfterHoursPart:
    """Who takes over at night."""

    text: str
    station: Link | None
    phones: tuple[PhoneLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPart:
    """Finished pieces of a page, and the few words that pages put between them."""

    state: str
    place: Markup
    phones: Markup
    hours: Markup
    after_hours: Markup
    counter_phone: str
    """The number to ask at, '' where nobody answers."""
    kept_by: str


def station_part(catalogue: Catalogue, key: str, today: date) -> StationPart:
    """Everything that depends on the station alone; for `catalogue.once`."""
    station = catalogue.stations[key]
    public = public_phones(station)
    opening = OpeningPart(
        hours_tables(station.hours),
        holiday_sentence(station.hours),
        special_day_sentence(station.hours, today, catalogue.calendar),
        station.hours.duty_24h,
    )
    return StationPart(
        state=station_state(station),
        place=fragment(catalogue, _TEMPLATE, "place", _place(station)),
        phones=fragment(catalogue, _TEMPLATE, "numbers", phone_lines(public)),
        hours=fragment(catalogue, _TEMPLATE, "hours", opening),
        after_hours=fragment(
            catalogue, _TEMPLATE, "night", _after_hours(catalogue, station)
        ),
        counter_phone=first_number(public, ("counter",)),
        kept_by=kept_by(catalogue, station),
    )


def _place(station: Station) -> PlacePart:
    return PlacePart(
        f"{station.address.full}{station.address.room}",
        station.address.landmark,
        station.hosted_by,
        station.directions,
        station.transport,
    )


def _after_hours(catalogue: Catalogue, station: Station) -> AfterHoursPart | None:
    takes_over = station.after_hours
    if takes_over is None:
        return None
    other = catalogue.stations.get(takes_over.station)
    if other is None:
        return AfterHoursPart(takes_over.text, None, ())
    return AfterHoursPart(
        takes_over.text,
        Link(other.name, address(other)),
        phone_lines(public_phones(other)),
    )
