"""For how long somebody is in, and what ends it."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from forms_app.access import Grant, Role
from forms_app.database import reading, transaction
from forms_app.settings import Settings
from forms_app.staff import accounts, queries
from forms_app.staff.models import StaffSession
from tests.forms.sign_in_builders import COUNTER, NOON, Clock, is_in, sign_in
from tests.staff_builders import a_desk, a_member


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


def test_desk_as_signs_in_a_real_member(
    desk_as: Callable[..., FlaskClient], engine: Engine
) -> None:
    page = desk_as(COUNTER, name="赵警官").get("/").get_data(as_text=True)

    assert "赵警官" in page
    with reading(engine) as session:
        assert queries.member(session, 1) is not None
