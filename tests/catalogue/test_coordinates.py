"""Every map gets the point in its own system, and the way back ends where it began."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from urllib.parse import parse_qs, urlsplit

import pytest

from build_scripts.catalogue.coordinates import (
    Point,
    bd09_from_gcj02,
    bd09_from_wgs84,
    gcj02_from_wgs84,
    metres_between,
    wgs84_from_bd09,
    wgs84_from_gcj02,
    wgs84_of,
)
from build_scripts.catalogue.model.places import Geo
from build_scripts.pages.map_links import map_links

SOMEWHERE = Point(39.915, 116.404)
"""The point with which the providers' own examples are worked out."""


def test_the_known_pairs_come_out() -> None:
    gcj = gcj02_from_wgs84(SOMEWHERE)
    bd = bd09_from_gcj02(SOMEWHERE)

    assert gcj == pytest.approx((39.91640428150164, 116.41024449916938), abs=1e-9)
    assert bd == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-9)


def test_there_and_back_is_within_a_metre_all_over_china() -> None:
    dice = Random(7)
    for _ in range(500):
        point = Point(dice.uniform(18, 53), dice.uniform(74, 134))
        gcj, bd = gcj02_from_wgs84(point), bd09_from_wgs84(point)
        assert metres_between(wgs84_from_gcj02(gcj), point) < 0.01, point
        assert metres_between(wgs84_from_bd09(bd), point) < 0.5, point
        assert 20 < metres_between(gcj, point) < 1000, point
        assert 500 < metres_between(bd, gcj) < 1500, point


def a_geo(point: Point, crs: str) -> Geo:
    lat, lon = (Decimal(f"{value:.7f}") for value in point)
    return Geo(lat=lat, lon=lon, crs=crs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("crs", "given"),
    [
        ("wgs84", SOMEWHERE),
        ("cgcs2000", SOMEWHERE),
        ("gcj02", gcj02_from_wgs84(SOMEWHERE)),
        ("bd09", bd09_from_wgs84(SOMEWHERE)),
    ],
)
def test_all_links_mean_one_place_whatever_map_the_editor_copied_from(
    crs: str, given: Point
) -> None:
    geo = a_geo(given, crs)
    made = map_links("桥东派出所", "中街1号", geo)
    links = {link.name: link.url for link in made}
    searched = next(link.note for link in made if link.name == "天地图")
    amap = parse_qs(urlsplit(links["高德地图"]).query)
    baidu = parse_qs(urlsplit(links["百度地图"]).query)
    tencent = parse_qs(urlsplit(links["腾讯地图"]).query)
    own = links["手机自带的地图"].removeprefix("geo:").split("?")[0]

    lon, lat = map(float, amap["position"][0].split(","))
    assert amap["coordinate"] == ["gaode"]
    assert metres_between(Point(lat, lon), gcj02_from_wgs84(SOMEWHERE)) < 1
    lat, lon = map(float, baidu["location"][0].split(","))
    assert baidu["coord_type"] == ["bd09ll"]
    assert metres_between(Point(lat, lon), bd09_from_wgs84(SOMEWHERE)) < 1
    place = dict(part.split(":", 1) for part in tencent["marker"][0].split(";"))
    lat, lon = map(float, place["coord"].split(","))
    assert metres_between(Point(lat, lon), gcj02_from_wgs84(SOMEWHERE)) < 1
    lat, lon = map(float, own.split(","))
    assert metres_between(Point(lat, lon), SOMEWHERE) < 1
    lon, lat = map(float, searched.removeprefix("搜 ").split(","))
    assert metres_between(Point(lat, lon), SOMEWHERE) < 1
    assert metres_between(wgs84_of(geo), SOMEWHERE) < 1


def test_a_name_cannot_break_out_of_its_link() -> None:
    name = '桥"东;coord:0,0&x=<1>'
    for link in map_links(name, name, a_geo(SOMEWHERE, "wgs84")):
        assert not set('"<> ') & set(link.url), link
    tencent = parse_qs(
        urlsplit(map_links(name, "", a_geo(SOMEWHERE, "wgs84"))[2].url).query
    )
    assert tencent["marker"][0].count(";") == 2
    assert "x" not in tencent


def test_without_a_point_there_are_no_links() -> None:
    assert map_links("桥东派出所", "中街1号", None) == ()
