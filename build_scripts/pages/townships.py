"""Stations under the names of the townships they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Station
from build_scripts.pages.context import StationGroup, StationLine


def by_township(
    catalogue: Catalogue, stations: Iterable[tuple[Station, StationLine]]
) -> tuple[StationGroup, ...]:
    """Groups in the county's own order; what serves all townships comes first."""
    homes: dict[str, list[StationLine]] = {}
    for station, line in stations:
        homes.setdefault(_home_of(catalogue, station), []).append(line)
    county = catalogue.areas.get(catalogue.config.county)
    order = [county, *catalogue.children(catalogue.config.county)]
    return tuple(
        StationGroup(
            f"in-{area.id}",
            "全县都能去" if area is county else area.name,
            tuple(homes[area.id]),
        )
        for area in order
        if area is not None and area.id in homes
    )


def _home_of(catalogue: Catalogue, station: Station) -> str:
    """The township a station belongs to; the county when it serves several."""
    townships = set()
    for key in station.areas_served:
        line = catalogue.ancestors(key)
        township = next((a.id for a in line if a.level == "township"), "")
        townships.add(township or catalogue.config.county)
    return townships.pop() if len(townships) == 1 else catalogue.config.county
