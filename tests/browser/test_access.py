"""Whoever cannot see, hear, point or wait can use every kind of page (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from tests.browser.axe_tour import (
    FORMS_DOORS,
    SENSITIVE,
    hard_to_read_in_both_schemes,
    page_of_each_template,
    reached_from,
    violations,
    violations_everywhere,
)
from tests.browser.contrast import hard_to_read
from tests.browser.visits import Portal, Visitor, sign_in
from tests.staff_builders import PASSWORD, a_member


@pytest.fixture(scope="module")
def judged() -> set[str]:
    """The looks of text that have been measured and found well."""
    return set()


@pytest.fixture
def visitor(chromium: Browser, portal: Portal) -> Iterator[Visitor]:
    """Wants nothing to move: a colour on its way to another is neither of them."""
    context = chromium.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        viewport={"width": 360, "height": 800},
    )
    context.add_init_script(AXE_SCRIPT)
    visitor = Visitor(context.new_page(), portal)
    yield visitor
    context.close()
    assert not visitor.complaints


@pytest.fixture(scope="module")
def pages(portal: Portal) -> list[str]:
    """A page of every template, and those that nobody near should notice."""
    found = page_of_each_template(portal.folder / "site")
    return [*SENSITIVE, *found.values()]


WORDS_ON_GROUNDS = """<body style="color: #111; background: #fff">
  <p>dark on white</p><p>dark on white as well</p>
  <div style="background: #888"><p>dark on grey</p>
    <section style="background: #222"><p id="lost">dark on black</p></section></div>
  <p style="opacity: 0.3" id="faint">a faint one</p>"""


def test_text_is_measured_wherever_its_look_or_its_ground_is_new(
    chromium: Browser,
) -> None:
    page = chromium.new_page()
    page.set_content(WORDS_ON_GROUNDS)
    page.evaluate(AXE_SCRIPT)
    judged: set[str] = set()
    for _ in range(2):
        found = hard_to_read(page, judged)
        assert [line.split()[1] for line in found] == ["#lost", "#faint"]
        assert len(judged) == 2
    page.close()


def test_axe_finds_nothing_on_any_kind_of_page(
    visitor: Visitor, pages: list[str], judged: set[str]
) -> None:
    found = []
    for url in pages:
        visitor.page.goto(visitor.portal.public + url)
        open_what_is_folded(visitor.page)
        found += violations_everywhere(visitor, url, judged)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_on_any_kind_of_page_in_large_type(
    visitor: Visitor, pages: list[str], judged: set[str]
) -> None:
    found = []
    for url in pages:
        visitor.page.goto(f"{visitor.portal.public}{url}?mode=elder")
        found += violations(visitor.page, url)
        found += hard_to_read_in_both_schemes(visitor, url, judged)
        visitor.look()
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_forms(visitor: Visitor, judged: set[str]) -> None:
    found = []
    for path in reached_from(visitor.page, visitor.portal.public, FORMS_DOORS):
        found += violations_everywhere(visitor, path, judged)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_at_the_desk(
    visitor: Visitor, engine: Engine, judged: set[str]
) -> None:
    a_member(engine, Grant(Role.HEAD, "*"), username="axe", name="查页面")
    sign_in(visitor, username="axe", password=PASSWORD)
    found = []
    for path in reached_from(visitor.page, visitor.portal.desk, ("/",)):
        found += violations_everywhere(visitor, path, judged)
    assert not found, "\n".join(found)


def open_what_is_folded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = 1)")
