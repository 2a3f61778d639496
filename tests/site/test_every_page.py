"""What holds for every page, of the sample and of the project's own content."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from build_scripts.pages.render import TEMPLATES
from build_scripts.pages.shell import ROOT as ROOT_TOKEN
from tests.site_builders import BuiltSite

FORMS = "forms/"


def links_of(page: BeautifulSoup) -> list[str]:
    tagged = page.find_all(["a", "link", "script", "img"])
    return [str(tag[k]) for tag in tagged for k in ("href", "src") if tag.has_attr(k)]


@pytest.mark.slow
def test_every_link_inside_the_site_leads_somewhere(site: BuiltSite) -> None:
    ids = {
        url: {str(tag["id"]) for tag in page.find_all(id=True)}
        for url, page in site.pages.items()
    }
    broken = []
    for url, page in site.pages.items():
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
        for url, page in site.pages.items()
        for link in links_of(page)
        if link.startswith("/") and url != "404.html"
    ]
    assert rooted == []


def test_nothing_is_loaded_from_another_host(site: BuiltSite) -> None:
    for url, page in site.pages.items():
        for tag in page.find_all(["script", "link", "img", "iframe", "form", "source"]):
            source = str(tag.get("src") or tag.get("href") or tag.get("action") or "")
            assert urlsplit(source).scheme == "", (url, source)
            assert not source.startswith("//"), (url, source)


def test_nothing_is_inline_that_the_policy_would_refuse(site: BuiltSite) -> None:
    for url, page in site.pages.items():
        assert page.find("style") is None, url
        scripts = page.find_all(
            "script", type=lambda kind: kind != "application/ld+json"
        )
        assert all(script.get("src") for script in scripts), url
        for tag in page.find_all(True):
            wrong = [name for name in tag.attrs if name.startswith("on")]
            assert wrong == [], (url, tag.name, wrong)
            assert not tag.has_attr("style"), (url, tag.name)


def test_every_page_has_one_h1_and_its_headings_go_down_one_by_one(
    site: BuiltSite,
) -> None:
    for url, page in site.pages.items():
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, url
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), (url, levels)


def test_every_page_says_its_language_title_and_policy(site: BuiltSite) -> None:
    for url, page in site.pages.items():
        html = page.find("html")
        assert html is not None
        assert html["lang"] == "zh-Hans", url
        assert page.title is not None
        assert page.title.get_text().strip(" -"), url
        policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})
        assert policy is not None, url
        assert "unsafe" not in str(policy["content"]), url


def test_no_token_or_marker_is_left(site: BuiltSite) -> None:
    for url in site.pages:
        text = site.files[url].decode()
        assert ROOT_TOKEN not in text, url
        assert "<!-- doorstep:" not in text, url


def test_ids_are_unique(site: BuiltSite) -> None:
    for url, page in site.pages.items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), (url, [i for i in ids if ids.count(i) > 1])


def test_every_input_has_a_label(site: BuiltSite) -> None:
    for url, page in site.pages.items():
        for box in page.find_all("input"):
            around = box.find_parent("label")
            assert around or page.find("label", attrs={"for": box["id"]}), url


def test_a_link_that_opens_elsewhere_gives_nothing_away(site: BuiltSite) -> None:
    for url, page in site.pages.items():
        for link in page.find_all("a", href=re.compile("^https?:")):
            assert "noopener" in (link.get("rel") or []), (url, link["href"])


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
    """But 404, and what old links and old sheets of paper still lead to."""
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        url = waiting.pop()
        for link in links_of(site.pages[url]):
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            folder = posixpath.dirname(url)
            target = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
            if target in site.pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    left = set(site.pages) - reached
    moved = {url for url in left if site.pages[url].find("link", rel="canonical")}
    ended = {url for url in left if "这是我们发的，已经过期。" in site.text(url)}
    assert left - moved - ended == {"404.html"}
