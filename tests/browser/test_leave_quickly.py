"""Somebody comes near: the page goes, and the way back does not lead to it."""

from __future__ import annotations

import pytest

from tests.browser.visits import Visitor

SAFE_PAGES = ("/forms/dispute/support", "/disputes/family-violence.html")


@pytest.mark.parametrize("page", SAFE_PAGES)
def test_the_quick_exit_leads_to_an_everyday_page(visitor: Visitor, page: str) -> None:
    visitor.open(page)
    visitor.page.get_by_role("link", name="快速离开").click()
    visitor.look()

    assert "办事指南" in visitor.heading


@pytest.mark.parametrize("page", SAFE_PAGES)
@pytest.mark.parametrize("visitor", [True], indirect=True, ids=["with JavaScript"])
def test_the_page_left_is_not_in_the_history(visitor: Visitor, page: str) -> None:
    visitor.open("/index.html")
    visitor.open(page)
    for _ in range(3):
        visitor.page.keyboard.press("Escape")
    visitor.page.wait_for_url("**/services/index.html")

    visitor.page.go_back()

    assert page not in visitor.page.url
    assert "services" not in visitor.page.url
