"""What an author may write, by mistake or by malice, does no harm on any page."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

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


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE.keys())
def hostile(request: pytest.FixtureRequest, shells: Shells) -> BuiltSite:
    return a_hostile_site(shells, str(request.param))


def test_nothing_an_author_writes_becomes_an_element_that_acts(
    hostile: BuiltSite, sample_site: BuiltSite
) -> None:
    for url, page in hostile.pages.items():
        honest = sample_site.pages[url]
        for name in ("script", "meta", "iframe", "img", "object", "base", "form"):
            if name == "meta":
                assert page.find("meta", {"http-equiv": "refresh"}) is None, url
                continue
            assert len(page.find_all(name)) == len(honest.find_all(name)), (url, name)
        for tag in page.find_all(True):
            assert not [k for k in tag.attrs if k.startswith("on")], (url, tag.name)


def test_no_link_leads_to_a_script(hostile: BuiltSite) -> None:
    ours = re.compile(r"^(?:\.|#|/|https?:|tel:|mailto:|geo:)")
    for url, page in hostile.pages.items():
        for link in page.find_all("a", href=True):
            assert ours.match(str(link["href"])), (url, link["href"])


def test_every_page_keeps_its_frame(hostile: BuiltSite) -> None:
    for url, page in hostile.pages.items():
        assert len(page.find_all("h1")) == 1, url
        assert len(page.find_all("main")) == 1, url
        assert len(page.find_all("footer")) == 1, url
        content = page.find(id="ds-content")
        assert content is not None, url
        assert content.find("footer") is None, url


def test_an_article_cannot_reach_outside_its_place(shells: Shells) -> None:
    site = a_hostile_site(shells, "名")
    article: BeautifulSoup = site.pages["articles/fake-police.html"]
    assert [str(link["href"]) for link in article.find_all("a", href=True)].count(
        f"https://evil.example/?{'x' * 300}"
    ) == 1
    assert "alert(1)" in article.get_text()
