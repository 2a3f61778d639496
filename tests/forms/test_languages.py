"""Booking in zh-Hant and English: the language stands in the address, never in a cookie."""

from __future__ import annotations

import base64
import re
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import forms_app
from forms_app.home_visits import forms as home_forms
from forms_app.languages import _said, translated, words_of
from forms_app.refusals import (
    NobodyComesThere,
    NotWaiting,
    OfferGone,
    TooManyHomeRequests,
    TooManyWaits,
)
from tests.forms.booking_builders import SERVICE, STATION
from tests.forms.page import follow, read
from tests.forms.resident_builders import NINE, WHERE, filled
from tests.forms.speaking_builders import ours_in_chinese


def test_where_and_when_are_asked_in_english(speaking: FlaskClient) -> None:
    where = read(speaking.get(f"/forms/book/{SERVICE}?lang=en"))
    when = read(speaking.get(f"{WHERE}?lang=en"))

    assert "Next free time: Mon 23 November" in where.text
    assert "Book at Qiaodong Police Station" in where.text
    assert f"../../forms/book/{SERVICE}/{STATION}?lang=en" in where.links
    assert "Choose a time" in when.h1
    assert "Tue 24 November" in when.text


def test_booking_goes_on_in_english_to_the_very_end(speaking: FlaskClient) -> None:
    answer = speaking.post(f"{WHERE}?lang=en", data=filled())
    assert answer.location.endswith("/appointment?lang=en")
    page = follow(speaking, answer)

    assert page.h1 == "Your booking is made"
    assert "Tue 24 November" in page.text
    assert "王*" in page.text or "*明" in page.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Please enter a name."),
        ({"phone": "12"}, "Please enter an 11-digit mobile number"),
        ({"start": "2026-11-22T09:00"}, "please choose another"),
        ({"start": ""}, "Please choose a time."),
    ],
)
def test_refusals_are_said_in_english(
    speaking: FlaskClient, changes: dict[str, str], said: str
) -> None:
    page = read(speaking.post(f"{WHERE}?lang=en", data=filled(**changes)))
    assert page.status in (409, 422)
    assert said in page.text


def test_what_somebody_typed_is_never_touched(speaking: FlaskClient) -> None:
    typed = filled(name="姓名发", phone="12")
    for tag in ("en", "zh-Hant"):
        answer = speaking.post(f"{WHERE}?lang={tag}", data=typed)
        assert 'value="姓名发"' in answer.get_data(as_text=True)


def test_zh_hant_is_made_from_the_finished_page(speaking: FlaskClient) -> None:
    answer = speaking.get(f"{WHERE}?lang=zh-Hant")
    page = read(answer)

    assert "選一個時間" in page.text
    assert "桥东" not in page.text
    assert "?lang=zh-Hant" in answer.get_data(as_text=True)


def test_an_unknown_page_is_refused_in_english(speaking: FlaskClient) -> None:
    page = read(speaking.get("/forms/nothing?lang=en"))
    assert page.status == 404
    assert "There is no such page" in page.text


def test_every_page_offers_the_other_languages_at_the_same_address(
    speaking: FlaskClient,
) -> None:
    html = speaking.get(f"{WHERE}?start={NINE}&lang=en").get_data(as_text=True)
    shown = re.search("<ul class=languages>(.*?)</ul>", html)
    assert shown is not None
    assert 'href="?start=2026-11-24T09%3A00&amp;lang=zh-Hant"' in shown[1]
    assert '<span lang="en" aria-current="true" translate="no">English' in shown[1]


@pytest.mark.parametrize("asked", ["xx", "../en", "ar", ""])
def test_a_language_the_site_does_not_have_is_not_spoken(
    speaking: FlaskClient, asked: str
) -> None:
    page = read(speaking.get(f"{WHERE}?lang={asked}"))
    assert "选一个时间" in page.text


