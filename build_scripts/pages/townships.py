"""Stations under the names of the townships they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import AREAS_UNDER
from build_scripts.catalogue.related import home_of
from build_scripts.languages.speech import _
from build_scripts.pages.context import StationGroup, StationLine
from build_scripts.pages.parts import area_link


def by_township(
    catalogue: Catalogue, stations: Iterable[tuple[str, StationLine]]
) -> tuple[StationGroup, ...]:
    """Groups in the county's own order; what serves all townships comes first.

    `stations` are ids and what is shown of them.
    """
    homes: dict[str, list[StationLine]] = {}
    for key, line in stations:
        homes.setdefault(home_of(catalogue, key), []).append(line)
    county = catalogue.config.county
    order = (county, *catalogue.ids_by(AREAS_UNDER, county))
    return tuple(
        StationGroup(f"in-{key}", _name(catalogue, key), tuple(homes[key]))
        for key in order
        if key in homes
    )


def _name(catalogue: Catalogue, area: str) -> str:
    if area == catalogue.config.county:
        return _("全县都能去")
    return catalogue.once(area_link, area).name
