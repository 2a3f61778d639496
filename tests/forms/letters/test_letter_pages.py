"""People write to a station; nothing personal is asked for or shown."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.letters import letters
from forms_app.letters.letters import Opened
from forms_app.puzzle import Puzzle
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import forms_builders
from tests.forms.booking_builders import NOW
from tests.forms.letter_builders import (
    COUNTER,
    HEAD,
    JUSTICE,
    PAGE,
    POLICE,
    VILLAGE,
    WORDS,
    Desk,
    a_browser,
    ask,
    press,
    rows,
    send,
)
from tests.forms.page import follow, read
from tests.forms.resident_builders import code_on, set_clock


def test_a_question_goes_to_the_justice_office_sealed_and_once(
    resident: FlaskClient, engine: Engine, vault: Vault
) -> None:
    pages = [ask(resident) for _ in range(2)]

    (row,) = rows(engine)
    assert [page.h1 for page in pages] == ["收到了，谢谢您"] * 2
    assert "最晚 11月30日 星期一 答复。" in pages[0].text
    assert (row.station_id, row.area_id, row.may_publish) == (JUSTICE, VILLAGE, False)
    assert letters.opened(vault, row) == Opened(WORDS, "13800138000", "")
    assert WORDS.encode() not in row.words_sealed
    other = ask(resident, words="再问一句")
    assert "这一封已经收到了" in other.errors[0]


def test_a_mistake_belongs_to_its_page_and_asks_nothing_of_anybody(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    form = read(resident.get(f"/forms/letter/mistake?page={PAGE}"))
    assert f"../../{PAGE}" in form.links
    page = send(resident, "mistake", page=form.fields["page"], words="电话打不通")

    (row,) = rows(engine)
    assert (row.page, row.station_id, row.phone_digest) == (PAGE, POLICE, b"")
    assert page.soup.select_one(".ds-code") is None, (
        "nothing to look up without a phone"
    )
    assert "电话打不通" in read(clerk(COUNTER).get(f"/letters/{row.id}")).text


@pytest.mark.parametrize(
    "page", ["../etc/passwd", "https://x.cn/a.html", "stations/none.html", "x" * 300]
)
def test_a_page_that_is_none_is_no_page(
    resident: FlaskClient, engine: Engine, page: str
) -> None:
    form = read(resident.get("/forms/letter/mistake", query_string={"page": page}))

    assert "page" not in form.fields
    send(resident, "mistake", page=page)
    assert [row.page for row in rows(engine)] == [""]


@pytest.mark.parametrize(
    ("kind", "changes", "sentence"),
    [
        ("question", {"phone": ""}, "请填写电话号码。"),
        ("question", {"area": "nowhere"}, "选择"),
        ("wish", {"office": "mayor"}, "选择"),
        ("wish", {"words": " "}, "请写明想说什么。"),
        ("wish", {"words": "长" * 601}, "最多写 600 个字。"),
        ("mistake", {"words": "我的证件 330102199003071234"}, "请删掉身份证号"),
        ("mistake", {"phone": "12"}, "请填写 11 位手机号"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_kept(
    resident: FlaskClient,
    engine: Engine,
    kind: str,
    changes: dict[str, str],
    sentence: str,
) -> None:
    page = send(
        resident, kind, **{"phone": "13800138000", "office": "police", **changes}
    )

    assert page.status == 422
    assert sentence in "".join(page.errors)
    assert rows(engine) == []


def test_a_wish_goes_to_whom_it_is_addressed_without_any_telephone(
    resident: FlaskClient, engine: Engine
) -> None:
    send(resident, "wish", office="governance", words="桥头路灯不亮")
    nobody = send(
        resident, "wish", area="qiaodong-huanxi", office="", request_key="b" * 32
    )

    assert [row.station_id for row in rows(engine)] == ["qiaodong-governance-center"]
    assert nobody.status == 422


def test_the_answer_is_looked_up_by_code_and_telephone(
    resident: FlaskClient, clerk: Desk, home: Settings, engine: Engine
) -> None:
    code = code_on(ask(resident))
    (row,) = rows(engine)
    desk = clerk(HEAD)
    listed = read(desk.get("/letters/")).text
    before = read(desk.get(f"/letters/{row.id}")).text
    assert "咨询" in listed
    assert WORDS not in listed + before
    assert WORDS in press(desk, row, "words").text
    press(desk, row, "answer", words="三年以内都可以要。")

    other = a_browser(home)
    for typed, tail in (("ABCD2345", "8000"), (code, "0000")):
        form = {"code": typed, "tail": tail}
        wrong = read(other.post("/forms/letter/open", data=form))
        assert wrong.status == 422
        assert "没有查到" in wrong.errors[0]
    form = {"code": code, "tail": "8000"}
    page = follow(other, other.post("/forms/letter/open", data=form))
    assert page.h1 == "有答复了"
    assert "三年以内都可以要。" in page.text


def test_who_takes_a_letter_back_takes_every_word_with_it(
    resident: FlaskClient, engine: Engine
) -> None:
    ask(resident)
    for _ in range(2):
        page = follow(resident, resident.post("/forms/letter/withdraw"))
        assert page.h1 == "您收回了，内容已经删掉"

    (row,) = rows(engine)
    assert not any((row.words_sealed, row.phone_sealed, row.phone_digest))


BITS = 4


@pytest.fixture
def guarded(home: Settings, tmp_path: Path) -> FlaskClient:
    """A browser of a site that asks for the sum."""
    data = forms_builders.a_catalogue()
    data["policy"]["appointments"].update(puzzle_bits=BITS, puzzle_wait_seconds=20)
    folder = forms_builders.a_published_site(tmp_path)
    (folder / "catalogue.json").write_text(json.dumps(data, ensure_ascii=False))
    return a_browser(replace(home, site=folder))


def test_the_browser_does_a_sum_before_a_letter_is_taken(
    guarded: FlaskClient, vault: Vault, engine: Engine
) -> None:
    page = read(guarded.get("/forms/letter/mistake"))
    fields = page.fields
    puzzle = Puzzle(vault, BITS, timedelta(seconds=20))
    place, start, token = "letter/mistake", fields["start"], fields["puzzle"]
    answer = next(
        n for n in map(str, count()) if puzzle.solved(token, place, start, n, NOW)
    )
    assert send(guarded, "mistake").status == 422
    assert rows(engine) == []

    form = {**fields, "words": WORDS, "answer": answer}
    page = follow(guarded, guarded.post("/forms/letter/mistake", data=form))

    assert page.h1 == "收到了，谢谢您"
    again = {**form, "words": "另一件事"}
    follow(guarded, guarded.post("/forms/letter/mistake", data=again))
    assert len(rows(engine)) == 1, "one sum, one letter"


def test_without_a_script_one_waits_and_sends_the_same_form_again(
    guarded: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = send(guarded, "mistake")
    assert "请等 20 秒" in page.text
    assert page.one("textarea").get_text().strip() == WORDS
    form = {**page.fields, "words": WORDS}
    early = read(guarded.post("/forms/letter/mistake", data=form))
    assert early.fields["wait"] == form["wait"], "the wait goes on"
    set_clock(monkeypatch, NOW + timedelta(seconds=20))
    follow(guarded, guarded.post("/forms/letter/mistake", data=form))

    assert len(rows(engine)) == 1
