"""Whoever cannot see, hear, point or wait can use every kind of page (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from tests.browser.axe_tour import (
    FORMS_DOORS,
    SENSITIVE,
    page_of_each_template,
    reached_from,
    violations,
    violations_at_every_width,
)
from tests.browser.visits import Portal, Visitor, sign_in
from tests.staff_builders import PASSWORD, a_member


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(chromium: Browser, portal: Portal, scheme: str) -> Iterator[Visitor]:
    """Wants nothing to move: a colour on its way to another is neither of them."""
    context = chromium.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        viewport={"width": 360, "height": 800},
    )
    visitor = Visitor(context.new_page(), portal)
    yield visitor
    context.close()
    assert not visitor.complaints


@pytest.fixture(scope="module")
def pages(portal: Portal) -> list[str]:
    """A page of every template, and those that nobody near should notice."""
    found = page_of_each_template(portal.folder / "site")
    return [*SENSITIVE, *found.values()]


def test_axe_finds_nothing_on_any_kind_of_page(
    visitor: Visitor, pages: list[str]
) -> None:
    found = []
    for url in pages:
        visitor.page.goto(visitor.portal.public + url)
        open_what_is_folded(visitor.page)
        found += violations_at_every_width(visitor, url)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light"])
def test_axe_finds_nothing_on_any_kind_of_page_in_large_type(
    visitor: Visitor, pages: list[str]
) -> None:
    found = []
    for url in pages:
        visitor.page.goto(f"{visitor.portal.public}{url}?mode=elder")
        found += violations(visitor.page, url, colours=False)
        visitor.look()
    assert not found, "\n".join(found)


def test_axe_finds_nothing_in_the_forms(visitor: Visitor) -> None:
    found = []
    for path in reached_from(visitor.page, visitor.portal.public, FORMS_DOORS):
        found += violations_at_every_width(visitor, path)
    assert not found, "\n".join(found)


def test_axe_finds_nothing_at_the_desk(
    visitor: Visitor, engine: Engine, scheme: str
) -> None:
    a_member(engine, Grant(Role.HEAD, "*"), username=f"axe-{scheme}", name="查页面")
    sign_in(visitor, username=f"axe-{scheme}", password=PASSWORD)
    found = []
    for path in reached_from(visitor.page, visitor.portal.desk, ("/",)):
        found += violations_at_every_width(visitor, path)
    assert not found, "\n".join(found)


def open_what_is_folded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = 1)")
