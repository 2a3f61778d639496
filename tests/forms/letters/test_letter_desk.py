"""The desk answers letters, hands them on and publishes what it may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.database import reading
from forms_app.letters.models import LetterEvent
from tests.forms.booking_builders import NOW
from tests.forms.letter_builders import (
    COUNTER,
    HEAD,
    JUSTICE,
    POLICE,
    WORDS,
    Desk,
    ask,
    press,
    rows,
    send,
)
from tests.forms.page import read
from tests.forms.resident_builders import set_clock


def test_a_step_is_taken_with_the_version_that_was_seen(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    (row,) = rows(engine)
    desk = clerk(HEAD)
    press(desk, row, "answer", words="第一次")

    late = press(desk, row, "answer", words="第二次")

    assert late.status == 409
    assert "刚才有人改过" in late.errors[0]
    assert press(desk, rows(engine)[0], "hand-on", station=POLICE).status == 409


def test_a_letter_is_handed_on_and_leaves_the_desk_it_came_to(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    (row,) = rows(engine)
    desk = clerk(HEAD)
    choices = read(desk.get(f"/letters/{row.id}")).soup.select("select option")
    assert JUSTICE not in {str(option["value"]) for option in choices}
    desk.post(f"/letters/{row.id}/hand-on", data={"version": "1", "station": POLICE})

    assert rows(engine)[0].station_id == POLICE
    with desk.get(f"/letters/{row.id}") as gone:
        assert gone.status_code == 404


def test_only_with_consent_and_in_words_without_numbers_is_an_answer_published(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident, may_publish="y")
    desk = clerk(HEAD)
    press(desk, rows(engine)[0], "answer", words="能。")
    shown = {"question": "没写还款日的借条？", "shown": "三年以内都可以要。"}
    number = press(
        desk, rows(engine)[0], "publish", **{**shown, "shown": "打13800138000"}
    )
    assert "不要有手机号" in number.errors[0]
    press(desk, rows(engine)[0], "publish", **shown)

    page = read(resident.get("/forms/letter/answers")).text
    assert "没写还款日的借条？" in page
    assert WORDS not in page
    press(desk, rows(engine)[0], "hide")
    assert "没写还款日的借条？" not in read(resident.get("/forms/letter/answers")).text
    with reading(engine) as session:
        assert [event.what for event in session.query(LetterEvent)] == [
            *("written", "answered", "published", "hidden")
        ]


def test_without_consent_nothing_is_published_and_only_a_head_publishes(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    send(resident, "wish", office="police", may_publish="y", request_key="b" * 32)
    head, counter = clerk(HEAD), clerk(COUNTER, id=2)
    question, wish = rows(engine)
    press(head, question, "answer", words="能。")
    press(counter, wish, "answer", words="换了灯。")
    shown = {"question": "问", "shown": "答"}

    refused = press(head, rows(engine)[0], "publish", **shown)

    assert "没有同意公开" in refused.errors[0]
    assert press(counter, rows(engine)[1], "publish", **shown).status == 403
    assert all(row.published_at is None for row in rows(engine))


def test_a_mistake_on_the_sites_own_pages_is_seen_by_everybody_who_answers(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    send(resident, "mistake")
    (row,) = rows(engine)

    assert row.station_id == ""
    for number, grant in enumerate((COUNTER, HEAD), 1):
        assert read(clerk(grant, id=number).get(f"/letters/{row.id}")).status == 200
    admin = Grant(Role.ADMIN, "*")
    assert read(clerk(admin, id=3).get(f"/letters/{row.id}")).status == 403


def test_the_desks_first_page_counts_letters_and_says_which_are_late(
    resident: FlaskClient,
    clerk: Desk,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(resident)
    desk = clerk(HEAD)
    assert "群众写来、还没答复的" in read(desk.get("/")).text
    assert "超期" not in read(desk.get("/letters/")).text
    set_clock(monkeypatch, NOW + timedelta(days=8))

    assert "超期" in read(clerk(HEAD).get("/letters/")).text
