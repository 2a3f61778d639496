"""What the guide of a service and a life event say, read as a visitor reads them."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from build_scripts.catalogue.model import (
    ApplicantVariant,
    Limit,
    NeededMaterial,
)
from build_scripts.catalogue.model.services import BookingRule, Who
from build_scripts.shared.opening_hours import Hours, Interval, WeekRule
from tests.record_builders import (
    T,
    a_law,
    a_service,
    a_station,
    an_area,
)
from tests.site.conftest import Build
from tests.site_builders import (
    GUIDE,
    BuiltSite,
    a_catalogue,
    by_id,
    facts_of,
    hrefs,
    services,
)


def test_a_guide_answers_the_first_questions_at_once(sample_site: BuiltSite) -> None:
    assert facts_of(sample_site.pages[GUIDE]) == {
        "带什么（本人来办）": "原居民身份证 有就带：户口簿",
        "到哪里": "桥东派出所 周一至周五 08:30-12:00 ， 14:00-17:30 ；夜里和节假日有人值守",
        "多久办好": "20 个工作日内",
        "收费": "20 元/证",
        "跑几次": "1 次",
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
    said = "11月20日交申请，最晚 12月18日（星期五）办好。"
    assert said in build(date(2026, 11, 20)).text(GUIDE)
    later = build(date(2026, 12, 21)).text(GUIDE)
    assert "最晚 1月19日（星期二）办好。 明年的放假安排还没公布" in later.replace(
        "。明年", "。 明年"
    )


def test_what_is_done_at_once_names_no_last_day(build: Build) -> None:
    at_once = services(promised_limit=Limit(unit="instant"))
    assert "交申请" not in build(**at_once).text(GUIDE)


def test_a_booking_button_leads_to_the_forms(sample_site: BuiltSite) -> None:
    links = hrefs(sample_site.pages[GUIDE])
    assert "../forms/book/id-card-renewal" in links
    assert "../forms/book/id-card-renewal/qiaodong-police-station" in links


def test_a_family_reads_that_it_may_book_together(build: Build) -> None:
    family = BookingRule(supported=True, rule=T("可以先约。"), persons=4)
    said = build(**services(booking=family)).text(GUIDE)
    assert "可以先约。全家一起来的，约一个号就行，最多 4 个人。" in said


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


def at(*townships: str, **changes: object) -> dict[str, object]:
    """A police station in each of these townships, and the townships."""
    area = a_catalogue().areas
    places = {t: an_area(t, f"{t}镇", "township", "hechuan") for t in townships}
    stations = {
        t: a_station(id=t, name=T(f"{t}所"), areas_served=(t,), **changes)
        for t in townships
    }
    return {"areas": {"hechuan": area["hechuan"], **places}, "stations": stations}


def test_many_stations_are_folded_by_township(build: Build) -> None:
    page = build(**at("a", "b", "c")).pages[GUIDE]
    folds = page.select(".ds-folds > details")
    assert [fold.summary.get_text() for fold in folds if fold.summary] == [
        "a镇a所",
        "b镇b所",
        "c镇c所",
    ]
    assert all(fold.find("a", href="tel:00000000201") for fold in folds)
    assert "全县 3 处，多数周一至周五" in facts_of(page)["到哪里"]


def test_two_townships_are_not_worth_folding(build: Build) -> None:
    page = build(**at("a", "b")).pages[GUIDE]
    assert page.select(".ds-folds") == []
    assert len(page.select(".ds-places > li")) == 2


def test_many_stations_are_told_in_one_line_each(build: Build) -> None:
    places = a_catalogue().areas
    towns = {t: an_area(t, f"{t}镇", "township", "hechuan") for t in ("a", "b", "c")}
    areas = {"hechuan": places["hechuan"], **towns}

    def guide_with(count: int) -> BuiltSite:
        many = [
            a_station(id=f"s{n:02}", name=T(f"{n}所"), areas_served=("abc"[n % 3],))
            for n in range(count)
        ]
        return build(areas=areas, stations=by_id(*many))

    few, many = guide_with(40).pages[GUIDE], guide_with(41).pages[GUIDE]
    assert len(few.select(".ds-places > li")) == 40
    assert many.select(".ds-places > li") == []
    lines = many.select(".ds-lines > li")
    assert len(lines) == 41
    assert [str(a["href"]) for a in lines[0].find_all("a")] == [
        "../stations/s00/id-card-renewal.html",
        "tel:00000000201",
    ]
    listed = guide_with(41).pages["stations/index.html"].select(".ds-lines a")
    assert str(listed[0]["href"]) == "../stations/s00.html"


def test_stations_that_share_no_hours_promise_none_together(build: Build) -> None:
    given = at("a", "b")
    stations = given["stations"]
    assert isinstance(stations, dict)
    rule = WeekRule(days=("sat",), open=(Interval(8 * 60, 9 * 60),))
    stations["b"] = replace(stations["b"], hours=Hours(regular=(rule,)))
    said = facts_of(build(**given).pages[GUIDE])["到哪里"]
    assert said == "派出所 全县 2 处"
    stations["c"] = replace(stations["a"], id="c")
    said = facts_of(build(**given).pages[GUIDE])["到哪里"]
    assert "多数周一至周五 08:30-12:00" in said


def test_where_there_is_no_counter_the_agency_is_named(build: Build) -> None:
    page = build(stations={}).pages[GUIDE]
    assert facts_of(page)["到哪里"] == "禾川县公安局"
    assert "../agencies/county-psb.html" in hrefs(page)


@pytest.mark.parametrize(
    ("materials", "said"),
    [
        ((), "不用带材料"),
        ((NeededMaterial(material="old-card", need="optional"),), "没有材料也能来"),
        ((NeededMaterial(material="old-card"),), "原居民身份证"),
    ],
)
def test_the_strip_says_what_the_first_applicant_brings(
    build: Build, materials: tuple[NeededMaterial, ...], said: str
) -> None:
    way = ApplicantVariant(who="self", materials=materials)
    told = facts_of(build(**services(applicants=(way,))).pages[GUIDE])
    assert told["带什么"].startswith(said)


def test_the_way_to_a_missing_paper_is_told_once(sample_site: BuiltSite) -> None:
    links = hrefs(sample_site.pages[GUIDE])
    assert links.count("../materials/old-card.html") == 1


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


def test_whoever_comes_first_comes_for_the_whole_life_event(build: Build) -> None:
    def way(who: Who, material: str) -> ApplicantVariant:
        return ApplicantVariant(who=who, materials=(NeededMaterial(material=material),))

    first = a_service(applicants=(way("guardian", "old-card"),))
    second = a_service(
        id="second", applicants=(way("self", "old-card"), way("guardian", "booklet"))
    )
    event = a_catalogue().life_events["child-born"]
    step = event.steps[0]
    task = replace(step.tasks[0], service="second")
    more = replace(event, steps=(step, replace(step, tasks=(task,))))
    page = build(
        services={"id-card-renewal": first, "second": second},
        life_events={"child-born": more},
    ).pages["life-events/child-born.html"]
    names = [str(line.get_text()) for line in page.select(".ds-checklist strong")]
    assert names == ["原居民身份证", "户口簿"]


def test_a_sensitive_service_has_a_way_out_and_no_telling_title(build: Build) -> None:
    site = build(**services(sensitive=True))
    offering = "stations/qiaodong-police-station/id-card-renewal.html"
    for url in (GUIDE, offering):
        page = site.pages[url]
        assert page.title is not None
        assert "身份证" not in page.title.get_text(), url
        assert page.find("meta", attrs={"name": "description"}) is None, url
        assert page.find("a", attrs={"data-ds-exit": True}) is not None, url
        assert page.find(attrs={"data-ds-ticks": True}) is None, url
    assert build().pages[GUIDE].find("a", attrs={"data-ds-exit": True}) is None
