"""A sum before a time is kept: by script, or by waiting; never twice for two seats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.models import Hold
from forms_app.database import reading
from forms_app.puzzle import PAGE_LASTS, WAIT_LASTS, Puzzle, zeros
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import (
    NOW,
    SERVICE,
    a_wish,
    all_rows,
    booked,
    offer_of,
)
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import (
    NINE,
    WHERE,
    book_here,
    code_on,
    filled,
    set_clock,
)
from tests.forms.way_builders import SELF_AND_GUARDIAN

BITS, WAIT = 4, timedelta(seconds=20)
PLACE = "station/service"
SECOND = timedelta(seconds=1)


@pytest.fixture
def puzzle(vault: Vault) -> Puzzle:
    return Puzzle(vault, BITS, WAIT)


def an_answer(puzzle: Puzzle, token: str, start: str = NINE, place: str = PLACE) -> str:
    numbers = (str(n) for n in range(10_000))
    return next(n for n in numbers if puzzle.solved(token, place, start, n, NOW))


def test_the_noughts_at_the_front_are_counted() -> None:
    assert zeros(b"\xff") == 0
    assert zeros(b"\x00\x1f") == 11
    assert zeros(b"\x00") == 8


def test_an_answer_belongs_to_its_page_its_place_and_its_start(puzzle: Puzzle) -> None:
    token = puzzle.page_token(PLACE, NOW)
    answer = an_answer(puzzle, token)
    hard = replace(puzzle, bits=60)

    assert puzzle.solved(token, PLACE, NINE, answer, NOW)
    assert not puzzle.solved(token, "elsewhere", NINE, answer, NOW)
    assert not hard.solved(token, PLACE, NINE, answer, NOW)
    assert puzzle.solved(token, PLACE, NINE, answer, NOW) == puzzle.solved(
        token, PLACE, NINE, answer, NOW + SECOND
    ), "the same answer is the same seat"


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        (timedelta(), True),
        (PAGE_LASTS, True),
        (PAGE_LASTS + SECOND, False),
        (-SECOND, False),
    ],
)
def test_a_page_lasts_so_long_and_never_comes_from_the_future(
    puzzle: Puzzle, after: timedelta, counts: bool
) -> None:
    token = puzzle.page_token(PLACE, NOW)
    answer = an_answer(puzzle, token)

    assert bool(puzzle.solved(token, PLACE, NINE, answer, NOW + after)) is counts


@pytest.mark.parametrize("answer", ["", "-1", "１", "9" * 13, "0x1", "a"])
def test_what_is_no_number_is_no_answer(puzzle: Puzzle, answer: str) -> None:
    easy = replace(puzzle, bits=0)
    token = puzzle.page_token(PLACE, NOW)

    assert not easy.solved(token, PLACE, NINE, answer, NOW)
    assert easy.solved(token, PLACE, NINE, "1", NOW)


@pytest.mark.parametrize("token", ["", ".", "1.2.3", "９.a.b", "x" * 500])
def test_a_forged_token_opens_nothing(puzzle: Puzzle, token: str) -> None:
    easy = replace(puzzle, bits=0, wait=timedelta())

    assert not easy.solved(token, PLACE, NINE, "1", NOW)
    assert not easy.waited(token, PLACE, NINE, NOW)


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        (WAIT - SECOND, False),
        (WAIT, True),
        (WAIT_LASTS, True),
        (WAIT_LASTS + SECOND, False),
    ],
)
def test_who_has_no_script_waits_long_enough(
    puzzle: Puzzle, after: timedelta, counts: bool
) -> None:
    token = puzzle.wait_token(PLACE, NINE, NOW)

    assert bool(puzzle.waited(token, PLACE, NINE, NOW + after)) is counts
    assert not puzzle.waited(token, PLACE, "2026-11-24T09:30", NOW + after)
    assert not puzzle.solved(token, PLACE, NINE, "1", NOW + after)


@pytest.fixture(scope="module")
def guarded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = forms_builders.a_catalogue()
    data["policy"]["appointments"]["puzzle_bits"] = BITS
    for service in data["services"]:
        if service["id"] == SERVICE:
            service["checklist"] = SELF_AND_GUARDIAN
    return forms_builders.a_published_site(tmp_path_factory.mktemp("guarded"), **data)


@pytest.fixture
def browser(
    settings: Settings, guarded_site: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], FlaskClient]:
    set_clock(monkeypatch, NOW)
    return staff_builders.a_public_app(replace(settings, site=guarded_site)).test_client


def held(engine: Engine) -> int:
    with reading(engine) as session:
        return session.query(Hold).count()


def solved_form(client: FlaskClient, puzzle: Puzzle) -> dict[str, str]:
    """What the script sends of the page of times."""
    return solved_on(read(client.get(WHERE)), puzzle, NINE)


def solved_on(page: Page, puzzle: Puzzle, start: str) -> dict[str, str]:
    station, service = WHERE.split("/")[-1], WHERE.split("/")[-2]
    assert page.one("form[data-ds-puzzle]")["data-ds-puzzle"] == str(BITS)
    token = page.fields["puzzle"]
    answer = an_answer(puzzle, token, start, place=f"{station}/{service}")
    return {"start": start, "puzzle": token, "answer": answer}


def test_with_the_sum_done_a_seat_is_kept_and_one_sum_keeps_one_seat(
    browser: Callable[[], FlaskClient], puzzle: Puzzle, engine: Engine
) -> None:
    client = browser()
    form = solved_form(client, puzzle)

    page = follow(client, client.post(f"{WHERE}/hold", data=form))
    assert "留到上午 8:10" in page.text
    for _ in range(3):
        browser().post(f"{WHERE}/hold", data=form)

    assert held(engine) == 1
    assert book_here(client).h1 == "已经约好了"


def test_everybody_has_a_sum_of_their_own_on_the_page_of_times(
    browser: Callable[[], FlaskClient], puzzle: Puzzle, engine: Engine
) -> None:
    forms = [solved_form(client, puzzle) for client in (browser(), browser())]

    for form in forms:
        assert browser().post(f"{WHERE}/hold", data=form).status_code == 303

    assert forms[0]["puzzle"] != forms[1]["puzzle"]
    assert held(engine) == 2


def test_everybody_who_came_too_late_has_a_sum_of_their_own(
    browser: Callable[[], FlaskClient],
    puzzle: Puzzle,
    engine: Engine,
    vault: Vault,
    guarded_site: Path,
) -> None:
    clients = browser(), browser()
    forms = [solved_form(client, puzzle) for client in clients]
    for number in (5, 6):
        booked(engine, vault, offer_of(guarded_site), a_wish(number))

    tokens = set()
    for number, (client, form) in enumerate(zip(clients, forms, strict=True)):
        own = {**form, "phone": f"1390013900{number}", "request_key": f"{number}" * 32}
        late = read(client.post(WHERE, data=filled(**own)))
        assert late.status == 409
        again = solved_on(late, puzzle, "2026-11-24T09:30")
        tokens.add(again["puzzle"])
        assert book_here(client, **{**own, **again}).h1 == "已经约好了"

    assert len(tokens) == 2


def test_without_a_script_one_waits_and_goes_on(
    browser: Callable[[], FlaskClient],
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = browser()
    chosen = {"start": NINE, "who": "guardian"}
    page = read(client.post(f"{WHERE}/hold", data=chosen))
    assert page.h1 == "请等 20 秒，再点“继续”"
    assert held(engine) == 0

    early = read(client.post(f"{WHERE}/hold", data=page.fields))
    assert early.fields["wait"] == page.fields["wait"], "the wait goes on"
    set_clock(monkeypatch, NOW + WAIT)
    kept = follow(client, client.post(f"{WHERE}/hold", data=page.fields))

    assert kept.h1 == "最后一步：填姓名电话"
    assert "监护人身份证" in kept.text
    assert "旧身份证" not in kept.text
    assert held(engine) == 1
    codes = {code_on(book_here(client)) for _ in range(2)}
    assert len(codes) == 1, "sent twice, booked once"


def test_nobody_books_past_the_sum(
    browser: Callable[[], FlaskClient], puzzle: Puzzle, engine: Engine
) -> None:
    page = book_here(browser())
    assert page.status == 422
    assert "请等 20 秒" in page.errors[0]
    assert all_rows(engine) == []

    client = browser()
    solved = solved_form(client, puzzle)
    assert book_here(client, **solved).h1 == "已经约好了"


def test_who_has_typed_everything_waits_and_loses_nothing(
    browser: Callable[[], FlaskClient],
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = browser()
    page = book_here(client)
    again = read(client.post(WHERE, data=page.fields))
    assert (again.status, again.fields["name"]) == (422, "王小明")
    assert again.fields["wait"] == page.fields["wait"], "the wait goes on"

    set_clock(monkeypatch, NOW + WAIT)
    shown = follow(client, client.post(WHERE, data=again.fields))

    assert shown.h1 == "已经约好了"


def test_without_the_setting_nothing_is_asked(client: FlaskClient) -> None:
    page = read(client.get(WHERE))

    assert not page.soup.select("[data-ds-puzzle], script")
    with client.get("/forms/puzzle.js") as script:
        assert script.mimetype.endswith("javascript")
