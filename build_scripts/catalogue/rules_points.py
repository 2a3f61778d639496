"""K347: points on the map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Area, Station
from build_scripts.catalogue.model.places import Geo
from build_scripts.problems import Problem

_LATITUDES, _LONGITUDES = (3, 54), (73, 136)


def points_lie_in_china(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K347: the coordinates lie outside China, often lat and lon are exchanged.

    坐标不在国内，多半是经度和纬度写反了，或者没有填。
    """
    tables: tuple[Mapping[str, Station | Area], ...] = (
        catalogue.stations,
        catalogue.areas,
    )
    for table in tables:
        for record in table.values():
            if record.geo and (wrong := _wrong_with(record.geo)):
                yield Problem(
                    record.path,
                    code="K347",
                    pointer="geo",
                    zh=wrong[0],
                    en=wrong[1],
                    hint_zh=f"lat 是纬度（{_LATITUDES[0]} 到 {_LATITUDES[1]}），"
                    f"lon 是经度（{_LONGITUDES[0]} 到 {_LONGITUDES[1]}）；没有就不写 geo",
                )


def _wrong_with(geo: Geo) -> tuple[str, str] | None:
    if _in_china(geo.lat, geo.lon):
        return None
    if geo.lat == geo.lon == 0:
        return "坐标是 0,0，等于没有填", "0,0 is not a place"
    if _in_china(geo.lon, geo.lat):
        return "经度和纬度写反了", "lat and lon are exchanged"
    return "坐标不在国内", "the point lies outside China"


def _in_china(lat: Decimal, lon: Decimal) -> bool:
    """Roughly: within the degrees between which China lies."""
    north = _LATITUDES[0] <= lat <= _LATITUDES[1]
    return north and _LONGITUDES[0] <= lon <= _LONGITUDES[1]


RULES = (points_lie_in_china,)
