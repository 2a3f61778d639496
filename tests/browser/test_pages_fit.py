"""Every kind of page on a narrow phone: it fits, asks nobody else, and stays quiet."""

import re

import pytest

from tests.browser.visits import Visitor

PAGES = (
    "/",
    "/services/index.html",
    "/services/id-card-renewal.html",
    "/life-events/child-born.html",
    "/stations/index.html",
    "/stations/qiaodong-police-station.html",
    "/stations/qiaodong-police-station/id-card-renewal.html",
    "/areas/index.html",
    "/articles/index.html",
    "/alerts/index.html",
    "/sheets/index.html",
    "/sheets/mediation-application.html",
    "/sheets/samples/mediation-application.html",
    "/terms/index.html",
    "/v/index.html",
    "/v/hc055.html",
    "/notices/index.html",
    "/volunteers/index.html",
    "/lost-found/index.html",
    "/events/index.html",
    "/quizzes/index.html",
    "/quizzes/home-and-work.html",
    "/quizzes/boards/qd01.html",
    "/disputes/index.html",
    "/disputes/neighbour.html",
    "/laws/index.html",
    "/materials/index.html",
    "/agencies/index.html",
    "/hotlines/index.html",
    "/search.html",
    "/calendar/index.html",
    "/pages/about.html",
    "/forms/book/id-card-renewal",
    "/forms/dispute/start",
    "/forms/dispute/progress",
    "/forms/appointment",
)


def test_every_kind_of_page_fits_a_phone_and_asks_nobody_else(
    visitor: Visitor,
) -> None:
    for path in PAGES:
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
