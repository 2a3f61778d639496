"""Keyboard alone, large zoom, forced colours, no motion, and thumbs: every kind of page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe_tour import page_of_each_template
from tests.browser.visits import Portal, Visitor

GUIDE = "/services/id-card-renewal.html"
THUMB = 44
"""Pixels, as the rules for old people's sites want it."""
MAIN_CONTROLS = (
    ".ds-btn, .ds-tiles a, .ds-phones a, .ds-bar a, .ds-switch, .ds-menu__button, "
    ".ds-search__go, .ds-search__field, summary, .ds-checklist label, .ds-footer a"
)


@pytest.fixture
def visitor(chromium: Browser, portal: Portal) -> Iterator[Visitor]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="zh-CN"
    )
    visitor = Visitor(context.new_page(), portal)
    yield visitor
    context.close()
    assert not visitor.complaints


@pytest.fixture(scope="module")
def pages(portal: Portal) -> list[str]:
    return list(page_of_each_template(portal.folder / "site").values())


def focused(visitor: Visitor, asked: str) -> str:
    """What is asked of `at`, the element that has the focus."""
    return str(visitor.page.evaluate(f"(at => {asked})(document.activeElement)"))


@pytest.mark.parametrize("width", [360, 1280])
def test_the_first_key_offers_to_skip_to_the_content(
    visitor: Visitor, width: int
) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 740})
    visitor.open(GUIDE)
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.locator(".ds-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()

    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    assert focused(visitor, "Boolean(at.closest('main'))") == "True"


@pytest.mark.parametrize(
    "url", ["/", GUIDE, "/stations/index.html", "/help/index.html"]
)
def test_the_tab_key_reaches_everything_sees_it_and_gets_out_again(
    visitor: Visitor, url: str
) -> None:
    """Every stop shows where it is and is not covered; after the last comes the first."""
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    visitor.open(url)
    stops = visitor.page.evaluate(
        "[...document.querySelectorAll('a[href],button,input,summary')]"
        ".filter(e => e.checkVisibility({contentVisibilityAuto: true})).length"
    )
    seen = 0
    for _ in range(stops + 5):
        visitor.page.keyboard.press("Tab")
        if focused(visitor, "at === document.body") == "True":
            break
        seen += 1
        look = "getComputedStyle(at)"
        ring = f"{look}.outlineStyle !== 'none' && parseFloat({look}.outlineWidth) >= 2"
        assert focused(visitor, ring) == "True", focused(visitor, "at.outerHTML")
        middle = (
            "(box => at.contains(document.elementFromPoint("
            "box.x + box.width / 2, box.y + box.height / 2)))"
            "(at.getClientRects()[0])"
        )
        assert focused(visitor, middle) == "True", focused(visitor, "at.outerHTML")
    assert seen >= stops * 0.9


def test_a_booking_can_be_begun_with_keys_alone(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    visitor.open(GUIDE)
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if focused(visitor, "at.textContent.trim()") == "预约时间":
            break
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**/forms/book/**")
    visitor.look()


def told(visitor: Visitor) -> list[str]:
    """What the visitor complains of, once."""
    complaints = list(visitor.complaints)
    visitor.complaints.clear()
    return complaints


def too_small(visitor: Visitor, controls: str = MAIN_CONTROLS) -> list[str]:
    found: list[str] = visitor.page.locator(controls).evaluate_all(
        """(all, least) => all
          .filter((e) => e.checkVisibility() && e.getClientRects().length)
          .map((e) => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])
          .filter(([box]) => box.height < least - 0.5 || box.width < least - 0.5)
          .map(([box, html]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)""",
        THUMB,
    )
    return found


def without_edge(visitor: Visitor) -> list[str]:
    found: list[str] = visitor.page.locator(".ds-btn, .ds-switch").evaluate_all(
        """all => all.filter((e) => e.checkVisibility())
          .filter((e) => parseFloat(getComputedStyle(e).borderTopWidth) < 1)
          .map((e) => e.outerHTML.slice(0, 90))"""
    )
    return found


def moving(visitor: Visitor) -> list[str]:
    found: list[str] = visitor.page.evaluate(
        """[...document.querySelectorAll('*')].filter((e) => {
          const look = getComputedStyle(e);
          return look.animationName !== 'none' ||
            look.transitionDuration.split(',').some((t) => parseFloat(t) > 0) ||
            look.scrollBehavior === 'smooth';
        }).map((e) => e.outerHTML.slice(0, 90))"""
    )
    return found[:3]


PROMISES = {
    "narrow": "readable at 320 pixels, a screen of 1280 at 400 %: WCAG 1.4.10",
    "large": "readable with letters twice as large: WCAG 1.4.4",
    "thumb": "main controls as wide as a thumb",
    "forced": "a button has an edge in the system's own colours too",
    "still": "nothing moves for who asked for stillness",
}


def test_every_kind_of_page_keeps_its_promises(
    visitor: Visitor, pages: list[str]
) -> None:
    """Each page is opened once."""
    found: dict[str, list[str]] = defaultdict(list)
    for url in pages:
        visitor.page.set_viewport_size({"width": 320, "height": 640})
        visitor.open(url)
        found["narrow"] += told(visitor)
        visitor.page.set_viewport_size({"width": 640, "height": 400})
        visitor.page.locator("html").evaluate("html => html.style.fontSize = '250%'")
        visitor.look()
        found["large"] += told(visitor)
        visitor.page.locator("html").evaluate("html => html.style.fontSize = ''")
        visitor.page.set_viewport_size({"width": 360, "height": 740})
        found["thumb"] += [f"{url}: {line}" for line in too_small(visitor)]
        visitor.page.emulate_media(forced_colors="active")
        found["forced"] += [f"{url}: {line}" for line in without_edge(visitor)]
        visitor.page.emulate_media(forced_colors="none", reduced_motion="reduce")
        found["still"] += [f"{url}: {line}" for line in moving(visitor)]
        visitor.page.emulate_media(reduced_motion="no-preference")
    assert {PROMISES[key]: wrong for key, wrong in found.items() if wrong} == {}


ON_THE_WAY = (
    "/forms/book/id-card-renewal*3",
    "/forms/book/id-card-renewal*3/qiaodong-police-station",
    "/forms/book/id-card-renewal/qiaodong-police-station/wait",
    "/forms/together/child-born",
)
CHOICES = f"{MAIN_CONTROLS}, .ds-howmany a, .ds-day--none a, .ds-radio, .ds-times label"


def test_thumbs_get_an_appointment_in_large_type_too(visitor: Visitor) -> None:
    """A box that can be ticked is ticked wherever it is touched."""
    for elder in (False, True):
        for url in ON_THE_WAY:
            visitor.open(url)
            assert too_small(visitor, CHOICES) == [], url
        box = visitor.page.locator(".ds-radio").first
        before = box.locator("input").is_checked()
        box.click(position={"x": 4, "y": 4})
        assert box.locator("input").is_checked() is not before
        if not elder:
            visitor.page.get_by_text("长辈版").first.click()


def test_nothing_is_missing_without_scripts(
    chromium: Browser, portal: Portal, pages: list[str]
) -> None:
    """What a script would bring to life is not shown dead."""
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    quiet = Visitor(context.new_page(), portal)
    for url in pages:
        quiet.open(url)
        assert quiet.heading
        for selector in (
            ".ds-switches",
            "button[data-ds-print]",
            ".ds-now",
            ".ds-near",
        ):
            for dead in quiet.page.locator(selector).all():
                expect(dead).to_be_hidden()
    context.close()
    assert not quiet.complaints
