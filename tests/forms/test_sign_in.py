"""Who gets in, for how long, and what nobody learns from a refusal."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from werkzeug.test import TestResponse

from forms_app.access import Grant, Role
from forms_app.database import Base, reading, transaction
from forms_app.refusals import SignInFailed
from forms_app.settings import Settings
from forms_app.staff import accounts, queries
from forms_app.staff.forms import is_safe_way
from forms_app.staff.models import SignInAttempt, StaffSession
from tests.staff_builders import PASSWORD, a_desk, a_member

NOON = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
COUNTER = Grant(Role.COUNTER, "station:qiaodong-police-station")


class Clock:
    """The desk's clock; tests move its hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(settings: Settings, clock: Clock) -> FlaskClient:
    return a_desk(settings, DOORSTEP_CLOCK=clock).test_client()


def sign_in(
    browser: FlaskClient, name: str = "wang", password: str = PASSWORD, **more: str
) -> TestResponse:
    return browser.post(
        "/sign-in", data={"username": name, "password": password, **more}
    )


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/").status_code == 200


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
        without_token(answer).replace(name, "")
        for answer, name in zip(
            answers, ("nobody", "wang", "gone", "wang"), strict=True
        )
    }
    assert {answer.status_code for answer in answers} == {422}
    assert len(pages) == 1
    assert SignInFailed.message in pages.pop()
    assert not is_in(browser)


def without_token(answer: TestResponse) -> str:
    return re.sub(r'(csrf_token" value=")[^"]*', r"\1", answer.get_data(as_text=True))


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


def test_fifteen_idle_minutes_end_the_session(
    browser: FlaskClient, engine: Engine, clock: Clock
) -> None:
    a_member(engine, COUNTER)
    sign_in(browser)
    clock.move(minutes=14)
    assert is_in(browser)
    clock.move(minutes=14)
    assert is_in(browser)
    clock.move(minutes=15)

    assert not is_in(browser)


def test_ten_hours_end_the_session_however_busy(
    browser: FlaskClient, engine: Engine, clock: Clock
) -> None:
    a_member(engine, COUNTER)
    sign_in(browser)
    for _ in range(59):
        clock.move(minutes=10)
        assert is_in(browser)
    clock.move(minutes=10)

    assert not is_in(browser)


def test_somebody_who_has_left_is_out_at_once(
    browser: FlaskClient, engine: Engine
) -> None:
    member = a_member(engine, COUNTER)
    a_member(engine, Grant(Role.ADMIN, "*"), username="boss")
    sign_in(browser)
    with transaction(engine) as session:
        person = queries.member(session, member.id)
        assert person is not None
        accounts.deactivate(session, person, by=None, now=NOON)

    assert not is_in(browser)


def test_signing_out_ends_the_session_on_the_server_too(
    browser: FlaskClient, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    sign_in(browser)
    stolen = browser.get_cookie("doorstep_desk")
    assert stolen is not None

    browser.post("/sign-out")
    assert not is_in(browser)
    browser.set_cookie("doorstep_desk", stolen.value)

    assert not is_in(browser)


def test_signing_in_starts_a_new_session(browser: FlaskClient, engine: Engine) -> None:
    a_member(engine, COUNTER)
    with browser.session_transaction() as before:
        before["csrf_token"] = before["seat"] = before["planted"] = "by somebody else"
    sign_in(browser)

    with browser.session_transaction() as after:
        assert "planted" not in after
        assert "by somebody else" not in after.values()
    with reading(engine) as session:
        assert len(session.scalars(select(StaffSession)).all()) == 1


def test_the_cookie_is_kept_from_scripts_and_other_sites(
    settings: Settings, engine: Engine
) -> None:
    a_member(engine, COUNTER)
    secure = Settings(
        site=settings.site,
        instance=settings.instance,
        database_url=settings.database_url,
        https=True,
    )

    cookie = sign_in(a_desk(secure).test_client()).headers["Set-Cookie"]

    assert cookie.startswith("__Host-doorstep_desk=")
    for mark in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert mark in cookie


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


def test_desk_as_signs_in_a_real_member(
    desk_as: Callable[..., FlaskClient], engine: Engine
) -> None:
    page = desk_as(COUNTER, name="赵警官").get("/").get_data(as_text=True)

    assert "赵警官" in page
    with reading(engine) as session:
        assert queries.member(session, 1) is not None


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
