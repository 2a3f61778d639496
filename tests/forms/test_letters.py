"""People write to a station; the desk answers; nothing personal is asked for or shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.apps import create_public_app
from forms_app.catalogue import Catalogue, load_catalogue
from forms_app.database import reading, transaction
from forms_app.letters import letters
from forms_app.letters.letters import MOST_UNSIGNED, Opened, Seen, Written
from forms_app.letters.messages import ROOM, Teller
from forms_app.letters.models import Kind, Letter, LetterEvent
from forms_app.letters.post import due_on, keeper_of, office_of
from forms_app.notifications import queries as outbox_queries
from forms_app.puzzle import Puzzle
from forms_app.refusals import TooManyUnsigned
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import NOW
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import code_on, set_clock
from tests.staff_builders import a_desk

Desk = Callable[..., FlaskClient]
VILLAGE, POLICE = "qiaodong-huanxi", "qiaodong-police-station"
JUSTICE = "qiaodong-justice-office"
HEAD = Grant(Role.HEAD, f"station:{JUSTICE}")
COUNTER = Grant(Role.COUNTER, f"station:{POLICE}")
WORDS = "借条没写还款日，过了几年还能要吗？"
PAGE = f"stations/{POLICE}.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has the page somebody finds a mistake on."""
    folder = forms_builders.a_published_site(tmp_path_factory.mktemp("letters"))
    (folder / "stations").mkdir()
    (folder / PAGE).write_text("<h1>桥东派出所</h1>")
    return folder


@pytest.fixture
def catalogue(site: Path) -> Catalogue:
    return load_catalogue(site / "catalogue.json")


@pytest.fixture
def home(settings: Settings, site: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    set_clock(monkeypatch, NOW)
    return replace(settings, site=site)


def a_browser(settings: Settings) -> FlaskClient:
    app = create_public_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.jinja_env.bytecode_cache = staff_builders.COMPILED
    return app.test_client()


@pytest.fixture
def resident(home: Settings) -> FlaskClient:
    return a_browser(home)


@pytest.fixture
def clerk(home: Settings, engine: Engine) -> Desk:
    def open_desk(*grants: Grant, id: int = 1) -> FlaskClient:
        member = staff_builders.the_same_or_another(
            engine, *grants, name="李律师", id=id
        )
        return staff_builders.signed_in(a_desk(home), member)

    return open_desk


@pytest.fixture
def keys_of_forms() -> Iterator[str]:
    return (f"{n:032x}" for n in count(1))


def send(client: FlaskClient, kind: str, **changes: str) -> Page:
    form = {"words": WORDS, "request_key": "a" * 32, **changes}
    if kind != "mistake":
        form.setdefault("area", VILLAGE)
    return follow(client, client.post(f"/forms/letter/{kind}", data=form))


def ask(client: FlaskClient, **changes: str) -> Page:
    return send(client, "question", **{"phone": "13800138000", **changes})


def rows(engine: Engine) -> list[Letter]:
    with reading(engine) as session:
        return list(session.query(Letter).order_by(Letter.id))


def press(desk: FlaskClient, row: Letter, step: str, **data: str) -> Page:
    form = {"version": str(row.version), **data}
    return follow(desk, desk.post(f"/letters/{row.id}/{step}", data=form))


def test_who_answers_and_until_when(catalogue: Catalogue) -> None:
    friday, new_year = date(2026, 9, 18), date(2027, 12, 30)

    assert office_of(catalogue, VILLAGE, "justice") == JUSTICE
    assert office_of(catalogue, "nowhere", "police") == ""
    assert [
        keeper_of(catalogue, page)
        for page in (PAGE, f"en/{PAGE}", f"stations/{POLICE}/x.html", "stations/x.html")
    ] == [POLICE, POLICE, POLICE, ""]
    assert keeper_of(catalogue, f"areas/{VILLAGE}.html") == "qiaodong-governance-center"
    assert keeper_of(catalogue, "services/id-card-renewal.html") == ""
    assert due_on(catalogue, friday) == date(2026, 9, 24), "the Sunday is worked"
    assert due_on(catalogue, new_year) is None


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


def test_a_telephone_has_only_so_many_unanswered_and_so_has_who_gives_none(
    resident: FlaskClient,
    engine: Engine,
    vault: Vault,
    keys_of_forms: Iterator[str],
) -> None:
    pages = [ask(resident, request_key=next(keys_of_forms)) for _ in range(4)]
    assert [page.status for page in pages] == [200, 200, 200, 422]

    def unsigned() -> Written:
        return Written(
            kind=Kind.WISH,
            station_id=POLICE,
            area_id=VILLAGE,
            page="",
            words="话",
            phone="",
            may_publish=False,
            due_on=None,
            request_key=next(keys_of_forms),
        )

    with transaction(engine) as session:
        for _ in range(MOST_UNSIGNED):
            letters.write(session, vault, unsigned(), most=3, now=NOW)
        with pytest.raises(TooManyUnsigned):
            letters.write(session, vault, unsigned(), most=3, now=NOW)


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


def test_a_step_is_taken_with_the_version_that_was_seen(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    (row,) = rows(engine)
    desk = clerk(HEAD)
    press(desk, row, "answer", words="第一次")

    late = press(desk, row, "answer", words="第二次")

    assert late.status == 409
    assert "刚才有同事改过" in late.errors[0]
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


def test_who_takes_a_letter_back_takes_every_word_with_it(
    resident: FlaskClient, engine: Engine
) -> None:
    ask(resident)
    for _ in range(2):
        page = follow(resident, resident.post("/forms/letter/withdraw"))
        assert page.h1 == "您收回了，内容已经删掉"

    (row,) = rows(engine)
    assert not any((row.words_sealed, row.phone_sealed, row.phone_digest))


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


def test_who_left_a_telephone_is_told_that_there_is_an_answer_never_which(
    resident: FlaskClient,
    engine: Engine,
    vault: Vault,
    catalogue: Catalogue,
) -> None:
    ask(resident)
    send(resident, "mistake", request_key="b" * 32)
    for row in rows(engine):
        with transaction(engine) as session:
            seen = Seen(row.id, row.version, "李律师")
            letters.answer(session, vault, seen, "能。", now=NOW)

    row = rows(engine)[0]
    with reading(engine) as session:
        (message,) = outbox_queries.about(session, ROOM, row.reference)
        assert outbox_queries.about(session, ROOM, rows(engine)[1].reference) == []
        telling = Teller(vault, catalogue)(session, message)
    assert telling is not None
    assert telling.phone == "13800138000"
    assert "能。" not in telling.text
    assert len(telling.text) <= 70


def test_after_its_time_every_word_is_gone_and_the_published_stays(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident, may_publish="y")
    desk = clerk(HEAD)
    press(desk, rows(engine)[0], "answer", words="能。")
    press(desk, rows(engine)[0], "publish", question="问", shown="答")
    ask(resident, request_key="b" * 32)
    early, late = (NOW + timedelta(days=n) for n in (179, 181))
    with transaction(engine) as session:
        assert letters.erase_past(session, keep_days=180, now=early) == 0
        assert letters.erase_past(session, keep_days=180, now=late) == 2

    published, lapsed = rows(engine)
    for row in (published, lapsed):
        assert not any((row.words_sealed, row.phone_sealed, row.answer_sealed))
    assert (published.shown_answer, lapsed.status) == ("答", "lapsed")


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
