"""The page of the search, with and without its script, and the field on every page."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from build_scripts.pages.letters import letter
from build_scripts.pages.search_page import search_page
from build_scripts.pages.theme_files import THEME, search_script
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, a_catalogue, a_hotline, by_id, hrefs

PAGE = "search.html"


def cards(site: BuiltSite) -> list[dict[str, object]]:
    return [
        card
        for url, content in site.files.items()
        if url.startswith("search/cards-")
        for card in json.loads(content)
    ]


def test_every_page_but_the_desk_has_the_field(site: BuiltSite) -> None:
    for url, page in site.trees.items():
        (form,) = page.xpath("//form[@role='search']") or [None]
        assert form is not None, url
        assert form.get("method") == "get"
        assert form.get("action").endswith("search.html")
        assert form.xpath(".//input[@name='q']")
    assert b'role="search"' not in site.files["shell/desk.html"]
    assert b'role="search"' in site.files["shell/booking.html"]


def test_every_card_leads_to_a_page_of_the_site(site: BuiltSite) -> None:
    urls = [str(card["u"]) for card in cards(site)]

    assert urls
    missing = [
        url
        for url in urls
        if url.partition("#")[0] not in site.files and not url.startswith("forms/")
    ]
    assert missing == []


def test_every_service_on_a_station_s_card_has_a_page_there(site: BuiltSite) -> None:
    manifest = json.loads(site.files["search/index.json"])
    every = [
        card
        for place in range(len(manifest["cards"]) // manifest["hash"])
        for card in cards_at(site, place)
    ]
    pairs = [(card, every[n]) for card in every for n in card.get("s", ())]

    assert pairs
    for station, service in pairs:
        tail = str(service["u"]).partition("/")[2]
        assert str(station["u"]).replace(".html", f"/{tail}") in site.files


def cards_at(site: BuiltSite, place: int) -> list[dict[str, object]]:
    url = next(u for u in site.files if u.startswith(f"search/cards-{place}-"))
    found: list[dict[str, object]] = json.loads(site.files[url])
    return found


def test_without_a_script_the_page_is_an_index(sample_site: BuiltSite) -> None:
    page = sample_site.pages[PAGE]
    links = hrefs(page)

    assert "./services/id-card-renewal.html" in links
    assert "./disputes/neighbour.html" in links
    assert page.find(id="az-H")
    assert "12345" in sample_site.text(PAGE)
    assert page.find("noscript")


def test_the_script_is_asked_for_on_this_page_only(site: BuiltSite) -> None:
    name = search_script().url.rpartition("/")[2].encode()
    using = [url for url in site.pages if name in site.files[url]]

    assert using == [PAGE]


def test_the_script_is_published_without_comments(site: BuiltSite) -> None:
    text = site.files[search_script().url].decode()

    assert "//" not in text.replace("`", "")
    assert not re.search(r"^\s", text, re.MULTILINE)
    assert "Nothing typed here leaves" in (THEME / "js" / "search.js").read_text()


def test_the_script_puts_words_on_the_page_as_words() -> None:
    text = search_script().content.decode()

    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def test_the_local_stations_are_named_with_their_numbers(site: BuiltSite) -> None:
    assert "派出所" in site.text(PAGE)


def test_numbers_that_are_no_hotline_of_the_county_are_given_all_the_same(
    build: Build,
) -> None:
    site = build(hotlines=by_id(a_hotline("120", True)))
    assert "tel:12345" in hrefs(site.pages[PAGE])
    assert "tel:110" in hrefs(site.pages[PAGE])


@pytest.mark.parametrize(
    ("name", "under"),
    [
        ("阿姨", "A"),
        ("居住证", "J"),
        ("换身份证", "H"),
        ("做公证", "Z"),
        ("座机", "Z"),
        ("passport", "P"),
        ("12345", "其他"),
        ("圳边", "其他"),
        ("", "其他"),
    ],
)
def test_a_name_stands_under_its_letter(name: str, under: str) -> None:
    assert letter(name) == under


def test_names_under_a_letter_are_in_the_order_of_their_sound() -> None:
    page = search_page(a_catalogue())
    letters = [group.name for group in page.letters]

    assert letters == sorted(letters)
    assert len({group.anchor for group in page.letters}) == len(letters)


def test_the_page_does_not_change_with_the_day(build: Build) -> None:
    today, later = build(date(2026, 11, 20)), build(date(2027, 3, 1))

    assert today.files[PAGE] == later.files[PAGE]
