"""Alerts, events, notices, finds and sheets are found while they hold, and tell what to do."""

from __future__ import annotations

import json
from datetime import date

import pytest
from msgspec.structs import replace

from build_scripts.catalogue.public import public_catalogue
from build_scripts.search.entries import entry_of
from tests.learning_builders import an_event, at
from tests.record_builders import T, an_article
from tests.site_builders import TODAY, a_catalogue, by_id


def card(table: str, key: str, **changes: object) -> dict[str, object]:
    """The card of a record; {} when nobody can find it."""
    text = entry_of(a_catalogue(**changes), table, key).card
    told: dict[str, object] = json.loads(text) if text else {}
    return told


NEWS = ("alerts", "quizzes", "events", "notices", "volunteers", "lost_found", "terms")


@pytest.mark.parametrize("table", [*NEWS, "forms"])
def test_a_record_of_every_kind_has_terms_and_a_card(table: str) -> None:
    catalogue = a_catalogue()
    for key in getattr(catalogue, table):
        entry = entry_of(catalogue, table, key)
        told = json.loads(entry.card)

        assert entry.terms
        assert told["t"]
        assert told["n"]
        assert told["u"].partition(".html")[1]


def test_an_alert_s_card_says_what_to_do_and_whom_to_call() -> None:
    (key,) = a_catalogue().alerts
    alert = a_catalogue().alerts[key]
    told = card("alerts", key)

    assert told["p"] == [["拨打", alert.hotline]]
    assert told["f"] == [["怎么办", "；".join(w.rstrip("。") for w in alert.do)]]


def test_an_event_s_card_says_first_that_it_is_cancelled() -> None:
    event = an_event(event_status="cancelled", change_note=T("讲师病了。"), sequence=1)

    told = card("events", event.id, events=by_id(event))

    assert str(told["n"]).startswith("取消：")


def test_words_and_things_found_lead_to_the_page_they_stand_on() -> None:
    catalogue = a_catalogue()
    (find,), (term,) = catalogue.lost_found, catalogue.terms

    assert card("lost_found", find)["u"] == "lost-found/index.html"
    assert card("terms", term)["u"] == f"terms/index.html#{term}"


@pytest.mark.parametrize(
    ("expires", "found"), [(TODAY, True), (date(2026, 11, 19), False)]
)
def test_an_article_is_found_until_the_day_it_expires(
    expires: date, found: bool
) -> None:
    article = an_article(expires=expires)
    catalogue = public_catalogue(a_catalogue(articles=by_id(article)), TODAY)

    entry = entry_of(catalogue, "articles", article.id)

    assert bool(entry.card) is found
    assert bool(entry.terms) is found


@pytest.mark.parametrize(
    ("day", "found"), [(date(2026, 12, 4), True), (date(2026, 12, 5), False)]
)
def test_an_event_is_found_until_it_is_over(day: date, found: bool) -> None:
    event = an_event(starts=at("2026-12-04 19:00"), ends=at("2026-12-04 20:00"))
    catalogue = public_catalogue(a_catalogue(events=by_id(event)), day)

    assert event.id in catalogue.events  # its page stays
    assert bool(entry_of(catalogue, "events", event.id).card) is found


def test_without_a_day_nothing_is_over() -> None:
    article = an_article(expires=date(2000, 1, 1))
    catalogue = replace(a_catalogue(articles=by_id(article)), today=None)

    assert entry_of(catalogue, "articles", article.id).card
