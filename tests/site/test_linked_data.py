"""schema.org in pages: true, resolvable, harmless, and only where it costs nothing."""

from __future__ import annotations

import json
import posixpath
from typing import Any

import pytest
from bs4 import BeautifulSoup

from build_scripts.catalogue.model.services import Question
from build_scripts.pages.shell import Shells
from tests.learning_builders import a_quiz, a_trail, an_event, at
from tests.record_builders import T, a_service
from tests.site_builders import GUIDE, BuiltSite, a_catalogue, a_site, by_id

KINDS = {
    "services/": {"GovernmentService", "BreadcrumbList"},
    "stations/": {"PoliceStation", "GovernmentOffice", "BreadcrumbList"},
    "events/": {"Event", "BreadcrumbList"},
    "quizzes/": {"Quiz", "BreadcrumbList"},
}


def things(page: BeautifulSoup) -> list[dict[str, Any]]:
    """What the page tells machines."""
    blocks = page.find_all("script", type="application/ld+json")
    assert len(blocks) <= 1
    told = [json.loads(str(block.string)) for block in blocks]
    assert all(one["@context"] == "https://schema.org" for one in told)
    return [thing for one in told for thing in one["@graph"]]


def the(page: BeautifulSoup, kind: str) -> dict[str, Any]:
    (found,) = [thing for thing in things(page) if thing["@type"] == kind]
    return found


def test_records_tell_what_they_are_and_where_they_stand(
    sample_site: BuiltSite,
) -> None:
    for url, page in sample_site.pages.items():
        for folder, kinds in KINDS.items():
            told = {thing["@type"] for thing in things(page)}
            if url.startswith(folder) and url.count("/") == 1 and told:
                assert told <= kinds | {"FAQPage"}, url
                assert "BreadcrumbList" in told


def test_pages_of_which_there_are_thousands_carry_none(sample_site: BuiltSite) -> None:
    many = [u for u in sample_site.pages if u.startswith("areas/") or u.count("/") > 1]

    assert many
    assert [url for url in many if things(sample_site.pages[url])] == []


def test_every_address_in_it_leads_to_a_page(sample_site: BuiltSite) -> None:
    def addresses(value: Any) -> list[str]:
        if isinstance(value, list):
            return [url for one in value for url in addresses(one)]
        if not isinstance(value, dict):
            return []
        own = [value[key] for key in ("url", "item") if key in value]
        return own + [url for one in value.values() for url in addresses(one)]

    for url, page in sample_site.pages.items():
        for link in addresses(things(page)):
            folder = posixpath.dirname(url)
            assert posixpath.normpath(posixpath.join(folder, link)) in sample_site.files


def test_a_guide_s_questions_are_told_with_their_answers(shells: Shells) -> None:
    faq = (Question(question=T("要照相吗？"), answer=T("窗口照。")),)
    site = a_site(a_catalogue(services=by_id(a_service(faq=faq))), shells)

    (entry,) = the(site.pages[GUIDE], "FAQPage")["mainEntity"]
    assert entry["name"] == "要照相吗？"
    assert entry["acceptedAnswer"]["text"] == "窗口照。"


def test_a_station_tells_its_week_and_the_coming_holiday(
    sample_site: BuiltSite,
) -> None:
    page = sample_site.pages["stations/qiaodong-police-station.html"]
    told = the(page, "PoliceStation")

    assert told["openingHoursSpecification"]
    special = told["specialOpeningHoursSpecification"]
    assert {"2027-01-01"} == {day["validFrom"] for day in special}


def test_a_cancelled_event_is_told_as_cancelled(shells: Shells) -> None:
    event = an_event(
        event_status="cancelled",
        change_note=T("讲师病了。"),
        sequence=1,
        previous_start=at("2026-12-01 19:00"),
    )
    site = a_site(a_catalogue(events=by_id(event)), shells)

    told = the(site.pages[f"events/{event.id}.html"], "Event")
    assert told["eventStatus"] == "https://schema.org/EventCancelled"
    assert told["previousStartDate"] == "2026-12-01T19:00:00+08:00"


@pytest.mark.parametrize(
    ("quiz", "answers"),
    [(a_quiz(), True), (a_quiz(mode="exam"), False), (a_trail(), False)],
)
def test_an_exam_s_answers_are_not_given_away(
    shells: Shells, quiz: Any, answers: bool
) -> None:
    site = a_site(a_catalogue(quizzes=by_id(quiz)), shells)

    assert ("hasPart" in the(site.pages[f"quizzes/{quiz.id}.html"], "Quiz")) is answers


def test_what_is_withdrawn_tells_machines_nothing(shells: Shells) -> None:
    withdrawn = a_service(status="withdrawn", status_note=T("撤下了。"))
    site = a_site(a_catalogue(services=by_id(withdrawn)), shells)

    assert things(site.pages[GUIDE]) == []


@pytest.mark.parametrize("word", ["</script><script>alert(1)</script>", "<!--", "]]>"])
def test_no_words_end_the_block(shells: Shells, word: str) -> None:
    hostile = a_service(name=T(word), summary=T(word))
    page = a_site(a_catalogue(services=by_id(hostile)), shells).pages[GUIDE]

    assert the(page, "GovernmentService")["name"] == word
    assert len(page.find_all("script", src=False)) == 1
