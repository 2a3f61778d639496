"""The site in other languages, walked through in a phone-sized browser."""

from __future__ import annotations

import pytest

from tests.browser.visits import Visitor

ORDER = """(selector) => {
  const text = document.querySelector(selector).firstChild;
  const place = (at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  };
  return [place(0), place(text.length - 1)];
}"""


@pytest.mark.parametrize(
    "path",
    [
        "/zh-Hant/services/id-card-renewal.html",
        "/en/index.html",
        "/en/services/people-mediation.html",
        "/en/stations/jinshi-mediation-room.html",
        "/en/search.html",
        "/ar/foreigners/index.html",
        "/forms/appointment?lang=en",
        "/forms/book/people-mediation?lang=zh-Hant",
    ],
)
def test_pages_of_other_languages_fit_a_phone_and_stay_quiet(
    visitor: Visitor, path: str
) -> None:
    visitor.open(path)
    assert visitor.heading


def test_arabic_runs_from_right_to_left_but_hours_and_numbers_do_not(
    visitor: Visitor,
) -> None:
    visitor.open("/ar/foreigners/index.html")
    page = visitor.page
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    heading = page.locator("h1").bounding_box()
    assert heading is not None
    width = page.evaluate("innerWidth")
    assert width - heading["x"] - heading["width"] < heading["x"] + 40
    for selector in (".ds-nowrap", ".ds-phones b", ".ds-card a[href^='tel:']"):
        first, last = page.evaluate(ORDER, selector)
        assert first < last, selector


def test_the_switch_leads_round_all_languages_of_one_page(visitor: Visitor) -> None:
    visitor.open("/foreigners/index.html")
    page = visitor.page
    for name, tag in (
        ("繁體中文", "zh-Hant"),
        ("English", "en"),
        ("العربية", "ar"),
        ("简体中文", "zh-Hans"),
    ):
        page.locator(".ds-languages").get_by_role("link", name=name).click()
        page.wait_for_load_state()
        assert page.locator("html").get_attribute("lang") == tag
        assert page.url.endswith("/foreigners/index.html")


def test_booking_is_reached_and_goes_on_in_english(visitor: Visitor) -> None:
    visitor.open("/en/services/people-mediation.html")
    visitor.use_the_bar("Book")
    assert "Step 1" in visitor.text
    visitor.follow("Book at")
    assert "Choose a time" in visitor.heading
