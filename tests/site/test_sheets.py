"""表格: the blank sheet, the example beside it, and the way to both."""

from __future__ import annotations

from msgspec.structs import replace

from tests.community_builders import a_form
from tests.record_builders import a_material
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, by_id, hrefs

BLANK = "sheets/application.html"
EXAMPLE = "sheets/samples/application.html"


def boxes(site: BuiltSite, url: str) -> list[str]:
    return [td.get_text(" ", strip=True) for td in site.pages[url].select("table td")]


def test_nothing_is_written_on_the_blank_sheet(sample_site: BuiltSite) -> None:
    assert boxes(sample_site, BLANK) == ["", "哪天"]
    assert "样表" not in sample_site.text(BLANK)
    assert f"../{EXAMPLE}" in hrefs(sample_site.pages[BLANK])


def test_the_example_is_filled_in_and_says_that_it_is_one(
    sample_site: BuiltSite,
) -> None:
    assert boxes(sample_site, EXAMPLE) == ["余大山", "哪天 下雨漏水。"]
    assert "申请表 样表" in sample_site.text(EXAMPLE)
    assert f"../../{BLANK}" in hrefs(sample_site.pages[EXAMPLE])


def test_a_box_is_as_high_as_it_is_asked_to_be(sample_site: BuiltSite) -> None:
    found = [box["class"] for box in sample_site.pages[BLANK].select("table td")]
    assert [classes[-1] for classes in found] == [
        "ds-paper__box--1",
        "ds-paper__box--5",
    ]


def test_a_form_is_found_from_its_material_and_its_list(build: Build) -> None:
    paper = replace(a_material("old-card", "申请"), form="application")
    site = build(materials=by_id(paper, a_material("booklet", "户口簿")))
    found = hrefs(site.pages["materials/old-card.html"])
    assert f"../{BLANK}" in found
    assert f"../{EXAMPLE}" in found
    assert f"../{BLANK}" in hrefs(site.pages["sheets/index.html"])
    assert "空白表" not in site.text("materials/booklet.html")


def test_a_sensitive_form_can_be_left_quickly_and_hides_its_title(
    build: Build,
) -> None:
    site = build(forms=by_id(a_form(sensitive=True)))
    for url in (BLANK, EXAMPLE):
        page = site.pages[url]
        assert page.select_one("[data-ds-exit]") is not None, url
        assert page.title is not None
        assert "申请表" not in page.title.get_text(), url
        assert page.find("meta", attrs={"name": "description"}) is None, url
