"""What ends at an instant is gone from the page then, without a new build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_scripts.pages.shell import load_shells
from tests.record_builders import a_config
from tests.site_builders import a_catalogue, a_site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site on a memory stick: opened as files, without a server."""
    root = tmp_path_factory.mktemp("stick")
    shells = load_shells(a_config(), root / "cache")
    for url, content in a_site(a_catalogue(), shells, date(2026, 11, 20)).files.items():
        target = root / "site" / url
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return root / "site"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(locale="zh-CN", timezone_id="Europe/Paris")
    yield context.new_page()
    context.close()


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


def test_a_poster_is_one_sheet_of_paper(page: Page, folder: Path) -> None:
    page.goto((folder / "alerts/posters/fake-police-call.html").as_uri())

    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
