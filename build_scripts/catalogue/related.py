"""Who offers what, and where a station belongs: answers put together from indexes.

An index looks at links and status only, so the answers stay the same when somebody
mends a sentence, and only the pages that show that sentence have to be made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    EVERY,
    PUBLISHED_SERVICES,
    SERVICES_FOR_KIND,
    STATIONS_NAMING,
    STATIONS_OF_KIND,
    Ids,
)
from build_scripts.catalogue.model import Station
from build_scripts.catalogue.watch import worth_keeping


def stations_for(catalogue: Catalogue, service: str) -> Ids:
    """The stations in use where a service is done, whether it is in force or not."""
    return catalogue.once(_stations_for, service)


@worth_keeping
def _stations_for(catalogue: Catalogue, service: str) -> Ids:
    found = set(catalogue.ids_by(STATIONS_NAMING, service))
    for kind in catalogue.services[service].station_kinds:
        found.update(catalogue.ids_by(STATIONS_OF_KIND, kind))
    return tuple(sorted(found))


def offered_at(catalogue: Catalogue, station: Station) -> Ids:
    """The published services that are done at a station, in use or not."""
    found = set(catalogue.ids_by(SERVICES_FOR_KIND, station.kind))
    for own in station.offerings:
        found.update(catalogue.ids_by(PUBLISHED_SERVICES, own.service))
    return tuple(sorted(found))


Offering = tuple[str, str]
"""A station, and a service that is done there."""


def offerings(catalogue: Catalogue) -> Iterator[Offering]:
    """Every station in use with every published service there.

    Found without a look at any record.
    """
    naming = catalogue.all_ids_by(STATIONS_NAMING)
    found: dict[str, set[str]] = defaultdict(set)
    for service in catalogue.ids_by(PUBLISHED_SERVICES, EVERY):
        for station in naming.get(service, ()):
            found[station].add(service)
    of_kind = catalogue.all_ids_by(STATIONS_OF_KIND)
    for kind, services in catalogue.all_ids_by(SERVICES_FOR_KIND).items():
        for station in of_kind.get(kind, ()):
            found[station].update(services)
    for station, offered in found.items():
        for service in sorted(offered):
            yield station, service


def line_up(catalogue: Catalogue, area: str) -> Ids:
    """An area, its parent, and so on up to the county."""
    return catalogue.once(_line_up, area)


def _line_up(catalogue: Catalogue, area: str) -> Ids:
    return tuple(above.id for above in catalogue.ancestors(area))


def home_of(catalogue: Catalogue, station: str) -> str:
    """The one township a station belongs to; the county when it serves several."""
    return catalogue.once(_home_of, station)


@worth_keeping
def _home_of(catalogue: Catalogue, station: str) -> str:
    homes = {
        next(
            (a.id for a in catalogue.ancestors(area) if a.level == "township"),
            catalogue.config.county,
        )
        for area in catalogue.stations[station].areas_served
    }
    return homes.pop() if len(homes) == 1 else catalogue.config.county
