"""The sitemap is XML that search engines can read."""

from __future__ import annotations

from xml.etree import ElementTree

from build_scripts.artefacts.sitemap import robots, sitemap
from build_scripts.languages.editions import Editions
from tests.site_builders import BuiltSite

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_sitemap_lists_every_page_but_404_old_addresses_and_sheets(
    site: BuiltSite,
) -> None:
    tree = ElementTree.fromstring(site.files["sitemap.xml"])
    listed = {element.text for element in tree.iter(f"{SPACE}loc")}
    unlisted = set(site.pages) - listed
    sheets = {
        url
        for url in unlisted
        if site.pages[url].find("meta", attrs={"name": "robots"}) is not None
    }
    moved = {url for url in unlisted if site.pages[url].find("link", rel="canonical")}
    assert unlisted - sheets - moved == {"404.html"}
    printed = ("/samples/", "v/", "found/")
    assert all(any(part in url for part in printed) for url in sheets)


def test_an_odd_address_is_escaped() -> None:
    ElementTree.fromstring(
        sitemap(["a&b<c>.html"], Editions(site_url="https://x.example"))
    )


def test_robots_keep_out_of_the_forms() -> None:
    assert "Disallow: /forms/" in robots("", "forms")
