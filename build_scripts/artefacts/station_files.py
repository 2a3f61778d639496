"""hours.json and places.json: what a browser, or anybody, may look up of all stations.

hours.json says when every station is open on each of the next 400 days.  Stations
with the same hours share a table; `days` holds for each day from `from` on the position
in `open`, or null where the calendar of that year is not out yet.  places.json is read
when somebody asks what is near: names, telephones and points in WGS-84.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.coordinates import wgs84_of
from build_scripts.catalogue.model import Area, Station
from build_scripts.pages.addresses import address
from build_scripts.pages.labels import STATION_KIND
from build_scripts.pages.opening_table import DAYS, UNKNOWN, opening_data, opening_of
from build_scripts.pages.parts import area_link, first_number, public_phones

SCHEMA_VERSION = "1.0"
Name = tuple[str, str, str]
HOURS, PLACE = "hours", "place"
"""First words of the entries' names."""
_DECIMALS = 5
"""A metre."""


def station_file_names(catalogue: Catalogue) -> list[Name]:
    """One entry a record, so that an edit costs one record."""
    stations = [(kind, "stations", s) for s in catalogue.stations for kind in MAKERS]
    return [*stations, *((PLACE, "areas", area) for area in catalogue.areas)]


def hours_entry(catalogue: Catalogue, table: str, record_id: str, today: date) -> str:
    """A station's table as JSON; '' when nobody can go there."""
    station: Station = getattr(catalogue, table)[record_id]
    if not _is_open(station):
        return ""
    found = opening_of(catalogue, station, today)
    return _text(
        {
            "open": [[interval.text for interval in p] for p in found.patterns],
            "days": [None if day == UNKNOWN else day for day in found.days],
        }
    )


def place_entry(catalogue: Catalogue, table: str, record_id: str, today: date) -> str:
    """A row of places.json and the table it looks into, two lines; '' for no row."""
    record: Station | Area = getattr(catalogue, table)[record_id]
    if record.geo is None:
        return ""
    point = wgs84_of(record.geo)
    at = [round(point.lat, _DECIMALS), round(point.lon, _DECIMALS)]
    if isinstance(record, Area):
        parent = record.parent in catalogue.areas
        above = catalogue.once(area_link, record.parent).name if parent else ""
        return _text([record.name, above, *at])
    if not _is_open(record):
        return ""
    number = first_number(public_phones(record))
    row = [record.name, address(record), STATION_KIND[record.kind], number, *at]
    return f"{_text(row)}\n{opening_data(catalogue, record, today)}"


MAKERS: Mapping[str, Callable[[Catalogue, str, str, date], str]] = {
    HOURS: hours_entry,
    PLACE: place_entry,
}


def station_files(
    catalogue: Catalogue, today: date, entry: Callable[[Name], str] | None = None
) -> Iterator[tuple[str, str]]:
    """Address and text of both files; `entry` is where finished entries come from."""

    def made(name: Name) -> str:
        return MAKERS[name[0]](catalogue, name[1], name[2], today)

    found = {name: (entry or made)(name) for name in station_file_names(catalogue)}
    hours = ((name[2], text) for name, text in found.items() if name[0] == HOURS)
    places = [(name[1], text) for name, text in found.items() if name[0] == PLACE]
    yield "hours.json", _hours_file(hours, today)
    yield "places.json", _places_file(places)


def _is_open(station: Station) -> bool:
    return station.status == "published" and station.station_status == "open"


def _hours_file(entries: Iterable[tuple[str, str]], today: date) -> str:
    tables: dict[str, int] = {}
    stations = {
        station: tables.setdefault(text, len(tables))
        for station, text in entries
        if text
    }
    head = {
        "schema_version": SCHEMA_VERSION,
        "from": today.isoformat(),
        "number_of_days": DAYS,
        "utc_offset": "+08:00",
        "stations": stations,
    }
    return _file(head, {"tables": tables})


def _places_file(entries: Iterable[tuple[str, str]]) -> str:
    """Rows as lists; the last item of a station's is its position in `hours`."""
    hours: dict[str, int] = {}
    rows: dict[str, list[str]] = {"stations": [], "areas": []}
    for table, text in entries:
        row, _, opening = text.partition("\n")
        if opening:
            row = f"{row[:-1]},{hours.setdefault(opening, len(hours))}]"
        if row:
            rows[table].append(row)
    return _file({"schema_version": SCHEMA_VERSION}, {**rows, "hours": hours})


def _file(head: Mapping[str, object], lists: Mapping[str, Iterable[str]]) -> str:
    """An object of `head` and lists of finished texts, one a line."""
    parts = [f'"{key}":{_text(value)}' for key, value in head.items()]
    for key, texts in lists.items():
        inside = ",\n".join(texts)
        parts.append(f'"{key}":[\n{inside}\n]')
    whole = ",\n".join(parts)
    return f"{{{whole}}}\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
