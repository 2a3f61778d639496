"""One point in the systems that maps in China use.

Satellites and CGCS 2000 give WGS-84 (the two agree within a decimetre); 高德 and 腾讯 draw
in GCJ-02, which is WGS-84 bent by a few hundred metres; 百度 draws in BD-09, GCJ-02 bent
again.  The formulas are the ones everybody uses, published since 2010; the ways back are
found by going forward until it fits.  Degrees everywhere, latitude first.
"""

from __future__ import annotations

from collections.abc import Callable
from math import asin, atan2, cos, floor, hypot, pi, radians, sin, sqrt
from typing import NamedTuple

from build_scripts.catalogue.model.places import Geo

_RADIUS = 6_378_245.0
"""Of Krasovsky's ellipsoid, metres."""
_ECCENTRICITY = 0.006_693_421_622_965_943
"""Squared, of the same ellipsoid."""
_ORIGIN = (35.0, 105.0)
_BD_TURN = pi * 3000.0 / 180.0
_BD_SHIFT = (0.006, 0.0065)
_EARTH = 6_371_008.8
"""Mean radius, metres."""
_CELLS = 50
"""To the degree."""
_ROUNDS = 8
"""So many steps back are exact to a millimetre."""


class Point(NamedTuple):
    lat: float
    lon: float


def wgs84_of(geo: Geo) -> Point:
    """Where a satellite receiver would say it is."""
    given = Point(float(geo.lat), float(geo.lon))
    return _TO_WGS84[geo.crs](given)


def gcj02_from_wgs84(point: Point) -> Point:
    lat, lon = point
    y, x = lat - _ORIGIN[0], lon - _ORIGIN[1]
    north, east = _bend_north(x, y), _bend_east(x, y)
    stretch = 1 - _ECCENTRICITY * sin(radians(lat)) ** 2
    per_north = _RADIUS * (1 - _ECCENTRICITY) / (stretch * sqrt(stretch)) * pi / 180
    per_east = _RADIUS / sqrt(stretch) * cos(radians(lat)) * pi / 180
    return Point(lat + north / per_north, lon + east / per_east)


def bd09_from_gcj02(point: Point) -> Point:
    lat, lon = point
    length = hypot(lon, lat) + 0.000_02 * sin(lat * _BD_TURN)
    angle = atan2(lat, lon) + 0.000_003 * cos(lon * _BD_TURN)
    return Point(length * sin(angle) + _BD_SHIFT[0], length * cos(angle) + _BD_SHIFT[1])


def bd09_from_wgs84(point: Point) -> Point:
    return bd09_from_gcj02(gcj02_from_wgs84(point))


def wgs84_from_gcj02(point: Point) -> Point:
    return _back(gcj02_from_wgs84, point)


def wgs84_from_bd09(point: Point) -> Point:
    return _back(gcj02_from_wgs84, _back(bd09_from_gcj02, point))


def metres_between(one: Point, other: Point) -> float:
    """As the crow flies."""
    lat, lon = radians(other.lat - one.lat), radians(other.lon - one.lon)
    part = (
        sin(lat / 2) ** 2
        + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(lon / 2) ** 2
    )
    return 2 * _EARTH * asin(sqrt(part))


def cell_of(point: Point) -> tuple[int, int]:
    """Cells of two hundredths of a degree: in China at least 1.3 km wide."""
    return floor(point.lat * _CELLS), floor(point.lon * _CELLS)


def cell_name(north: int, east: int) -> str:
    return f"{north}/{east}"


def _same(point: Point) -> Point:
    return point


_TO_WGS84: dict[str, Callable[[Point], Point]] = {
    "wgs84": _same,
    "cgcs2000": _same,
    "gcj02": wgs84_from_gcj02,
    "bd09": wgs84_from_bd09,
}


def _back(forward: Callable[[Point], Point], wanted: Point) -> Point:
    """The point that `forward` brings to `wanted`."""
    guess = wanted
    for _ in range(_ROUNDS):
        reached = forward(guess)
        guess = Point(
            guess.lat + wanted.lat - reached.lat, guess.lon + wanted.lon - reached.lon
        )
    return guess


def _waves(value: float, *waves: tuple[float, float]) -> float:
    """The sum of `height * sin(value * pi / width)`, times two thirds."""
    return sum(h * sin(value * pi / width) for h, width in waves) * 2 / 3


def _bend_north(x: float, y: float) -> float:
    """How far GCJ-02 moves a point to the north, metres."""
    smooth = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    return (
        smooth
        + _waves(x, (20, 1 / 6), (20, 1 / 2))
        + _waves(y, (20, 1), (40, 3))
        + _waves(y, (160, 12), (320, 30))
    )


def _bend_east(x: float, y: float) -> float:
    """How far GCJ-02 moves a point to the east, metres."""
    smooth = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    return (
        smooth
        + _waves(x, (20, 1 / 6), (20, 1 / 2))
        + _waves(x, (20, 1), (40, 3))
        + _waves(x, (150, 12), (300, 30))
    )
