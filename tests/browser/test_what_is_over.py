"""What ends at an instant is gone from the page then, without a new build."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("url", ["index.html", "areas/huanxi.html"])
def test_an_alert_leaves_the_page_at_its_minute(
    page: Page, folder: Path, url: str
) -> None:
    page.clock.install(time="2027-02-10T18:29:30+08:00")
    page.goto((folder / url).as_uri())
    expect(page.get_by_role("heading", name="最近要当心")).to_be_visible()

    page.clock.run_for(61_000)

    expect(page.get_by_role("heading", name="最近要当心")).to_be_hidden()
    expect(page.get_by_text("自称公安要转账先挂断")).to_have_count(1)
    expect(page.get_by_text("自称公安要转账先挂断")).to_be_hidden()


def test_an_empty_list_says_so_and_an_old_page_says_it_is_old(
    page: Page, folder: Path
) -> None:
    page.clock.set_fixed_time("2027-02-11T08:00+08:00")
    page.goto((folder / "alerts/index.html").as_uri())
    expect(page.get_by_text("现在没有要特别提醒的事")).to_be_visible()

    page.goto((folder / "alerts/fake-police-call.html").as_uri())
    expect(page.get_by_text("这条提醒已经过期")).to_be_visible()


def test_a_past_event_leaves_the_list_and_its_month_with_it(
    page: Page, folder: Path
) -> None:
    page.clock.set_fixed_time("2026-12-05T08:00+08:00")
    page.goto((folder / "events/index.html").as_uri())
    expect(page.get_by_role("link", name="院坝夜校")).to_be_hidden()
    expect(page.get_by_role("link", name="宣传车")).to_be_visible()
    expect(page.get_by_text("最近没有活动")).to_be_hidden()

    page.clock.set_fixed_time("2026-12-05T15:01+08:00")
    page.reload()
    expect(page.get_by_role("heading", name="2026年12月")).to_be_hidden()
    expect(page.get_by_text("最近没有活动")).to_be_visible()


@pytest.mark.parametrize(
    "url",
    [
        "sheets/application.html",
        "sheets/samples/application.html",
    ],
)
def test_what_is_made_to_be_printed_is_one_sheet(
    page: Page, folder: Path, url: str
) -> None:
    page.goto((folder / url).as_uri())

    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
