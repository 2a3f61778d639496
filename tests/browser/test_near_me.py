"""What is near is worked out in the browser; the position goes nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.visits import Portal, Visitor

HALL = {"latitude": 39.0601, "longitude": 83.6001}
"""A few steps from the sample's joint hall."""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740},
        locale="zh-CN",
        geolocation=HALL,  # type: ignore[arg-type]
    )
    yield context
    context.close()


@pytest.fixture
def visitor(phone: BrowserContext, portal: Portal) -> Iterator[Visitor]:
    visitor = Visitor(phone.new_page(), portal)
    yield visitor
    assert not visitor.complaints


def test_the_nearest_come_first_and_nothing_is_asked_or_sent_before_the_button(
    phone: BrowserContext, visitor: Visitor
) -> None:
    phone.grant_permissions(["geolocation"])
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open("/stations/index.html")
    assert not [url for url in asked if "places.json" in url]

    visitor.press("用我的位置")

    near = visitor.page.locator("[data-ds-near-list] li")
    expect(near.first).to_contain_text("约 50 米，走 1 分钟左右")
    expect(near.first).to_contain_text("桥东")
    expect(near.first).to_contain_text("现在")
    expect(visitor.page.locator("[data-ds-near-said]")).to_contain_text("15 分钟以内")
    walk = visitor.page.locator("[data-ds-near-list] ul").first
    expect(walk).to_contain_text("桥东法治文化园")
    expect(walk).not_to_contain_text("欢喜村调解室")
    assert not [url for url in asked if "39.06" in url or "83.6" in url]


def test_a_village_may_be_named_instead(visitor: Visitor) -> None:
    visitor.open("/stations/index.html")
    visitor.fill("或者写您在哪个村、哪个社区", "欢喜")
    visitor.press("从这里找")

    said = visitor.page.locator("[data-ds-near-said]")
    expect(said).to_contain_text("离桥东镇欢喜村 15 分钟以内有 2 处")
    near = visitor.page.locator("[data-ds-near-list] ul").first
    expect(near).to_contain_text("欢喜村调解室")


def test_without_a_position_the_list_by_township_stays(visitor: Visitor) -> None:
    visitor.open("/stations/index.html")
    visitor.press("用我的位置")

    said = visitor.page.locator("[data-ds-near-said]")
    expect(said).to_contain_text("没有拿到您的位置")
    expect(visitor.page.get_by_role("heading", name="您在哪个乡镇")).to_be_visible()
    visitor.fill("或者写您在哪个村、哪个社区", "没有这个村")
    visitor.press("从这里找")
    expect(said).to_contain_text("没有找到“没有这个村”的位置")
