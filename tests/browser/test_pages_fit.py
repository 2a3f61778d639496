"""Pages on a narrow phone: they fit, ask nobody else, and stay quiet."""

import re

import pytest

from tests.browser.visits import Visitor

FORMS = (
    "/forms/book/id-card-renewal",
    "/forms/dispute/start",
    "/forms/dispute/progress",
    "/forms/appointment",
)


def test_the_first_page_of_every_form_fits_a_phone_and_asks_nobody_else(
    visitor: Visitor,
) -> None:
    """Pages of the site are seen by the tours of `test_access` and `test_hands_and_eyes`."""
    for path in FORMS:
        visitor.open(path)
        assert visitor.heading


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_home_page_stays_quiet_in_both_colours(
    visitor: Visitor, scheme: str
) -> None:
    visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visitor.open("/")

    assert visitor.heading


def test_a_missing_page_deep_down_still_looks_like_the_site(visitor: Visitor) -> None:
    answer = visitor.page.goto(visitor.portal.public + "/no/such/page.html")
    visitor.look()

    assert answer
    assert answer.status == 404
    assert visitor.heading == "没有这个页面"
    assert visitor.complaints == [f"404 {answer.url}"]
    visitor.complaints.clear()


def test_a_service_at_a_station_is_printed_on_one_sheet(visitor: Visitor) -> None:
    for place in (
        "qiaodong-police-station/id-card-renewal",
        "county-household-hall/hongkong-macau-permit",  # the fullest
    ):
        visitor.open(f"/stations/{place}.html")
        printed = visitor.page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, place
