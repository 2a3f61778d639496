"""What the single pages say, read as a visitor reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Citation, Limit
from build_scripts.catalogue.model.services import BookingRule
from build_scripts.pages.shell import Shells
from tests.record_builders import (
    T,
    a_config,
    a_dispute_type,
    a_law,
    a_service,
    a_station,
    an_article,
)
from tests.site_builders import BuiltSite, a_catalogue, a_site

GUIDE = "services/id-card-renewal.html"
STATION = "stations/qiaodong-police-station.html"
Build = Callable[..., BuiltSite]


@pytest.fixture
def build(shells: Shells) -> Build:
    def site_of(today: date = date(2026, 11, 20), **changes: object) -> BuiltSite:
        return a_site(a_catalogue(**changes), shells, today)

    return site_of


def services(**changes: object) -> dict[str, object]:
    return {"services": {"id-card-renewal": a_service(**changes)}}


def facts_of(page: BeautifulSoup) -> dict[str, str]:
    strip = page.find("dl", class_="ds-facts")
    assert strip is not None
    return {
        str(row.dt.get_text()): str(row.dd.get_text(" ", strip=True))
        for row in strip.find_all("div")
        if row.dt and row.dd
    }


def hrefs(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in page.find_all("a", href=True)]


def test_a_guide_answers_the_first_questions_at_once(sample_site: BuiltSite) -> None:
    assert facts_of(sample_site.pages[GUIDE]) == {
        "给谁办": "个人",
        "跑几次": "1 次",
        "多久办好": "20 个工作日内",
        "收费": "20 元/证",
        "网上办": "能",
        "在哪都能办吗": "跨省通办",
    }


def test_a_guide_puts_what_to_bring_before_the_law(sample_site: BuiltSite) -> None:
    headings = [
        h.get_text() for h in sample_site.pages[GUIDE].find_all("h2") if h.get("id")
    ]
    order = ["谁可以办", "先备材料", "到哪里办", "怎么办、要多久", "收多少钱"]
    assert headings[:5] == order
    assert headings.index("依据的法律") == len(headings) - 1


def test_the_papers_are_boxes_to_tick_by_who_comes(sample_site: BuiltSite) -> None:
    text = sample_site.text(GUIDE)
    assert "本人来办 原居民身份证 原件 1 份" in text
    assert "户口簿 原件 1 份、复印件 1 份 有就带" in text
    assert "请人代办 不用带材料。" in text
    assert len(sample_site.pages[GUIDE].find_all("input", type="checkbox")) == 2


def test_the_last_day_is_reckoned_from_today_over_working_days(build: Build) -> None:
    said = "按 11月20日申请计算，最晚 12月18日（星期五）办结。"
    assert said in build(date(2026, 11, 20)).text(GUIDE)
    later = build(date(2026, 12, 21)).text(GUIDE)
    assert "最晚 1月19日（星期二）办结。 明年的放假安排还没公布" in later.replace(
        "。明年", "。 明年"
    )


def test_what_is_done_at_once_names_no_last_day(build: Build) -> None:
    at_once = services(promised_limit=Limit(unit="instant"))
    assert "申请计算" not in build(**at_once).text(GUIDE)


def test_a_booking_button_leads_to_the_forms(sample_site: BuiltSite) -> None:
    links = hrefs(sample_site.pages[GUIDE])
    assert "../forms/book/id-card-renewal" in links
    assert "../forms/book/id-card-renewal/qiaodong-police-station" in links


@pytest.mark.parametrize(
    "changes",
    [
        services(booking=BookingRule(supported=False, rule=T("直接来"))),
        services(status="suspended"),
        {"stations": {"x": a_station(id="x", station_status="closed_temporarily")}},
        {"stations": {"x": a_station(id="x", booking=None)}},
    ],
    ids=["not offered", "suspended", "station closed", "no schedule"],
)
def test_no_booking_button_where_nothing_can_be_booked(
    build: Build, changes: dict[str, object]
) -> None:
    page = build(**changes).pages[GUIDE]
    assert [link for link in hrefs(page) if "/book/" in link] == []


def test_a_suspended_guide_says_why(build: Build) -> None:
    site = build(**services(status="suspended", status_note=T("系统升级。")))
    assert "系统升级。" in site.text(GUIDE)
    assert "（暂停办理）" in site.text("services/index.html")


def test_a_withdrawn_guide_stays_for_old_links_but_is_listed_nowhere(
    build: Build,
) -> None:
    site = build(**services(status="withdrawn"))
    assert "已经撤下" in site.text(GUIDE)
    assert "居民身份证换领" not in site.text("services/index.html")
    assert GUIDE.encode() not in site.files["sitemap.xml"]


def test_several_prices_are_told_as_a_span(build: Build) -> None:
    fee = a_service().fees[0]
    more = services(fees=(fee, replace(fee, name=T("损坏"), amount=fee.amount * 2)))
    assert facts_of(build(**more).pages[GUIDE])["收费"] == "20 元到 40 元 看办哪一种"


def test_ticks_on_family_matters_are_not_kept(build: Build) -> None:
    kept = build().pages[GUIDE].find(attrs={"data-ds-ticks": True})
    family = build(**services(topic="family")).pages[GUIDE]
    assert kept is not None
    assert family.find(attrs={"data-ds-ticks": True}) is None


def test_a_law_that_was_changed_is_marked(build: Build) -> None:
    changed = {"id-card-law": replace(a_law(), law_status="amended")}
    assert "已修改" in build(laws=changed).text(GUIDE)
    assert "已修改" not in build().text(GUIDE)


def test_a_guide_says_who_checked_it_and_when(sample_site: BuiltSite) -> None:
    said = "本页由禾川县公安局核对于 2026年11月1日。"
    assert said in sample_site.text(GUIDE)


def test_a_life_event_asks_for_each_paper_once(build: Build) -> None:
    second = a_service(id="second", plain_name=T("第二件"))
    both = {"id-card-renewal": a_service(), "second": second}
    event = a_catalogue().life_events["child-born"]
    step = event.steps[0]
    task = replace(step.tasks[0], service="second")
    more = replace(event, steps=(step, replace(step, tasks=(task,))))
    text = build(services=both, life_events={"child-born": more}).text(
        "life-events/child-born.html"
    )
    assert "2 份材料，分开办要 4 份。" in text
    assert "复印件 2 份" in text
    assert "用在：换身份证、第二件" in text


def test_a_station_names_the_number_answered_at_night_first(
    sample_site: BuiltSite,
) -> None:
    first = sample_site.pages[STATION].find("ul", class_="ds-phones")
    assert first is not None
    numbers = [b.get_text() for b in first.find_all("b")]
    assert numbers == ["0000-0000201", "0000-0000202"]


def test_a_station_shows_season_special_day_and_who_takes_over(
    sample_site: BuiltSite,
) -> None:
    text = sample_site.text(STATION)
    assert "夏季作息（5月1日到9月30日）" in text
    assert "最近一个特别的日子： 1月1日（星期五）元旦：不开门" in text
    assert "由司法所代收。 桥东司法所" in text


def test_a_station_that_moved_says_where_to(build: Build) -> None:
    moved = a_station(station_status="moved", moved_to="new")
    stations = {"qiaodong-police-station": moved, "new": a_station(id="new")}
    assert "已经搬走 ：请去 桥东派出所" in build(stations=stations).text(STATION)


def test_what_is_unknown_about_access_is_said(sample_site: BuiltSite) -> None:
    assert "还不清楚，请先打电话问" in sample_site.text(STATION)


def test_a_village_names_its_people_stations_and_hotlines(
    sample_site: BuiltSite,
) -> None:
    text = sample_site.text("areas/huanxi.html")
    assert "社区民警：王警官" in text
    assert "派出所： 桥东派出所" in text
    assert "110" in text
    assert "接到“公安”电话" in text


def test_a_village_without_people_names_the_police(build: Build) -> None:
    areas = dict(a_catalogue().areas)
    areas["huanxi"] = replace(areas["huanxi"], posts=())
    text = build(areas=areas).text("areas/huanxi.html")
    assert "联系人正在登记" in text
    assert "0000-0000201" in text


def test_danger_comes_before_the_kinds_of_dispute(sample_site: BuiltSite) -> None:
    text = sample_site.text("disputes/index.html")
    assert text.index("110") < text.index("邻里纠纷")


def test_a_dispute_leads_to_the_forms_with_its_kind(sample_site: BuiltSite) -> None:
    page = sample_site.pages["disputes/neighbour.html"]
    assert "../forms/dispute/start?type=neighbour" in hrefs(page)


def test_a_sensitive_page_can_be_left_at_once_and_says_nothing_in_its_title(
    sample_site: BuiltSite,
) -> None:
    page = sample_site.pages["disputes/family-violence.html"]
    assert page.title is not None
    assert "暴" not in page.title.get_text()
    exit_link = page.find("a", attrs={"data-ds-exit": True})
    assert exit_link is not None
    assert exit_link["href"] == "../index.html"
    assert not [link for link in hrefs(page) if "/dispute/" in link]
    assert page.find("meta", {"name": "description"}) is None


def test_other_pages_have_no_exit_button(sample_site: BuiltSite) -> None:
    page = sample_site.pages["disputes/neighbour.html"]
    assert page.find(attrs={"data-ds-exit": True}) is None


def test_an_expired_article_warns_and_leaves_the_hub(build: Build) -> None:
    old = {"fake-police": an_article(expires=date(2026, 11, 19))}
    site = build(articles=old)
    assert "已经过了有效期" in site.text("articles/fake-police.html")
    assert "接到“公安”电话" not in site.text("articles/index.html")
    assert "接到“公安”电话" not in site.text("areas/huanxi.html")
    last_day = {"fake-police": an_article(expires=date(2026, 11, 20))}
    assert "过了有效期" not in build(articles=last_day).text(
        "articles/fake-police.html"
    )


def test_an_expired_article_is_not_new_on_the_first_page(build: Build) -> None:
    old = {"fake-police": an_article(expires=date(2026, 11, 19))}
    assert "接到“公安”电话" not in build(articles=old).text("index.html")


def test_a_law_lists_what_rests_on_it(sample_site: BuiltSite) -> None:
    text = sample_site.text("laws/id-card-law.html")
    assert "办事指南 居民身份证换领" in text
    assert "纠纷 邻里纠纷" in text
    assert "文章 接到“公安”电话" in text


def test_a_paper_lists_what_it_is_needed_for(sample_site: BuiltSite) -> None:
    assert "居民身份证换领" in sample_site.text("materials/old-card.html")


def test_the_first_page_leads_from_words_to_pages(sample_site: BuiltSite) -> None:
    page = sample_site.pages["index.html"]
    link = page.find("a", string="身份证快到期了")
    assert link is not None
    assert link["href"] == "./services/id-card-renewal.html"


def test_a_problem_whose_page_is_not_public_is_left_out(build: Build) -> None:
    text = build(services={}).text("index.html")
    assert "身份证快到期了" not in text
    assert "邻居漏水" in text


def test_a_provisional_year_is_marked(build: Build) -> None:
    year = a_catalogue().calendar_years[2026]
    drafted = {2026: replace(year, provisional=True)}
    assert "暂定" in build(calendar_years=drafted).text("calendar/index.html")
    assert "暂定" not in build().text("calendar/index.html")
    assert "10月10日（星期六）" in build().text("calendar/index.html")


def test_words_of_the_catalogue_are_escaped_everywhere(build: Build) -> None:
    evil = T("<script>alert(1)</script>")
    site = build(
        **services(name=evil, summary=evil, not_for=evil),
        dispute_types={"d": a_dispute_type(id="d", name=evil, proposal=evil)},
        articles={"a": an_article(id="a", name=evil, takeaways=(evil,), body=evil)},
        config=a_config(tagline=evil),
    )
    for url, content in site.files.items():
        if url.endswith((".html", ".xml")):
            assert b"<script>alert" not in content, url


def test_an_empty_county_still_has_every_page(shells: Shells) -> None:
    bare = Catalogue(config=a_config(problems=()))
    site = a_site(bare, shells)
    assert "请打 12345 问" in site.text("services/index.html")
    assert "12348" in site.text("articles/index.html")
    assert "110" in site.text("stations/index.html")


def test_a_citation_of_an_unknown_law_still_shows(build: Build) -> None:
    cited = services(legal_basis=(Citation(law="gone", article="3"),))
    assert "gone 第3条" in build(**cited).text(GUIDE)
