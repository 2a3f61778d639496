"""What holds for every page, of the sample and of the project's own content."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from lxml.html import HtmlElement

from build_scripts.pages.render import TEMPLATES
from build_scripts.pages.shell import ROOT as ROOT_TOKEN
from tests.site_builders import BuiltSite

FORMS = "forms/"
DATA = "application/ld+json"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def links_of(page: HtmlElement) -> list[str]:
    return page.xpath("//a/@href | //link/@href | //script/@src | //img/@src")


@pytest.mark.slow
def test_every_link_inside_the_site_leads_somewhere(site: BuiltSite) -> None:
    ids = {url: set(page.xpath("//@id")) for url, page in site.trees.items()}
    broken = []
    for url, page in site.trees.items():
        for link in links_of(page):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            folder = posixpath.dirname(url)
            target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
            target = target.lstrip("/") if url == "404.html" else target
            target = url if not parts.path else target
            if target.startswith(FORMS):
                continue
            anchor = unquote(parts.fragment)
            if target not in site.files or (anchor and anchor not in ids[target]):
                broken.append((url, link))
    assert broken == []


@pytest.mark.slow
def test_no_link_but_those_of_404_starts_at_the_root_of_the_host(
    site: BuiltSite,
) -> None:
    rooted = [
        (url, link)
        for url, page in site.trees.items()
        for link in links_of(page)
        if link.startswith("/") and url != "404.html"
    ]
    assert rooted == []


def test_nothing_is_loaded_from_another_host(site: BuiltSite) -> None:
    for url, page in site.trees.items():
        for tag in page.iter("script", "link", "img", "iframe", "form", "source"):
            source = tag.get("src") or tag.get("href") or tag.get("action") or ""
            assert urlsplit(source).scheme == "", (url, source)
            assert not source.startswith("//"), (url, source)


def test_nothing_is_inline_that_the_policy_would_refuse(site: BuiltSite) -> None:
    for url, page in site.trees.items():
        assert page.find(".//style") is None, url
        for script in page.iter("script"):
            assert script.get("src") or script.get("type") == DATA, url
        assert page.xpath("//@style") == [], url
        assert page.xpath("//@*[starts-with(name(), 'on')]") == [], url


def test_every_page_has_one_h1_and_its_headings_go_down_one_by_one(
    site: BuiltSite,
) -> None:
    for url, page in site.trees.items():
        levels = [int(tag.tag[1]) for tag in page.iter(*HEADINGS)]
        assert levels.count(1) == 1, url
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), (url, levels)


def test_every_page_says_its_language_title_and_policy(site: BuiltSite) -> None:
    for url, page in site.trees.items():
        assert page.get("lang") == "zh-Hans", url
        assert page.findtext(".//title", "").strip(" -\n"), url
        policy = page.find(".//meta[@http-equiv='Content-Security-Policy']")
        assert policy is not None, url
        assert "unsafe" not in policy.get("content"), url


def test_no_token_or_marker_is_left(site: BuiltSite) -> None:
    for url in site.pages:
        text = site.files[url].decode()
        assert ROOT_TOKEN not in text, url
        assert "<!-- doorstep:" not in text, url


def test_ids_are_unique(site: BuiltSite) -> None:
    for url, page in site.trees.items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (url, [i for i in ids if ids.count(i) > 1])


def test_every_input_has_a_label(site: BuiltSite) -> None:
    for url, page in site.trees.items():
        named = set(page.xpath("//label/@for"))
        for box in page.iter("input"):
            inside = next(box.iterancestors("label"), None)
            assert inside is not None or box.get("id") in named, url


def test_a_link_that_opens_elsewhere_gives_nothing_away(site: BuiltSite) -> None:
    for url, page in site.trees.items():
        for link in page.iter("a"):
            if re.match("https?:", link.get("href", "")):
                assert "noopener" in link.get("rel", "").split(), (url, link.attrib)


def test_no_published_file_is_unused(site: BuiltSite) -> None:
    everything = b"".join(
        content for url, content in site.files.items() if url.endswith(".html")
    )
    for url in site.files:
        if url.startswith("assets/"):
            assert url.encode() in everything, url


def test_every_template_opens_by_saying_what_it_sees() -> None:
    for template in TEMPLATES.glob("*.html"):
        head = template.read_text("utf-8").split("-#}")[0]
        assert head.startswith("{#-"), template.name
        assert "Sees" in head, template.name


def test_every_template_is_used() -> None:
    sources = [*TEMPLATES.parent.glob("pages/*.py"), *TEMPLATES.glob("*.html")]
    named = {
        name
        for source in sources
        for name in re.findall(r'"(\w+\.html)"', source.read_text("utf-8"))
        if name != source.name
    }
    assert {template.name for template in TEMPLATES.glob("*.html")} <= named


def test_every_page_is_reached_by_links_from_the_first(site: BuiltSite) -> None:
    """But 404, and what only old links, sheets of paper and badges lead to."""
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        url = waiting.pop()
        for link in links_of(site.trees[url]):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            folder = posixpath.dirname(url)
            target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
            if target in site.pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    left = set(site.pages) - reached
    moved = {url for url in left if site.trees[url].xpath("//link[@rel='canonical']")}
    ended = {url for url in left if "这是我们发的，已经过期。" in site.text(url)}
    badges = {url for url in left if url.startswith("found/")}
    assert left - moved - ended - badges == {"404.html"}
