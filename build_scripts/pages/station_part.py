"""What a station is whatever one comes for: rendered once, shown on many pages.

The station's own page shows it, and so does the page of every service offered there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Station
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Link, PhoneLine
from build_scripts.pages.hours_words import (
    HoursTable,
    holiday_sentence,
    hours_tables,
    special_day,
    special_day_words,
)
from build_scripts.pages.map_links import map_links
from build_scripts.pages.navigation import kept_by
from build_scripts.pages.opening_table import opening_data
from build_scripts.pages.parts import (
    first_number,
    phone_lines,
    public_phones,
    station_state,
)
from build_scripts.pages.render import fragment
from build_scripts.shared.frozen import Frozen

_TEMPLATE = "_station_parts.html"


class PlacePart(Frozen):
    """Where it is and how one gets there."""

    address: str
    landmark: str
    hosted_by: str
    directions: str
    transport: str
    maps: tuple[Link, ...]


class NightLine(Frozen):
    """Who answers while the counter is closed: words, a station, numbers."""

    words: str
    station: Link | None
    phones: tuple[str, ...]


class OpeningPart(Frozen, kw_only=True):
    table: Markup
    """The days to come, for the script that says whether it is open now."""
    night: tuple[NightLine, ...]
    tables: tuple[HoursTable, ...]
    holidays: str
    next_special: str
    special_ends: str
    duty_24h: bool


class AfterHoursPart(Frozen):
    """Who takes over at night."""

    text: str
    station: Link | None
    phones: tuple[PhoneLine, ...]


class StationPart(Frozen, kw_only=True):
    """Finished pieces of a page, and the few words that pages put between them."""

    state: str
    place: Markup
    phones: Markup
    hours: Markup
    after_hours: Markup
    counter_phone: str
    """The number to ask at, '' where nobody answers."""
    kept_by: str


@worth_keeping
def station_part(catalogue: Catalogue, key: str, today: date) -> StationPart:
    """Everything that depends on the station alone; for `catalogue.once`."""
    station = catalogue.stations[key]
    public = public_phones(station)
    opening = _opening(catalogue, station, today)
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


def _opening(catalogue: Catalogue, station: Station, today: date) -> OpeningPart:
    special = special_day(station.hours, today, catalogue.calendar)
    return OpeningPart(
        table=opening_data(catalogue, station, today),
        night=tuple(_night(catalogue, station)),
        tables=hours_tables(station.hours),
        holidays=holiday_sentence(station.hours),
        next_special=special_day_words(special) if special else "",
        special_ends=f"{special.day.isoformat()}T23:59:59+08:00" if special else "",
        duty_24h=station.hours.duty_24h,
    )


def _night(catalogue: Catalogue, station: Station) -> Iterator[NightLine]:
    """The own duty officer first, then whoever takes over; else 110."""
    duty = tuple(phone.number for phone in station.phones if phone.kind == "duty")
    if station.hours.duty_24h and duty:
        yield NightLine(_("现在有人值守，打"), None, duty)
    other = (
        catalogue.stations.get(station.after_hours.station)
        if (station.after_hours)
        else None
    )
    if other is not None:
        numbers = first_number(public_phones(other), ("duty",))
        link = Link(other.name, address(other))
        yield NightLine(_("现在找"), link, (numbers,) if numbers else ())
    elif not duty:
        yield NightLine(_("有急事打"), None, ("110",))


def _place(station: Station) -> PlacePart:
    where = station.address
    return PlacePart(
        f"{where.full}{where.room}",
        station.address.landmark,
        station.hosted_by,
        station.directions,
        station.transport,
        map_links(station.name, where.full, station.geo),
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
