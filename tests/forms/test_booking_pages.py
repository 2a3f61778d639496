"""Saying who, and what comes of it: as a resident sees it, without JavaScript."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments import booking, counter
from forms_app.appointments.offers import Offer
from forms_app.database import transaction
from forms_app.refusals import SameTimeTwice, SlotFull
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    SERVICE,
    STATION,
    a_wish,
    all_rows,
    booked,
    cancel,
    day,
)
from tests.forms.page import read
from tests.forms.resident_builders import (
    WHERE,
    book_here,
    code_on,
    filled,
    set_clock,
)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def test_a_booking_ends_on_a_page_to_keep(client: FlaskClient) -> None:
    page = book_here(client)

    assert page.h1 == "已经约好了"
    assert len(code_on(page)) == 9
    for words in ("11月24日 星期二 上午 9:00", "邮局对面", "旧身份证", "到了怎么办"):
        assert words in page.text
    assert "王小明" not in page.text
    assert "13800138000" not in page.text
    assert page.soup.select("input[type=checkbox]")


def test_the_answer_to_a_booking_is_a_redirect_without_anything_personal(
    client: FlaskClient,
) -> None:
    answer = client.post(WHERE, data=filled())

    assert answer.status_code == 303
    assert answer.headers["Location"] == "../../../forms/appointment"


def test_the_same_form_sent_twice_books_once(
    client: FlaskClient, engine: Engine
) -> None:
    first, second = book_here(client), book_here(client)

    assert code_on(first) == code_on(second)
    assert len(all_rows(engine)) == 1


def test_the_next_person_at_a_shared_computer_does_not_get_the_first_ones_booking(
    client: FlaskClient,
) -> None:
    first = book_here(client)
    second = book_here(client, phone="13900139000", name="李四")

    assert code_on(first) != code_on(second)


def test_whoever_loses_the_race_keeps_what_they_typed_and_sees_other_times(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    for number in (1, 2):
        booked(engine, vault, offer, a_wish(number))

    page = read(client.post(WHERE, data=filled()))

    assert page.status == 409
    assert page.errors == [SlotFull.message]
    assert list(page.radios.values()) == [
        "2026-11-24T08:30",
        "2026-11-24T09:30",
        "2026-11-24T10:00",
    ]
    assert page.fields["name"] == "王小明"
    assert page.fields["phone"] == "13800138000"
    must = page.soup.select("input[name=start][required]")
    assert len(must) == 3, "without a time the browser sends nothing and loses nothing"
    again = book_here(client, start="2026-11-24T09:30")
    assert again.h1 == "已经约好了"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("１３８００１３８０００", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("0000-0000", ""),
        ("0571-88888888", "057188888888"),
    ],
)
def test_phones_are_mended_or_refused_with_a_sentence(
    client: FlaskClient, typed: str, kept: str
) -> None:
    page = book_here(client, phone=typed)

    assert (page.status == 200) is bool(kept)
    if kept:
        assert kept[-4:] in page.text
    else:
        assert page.errors


@pytest.mark.parametrize(
    "name", ["𠮷野家", "👩‍👩‍👧", "O'Brien <b>", "阿卜杜拉·买买提", "王" * 40, "ཚེ་རིང་"]
)
def test_every_script_is_a_name(client: FlaskClient, name: str) -> None:
    assert book_here(client, name=name).h1 == "已经约好了"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "王" * 41},
        {"name": "王\x00"},
        {"name": "王\u202e"},
        {"whom": "王" * 41},
        {"whom": "王\x07"},
        {"phone": ""},
        {"phone": "110"},
        {"phone": "1" * 9000},
        {"phone": "٠١٢٣٤٥٦٧٨٩٠"},
        {"start": "now"},
        {"start": "2026-11-24T09:00Z"},
        {"start": ""},
    ],
)
def test_a_slip_is_answered_at_the_top_of_the_same_form(
    client: FlaskClient, engine: Engine, changes: dict[str, str]
) -> None:
    page = read(client.post(WHERE, data=filled(**changes)))

    assert page.status == 422
    assert page.errors
    assert all_rows(engine) == []


def test_everybody_who_came_too_late_reads_their_own_words(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    for number in (1, 2):
        booked(engine, vault, offer, a_wish(number))

    first = client.post(WHERE, data=filled(whom="老王"))
    for name, key in (('<b>李</b>&"', "a" * 32), ("𠮷田", "b" * 32)):
        page = client.post(WHERE, data=filled(name=name, request_key=key))

        assert page.status_code == 409
        assert read(page).fields["name"] == name
        assert read(page).fields["request_key"] == key
        assert read(page).fields["whom"] == ""
        assert "王小明" not in page.text
    assert read(first).fields["whom"] == "老王"


def test_a_time_that_was_full_can_be_booked_once_a_seat_came_back(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    given = [booked(engine, vault, offer, a_wish(number)) for number in (1, 2)]
    assert client.post(WHERE, data=filled()).status_code == 409
    assert client.post(WHERE, data=filled()).status_code == 409

    cancel(engine, given[0])

    assert book_here(client).h1 == "已经约好了"


def test_who_has_that_time_already_hears_that_and_not_that_it_is_full(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    first = book_here(client)
    booked(engine, vault, offer, a_wish(1))
    stranger = filled(phone="13900139000", name="李四", request_key="c" * 32)
    assert client.post(WHERE, data=stranger).status_code == 409

    page = read(client.post(WHERE, data=filled(request_key="d" * 32)))
    again = book_here(client)

    assert page.errors == [SameTimeTwice.message]
    assert code_on(again) == code_on(first)


def test_who_must_take_another_time_is_shown_all_times(client: FlaskClient) -> None:
    book_here(client)

    slip = read(client.post(WHERE, data=filled(name="")))
    refused = read(client.post(WHERE, data=filled(request_key="d" * 32)))

    assert refused.errors == [SameTimeTwice.message]
    labels = [
        [button.get_text() for button in page.soup.select("form .ds-buttons > *")]
        for page in (slip, refused)
    ]
    assert labels == [
        ["都带得齐，确认预约", "还差东西，换晚一点的时间"],
        ["确认预约", "看全部时间"],
    ]


def test_a_forged_time_outside_the_grid_is_refused_with_other_times(
    client: FlaskClient, engine: Engine
) -> None:
    page = read(client.post(WHERE, data=filled(start="2026-11-24T12:10")))

    assert page.status == 409
    assert len(page.radios) == 3
    assert all_rows(engine) == []


@pytest.mark.parametrize(
    "path",
    [
        "/forms/book/none",
        f"/forms/book/{SERVICE}/none",
        f"/forms/book/none/{STATION}",
        f"/forms/book/{SERVICE}/qiaodong-justice-office",
        "/forms/book/legal-consultation",
        f"/forms/book/legal-consultation/{STATION}",
    ],
)
def test_what_cannot_be_booked_is_a_calm_404_with_a_way_on(
    client: FlaskClient, path: str
) -> None:
    page = read(client.get(path))

    assert page.status == 404
    assert "居民身份证换领" in page.text
    assert read(client.post(f"{path}", data=filled())).status in (404, 405)


def test_a_closed_day_is_explained_and_refused(
    client: FlaskClient, engine: Engine
) -> None:
    with transaction(engine) as session:
        counter.close_day(
            session, STATION, day("2026-11-24"), "停电检修", by="王", now=NOW
        )

    assert "这天停办：停电检修" in read(client.get(WHERE)).text
    assert read(client.post(WHERE, data=filled())).status == 409


def test_the_limit_of_open_bookings_is_said_in_words(
    client: FlaskClient, engine: Engine
) -> None:
    for n, start in enumerate(("08:30", "09:00", "09:30")):
        book_here(client, start=f"2026-11-24T{start}", request_key=f"{n:032x}")

    page = read(
        client.post(WHERE, data=filled(start="2026-11-24T10:00", request_key="b" * 32))
    )

    assert page.status == 422
    assert "约的号太多了" in page.errors[0]
    assert len(all_rows(engine)) == 3


def test_nothing_personal_reaches_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    book_here(client)
    book_here(client, phone="13800138000x")

    assert "13800138000" not in caplog.text
    assert "王小明" not in caplog.text


def test_booking_words_carry_no_digits_of_the_phone(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    booking.book(engine, vault, offer, a_wish(42), now=NOW)

    row = all_rows(engine)[0]
    assert b"13800000042" not in row.phone_sealed + row.phone_digest
    assert "13800000042" not in row.request_key
