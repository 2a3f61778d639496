"""What a page says of today is right on days long after it was made, in any time zone."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_scripts.catalogue.loader import load_catalogue
from build_scripts.pages.date_words import day_of_year, day_with_weekday
from build_scripts.pages.shell import load_shells
from build_scripts.shared.opening_hours import hours_on
from build_scripts.shared.working_days import WorkingCalendar
from tests.record_builders import a_config, a_service
from tests.site_builders import GUIDE, ROOT, a_catalogue, a_site

STATION = "stations/qiaodong-police-station.html"
MADE = date(2026, 2, 10)


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    catalogue, problems = load_catalogue(ROOT)
    assert catalogue is not None, problems
    return catalogue.calendar


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, calendar: WorkingCalendar) -> Path:
    """A site made on a Tuesday before the spring festival."""
    root = tmp_path_factory.mktemp("open")
    shells = load_shells(a_config(), root / "cache")
    site = a_site(a_catalogue(calendar=calendar), shells, MADE)
    for url, content in site.files.items():
        target = root / "site" / url
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root / "site"


def at(page: Page, folder: Path, url: str, moment: str) -> None:
    page.clock.set_fixed_time(f"{moment}:00+08:00")
    page.goto((folder / url).as_uri())


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-02-10T08:29", "现在关着，今天 8:30 开"),
        ("2026-02-10T08:30", "现在开着，到 12:00"),
        ("2026-02-10T11:59", "现在开着，到 12:00"),
        ("2026-02-10T12:00", "现在关着，今天 14:00 开"),
        (
            "2026-02-14T10:00",
            "现在开着，到 12:00",
        ),  # a Saturday worked for the festival
        ("2026-02-14T20:00", "现在关着，2月24日 8:30 开"),
        ("2026-02-16T10:00", "现在关着，2月24日 8:30 开"),  # New Year's Eve, a Monday
        ("2026-02-27T20:00", "现在关着，明天 8:30 开"),  # tomorrow is a worked Saturday
        ("2026-02-28T20:00", "现在关着，星期一 8:30 开"),
        ("2026-10-10T09:00", "现在开着，到 12:00"),
        ("2028-01-04T10:00", "这几天开不开，请打电话问"),
    ],
)
def test_a_station_says_whether_it_is_open(
    page: Page, folder: Path, moment: str, words: str
) -> None:
    at(page, folder, STATION, moment)

    expect(page.locator("[data-ds-now]")).to_have_text(words)


def test_who_takes_over_is_named_only_while_it_is_closed(
    page: Page, folder: Path
) -> None:
    at(page, folder, STATION, "2026-02-10T20:00")
    night = page.locator("[data-ds-night]")
    expect(night).to_contain_text("现在有人值守，打 0000-0000201")
    expect(night).to_contain_text("现在找 桥东司法所")

    at(page, folder, STATION, "2026-02-10T09:00")
    expect(night).to_be_hidden()


def test_lists_and_villages_say_it_too(page: Page, folder: Path) -> None:
    for url in (GUIDE, "areas/huanxi.html", "disputes/neighbour.html"):
        at(page, folder, url, "2026-02-16T10:00")
        assert "现在关着，2月24日 8:30 开" in page.locator(".ds-now").all_inner_texts()


def test_the_browser_agrees_with_the_rules_all_year(
    page: Page, folder: Path, calendar: WorkingCalendar
) -> None:
    """Every day at nine: open exactly when the rules say so."""
    page.goto((folder / STATION).as_uri())
    station = a_catalogue().stations["qiaodong-police-station"]
    table = page.locator("[data-ds-open]").get_attribute("data-ds-open")
    days = [MADE + timedelta(days=offset) for offset in range(400)]
    nine = [int(datetime.fromisoformat(f"{d}T09:00+08:00").timestamp()) for d in days]
    told = page.evaluate(
        """([table, moments]) => moments.map((moment) => {
          Date.now = () => moment * 1000;
          return doorstepOpen(table).startsWith("现在开着");
        })""",
        [json.loads(table or ""), nine],
    )

    right = [bool(hours_on(station.hours, day, calendar).intervals) for day in days]
    assert told == right


@pytest.mark.parametrize(
    "day", ["2026-02-13", "2026-02-14", "2026-04-30", "2026-09-30", "2026-06-18"]
)
def test_a_guide_names_the_last_day_for_who_applies_on_a_later_day(
    page: Page, folder: Path, calendar: WorkingCalendar, day: str
) -> None:
    """The sample's promise is twenty working days."""
    start = date.fromisoformat(day)
    ends = calendar.add_working_days(start, a_service().promised_limit.n)
    at(page, folder, GUIDE, f"{day}T23:30")

    expect(page.locator("[data-ds-unsure]")).to_be_hidden()
    expect(page.locator("[data-ds-sentence]")).to_have_text(
        f"{day_of_year(start)}交申请，最晚 {day_with_weekday(ends)}办好。"
    )


def test_a_page_too_old_to_know_names_no_last_day(page: Page, folder: Path) -> None:
    at(page, folder, GUIDE, "2028-01-10T10:00")

    expect(page.locator("[data-ds-last]")).to_be_hidden()
