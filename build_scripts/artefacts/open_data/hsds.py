"""The catalogue as a Human Services Data Specification 3.0 datapackage.

https://docs.openreferral.org/en/v3.0.0/hsds/schema_reference.html — organizations,
services, locations, where which service is given, telephones and weekly schedules.
Addresses stand in a location's description: the standard's own table wants a postal
code and a province, which the catalogue does not hold.  Ids are UUIDs of our own ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import sha1
from typing import Any
from uuid import NAMESPACE_URL

from build_scripts.artefacts.open_data.cells import (
    full_address,
    latitude,
    link,
    longitude,
)
from build_scripts.artefacts.open_data.csv_text import csv_line
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Agency, Phone, Service, Station
from build_scripts.catalogue.related import offered_at
from build_scripts.pages.addresses import address
from build_scripts.pages.fees import fee_text
from build_scripts.pages.hours_words import hours_sentence
from build_scripts.pages.labels import PHONE_KIND
from build_scripts.shared.opening_hours import Season, WeekRule, clock

FOLDER = "data/hsds/"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organizations": (
        *("id", "name", "alternate_name", "description", "parent_organization_id"),
    ),
    "services": (
        *("id", "organization_id", "name", "alternate_name", "description", "url"),
        *("status", "application_process", "fees_description"),
        *("eligibility_description", "assured_date", "alert"),
    ),
    "locations": (
        *("id", "location_type", "organization_id", "name", "description"),
        *("transportation", "latitude", "longitude"),
    ),
    "service_at_location": ("id", "service_id", "location_id"),
    "phones": (
        *("id", "location_id", "service_id", "organization_id"),
        *("number", "type", "description"),
    ),
    "schedules": (
        *("id", "location_id", "valid_from", "valid_to", "timezone", "freq"),
        *("byday", "description", "opens_at", "closes_at", "notes"),
    ),
}
"""Table → its columns, a subset of the standard's, in its order."""
_DAY = {
    "mon": "MO",
    "tue": "TU",
    "wed": "WE",
    "thu": "TH",
    "fri": "FR",
    "sat": "SA",
    "sun": "SU",
}
Row = tuple[str, dict[str, str]]
"""Table and cells."""


def hsds_lines(catalogue: Catalogue, record: Any) -> Iterator[tuple[str, str]]:
    """File and CSV line of each row one record makes."""
    for table, told in _rows(catalogue, record):
        cells = [told.get(column, "") for column in COLUMNS[table]]
        yield f"{FOLDER}{table}.csv", csv_line(cells)
    if isinstance(record, Station):
        yield f"{FOLDER}service_at_location.csv", _given_at(catalogue, record)


def datapackage() -> str:
    """https://specs.frictionlessdata.io/tabular-data-package/"""
    resources = [
        {
            "name": table,
            "path": f"{table}.csv",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": name, "type": _type(name)} for name in columns],
                "primaryKey": "id",
            },
        }
        for table, columns in COLUMNS.items()
    ]
    told = {"name": "doorstep-hsds", "profile": "tabular-data-package"}
    return json.dumps({**told, "resources": resources}, indent=1) + "\n"


def _type(column: str) -> str:
    if column in ("latitude", "longitude", "timezone"):
        return "number"
    dates = ("valid_from", "valid_to", "assured_date")
    return "date" if column in dates else "string"


def _rows(catalogue: Catalogue, record: Any) -> Iterator[Row]:
    match record:
        case Agency():
            yield from _agency(record)
        case Service():
            yield from _service(catalogue, record)
        case Station():
            yield from _station(catalogue, record)


def _agency(agency: Agency) -> Iterator[Row]:
    me = uuid_of(f"agency/{agency.id}")
    yield (
        "organizations",
        {
            "id": me,
            "name": agency.name,
            "alternate_name": agency.short_name,
            "description": agency.does,
            "parent_organization_id": _or_nobody("agency", agency.parent),
        },
    )
    yield from _phones({"organization_id": me}, (*agency.phones, *agency.supervise))