def test_the_language_is_never_kept_in_a_cookie(speaking: FlaskClient) -> None:
    answer = speaking.get(f"{WHERE}?lang=en")
    signed = answer.headers.get("Set-Cookie", "").partition("=")[2].partition(".")[0]
    kept = base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4))
    assert "lang" not in kept.decode()
    assert "选一个时间" in read(speaking.get(WHERE)).text


@pytest.mark.parametrize(
    "place",
    [
        f"/forms/book/{SERVICE}",
        WHERE,
        f"{WHERE}?start={NINE}",
        "/forms/appointment",
        "/forms/letter",
        "/forms/letter/question",
        "/forms/letter/wish",
        "/forms/letter/mistake?page=index.html",
        "/forms/letter/answers",
        "/forms/book/unknown",
    ],
)
def test_the_pages_of_booking_say_nothing_of_ours_in_chinese(
    speaking: FlaskClient, place: str
) -> None:
    mark = "&" if "?" in place else "?"
    html = speaking.get(f"{place}{mark}lang=en").get_data(as_text=True)
    assert ours_in_chinese(speaking, html) == []


def test_what_has_no_translation_is_shown_as_chinese() -> None:
    page = translated('<p>您好</p><b translate="no">您好</b>', lambda _: None)
    assert page == (
        '<p><span class="ds-zh" lang="zh-Hans">您好</span></p>'
        '<b translate="no">您好</b>'
    )


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("11月26日 星期四 下午 3:15", "Thu 26 November 15:15"),
        ("上午 9:30", "9:30"),
        ("中午 12:15", "12:15"),
        ("晚上 9:54", "21:54"),
        ("，telephone ending in 8020", ", telephone ending in 8020"),
        ("08:30-12:00，14:30-17:30；", "08:30-12:00, 14:30-17:30; "),
    ],
)
def test_an_afternoon_is_never_taken_for_a_morning(chinese: str, english: str) -> None:
    said = partial(_said, words_of("en"), {})
    assert translated(f"<p>{chinese}</p>", said) == f"<p>{english}</p>"


def test_one_is_counted_as_one(speaking: FlaskClient) -> None:
    assert "1 original " in read(speaking.get(f"{WHERE}?lang=en")).text


def test_no_translation_of_the_forms_holds_what_would_be_markup() -> None:
    for said in words_of("en").values():
        assert not set('<>&"').intersection("".join(said)), said


HANZI = re.compile("[\u3400-\u9fff]")
MESSAGE = re.compile(r'_\(\s*"([^"]*[\u3400-\u9fff][^"]*)"')
TEMPLATES = Path(forms_app.__file__).parent / "templates"
RESIDENTS = [
    file
    for room in ("appointments", "home_visits")
    for file in sorted((TEMPLATES / room).glob("*.html"))
    if "desk" not in file.name
]


@pytest.mark.parametrize("template", RESIDENTS, ids=lambda file: file.stem)
def test_every_word_of_a_visit_has_its_english(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert [
        words for words in MESSAGE.findall(source) if words not in words_of("en")
    ] == []


@pytest.mark.parametrize(
    "words",
    [
        *home_forms.REASONS.values(),
        *(*home_forms.PARTS.values(), *home_forms.WAYS.values(), "请选择"),
        *("在哪个村、社区", "请选村或社区。", "几个人一起办", "请填 1 到 40。"),
        *("最多 120 个字。", "一次最多选 4 样，多的请另外约。", "请选等哪天的号。"),
        "11月24日 星期二到11月26日 星期四，哪天都行",
        *(TooManyWaits.message, OfferGone.message, NotWaiting.message),
        *(NobodyComesThere.message, TooManyHomeRequests.message),
    ],
)
def test_words_of_waiting_and_home_visits_are_said_in_english(words: str) -> None:
    page = translated(f"<p>{words}</p>", partial(_said, words_of("en"), {}))
    assert not HANZI.search(page)
