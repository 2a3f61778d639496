"""Finding a place and finding who helps, without a script and without a form."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from bs4 import Tag

from build_scripts.catalogue.model.places import Geo
from build_scripts.pages import area_names
from build_scripts.pages.nearby import in_words
from tests.record_builders import T, a_station, an_area
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, a_catalogue, by_id, hrefs


def a_point(lat: str, lon: str) -> Geo:
    return Geo(lat=Decimal(lat), lon=Decimal(lon), crs="wgs84")


def a_site_with_points(build: Build) -> BuiltSite:
    """Stations 330 metres, 890 metres and 2.2 kilometres north of a village."""
    areas = a_catalogue().areas
    village = an_area(
        "huanxi", "欢喜村", "village", "qiaodong", geo=a_point("31.000", "104.000")
    )
    stations = [
        a_station(id=key, name=T(key), geo=a_point(lat, "104.000"), booking=None)
        for key, lat in (("far", "31.020"), ("next", "31.003"), ("near", "31.008"))
    ]
    unmarked = a_catalogue().stations
    return build(
        areas={**areas, "huanxi": village}, stations={**unmarked, **by_id(*stations)}
    )


def test_a_village_lists_what_is_within_fifteen_minutes_the_nearest_first(
    build: Build,
) -> None:
    page = a_site_with_points(build).pages["areas/huanxi.html"]
    heading = page.find(id="walk")
    assert isinstance(heading, Tag)
    lines = heading.find_next("ul")
    assert isinstance(lines, Tag)

    told = [line.get_text(" ", strip=True) for line in lines.find_all("li")]
    assert told == ["next 约 350 米，走 4 分钟", "near 约 900 米，走 11 分钟"]


def test_distances_are_said_as_people_say_them() -> None:
    said = [in_words(metres) for metres in (3, 120, 974, 1000, 1234)]
    assert said == ["约 50 米", "约 100 米", "约 950 米", "约 1.0 公里", "约 1.2 公里"]


def test_places_json_has_every_point_and_each_table_once(build: Build) -> None:
    told = json.loads(a_site_with_points(build).files["places.json"])

    assert [row[0] for row in told["stations"]] == ["far", "next", "near"]
    assert [row[:2] for row in told["areas"]] == [["欢喜村", "桥东镇"]]
    assert len(told["hours"]) == 1
    assert {row[6] for row in told["stations"]} == {0}


def test_a_station_without_a_point_has_no_map_links(build: Build) -> None:
    site = a_site_with_points(build)
    assert not site.pages["stations/qiaodong-police-station.html"].select(
        ".ds-maps:not(.ds-keep)"
    )
    links = hrefs(site.pages["stations/near.html"])
    assert [link.split(":")[0] for link in links if "31.008" in link] == ["geo"]
    assert sum("amap.com" in link or "map.qq" in link for link in links) == 2


def test_a_village_is_found_by_its_old_name(build: Build) -> None:
    areas = a_catalogue().areas
    village = an_area(
        "huanxi",
        "欢喜村",
        "village",
        "qiaodong",
        aliases=(T("老坪"),),
        formerly=("安乐村",),
    )
    page = build(areas={**areas, "huanxi": village}).pages["help/villages.html"]
    letters = {
        section.h2.get_text(): section.get_text(" ", strip=True)
        for section in page.find_all("section")
        if section.h2
    }
    assert letters["A"] == "A 安乐村 现在归桥东镇欢喜村"
    assert letters["H"] == "H 欢喜村 桥东镇"
    assert letters["L"] == "L 老坪 现在归桥东镇欢喜村"
    assert letters["Q"] == "Q 桥东镇"


def test_a_large_county_has_a_page_for_each_letter(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(area_names, "MANY_AREAS", 1)
    pages = build().pages
    doors = [link for link in hrefs(pages["help/villages.html"]) if "villages/" in link]

    assert set(doors) == {f"../help/villages/{one}.html" for one in "hq"}
    assert "areas/qiaodong.html" not in str(pages["help/villages.html"])
    section = pages["help/villages/q.html"].find("section")
    assert isinstance(section, Tag)
    assert section.get_text(" ", strip=True) == "Q 桥东镇"
    assert pages["help/villages/a.html"].find("section") is None


def test_who_helps_begins_with_danger_and_ends_at_the_records(
    sample_site: BuiltSite,
) -> None:
    page = sample_site.pages["help/index.html"]
    content = page.find(id="ds-content")
    assert isinstance(content, Tag)
    first = content.find("h2")
    assert first is not None
    assert "危险" in first.get_text()
    links = hrefs(content)
    assert links.index("tel:110") < links.index("../disputes/neighbour.html")
    assert "../disputes/family-violence.html" in links
    assert "../forms/dispute/start?type=neighbour" in links
    assert "../services/id-card-renewal.html" in links
    assert "换身份证" in content.get_text()
    assert content.find(["form", "input"]) is None


def test_every_dispute_type_and_service_in_force_can_be_reached_by_questions(
    own_site: BuiltSite,
) -> None:
    links = hrefs(own_site.pages["help/index.html"])
    told = json.loads(own_site.files["catalogue.json"])
    for table in ("dispute_types", "services"):
        folder = "disputes" if table == "dispute_types" else table
        for record in told[table]:
            assert f"../{folder}/{record['id']}.html" in links
