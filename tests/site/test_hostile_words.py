"""What an author may write, by mistake or by malice, does no harm on any page."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement

from build_scripts.catalogue.model import Post
from build_scripts.catalogue.model.places import Geo
from build_scripts.pages.shell import Shells
from tests.record_builders import (
    T,
    a_config,
    a_dispute_type,
    a_law,
    a_material,
    a_post,
    a_service,
    a_station,
    an_agency,
    an_area,
    an_article,
)
from tests.site_builders import BuiltSite, a_catalogue, a_site, by_id

pytestmark = pytest.mark.slow  # a browser's worth of long pages

MARKUP = (
    '"><img src=x onerror=alert(1)><svg onload=alert(1)>'
    "<meta http-equiv=refresh content='0;url=https://evil.example'>"
    "</title></article></script><script>alert(1)</script>"
)
HOSTILE = {
    "markup": MARKUP,
    "a marker of the shell": "<!-- doorstep:content --> @@ROOT@@",
    "a template": "{{ page.frame.title }}{% raw %}{# #}",
    "a word without end": "长" * 5000,
    "a latin word without end": "x" * 5000,
    "right to left": "\u202e\u2066\u200fdrowssap",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e8\U0001f1f3 é",
}
BODY = f"""# {MARKUP}

{MARKUP}

[a](javascript:alert(1)) [b](data:text/html,<script>alert(1)</script>)
<https://evil.example/?{"x" * 300}> ![x](https://evil.example/p.png)

| {MARKUP.replace("|", "")} |
|---|
| <iframe src=//evil.example> |
"""


def a_hostile_site(shells: Shells, word: str) -> BuiltSite:
    """Every name and sentence that an author can write is `word`."""
    evil = T(word)
    area = a_catalogue().areas
    post: Post = a_post()
    point = Geo(lat=Decimal("31.05"), lon=Decimal("104.07"), crs="gcj02")
    village = an_area(
        *("huanxi", word, "village", "qiaodong"),
        posts=(post,),
        aliases=(evil,),
        formerly=(word,),
        geo=point,
    )
    service = a_service(
        name=evil,
        plain_name=evil,
        summary=evil,
        eligibility=evil,
        not_for=evil,
        visit_reason=evil,
        limit_note=evil,
    )
    changes: dict[str, object] = {
        "config": a_config(name=word, tagline=evil, operator=evil),
        "agencies": {"county-psb": an_agency()},
        "areas": {**area, "huanxi": village},
        "stations": by_id(a_station(name=evil, intro=evil, directions=evil, geo=point)),
        "services": {service.id: service},
        "materials": by_id(a_material("old-card", word), a_material("booklet", word)),
        "laws": {"id-card-law": a_law()},
        "articles": by_id(
            an_article(name=evil, summary=evil, takeaways=(evil,), body=T(BODY + word))
        ),
        "dispute_types": by_id(
            a_dispute_type(name=evil, proposal=evil, examples=(evil,), bring=(evil,))
        ),
    }
    return a_site(a_catalogue(**changes), shells)


@pytest.fixture(scope="module", params=HOSTILE.values(), ids=HOSTILE.keys())
def hostile(request: pytest.FixtureRequest, shells: Shells) -> BuiltSite:
    return a_hostile_site(shells, str(request.param))


def test_nothing_an_author_writes_becomes_an_element_that_acts(
    hostile: BuiltSite, sample_site: BuiltSite
) -> None:
    for url, page in hostile.trees.items():
        honest = sample_site.trees[url]
        assert not page.xpath("//meta[@http-equiv='refresh']"), url
        for name in ("script", "iframe", "img", "object", "base", "form"):
            assert count(page, name) == count(honest, name), (url, name)
        for tag in page.iter(etree.Element):
            assert not [k for k in tag.attrib if k.startswith("on")], (url, tag.tag)


def test_no_link_leads_to_a_script(hostile: BuiltSite) -> None:
    ours = re.compile(r"^(?:\.|#|/|https?:|tel:|mailto:|geo:)")
    for url, page in hostile.trees.items():
        for href in page.xpath("//a/@href"):
            assert ours.match(href), (url, href)


def test_every_page_keeps_its_frame(hostile: BuiltSite) -> None:
    for url, page in hostile.trees.items():
        for name in ("h1", "main", "footer"):
            assert count(page, name) == 1, (url, name)
        (content,) = page.xpath("//*[@id='ds-content']")
        assert count(content, "footer") == 0, url


def count(page: HtmlElement, name: str) -> int:
    return sum(1 for _ in page.iter(name))


def test_an_article_cannot_reach_outside_its_place(shells: Shells) -> None:
    site = a_hostile_site(shells, "名")
    article: BeautifulSoup = site.pages["articles/fake-police.html"]
    assert [str(link["href"]) for link in article.find_all("a", href=True)].count(
        f"https://evil.example/?{'x' * 300}"
    ) == 1
    assert "alert(1)" in article.get_text()
