"""普法活动: the list by month, the page, and the file for the calendar."""

from __future__ import annotations

from datetime import date, timedelta

from bs4 import BeautifulSoup
from icalendar import Calendar

from tests.learning_builders import a_van, an_event, at
from tests.record_builders import T
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, by_id, hrefs

LIST = "events/index.html"
EVENT = "events/evening.html"


def names(page: BeautifulSoup) -> list[str]:
    links = page.select('.ds-events h3 a[href*="events/"]')
    return [link.get_text(strip=True) for link in links]


def entries(site: BuiltSite, url: str) -> list[object]:
    return list(Calendar.from_ical(site.files[url]).walk("VEVENT"))


def test_events_stand_under_their_months_the_next_one_first(build: Build) -> None:
    later = an_event(
        id="later",
        name=T("年后讲座"),
        starts=at("2027-01-08 14:00"),
        ends=at("2027-01-08 15:00"),
    )
    page = build(events=by_id(later, a_van(), an_event())).pages[LIST]

    assert [h.get_text() for h in page.select("article section > h2")] == [
        "2026年12月",
        "2027年1月",
    ]
    assert names(page) == ["院坝夜校", "宣传车", "年后讲座"]


def test_a_past_event_leaves_the_list_but_keeps_its_page(build: Build) -> None:
    site = build(date(2026, 12, 5), events=by_id(an_event(), a_van()))

    assert names(site.pages[LIST]) == ["宣传车"]
    assert names(site.pages["index.html"]) == ["宣传车"]
    assert "最近办过的 院坝夜校 2026年12月4日" in site.text(LIST)
    over = site.pages[EVENT].select_one("[data-ds-after]")
    assert over is not None
    assert not over.has_attr("hidden")


def test_on_its_day_an_event_is_still_in_the_list(build: Build) -> None:
    site = build(date(2026, 12, 4), events=by_id(an_event()))
    assert names(site.pages[LIST]) == ["院坝夜校"]


def test_a_village_sees_what_is_near(build: Build) -> None:
    elsewhere = an_event(id="county", name=T("县里的"), areas=("hechuan",))
    only_stop = a_van(areas=("hechuan",))
    site = build(events=by_id(an_event(), elsewhere, only_stop))

    assert names(site.pages["areas/huanxi.html"]) == ["县里的", "院坝夜校", "宣传车"]
    assert "院坝夜校" not in names(site.pages["areas/index.html"])


def test_a_cancelled_event_is_struck_through_and_says_why(build: Build) -> None:
    off = an_event(event_status="cancelled", change_note=T("下大雪。"), sequence=2)
    site = build(events=by_id(off))

    line = site.pages[LIST].select_one(".ds-events__when")
    assert line is not None
    assert line.find("del") is not None
    assert "取消" in line.get_text()
    assert "取消 ：下大雪。" in site.text(EVENT)


def test_a_moved_event_says_when_it_was_to_be(build: Build) -> None:
    moved = an_event(
        event_status="moved",
        previous_start=at("2026-12-03 19:00"),
        change_note=T("停电。"),
    )
    words = build(events=by_id(moved)).text(EVENT)
    assert "停电。原来是 12月3日（星期四） 19:00。" in words


def test_the_calendar_file_is_read_by_others(sample_site: BuiltSite) -> None:
    assert "../events/evening.ics" in hrefs(sample_site.pages[EVENT])
    (entry,) = entries(sample_site, "events/evening.ics")
    start = entry["DTSTART"].dt  # type: ignore[index]
    assert start == at("2026-12-04 19:00")
    assert start.utcoffset() == timedelta(hours=8)
    assert entry["UID"] == "event-evening-0@hechuan.doorstep"  # type: ignore[index]
    assert entry["SEQUENCE"] == 0  # type: ignore[index]
    assert entry["STATUS"] == "CONFIRMED"  # type: ignore[index]
    assert entry["LOCATION"] == "村委会院坝"  # type: ignore[index]


def test_a_change_reaches_the_calendar_that_has_the_old_file(build: Build) -> None:
    off = an_event(event_status="cancelled", change_note=T("下雪"), sequence=3)
    (entry,) = entries(build(events=by_id(off)), "events/evening.ics")
    assert entry["UID"] == "event-evening-0@hechuan.doorstep"  # type: ignore[index]
    assert entry["SEQUENCE"] == 3  # type: ignore[index]
    assert entry["STATUS"] == "CANCELLED"  # type: ignore[index]
    assert entry["SUMMARY"] == "已取消：院坝夜校"  # type: ignore[index]


def test_every_stop_of_a_van_is_an_entry_of_its_own(sample_site: BuiltSite) -> None:
    places = [str(e["LOCATION"]) for e in entries(sample_site, "events/van.ics")]  # type: ignore[index]
    assert places == ["村口", "学校门口, 大树下"]
    assert "12月5日（星期六） 14:00-15:00 学校门口, 大树下 · 欢喜村" in (
        sample_site.text("events/van.html")
    )


def test_lines_of_a_calendar_file_are_short_and_end_as_the_standard_says(
    build: Build,
) -> None:
    long = an_event(summary=T("讲一讲怎么防骗、怎么写借条；" * 9))
    data = build(events=by_id(long)).files["events/evening.ics"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    (entry,) = Calendar.from_ical(data).walk("VEVENT")
    assert str(entry["DESCRIPTION"]).startswith("讲一讲怎么防骗、怎么写借条；" * 9)
