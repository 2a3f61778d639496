"""Somebody edits the content beside an open page, as `doorstep serve` is for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ROOT, serving
from tests.browser.visits import Portal

GUIDE = "services/id-card-renewal"
RELOADS = 500
NAME = "name: 居民身份证换领"


@dataclass(frozen=True, slots=True)
class Author:
    """A copy of the project being served, with a file open in an editor."""

    portal: Portal
    file: Path

    def changes(self, old: str, new: str) -> None:
        text = self.file.read_text("utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Author]:
    folder = tmp_path_factory.mktemp("editing") / "author"
    shutil.copytree(built, folder, symlinks=True)
    project = folder / "project"
    shutil.copytree(ROOT / "content", project / "content")
    shutil.copy(ROOT / "site_config.yml", project)
    with serving(folder, "--root", str(project)) as portal:
        yield Author(portal, project / "content" / f"{GUIDE}.yml")


@pytest.fixture
def author(served: Author) -> Iterator[Author]:
    before = served.file.read_text("utf-8")
    yield served
    served.file.write_text(before, "utf-8")


@pytest.fixture
def page(
    request: pytest.FixtureRequest, chromium: Browser, author: Author
) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=request.param)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{author.portal.public}/{GUIDE}.html")
    yield page
    context.close()
    assert not complaints


def with_or_without(*, javascript: bool) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "page", [javascript], indirect=True, ids=[f"javascript={javascript}"]
    )


@with_or_without(javascript=True)
def test_a_saved_change_is_on_the_open_page_where_one_was_reading(
    author: Author, page: Page
) -> None:
    page.evaluate("scrollTo(0, 300)")
    author.changes(NAME, f"{NAME}甲")
    page.locator("h1", has_text="换领甲").wait_for()

    assert page.evaluate("scrollY") == 300


@with_or_without(javascript=True)
def test_a_mistake_is_shown_with_its_place_and_goes_when_it_is_mended(
    author: Author, page: Page
) -> None:
    author.changes(NAME, NAME.replace("name", "nmae"))
    panel = page.locator(".ds-live__list")
    panel.wait_for()

    assert f"content/{GUIDE}.yml:1:1 K102" in panel.inner_text()
    assert "居民身份证换领" in page.locator("h1").inner_text()

    author.changes("nmae", "name")
    panel.wait_for(state="detached")


@with_or_without(javascript=True)
def test_a_form_somebody_has_begun_is_left_alone(author: Author, page: Page) -> None:
    page.goto(f"{author.portal.public}/forms/appointment")
    page.locator("main input[type=text]").first.fill("ABCD")
    author.changes(NAME, f"{NAME}乙")
    page.get_by_text("没有自动刷新").wait_for()

    assert page.locator("main input[type=text]").first.input_value() == "ABCD"


@with_or_without(javascript=False)
def test_without_javascript_the_next_page_shows_the_mistake(
    author: Author, page: Page
) -> None:
    assert not page.locator(".ds-live__list").count()

    author.changes(NAME, NAME.replace("name", "nmae"))
    for _ in range(RELOADS):
        page.reload()
        if page.locator(".ds-live__list").count():
            break

    assert f"content/{GUIDE}.yml:1:1" in page.locator(".ds-live__list").inner_text()
