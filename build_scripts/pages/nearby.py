"""What lies near a village, by the way one would walk: worked out for its own page."""

from __future__ import annotations

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.coordinates import (
    Point,
    cell_name,
    cell_of,
    metres_between,
    wgs84_of,
)
from build_scripts.catalogue.indexes import STATIONS_AROUND
from build_scripts.catalogue.model import Area
from build_scripts.languages.speech import _
from build_scripts.pages.context import StationLine
from build_scripts.pages.parts import undated_line
from build_scripts.shared.frozen import Frozen

CIRCLE_METRES = 1200
"""Fifteen minutes on foot, eighty metres a minute."""
METRES_A_MINUTE = 80


class Walk(Frozen):
    """A station and how far it is."""

    station: StationLine
    distance: str
    minutes: int


def walks(catalogue: Catalogue, area: Area) -> tuple[Walk, ...]:
    """The stations within fifteen minutes of a village, the nearest first."""
    if area.geo is None:
        return ()
    here = wgs84_of(area.geo)
    around = catalogue.ids_by(STATIONS_AROUND, cell_name(*cell_of(here)))
    found = sorted(
        (metres_between(here, catalogue.once(point_of, key)), key) for key in around
    )
    return tuple(
        Walk(undated_line(catalogue, key), in_words(far), _minutes(far))
        for far, key in found
        if far <= CIRCLE_METRES
    )


def point_of(catalogue: Catalogue, station: str) -> Point:
    """Where a station with a point lies; for `catalogue.once`."""
    geo = catalogue.stations[station].geo
    assert geo is not None  # noqa: S101 - the index finds only such
    return wgs84_of(geo)


def in_words(metres: float) -> str:
    """'约 350 米', '约 1.2 公里'."""
    if metres < 1000:
        return _("约 %(metres)s 米", metres=max(round(metres / 50), 1) * 50)
    return _("约 %(far)s 公里", far=f"{metres / 1000:.1f}")


def _minutes(metres: float) -> int:
    return max(round(metres / METRES_A_MINUTE), 1)
