"""One address, several languages: links, heads, switches, and what is not translated."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from build_scripts.languages.editions import Editions
from build_scripts.pages.shell import load_shells
from tests.record_builders import a_config
from tests.site_builders import GUIDE, BuiltSite, a_catalogue, a_site

LANGUAGES = ("zh-Hans", "zh-Hant")
ALL = ("zh-Hans", "zh-Hant", "en", "ar")


@pytest.fixture(scope="module")
def world(shell_cache: Path) -> BuiltSite:
    """The sample site in every language there is."""
    config = a_config(languages=LANGUAGES)
    return a_site(a_catalogue(config=config), load_shells(config, shell_cache))


def test_every_page_but_404_has_its_zh_hant(world: BuiltSite) -> None:
    own = {url for url in world.pages if not url.startswith("zh-Hant/")}
    assert set(world.pages) - own == {f"zh-Hant/{url}" for url in own - {"404.html"}}


def test_a_page_says_its_language(world: BuiltSite) -> None:
    page = world.pages[f"zh-Hant/{GUIDE}"]
    assert page.html is not None
    assert page.html["lang"] == "zh-Hant"
    assert page.h1 is not None
    assert page.h1.get_text() == "居民身份證換領"


@pytest.mark.parametrize("place", [GUIDE, f"zh-Hant/{GUIDE}", "index.html"])
def test_the_head_names_every_version(world: BuiltSite, place: str) -> None:
    links = world.pages[place].find_all("link", rel="alternate", hreflang=True)
    there = {str(x["hreflang"]): landed(place, str(x["href"])) for x in links}
    url = place.removeprefix("zh-Hant/")
    wanted = {tag: url if tag == "zh-Hans" else f"{tag}/{url}" for tag in LANGUAGES}
    assert there == wanted | {"x-default": url}


def test_the_switch_leads_to_the_same_page_and_says_where_one_is(
    world: BuiltSite,
) -> None:
    switch = world.pages[f"zh-Hant/{GUIDE}"].find(class_="ds-languages")
    assert switch is not None
    links = switch.find_all("a")
    assert [(x["lang"], x.get_text()) for x in links] == [("zh-Hans", "简体中文")]
    assert landed(f"zh-Hant/{GUIDE}", str(links[0]["href"])) == GUIDE
    here = switch.find(attrs={"aria-current": "true"})
    assert here is not None
    assert here.get_text() == "繁體中文"


def test_the_switch_leads_to_where_a_language_begins() -> None:
    some = {"ar": frozenset({"foreigners/index.html"})}
    editions = Editions(languages=("zh-Hans", "ar"), translated=some)
    assert 'href="@@ROOT@@/ar/foreigners/index.html"' in editions.switch(
        GUIDE, "zh-Hans"
    )


def test_every_link_of_every_language_leads_somewhere(shell_cache: Path) -> None:
    config = a_config(languages=ALL)
    site = a_site(a_catalogue(config=config), load_shells(config, shell_cache))
    assert broken_links(site) == []


@pytest.mark.slow
def test_every_link_of_our_own_site_leads_somewhere_in_every_language(
    own_world: BuiltSite,
) -> None:
    assert any(place.startswith("en/services/") for place in own_world.files)
    assert broken_links(own_world) == []


@pytest.mark.slow
def test_our_own_english_pages_leave_no_mark_and_no_word_of_ours_in_chinese(
    own_world: BuiltSite,
) -> None:
    for place, text in own_world.files.items():
        if place.endswith(".html") and place.startswith(("en/", "ar/")):
            page = BeautifulSoup(text, "html.parser")
            for other in page.find_all(lang="zh-Hans"):
                other.decompose()
            for other in page.find_all(class_="ds-languages"):
                other.decompose()
            left = re.findall("[\u3400-\u9fff\ue000-\ue003]+", page.get_text(" "))
            assert not left, (place, left)


def test_links_stay_in_their_language_and_forms_are_told(world: BuiltSite) -> None:
    page = world.pages["zh-Hant/disputes/index.html"]
    links = [landed("zh-Hant/disputes/index.html", h) for h in hrefs(page)]
    pages = [x for x in links if x.endswith(".html")]
    assert pages
    assert [x for x in pages if not x.startswith("zh-Hant/")] == ["disputes/index.html"]
    forms = [str(a["href"]) for a in page.find_all("a", href=re.compile("/forms/"))]
    assert forms
    assert all(re.search(r"[?&]lang=zh-Hant$", link) for link in forms)


def test_the_sitemap_knows_all_versions(world: BuiltSite) -> None:
    sitemap = world.files["sitemap.xml"].decode()
    assert f"<loc>zh-Hant/{GUIDE}</loc>" in sitemap
    assert f'hreflang="zh-Hant" href="zh-Hant/{GUIDE}"' in sitemap


def test_a_site_of_one_language_pays_nothing(sample_site: BuiltSite) -> None:
    text = sample_site.files[GUIDE].decode()
    assert "hreflang" not in text
    assert "ds-languages" not in text


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ('href="@@ROOT@@/a/b.html#c"', 'href="@@ROOT@@/zh-Hant/a/b.html#c"'),
        ('href="@@ROOT@@/assets/x.css"', 'href="@@ROOT@@/assets/x.css"'),
        ('action="@@ROOT@@/search.html"', 'action="@@ROOT@@/zh-Hant/search.html"'),
        ('href="@@ROOT@@/forms/a"', 'href="@@ROOT@@/forms/a?lang=zh-Hant"'),
        (
            'href="@@ROOT@@/forms/a?type=b#c"',
            'href="@@ROOT@@/forms/a?type=b&amp;lang=zh-Hant#c"',
        ),
        ('href="@@ROOT@@/404.html"', 'href="@@ROOT@@/404.html" hreflang="zh-Hans"'),
        ('data-x="@@ROOT@@/a.html"', 'data-x="@@ROOT@@/a.html"'),
    ],
)
def test_where_a_link_leads(link: str, wanted: str) -> None:
    assert Editions(languages=LANGUAGES).led(link, "zh-Hant") == wanted


def hrefs(page: BeautifulSoup) -> list[str]:
    return [str(tag["href"]) for tag in page.find_all("a", href=True)]


def landed(place: str, link: str) -> str:
    """The file of the site at which a link arrives."""
    path = unquote(urlsplit(link).path)
    return posixpath.normpath(posixpath.join(posixpath.dirname(place), path))


def broken_links(site: BuiltSite) -> list[tuple[str, str]]:
    return [
        (place, link)
        for place, page in site.trees.items()
        for link in page.xpath("//a/@href")
        if place != "404.html" and not urlsplit(link).scheme and urlsplit(link).path
        if (there := landed(place, link)) not in site.files
        and not there.startswith("forms/")
    ]
