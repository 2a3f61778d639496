"""Which station comes to which village, and for what.  Pure."""

from __future__ import annotations

from collections.abc import Iterator

from forms_app.catalogue import AreaEntry, Catalogue, ServiceEntry, StationEntry
from forms_app.home_visits.models import Kind


def kinds_of(service: ServiceEntry) -> tuple[Kind, ...]:
    """What can be asked for from home."""
    found = ((Kind.VISIT, service.home_visit), (Kind.DELIVERY, service.delivery))
    return tuple(kind for kind, offered in found if offered)


def station_for(
    catalogue: Catalogue, service: ServiceEntry, kind: Kind, area_id: str
) -> StationEntry | None:
    """The station of the village itself before the township's, before the county's."""
    able = [
        station
        for station in catalogue.stations.values()
        if service.id in station.offers
        and (kind is Kind.DELIVERY or station.home_visit is not None)
    ]
    for area in line_up(catalogue, area_id):
        for station in able:
            if area.id in station.areas_served:
                return station
    return None


def line_up(catalogue: Catalogue, area_id: str) -> Iterator[AreaEntry]:
    """The area, its parent, and so on up to the county."""
    area = catalogue.areas.get(area_id)
    for _ in range(len(catalogue.areas)):
        if area is None:
            return
        yield area
        area = catalogue.areas.get(area.parent)
