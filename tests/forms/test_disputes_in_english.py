"""Disputes in English, from the question about danger to the receipt."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from tests.disputes_builders import ANSWERS, PHONE
from tests.forms.speaking_builders import ours_in_chinese
from tests.forms_builders import a_catalogue

FORMS = "/forms/dispute"
CODE = re.compile("<strong>([A-Z0-9-]{14})</strong>")
OWN = (
    *("mine", "mine/data", "mine/data/delete", "mine/stop", "mine/mediator"),
    *("mine/files", "mine/receipt", "sent", "cleared"),
)
KNOWN = json.dumps([a_catalogue(), ANSWERS], ensure_ascii=False)
"""What the catalogue of the tests names, and what somebody typed."""


@pytest.mark.parametrize(
    "place",
    [
        *("start?type=neighbour", "now", "home", "support", "mediators", "progress"),
        *("type?asked=1", "type?asked=1&type=", "way?asked=1&type=neighbour"),
        *("way?asked=1&type=injury-light", "way?asked=1&type=injury-light&next=hurt"),
        *("way?asked=1&type=injury-light&q-hurt=serious", "ask/name"),
        *("way?asked=1&type=petition", "mine", "mine/data", "sent", "check"),
    ],
)
def test_the_pages_before_a_case_say_nothing_of_ours_in_chinese(
    speaking: FlaskClient, place: str
) -> None:
    mark = "&" if "?" in place else "?"
    answer = speaking.get(f"{FORMS}/{place}{mark}lang=en", follow_redirects=True)

    assert ours_in_chinese(speaking, answer.get_data(as_text=True)) == []


def test_every_link_and_form_of_a_page_stays_in_the_language(
    speaking: FlaskClient,
) -> None:
    for place in ("start", "home", "type?asked=1", "way?asked=1&type=neighbour"):
        mark = "&" if "?" in place else "?"
        html = speaking.get(f"{FORMS}/{place}{mark}lang=en").get_data(as_text=True)
        body = html.partition("<main>")[2]
        ways = re.findall(r'(?:href|action)="(/forms/[^"]*)"', body)
        assert ways
        assert [way for way in ways if "lang=en" not in way] == []
        asking = body.count('<form method="get"')
        assert body.count('<input type="hidden" name="lang" value="en">') == asking


def test_a_case_is_told_sent_and_followed_in_english(speaking: FlaskClient) -> None:
    found: list[str] = []

    def look(html: str) -> str:
        left = ours_in_chinese(speaking, html)
        found.extend(words for words in left if words not in KNOWN)
        return html

    def send(place: str, **data: str) -> str:
        address = f"{FORMS}/{place}?lang=en"
        answer = speaking.post(address, data=data, follow_redirects=True)
        assert answer.request.args["lang"] == "en"
        return look(answer.get_data(as_text=True))

    send("begin", type="neighbour")
    html = ""
    for key, data in ANSWERS:
        send(f"ask/{key}")
        html = send(f"ask/{key}", **data)
    request_key = re.search('name="request_key"[^>]*value="([0-9a-f]+)"', html)
    assert request_key is not None
    code = CODE.search(send("send", request_key=request_key[1]))
    assert code is not None
    send("progress", code="2222-2222-2222", tail="0000")
    send("progress", code=code[1], tail=PHONE[-4:])
    for place in OWN:
        look(speaking.get(f"{FORMS}/{place}?lang=en").get_data(as_text=True))
    send("mine/data/delete")

    assert found == []
