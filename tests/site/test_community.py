"""通知, 志愿者 and 失物招领 on their own pages and where people would look."""

from __future__ import annotations

from datetime import date

import pytest

from build_scripts.catalogue.public import public_catalogue
from tests.community_builders import a_find, a_notice, volunteers
from tests.record_builders import T
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, a_catalogue, by_id, hrefs

NOTICE = "notices/power-cut.html"
LIST = "lost-found/index.html"


@pytest.mark.parametrize(
    "url",
    [
        "notices/index.html",
        "areas/huanxi.html",
        "stations/qiaodong-justice-office.html",
    ],
)
def test_a_notice_is_seen_where_it_matters(sample_site: BuiltSite, url: str) -> None:
    assert f"../{NOTICE}" in hrefs(sample_site.pages[url])
    assert "11月28日（星期六）到11月29日（星期日）" in sample_site.text(url)


def test_a_notice_stays_away_from_other_stations(sample_site: BuiltSite) -> None:
    other = sample_site.pages["stations/qiaodong-police-station.html"]
    assert f"../{NOTICE}" not in hrefs(other)
    assert f"../{NOTICE}" not in hrefs(sample_site.pages["areas/index.html"])


def test_the_next_notice_comes_first(build: Build) -> None:
    sooner = a_notice(id="b", name=T("先的"), valid_from=date(2026, 11, 25))
    words = build(notices=by_id(a_notice(), sooner)).text("notices/index.html")
    assert words.index("先的") < words.index("停电半天")


@pytest.mark.parametrize(
    ("item", "today", "seen"),
    [
        (a_notice(), date(2026, 11, 29), True),
        (a_notice(), date(2026, 11, 30), False),
        (a_find(), date(2026, 11, 15), False),
        (a_find(), date(2026, 11, 16), True),
        (a_find(), date(2027, 11, 16), True),
        (a_find(), date(2027, 11, 17), False),
        (a_find(lost_status="claimed"), date(2026, 11, 20), False),
        (a_find(publish_at=date(2026, 11, 25)), date(2026, 11, 24), False),
    ],
)
def test_each_is_there_while_it_can_help(item: object, today: date, seen: bool) -> None:
    table = "notices" if hasattr(item, "valid_through") else "lost_found"
    public = public_catalogue(a_catalogue(**{table: by_id(item)}), today)
    assert bool(getattr(public, table)) is seen


def test_a_find_names_the_thing_the_day_the_place_and_the_station(
    build: Build,
) -> None:
    lost = a_find(id="bag", name=T("一只包"), kind="lost", category="bag")
    site = build(lost_found=by_id(a_find(), lost))
    cards = site.pages[LIST].select(".ds-card")
    assert [card.get_text(" ", strip=True) for card in cards] == [
        "一串钥匙 钥匙 · 2026年11月15日 · 欢喜村 桥东派出所 0000-0000202",
        "一只包 包 · 2026年11月15日 · 欢喜村 桥东派出所 0000-0000202",
    ]
    assert "丢了的，请大家留意" in site.text(LIST)


def test_volunteers_say_what_they_do_not_do(sample_site: BuiltSite) -> None:
    words = sample_site.text("volunteers/night-run.html")
    assert "不做这些事 不查证件" in words
    assert "怎么认出是真的 到派出所问" in words
    village = sample_site.pages["areas/huanxi.html"]
    assert "../volunteers/night-run.html" in hrefs(village)
    assert "../volunteers/night-run.html" in hrefs(
        sample_site.pages["volunteers/index.html"]
    )


def test_empty_lists_say_whom_to_ask(build: Build) -> None:
    site = build(notices={}, volunteers={}, lost_found={})
    assert "现在没有通知" in site.text("notices/index.html")
    assert "还没有登记志愿队" in site.text("volunteers/index.html")
    assert "现在没有登记" in site.text(LIST)


def test_a_withdrawn_group_is_not_listed(build: Build) -> None:
    gone = volunteers(status="withdrawn", status_note=T("解散了。"))
    site = build(volunteers=by_id(gone))
    assert "../volunteers/night-run.html" not in hrefs(site.pages["areas/huanxi.html"])
