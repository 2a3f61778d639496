"""Everything odd or forged, tried on every public address of the booking pages.

Never a fault of ours, never half a booking; always a page with a sentence and a way on.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.models import Appointment, Hold, TakenSeat
from forms_app.appointments.offers import Offer
from forms_app.appointments.wait_models import Wait
from forms_app.apps import create_public_app
from forms_app.database import reading
from forms_app.home_visits.models import HomeRequest
from forms_app.settings import Settings
from forms_app.vault import Vault
from forms_app.web import MAX_BODY_BYTES, MAX_FORM_FIELDS
from tests import staff_builders
from tests.forms.booking_builders import NOW, STATION, a_wish, booked
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import NINE, SERVICE, code_on, filled, set_clock
from tests.forms.visit_builders import TOGETHER, a_catalogue_of_visits, a_site_of_visits

BOOK = f"/forms/book/{SERVICE}/{STATION}"
MANY = f"/forms/book/{TOGETHER}/{STATION}"
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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pools, a life event, and a station that comes home."""
    folder = a_site_of_visits(tmp_path_factory.mktemp("odd"))
    data = a_catalogue_of_visits()
    for service in data["services"]:
        service.update(home_visit=True, delivery=True)
    for station in data["stations"]:
        station["home_visit"] = {"for_whom": "老人", "how": "打电话"}
    (folder / "catalogue.json").write_text(json.dumps(data, ensure_ascii=False))
    return folder


@pytest.fixture
def app(settings: Settings, site: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    set_clock(monkeypatch, NOW)
    app = create_public_app(replace(settings, site=site))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    app.jinja_env.bytecode_cache = staff_builders.COMPILED
    return app


@pytest.fixture
def resident(app: Flask) -> FlaskClient:
    return app.test_client()


def whole(engine: Engine) -> bool:
    """No booking without its seats, no seat without its booking."""
    with reading(engine) as session:
        codes = {row.reference for row in session.query(Appointment)}
        seated = {seat.reference for seat in session.query(TakenSeat)}
    return codes == seated


def everything(engine: Engine) -> int:
    with reading(engine) as session:
        kinds = (Appointment, TakenSeat, Wait, HomeRequest)
        return sum(session.query(kind).count() for kind in kinds)


def is_calm(page: Page) -> None:
    """A page of ours with a sentence and a way on."""
    assert page.status < 500, page.text[:300]
    assert page.h1
    assert page.links or page.soup.select("form"), "a way on"


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
        page = follow(
            resident, resident.post(f"/forms/book/{place}{tail}", data=filled())
        )
        assert page.status in (404, 200), "200: where the service is done instead"
        is_calm(page)
    assert everything(engine) == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("＋８６　１３８００１３８０００", "13800138000"),
        ("0086-138 0013 8000", "13800138000"),
        ("(0571) 8765-4321", "057187654321"),
        ("０５７１－８７６５４３２１", "057187654321"),
    ],
)
def test_telephones_are_taken_as_people_write_them(
    resident: FlaskClient, engine: Engine, vault: Vault, typed: str, stored: str
) -> None:
    page = follow(resident, resident.post(BOOK, data=filled(phone=typed)))

    assert page.h1 == "已经约好了"
    assert f"手机尾号 {stored[-4:]}" in page.text


@pytest.mark.parametrize(
    "phone", ["+1 202 555 0100", "110", "1380013800", "2" * 11, "😀"]
)
def test_what_is_no_telephone_is_asked_again(
    resident: FlaskClient, engine: Engine, phone: str
) -> None:
    for where in (BOOK, MANY):
        page = read(resident.post(where, data=filled(phone=phone)))
        assert page.status == 422
        assert "手机号" in "".join(page.errors)
    assert everything(engine) == 0


@pytest.mark.parametrize(
    "name", ["𠮷田𠮷", "😀", "Ёлка", "أحمد", "王\u200d明", "N" * 40]
)
def test_every_script_is_a_name(
    resident: FlaskClient, engine: Engine, name: str
) -> None:
    page = follow(resident, resident.post(BOOK, data=filled(name=name, whom=name)))

    assert page.h1 == "已经约好了"
    assert f"{name[:1]}**" in page.text
    assert whole(engine)


