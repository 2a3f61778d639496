"""The page of one service at one station, read as a visitor at its door reads it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from bs4 import Tag
from markupsafe import Markup
from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Limit, Offering, Service, Station, Text
from build_scripts.catalogue.model.places import AfterHours
from build_scripts.catalogue.model.services import BookingRule, Channel
from build_scripts.pages.guides import guide
from build_scripts.pages.offerings import offering_page
from build_scripts.pages.render import fragment
from build_scripts.pages.shell import Shells
from tests.record_builders import T, a_phone, a_service, a_station
from tests.site.conftest import Build
from tests.site_builders import (
    GUIDE,
    TODAY,
    BuiltSite,
    a_catalogue,
    a_site,
    by_id,
    facts_of,
    hrefs,
    services,
)

PAGE = "stations/qiaodong-police-station/id-card-renewal.html"
STATION = "stations/qiaodong-police-station.html"
EVIL = Text('"><script>alert(1)</script>{{ page }}')


def stations(**changes: object) -> dict[str, object]:
    return {"stations": by_id(a_station(**changes))}


def pages_of(site: BuiltSite) -> set[str]:
    return {url for url in site.pages if re.fullmatch(r"stations/[^/]+/.+", url)}


def test_a_page_answers_in_the_order_people_ask(sample_site: BuiltSite) -> None:
    page = sample_site.pages[PAGE]
    order = [str(h.get_text()) for h in page.select("article h1, article h2")]
    assert order == [
        "换身份证：到桥东派出所办",
        "到这里来",
        "要带什么",
        "怎么办、要多久",
        "收多少钱",
        "办完得到什么",
        "要不要预约",
        "还想看",
    ]
    assert facts_of(page) == {
        "带什么（本人来办）": "原居民身份证 有就带：户口簿",
        "多久办好": "20 个工作日内",
        "收费": "20 元/证",
        "要不要预约": "可以约，也可以直接来",
    }


def test_a_page_says_where_exactly_and_when(sample_site: BuiltSite) -> None:
    text = sample_site.text(PAGE)
    for said in (
        "桥东镇中街1号",
        "旁边：老邮局对面",
        "到了找： 2号窗口",
        "0000-0000201 24 小时值班",
        "周一至周五 08:30-12:00",
        "夏季作息（5月1日到9月30日）",
        "最近一个特别的日子： 1月1日（星期五）元旦：不开门",
        "下班以后 由司法所代收。 桥东司法所",
        "原居民身份证 原件 1 份",
        "最晚 12月18日（星期五）办好。",
        "工本费：20 元/证",
        "快递寄到家",
        "办事要求由禾川县公安局核对于 2026年11月1日，地址、电话和开门时间由",
    ):
        assert said in text, said


def test_there_is_a_page_only_where_the_service_is_done(build: Build) -> None:
    hall = a_station(id="hall", kind="service_point", offerings=())
    other = a_station(id="other", kind="police_station", offerings=())
    named = a_station(id="named", kind="justice_office")
    site = build(stations=by_id(hall, other, named))
    assert pages_of(site) == {
        "stations/other/id-card-renewal.html",
        "stations/named/id-card-renewal.html",
    }


@pytest.mark.parametrize(
    "changes",
    [
        services(status="withdrawn"),
        services(status="suspended"),
        stations(status="suspended"),
        stations(station_status="moved"),
        stations(station_status="closed"),
        {"services": {}},
    ],
    ids=["withdrawn", "suspended", "no station now", "moved", "closed", "unknown"],
)
def test_there_is_no_page_for_what_is_not_in_force(
    build: Build, changes: dict[str, object]
) -> None:
    site = build(**changes)
    assert pages_of(site) == set()
    text = b"".join(c for url, c in site.files.items() if url.endswith(".html"))
    assert b"/id-card-renewal.html" not in text.replace(b"services/id", b"")


def test_a_station_nobody_can_go_to_still_names_the_guides(build: Build) -> None:
    page = build(**stations(station_status="moved")).pages[STATION]
    assert f"../{GUIDE}" in hrefs(page)


def test_the_stations_own_promise_wins_over_the_services(build: Build) -> None:
    quick = Offering(
        service="id-card-renewal", promised_limit=Limit(n=5, unit="workday")
    )
    site = build(**stations(offerings=(quick,)))
    assert facts_of(site.pages[PAGE])["多久办好"] == "5 个工作日内 本站承诺，比一般的快"
    assert "最晚 11月27日（星期五）办好。" in site.text(PAGE)
    assert "最晚 12月18日（星期五）办好。" in site.text(GUIDE)


def test_what_is_done_at_once_names_no_last_day(build: Build) -> None:
    at_once = Offering(service="id-card-renewal", promised_limit=Limit(unit="instant"))
    assert "交申请" not in build(**stations(offerings=(at_once,))).text(PAGE)


def test_the_last_day_moves_with_today(build: Build) -> None:
    assert "12月21日交申请" in build(date(2026, 12, 21)).text(PAGE)


def test_that_a_station_is_closed_for_now_is_said_first(build: Build) -> None:
    site = build(**stations(station_status="closed_temporarily"))
    page = site.pages[PAGE]
    title = page.find("h1")
    assert isinstance(title, Tag)
    first = title.find_next_sibling()
    assert isinstance(first, Tag)
    assert first.get_text() == "暂停开放，现在请先不要来。"
    assert facts_of(page)["要不要预约"] == "现在不能约"
    assert [link for link in hrefs(page) if "/book/" in link] == []


def test_whoever_stands_before_a_closed_door_learns_of_the_others(
    build: Build,
) -> None:
    shut = a_station(station_status="closed_temporarily")
    site = build(stations=by_id(shut, a_station(id="other")))
    notice = site.pages[PAGE].select_one(".ds-notice--danger")
    assert notice is not None
    assert notice.get_text() == "暂停开放，现在请先不要来。这件事可以到别处办。"
    assert "暂停开放" not in site.text("stations/other/id-card-renewal.html")


def test_one_can_book_here_and_read_on(sample_site: BuiltSite) -> None:
    links = hrefs(sample_site.pages[PAGE])
    book = "../../forms/book/id-card-renewal/qiaodong-police-station"
    assert links.count(book) == 3  # above, below, and in the bar of a phone
    assert f"../../{GUIDE}" in links
    assert f"../../{STATION}" in links


def test_other_stations_are_named_only_when_there_are_some(build: Build) -> None:
    alone = hrefs(build(**stations()).pages[PAGE])
    two = build(stations=by_id(a_station(), a_station(id="other")))
    assert f"../../{GUIDE}#where" not in alone
    assert f"../../{GUIDE}#where" in hrefs(two.pages[PAGE])


@pytest.mark.parametrize(
    ("rule", "here", "said"),
    [
        (BookingRule(supported=True, rule=T("先约")), {}, "可以约，也可以直接来"),
        (BookingRule(supported=True, required=True, rule=T("先约")), {}, "要先预约"),
        (
            BookingRule(supported=True, rule=T("先约")),
            {"booking": None},
            "不用约，直接来",
        ),
        (
            BookingRule(supported=True, required=True, rule=T("先约")),
            {"booking": None},
            "要先打电话约",
        ),
        (BookingRule(supported=False, rule=T("来就行")), {}, "不用约，直接来"),
    ],
)
def test_whether_to_book_is_told_for_this_very_station(
    build: Build, rule: BookingRule, here: dict[str, object], said: str
) -> None:
    site = build(**services(booking=rule), **stations(**here))
    page = site.pages[PAGE]
    assert facts_of(page)["要不要预约"] == said
    bookable = rule.supported and not here
    assert any("/book/" in link for link in hrefs(page)) == bookable
    told = site.text(PAGE).split("要不要预约")[-1]
    assert (rule.rule in told) == (bookable or not rule.supported)


def test_a_service_taken_in_after_hours_is_taken_where_it_is_done(
    build: Build,
) -> None:
    night = AfterHours(station="night", services=("id-card-renewal",), text=T("找人。"))
    day, duty = a_station(after_hours=night), a_station(id="night", name=T("夜间所"))
    page = build(stations=by_id(day, duty)).pages[PAGE]
    assert "../../stations/night/id-card-renewal.html" in hrefs(page)
    assert "下班以后，这件事可以交到 夜间所" in page.get_text(" ", strip=True)
    only_noted = replace(day, after_hours=replace(night, services=()))
    other = build(stations=by_id(only_noted, duty)).pages[PAGE]
    assert "../../stations/night/id-card-renewal.html" not in hrefs(other)
    gone = replace(duty, station_status="closed")
    shut = build(stations=by_id(day, gone)).pages[PAGE]
    assert "../../stations/night/id-card-renewal.html" not in hrefs(shut)


def test_the_counter_is_called_first_and_the_service_where_nobody_answers(
    build: Build,
) -> None:
    def bar(site: BuiltSite) -> str:
        link = site.pages[PAGE].select_one(".ds-bar a")
        assert link is not None
        return str(link["href"])

    assert bar(build()) == "tel:00000000202"
    complaints = (a_phone("supervision", "0000-0000203"),)
    assert bar(build(**stations(phones=complaints))) == "tel:00000000101"


def test_what_holds_for_every_window_is_said_here_too(build: Build) -> None:
    note = Channel(type="window", note=T("夜里值班室也收。"))
    by_net = Channel(type="online", note=T("网上也行。"))
    text = build(**services(channels=(note, by_net))).text(PAGE)
    assert "夜里值班室也收。" in text
    assert "网上也行。" not in text


def test_a_station_and_a_guide_lead_to_their_common_page(
    sample_site: BuiltSite,
) -> None:
    assert f"../{PAGE}" in hrefs(sample_site.pages[STATION])
    link = sample_site.pages[GUIDE].find("a", class_="ds-places__here")
    assert isinstance(link, Tag)
    assert link["href"] == f"../{PAGE}"
    assert link.get_text() == "在这里怎么办：桥东派出所"


def test_the_window_has_the_official_name(sample_site: BuiltSite) -> None:
    title = sample_site.pages[PAGE].title
    assert title is not None
    assert title.get_text().startswith("居民身份证换领（桥东派出所）")


def test_ticks_are_shared_with_the_guide_unless_they_tell_too_much(
    build: Build,
) -> None:
    kept = build().pages[PAGE].find(attrs={"data-ds-ticks": True})
    assert isinstance(kept, Tag)
    assert kept["data-ds-ticks"] == "id-card-renewal"
    family = build(**services(topic="family")).pages[PAGE]
    assert family.find(attrs={"data-ds-ticks": True}) is None


def test_the_printed_sheet_has_what_one_carries_along(sample_site: BuiltSite) -> None:
    page = sample_site.pages[PAGE]
    for useless in page.select("article :is(.ds-btn, .ds-bar, #more, #more + ul)"):
        assert useless.find_parent(class_="ds-no-print") or "ds-no-print" in (
            useless.get("class") or ()
        ), useless
    sheet = page.select_one("article > .ds-sheet")
    assert sheet is not None
    wanted = ("where", "hours", "bring", "steps", "cost", "result", "booking")
    assert [str(h["id"]) for h in sheet.select("h2, #hours")] == list(wanted)


def test_words_of_both_halves_are_escaped(shells: Shells) -> None:
    service = a_service(
        name=EVIL, plain_name=EVIL, summary=EVIL, limit_note=EVIL, not_for=EVIL
    )
    own = Offering(service="id-card-renewal", counter=EVIL, note=EVIL)
    here = a_station(name=EVIL, directions=EVIL, transport=EVIL, offerings=(own,))
    changes = {"services": by_id(service), "stations": by_id(here)}
    site = a_site(a_catalogue(**changes), shells)
    html = site.files[PAGE].decode()
    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert") > 8
    assert site.text(PAGE).count("{{ page }}") > 8


def test_a_fragment_escapes_what_it_is_given() -> None:
    made = fragment(a_catalogue(), "_service_parts.html", "window", (EVIL,))
    assert made.count("&lt;script") == 1


def test_each_half_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A county has 24,000 of these pages: no half is made again for another page."""
    made: list[str] = []

    def count(
        catalogue: Catalogue, template: str, macro: str, *shown: object
    ) -> Markup:
        made.append(macro)
        return fragment(catalogue, template, macro, *shown)

    for module in ("service_part", "station_part"):
        monkeypatch.setattr(f"build_scripts.pages.{module}.fragment", count)
    catalogue = a_catalogue()
    service: Service = catalogue.services["id-card-renewal"]
    station: Station = catalogue.stations["qiaodong-police-station"]
    offering_page(catalogue, station, service, TODAY)
    first = len(made)
    offering_page(catalogue, station, service, TODAY)
    guide(catalogue, service, TODAY)
    assert first > 0
    assert len(made) == first
