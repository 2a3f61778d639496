"""Who gets in, and what nobody learns from a refusal."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from forms_app.database import Base, reading, transaction
from forms_app.refusals import SignInFailed
from forms_app.settings import Settings
from forms_app.staff import accounts, queries
from forms_app.staff.forms import is_safe_way
from forms_app.staff.models import SignInAttempt
from tests.forms.page import without_tokens
from tests.forms.sign_in_builders import COUNTER, NOON, Clock, is_in, sign_in
from tests.staff_builders import PASSWORD, a_desk, a_member


def test_the_right_password_opens_the_desk(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)

    answer = sign_in(browser)

    assert (answer.status_code, answer.location) == (302, "/")
    page = browser.get("/").get_data(as_text=True)
    assert "王警官" in page
    assert "桥东派出所" in page
    assert "退出" in page


def test_the_name_may_be_typed_large_wide_or_with_a_gap(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)

    assert sign_in(browser, "ＷANG ").status_code == 302


def test_unknown_wrong_closed_and_locked_are_told_the_same(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    gone = a_member(engine, COUNTER, username="gone")
    with transaction(engine) as session:
        queries.member(session, gone.id).active = False  # type: ignore[union-attr]
    answers = [
        sign_in(browser, "nobody", "x"),
        sign_in(browser, "wang", "x"),
        sign_in(browser, "gone"),
    ]
    for _ in range(accounts.TRIES):
        sign_in(browser, "wang", "x")
    answers.append(sign_in(browser, "wang"))

    pages = {
        without_tokens(answer).replace(name, "")
        for answer, name in zip(
            answers, ("nobody", "wang", "gone", "wang"), strict=True
        )
    }
    assert {answer.status_code for answer in answers} == {422}
    assert len(pages) == 1
    assert SignInFailed.message in pages.pop()
    assert not is_in(browser)


def test_ten_wrong_tries_lock_a_name_for_a_quarter_of_an_hour(
    browser: FlaskClient, engine: Engine, clock: Clock
) -> None:
    a_member(engine, COUNTER)
    for _ in range(accounts.TRIES):
        sign_in(browser, password="x")
    assert sign_in(browser).status_code == 422

    clock.move(minutes=15)

    assert sign_in(browser).status_code == 302


def test_getting_in_forgets_the_wrong_tries(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    for _ in range(accounts.TRIES - 1):
        sign_in(browser, password="x")
    sign_in(browser)

    with reading(engine) as session:
        assert session.scalars(select(SignInAttempt)).all() == []


def test_one_colleague_s_wrong_tries_lock_nobody_else(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    for _ in range(accounts.TRIES):
        sign_in(browser, "li", "x")

    assert sign_in(browser).status_code == 302


def test_a_page_asked_for_by_a_stranger_comes_after_signing_in(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    answer = browser.get("/me")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=%2Fme")

    page = browser.get(answer.location)
    assert 'value="/me"' in page.get_data(as_text=True)
    assert sign_in(browser, next="/me").location == "/me"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "///evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
        "http://localhost.evil.example/",
    ],
)
def test_nobody_is_sent_to_another_site(
    browser: FlaskClient, engine: Engine, elsewhere: str
) -> None:
    a_member(engine, COUNTER)

    assert not is_safe_way(elsewhere)
    assert browser.get("/sign-in", query_string={"next": elsewhere}).status_code == 400
    assert sign_in(browser, next=elsewhere).status_code == 400


def test_a_post_without_its_token_is_refused(
    settings: Settings, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    browser = a_desk(settings, WTF_CSRF_ENABLED=True).test_client()

    for path in ("/sign-in", "/sign-out", "/me/sign-out-everywhere"):
        assert browser.post(path, data={"username": "wang"}).status_code == 400


def test_with_its_token_the_form_works(settings: Settings, engine: Engine) -> None:
    a_member(engine, COUNTER)
    browser = a_desk(settings, WTF_CSRF_ENABLED=True).test_client()
    page = browser.get("/sign-in").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]

    assert sign_in(browser, csrf_token=token).status_code == 302


def test_a_wrong_password_leaves_no_trace_in_the_log(
    browser: FlaskClient, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    a_member(engine, COUNTER)
    with caplog.at_level(logging.DEBUG):
        sign_in(browser, "wang", "geheim-und-falsch")

    assert "geheim" not in caplog.text
    assert "wang" not in caplog.text


def test_the_database_never_sees_a_password(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    sign_in(browser)

    with reading(engine) as session:
        rows = [
            str(row)
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        ]
    assert rows
    assert not any(PASSWORD in row for row in rows)


def test_what_is_not_offered_is_not_there(browser: FlaskClient) -> None:
    for path in ("/register", "/reset", "/tf-rescue", "/tf-select", "/us-signin"):
        assert browser.get(path).status_code == 404


def test_signing_in_hands_out_no_token_for_programs(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    answer = browser.post(
        "/sign-in?include_auth_token",
        json={"username": "wang", "password": PASSWORD},
        headers={"Accept": "application/json"},
    )

    assert not answer.is_json
    assert "token" not in answer.get_data(as_text=True)


def test_guesses_sent_side_by_side_share_one_count(engine: Engine) -> None:
    def guess(_number: int) -> bool:
        with transaction(engine) as session:
            return accounts.may_try(session, b"n" * 32, now=NOON)

    with ThreadPoolExecutor(8) as people:
        assert sum(people.map(guess, range(24))) == accounts.TRIES