def _service(catalogue: Catalogue, service: Service) -> Iterator[Row]:
    me = uuid_of(f"service/{service.id}")
    site = catalogue.config.site_url
    suspended = service.status == "suspended"
    checked = service.reviewed_on
    yield (
        "services",
        {
            "id": me,
            "organization_id": uuid_of(f"agency/{service.competent_agency}"),
            "name": service.name,
            "alternate_name": service.plain_name,
            "description": service.summary,
            "url": link(catalogue, address(service)) if site else "",
            "status": "temporarily closed" if suspended else "active",
            "application_process": "；".join(step.title for step in service.steps),
            "fees_description": fee_text(service),
            "eligibility_description": service.eligibility,
            "assured_date": checked.isoformat() if checked else "",
            "alert": service.status_note,
        },
    )
    yield from _phones({"service_id": me}, (*service.consult, *service.supervise))


def _station(catalogue: Catalogue, station: Station) -> Iterator[Row]:
    me = uuid_of(f"station/{station.id}")
    landmark = f"（{station.address.landmark}）" if station.address.landmark else ""
    yield (
        "locations",
        {
            "id": me,
            "location_type": "physical",
            "organization_id": _or_nobody("agency", station.agencies[0]),
            "name": station.name,
            "description": full_address(catalogue, station) + landmark,
            "transportation": station.transport,
            "latitude": latitude(catalogue, station),
            "longitude": longitude(catalogue, station),
        },
    )
    yield from _phones({"location_id": me}, station.phones)
    yield from _schedules(station, me, catalogue.today or date.min)


def _given_at(catalogue: Catalogue, station: Station) -> str:
    """The lines of all services at once: a city has tens of thousands of them."""
    me = uuid_of(f"station/{station.id}")
    return "".join(
        f"{uuid_of(f'station/{station.id}/{service}')},"
        f"{uuid_of(f'service/{service}')},{me}\r\n"
        for service in offered_at(catalogue, station)
    )


def _phones(whose: Mapping[str, str], phones: tuple[Phone, ...]) -> Iterator[Row]:
    (holder,) = whose.values()
    for number, phone in enumerate(phones):
        told = {
            "id": uuid_of(f"{holder}/phone/{number}"),
            "number": phone.number,
            "type": "voice",
            "description": f"{PHONE_KIND[phone.kind]} {phone.note}".strip(),
        }
        yield "phones", {**told, **whose}


def _schedules(station: Station, me: str, today: date) -> Iterator[Row]:
    weeks: list[tuple[dict[str, str], tuple[WeekRule, ...]]] = [
        ({}, station.hours.regular)
    ]
    weeks += [
        (_when(season, today), season.regular) for season in station.hours.seasons
    ]
    number = 0
    for when, week in weeks:
        for rule in week:
            for interval in rule.open:
                told = {
                    "id": uuid_of(f"{me}/schedule/{number}"),
                    "location_id": me,
                    "timezone": "8",
                    "freq": "WEEKLY",
                    "byday": ",".join(_DAY[day] for day in rule.days),
                    "description": hours_sentence(station.hours),
                    "opens_at": f"{clock(interval.start)}+08:00",
                    "closes_at": f"{clock(interval.end)}+08:00",
                }
                yield "schedules", {**told, **when}
                number += 1


def _when(season: Season, today: date) -> dict[str, str]:
    """The season that is on or comes next."""
    year = max(today.year, 2)
    spans = [_dated(season, year + offset) for offset in (-1, 0, 1)]
    first, last = next(span for span in spans if span[1] >= today)
    return {
        "valid_from": first.isoformat(),
        "valid_to": last.isoformat(),
        "notes": season.name,
    }


def _dated(season: Season, year: int) -> tuple[date, date]:
    over_new_year = season.start > season.end
    first = _day(year, *season.start)
    return first, _day(year + over_new_year, *season.end)


def _day(year: int, month: int, day: int) -> date:
    """29 February is the 28th in other years."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, day - 1)


def _or_nobody(kind: str, key: str) -> str:
    return uuid_of(f"{kind}/{key}") if key else ""


@lru_cache(maxsize=4096)
def uuid_of(name: str) -> str:
    """A UUID of version 5 (RFC 9562): the same for ever, it follows from our own id."""
    told = NAMESPACE_URL.bytes + f"urn:doorstep:{name}".encode()
    digits = sha1(told, usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digits[16], 16) & 3]
    return (
        f"{digits[:8]}-{digits[8:12]}-5{digits[13:16]}-"
        f"{variant}{digits[17:20]}-{digits[20:32]}"
    )
