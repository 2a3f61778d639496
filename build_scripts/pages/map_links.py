"""Links that open a station in a map: each provider gets the point in its own system.

天地图 has no documented link to a point: its link comes with the numbers to search for,
in CGCS2000, which for us is WGS-84.

Links only: no tiles and no boundaries, which would need a reviewed map.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from build_scripts.catalogue.coordinates import (
    Point,
    bd09_from_wgs84,
    gcj02_from_wgs84,
    wgs84_of,
)
from build_scripts.catalogue.model.places import Geo
from build_scripts.languages.speech import _
from build_scripts.pages.context import Link

_DECIMALS = 6
_SEPARATORS = str.maketrans({";": "；", ":": "："})


def map_links(name: str, address: str, geo: Geo | None) -> tuple[Link, ...]:
    """高德, 百度, 腾讯, 天地图, and the telephone's own map; none without a point."""
    if geo is None:
        return ()
    point = wgs84_of(geo)
    own = f"{_lat_lon(point)}?q={_lat_lon(point)}({quote(name)})"
    return (
        Link(_("高德地图"), _amap(name, gcj02_from_wgs84(point))),
        Link(_("百度地图"), _baidu(name, address, bd09_from_wgs84(point))),
        Link(_("腾讯地图"), _tencent(name, address, gcj02_from_wgs84(point))),
        Link(
            _("天地图"),
            "https://map.tianditu.gov.cn/",
            _("搜 %(point)s", point=_lon_lat(point)),
        ),
        Link(_("手机自带的地图"), f"geo:{own}"),
    )


def _amap(name: str, point: Point) -> str:
    """Longitude first, as only this provider wants it."""
    return _url(
        "https://uri.amap.com/marker",
        position=_lon_lat(point),
        name=name,
        coordinate="gaode",
        callnative="1",
    )


def _baidu(name: str, address: str, point: Point) -> str:
    return _url(
        "https://api.map.baidu.com/marker",
        location=_lat_lon(point),
        title=name,
        content=address,
        output="html",
        coord_type="bd09ll",
        src="doorstep",
    )


def _tencent(name: str, address: str, point: Point) -> str:
    title, where = (text.translate(_SEPARATORS) for text in (name, address))
    return _url(
        "https://apis.map.qq.com/uri/v1/marker",
        marker=f"coord:{_lat_lon(point)};title:{title};addr:{where}",
        coord_type="1",
        referer="doorstep",
    )


def _lat_lon(point: Point) -> str:
    return f"{point.lat:.{_DECIMALS}f},{point.lon:.{_DECIMALS}f}"


def _lon_lat(point: Point) -> str:
    return f"{point.lon:.{_DECIMALS}f},{point.lat:.{_DECIMALS}f}"


def _url(base: str, **query: str) -> str:
    return f"{base}?{urlencode(query, safe=',:;', quote_via=quote)}"