@pytest.mark.parametrize("name", ["", " ", "a\0", "x\u202ey", "N" * 41, "\u2028"])
def test_what_nobody_can_read_is_no_name(
    resident: FlaskClient, engine: Engine, name: str
) -> None:
    assert read(resident.post(BOOK, data=filled(name=name))).status == 422
    assert everything(engine) == 0


def test_a_hold_that_is_over_is_no_hold_and_the_form_is_kept(
    resident: FlaskClient,
    app: Flask,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resident.post(f"{BOOK}/hold", data={"start": NINE})
    set_clock(monkeypatch, NOW + timedelta(minutes=11))
    for number in range(2):
        other = app.test_client()
        form = filled(phone=f"1390000000{number}", request_key=f"{number}" * 32)
        other.post(BOOK, data=form)

    page = read(resident.post(BOOK, data=filled()))

    assert page.status == 409
    assert (page.fields["name"], len(page.radios)) == ("王小明", 3)
    assert whole(engine)


def test_a_clock_that_is_set_back_gives_nothing_twice(
    resident: FlaskClient,
    app: Flask,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resident.post(f"{BOOK}/hold", data={"start": NINE})
    first = follow(resident, resident.post(BOOK, data=filled()))
    set_clock(monkeypatch, NOW - timedelta(days=1))

    again = follow(resident, resident.post(BOOK, data=filled()))
    other = app.test_client()
    for number in range(3):
        form = filled(phone=f"1390000000{number}", request_key=f"{number}" * 32)
        is_calm(follow(other, other.post(BOOK, data=form)))

    assert code_on(again) == code_on(first)
    assert whole(engine)
    with reading(engine) as session:
        seats = [(s.starts_at, s.seat) for s in session.query(TakenSeat)]
    assert len(set(seats)) == len(seats) == 2


def test_holds_of_a_clock_that_was_ahead_keep_nobody_out(
    resident: FlaskClient,
    app: Flask,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=3))
    for browser in (resident, app.test_client()):
        browser.post(f"{BOOK}/hold", data={"start": NINE})
    with reading(engine) as session:
        assert session.query(Hold).count() == 2
    set_clock(monkeypatch, NOW)

    other = app.test_client()
    assert follow(other, other.post(BOOK, data=filled())).h1 == "已经约好了"


def test_wrong_digits_five_times_lock_the_code_and_say_no_more_than_before(
    resident: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    sentences = {
        tuple(
            read(
                resident.post(
                    "/forms/appointment/open",
                    data={"code": row.reference, "tail": tail},
                )
            ).errors
        )
        for tail in ("9999",) * 6 + ("0001",)
    }

    assert len(sentences) == 1
    assert "窗口" in sentences.pop()[0]
    assert read(resident.get("/forms/appointment")).h1 == "查我的预约"


STOLEN: dict[str, Callable[[str], dict[str, str]]] = {
    "/forms/appointment/cancel": lambda code: {"reference": code},
    "/forms/appointment/move": lambda code: {"reference": code, "start": NINE},
    "/forms/appointment/accept": lambda code: {"reference": code, "sequence": "0"},
}


@pytest.mark.parametrize("where", list(STOLEN))
def test_somebody_elses_code_in_a_hidden_field_changes_nothing(
    resident: FlaskClient, engine: Engine, vault: Vault, offer: Offer, where: str
) -> None:
    row = booked(engine, vault, offer, a_wish(1))

    page = follow(resident, resident.post(where, data=STOLEN[where](row.reference)))

    assert page.h1 == "查我的预约"
    with reading(engine) as session:
        kept = session.query(Appointment).one()
    assert (kept.status, kept.version) == ("booked", 1)


def test_forged_hidden_fields_book_what_the_address_says(
    resident: FlaskClient, engine: Engine
) -> None:
    forged = {
        "seat": "99",
        "minutes": "1",
        "schedule_id": "vip",
        "station_id": "chunhe-police-station",
        "status": "fulfilled",
        "phone_place": "",
        "by_desk": "1",
    }

    resident.post(BOOK, data=filled(**forged))

    with reading(engine) as session:
        row = session.query(Appointment).one()
    assert (row.seat, row.minutes, row.schedule_id) == (1, 30, "counter")
    assert (row.station_id, row.status, row.phone_place) == (STATION, "booked", 1)


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
