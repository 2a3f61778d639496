"""海报真假 and 法律词语."""

from __future__ import annotations

from datetime import date

import pytest

from tests.community_builders import a_code, a_term
from tests.record_builders import T
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, by_id, hrefs

CODE = "v/hc101.html"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 12, 31), "这是我们发的，还在用。"),
        (date(2027, 1, 1), "这是我们发的，已经过期。"),
    ],
)
def test_a_code_says_whether_the_poster_still_holds(
    build: Build, today: date, said: str
) -> None:
    site = build(today)
    words = site.text(CODE)
    assert said in words
    for part in ("要转账先挂断", "禾川县公安局", "2026年11月10日", "2026年12月31日"):
        assert part in words
    assert "../alerts/fake-police-call.html" in hrefs(site.pages[CODE])


def test_a_code_outlives_what_it_led_to(build: Build) -> None:
    site = build(alerts={})
    assert "内容已经撤下" in site.text(CODE)


def test_a_withdrawn_code_is_no_longer_genuine(build: Build) -> None:
    gone = a_code(status="withdrawn", status_note=T("作废"))
    assert "已经过期" in build(codes=by_id(gone)).text(CODE)


def test_codes_are_listed_but_not_offered_to_search_engines(
    sample_site: BuiltSite,
) -> None:
    assert f"../{CODE}" in hrefs(sample_site.pages["v/index.html"])
    assert CODE.encode() not in sample_site.files["sitemap.xml"]


def test_a_word_of_the_law_is_explained_where_it_is_used(build: Build) -> None:
    other = a_term(id="unused", name=T("支付令"))
    site = build(terms=by_id(a_term(), other))
    article = site.pages["articles/fake-police.html"]
    assert "../terms/index.html#hang-up" in hrefs(article)
    assert "../terms/index.html#unused" not in hrefs(article)
    words = site.text("terms/index.html")
    assert "挂断 不听了。 平常说：撂电话 居民身份证法 第11条" in words


def test_without_terms_somebody_can_be_asked(build: Build) -> None:
    assert "打 12348 问律师" in build(terms={}).text("terms/index.html")
