"""Everything odd or forged, tried on every public address of the booking pages.

Never a fault of ours, never half a booking; always a page with a sentence and a way on.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.web import MAX_BODY_BYTES, MAX_FORM_FIELDS
from tests.forms.booking_builders import STATION
from tests.forms.odd_input_builders import BOOK, MANY, everything, is_calm
from tests.forms.page import follow, read
from tests.forms.resident_builders import SERVICE, filled
from tests.forms.visit_builders import TOGETHER

HOME = f"/forms/home-visit/{SERVICE}"
POSTS = (
    BOOK,
    MANY,
    f"{BOOK}/hold",
    f"{MANY}/hold",
    f"{BOOK}/wait",
    f"{HOME}/visit",
    f"{HOME}/delivery",
    "/forms/home-visit/open",
    "/forms/home-visit/withdraw",
    "/forms/letter/wish",
    "/forms/letter/mistake",
    "/forms/letter/open",
    "/forms/appointment/open",
    "/forms/appointment/cancel",
    "/forms/appointment/move",
    "/forms/appointment/accept",
    "/forms/appointment/appeal",
    "/forms/appointment/waiting/take",
    "/forms/appointment/waiting/pass",
    "/forms/appointment/waiting/leave",
    "/forms/appointment/forget",
)
GETS = (
    f"/forms/book/{SERVICE}",
    f"/forms/book/{TOGETHER}",
    BOOK,
    MANY,
    f"{BOOK}/wait",
    "/forms/together/child-born",
    HOME,
    f"{HOME}/visit",
    "/forms/home-visit",
    "/forms/letter",
    "/forms/letter/question",
    "/forms/letter/answers",
    "/forms/appointment",
    "/forms/appointment/move",
    "/forms/appointment/cancel",
    "/forms/appointment/calendar.ics",
    "/forms/appointment/code.svg",
    "/forms/appointment/waiting",
    "/forms/puzzle.js",
    f"/forms/screen/{STATION}",
)
ODD = {
    "an impossible date": "2026-02-30T09:00",
    "a minute beyond the hour": "2026-11-24T09:75",
    "a time that is no start": "2026-11-24T09:01",
    "a year nobody means": "9999-12-31T23:59",
    "the first year": "0001-01-01T00:00",
    "words": "明天上午",
    "nothing": "",
    "an emoji": "😀👨‍👩‍👧",
    "a rare character": "𠮷𠮷",
    "full-width digits": "２０２６-11-24T09:00",
    "arabic digits": "٢٠٢٦-11-24T09:00",
    "a nul": "a\0b",
    "a lone surrogate": "%ed%a0%80",
    "turned around": "\u202e\u2066x",
    "a formula": "=1+1",
    "a tag": "<script>alert(1)</script>",
    "a quote": "' OR 1=1 --",
    "a template": "{{ 7 * 7 }}",
    "very long": "长" * 4_000,
    "a number": "-1",
    "a large number": "9" * 400,
}
FIELDS = (
    *("start", "name", "phone", "whom", "request_key", "hold", "code", "tail"),
    *("sequence", "days", "area", "address", "reason", "people", "day", "part"),
    *("words", "office", "page", "may_publish"),
    *("puzzle", "answer", "wait", "station", "service", "csrf_token"),
)


@pytest.mark.slow
@pytest.mark.parametrize("what", list(ODD))
def test_odd_words_in_any_field_of_any_form_are_answered_calmly(
    resident: FlaskClient, engine: Engine, what: str
) -> None:
    for where in POSTS:
        page = follow(
            resident, resident.post(where, data=dict.fromkeys(FIELDS, ODD[what]))
        )
        is_calm(page)
        assert "49" not in page.text.split(), "nothing typed is ever worked out"
        assert not page.soup.select("article script:not([src])")
    for where in GETS:
        for field in ("start", "service", "chosen"):
            with resident.get(where, query_string={field: ODD[what]}) as answer:
                assert answer.status_code < 500, where
    assert everything(engine) == 0


@pytest.mark.slow
@pytest.mark.parametrize("where", POSTS)
def test_a_body_of_ten_megabytes_is_too_much(
    resident: FlaskClient, engine: Engine, where: str
) -> None:
    page = read(resident.post(where, data={"name": "x" * (10 * MAX_BODY_BYTES)}))

    # What needs nothing from the body does not read it (with CSRF on, all do).
    assert page.status in (413, 303, 200)
    if "book" in where or where.endswith("open"):
        assert page.status == 413
        is_calm(page)
    assert everything(engine) == 0


@pytest.mark.slow
@pytest.mark.parametrize("where", POSTS)
def test_thousands_of_fields_are_too_many(
    resident: FlaskClient, engine: Engine, where: str
) -> None:
    fields = {f"f{n}": "x" for n in range(4 * MAX_FORM_FIELDS)}
    for kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
        answer = resident.post(where, data=fields, content_type=kind)
        is_calm(follow(resident, answer))
    assert everything(engine) == 0


@pytest.mark.slow
@pytest.mark.parametrize("where", [*POSTS, *GETS])
def test_the_wrong_way_to_ask_is_no_fault(resident: FlaskClient, where: str) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        with resident.open(where, method=method) as answer:
            assert answer.status_code == 405
    with resident.post(
        where, data=b"\xff\xfe", content_type="application/json"
    ) as answer:
        assert answer.status_code < 500


@pytest.mark.parametrize(
    "place",
    [
        f"{SERVICE}/nowhere",
        f"nothing/{STATION}",
        f"{SERVICE}+{SERVICE}+nothing/{STATION}",
        "+/+",
        f"{'a+' * 400}/{STATION}",
        f"%00/{STATION}",
        f"𠮷/{STATION}",
    ],
)
def test_a_place_that_does_not_exist_names_those_that_do(
    resident: FlaskClient, engine: Engine, place: str
) -> None:
    for tail in ("", "/hold", "/wait"):
        answer = resident.post(f"/forms/book/{place}{tail}", data=filled())
        page = follow(resident, answer, lost=True)
        assert page.status in (404, 200), "200: where the service is done instead"
        is_calm(page)
    assert everything(engine) == 0


def test_every_public_address_of_these_rooms_is_in_the_table(app: Flask) -> None:
    rooms = ("appointments", "home")
    known = {path.split("?")[0] for path in (*POSTS, *GETS)}
    adapter = app.url_map.bind("localhost")
    covered = set()
    for path in known:
        for method in ("GET", "POST"):
            try:
                covered.add(adapter.match(path, method=method)[0])
            except Exception:
                continue
    wanted = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.split(".")[0] in rooms
    }
    assert wanted - covered == {"appointments.feed.calendar"}, "it has tests of its own"
