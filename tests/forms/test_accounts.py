"""Accounts, for those who manage them: joining, roles, leaving, resetting."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from forms_app.access import Grant, Role
from forms_app.database import reading, transaction
from forms_app.refusals import LastAdministrator, NameTaken, NotOneself
from forms_app.settings import Settings
from forms_app.staff import accounts, queries
from forms_app.staff.models import StaffEvent
from tests.staff_builders import (
    PASSWORD,
    a_desk,
    a_member,
    signed_in,
    the_member,
)

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
STATION = "station:qiaodong-police-station"
COUNTER = Grant(Role.COUNTER, STATION)
BOSS = Grant(Role.ADMIN, "*")
NEW_PASSWORD = "qike laohuaishu kaihua"


def one_time_password(page: str) -> str:
    shown = BeautifulSoup(page, "html.parser").select_one(".ds-code")
    assert shown is not None
    return shown.get_text()


def change(
    browser: FlaskClient, engine: Engine, id: int, path: str, **more: str
) -> int:
    """Press a button on the page of account `id`, as the page shows it now."""
    data = {"version": str(the_member(engine, id).version), **more}
    return browser.post(f"/accounts/{id}/{path}", data=data).status_code


@pytest.fixture
def boss(desk_as: Callable[..., FlaskClient]) -> FlaskClient:
    return desk_as(BOSS, name="孙主任")


def join(boss: FlaskClient, **changes: str) -> str:
    form = {
        "username": "li.na",
        "display_name": "李娜",
        "role": "counter",
        "scope": STATION,
    }
    return boss.post("/accounts/new", data=form | changes).get_data(as_text=True)


def test_a_new_colleague_gets_a_password_that_is_shown_once_and_must_be_changed(
    boss: FlaskClient, engine: Engine, settings: Settings
) -> None:
    password = one_time_password(join(boss))
    assert re.fullmatch(r"([2-9A-Z]{4}-){3}[2-9A-Z]{4}", password)
    assert password not in boss.get("/accounts/2").get_data(as_text=True)

    newcomer = a_desk(settings).test_client()
    newcomer.post("/sign-in", data={"username": "li.na", "password": password})
    for path in ("/", "/me", "/appointments/"):
        assert newcomer.get(path).location == "/me/password"
    newcomer.post(
        "/me/password",
        data={"old": password, "new": NEW_PASSWORD, "again": NEW_PASSWORD},
    )
    newcomer.post("/sign-in", data={"username": "li.na", "password": NEW_PASSWORD})

    assert newcomer.get("/").status_code == 200
    assert the_member(engine, 2).as_actor().grants == {COUNTER}


def test_two_colleagues_cannot_share_a_name(boss: FlaskClient) -> None:
    join(boss)

    assert NameTaken.message in join(boss, username="LI.NA")


@pytest.mark.parametrize(
    "changes",
    [
        {"username": "李娜"},
        {"username": "ab"},
        {"display_name": ""},
        {"role": "king"},
        {"scope": "station:nowhere"},
    ],
)
def test_what_makes_no_account(
    boss: FlaskClient, engine: Engine, changes: dict[str, str]
) -> None:
    assert "请改一下这里" in join(boss, **changes)
    with reading(engine) as session:
        assert len(queries.members(session)) == 1


def test_a_manager_of_one_station_gives_no_role_elsewhere(
    desk_as: Callable[..., FlaskClient], engine: Engine
) -> None:
    manager = desk_as(Grant(Role.ADMIN, STATION))
    head = a_member(engine, Grant(Role.HEAD, "*"), username="gaoyuan")

    assert "请改一下这里" in join(manager, scope="*")
    assert "请改一下这里" in join(manager, scope="station:chunhe-police-station")
    assert manager.get(f"/accounts/{head.id}").status_code == 403
    assert change(manager, engine, head.id, "reset-password") == 403
    assert change(manager, engine, head.id, "deactivate") == 403
    assert the_member(engine, head.id).active
    assert "gaoyuan" not in manager.get("/accounts/").get_data(as_text=True)


def test_roles_come_and_go_at_once(
    boss: FlaskClient, engine: Engine, settings: Settings
) -> None:
    clerk = a_member(engine, COUNTER)
    browser = signed_in(a_desk(settings), clerk)
    assert browser.get("/accounts/").status_code == 403

    change(boss, engine, clerk.id, "roles", role="admin", scope="*")
    assert browser.get("/accounts/").status_code == 200
    change(boss, engine, clerk.id, "roles/admin/*/remove")

    assert browser.get("/accounts/").status_code == 403
    kinds = [event.kind for event in events(engine, clerk.id)]
    assert kinds == ["role_removed", "role_added"]


def test_two_managers_do_not_overwrite_each_other(
    boss: FlaskClient, engine: Engine
) -> None:
    clerk = a_member(engine, COUNTER)
    old = str(clerk.version)
    change(boss, engine, clerk.id, "roles", role="mediator", scope=STATION)

    path = f"/accounts/{clerk.id}/deactivate"
    assert boss.post(path, data={"version": old}).status_code == 422
    assert boss.post(path).status_code == 422
    assert the_member(engine, clerk.id).active


def test_a_deactivated_colleague_is_out_and_stays_out_until_brought_back(
    boss: FlaskClient, engine: Engine, settings: Settings
) -> None:
    clerk = a_member(engine, COUNTER)
    app = a_desk(settings)
    browser = signed_in(app, clerk)
    change(boss, engine, clerk.id, "deactivate")
    assert browser.get("/").status_code == 303

    credentials = {"username": "wang", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=credentials).status_code == 422
    change(boss, engine, clerk.id, "activate")
    assert app.test_client().post("/sign-in", data=credentials).status_code == 302


def test_a_reset_password_ends_sessions_and_the_second_step(
    boss: FlaskClient, engine: Engine, settings: Settings
) -> None:
    clerk = a_member(engine, COUNTER)
    browser = signed_in(a_desk(settings), clerk)
    page = boss.post(f"/accounts/{clerk.id}/reset-password").get_data(as_text=True)

    assert browser.get("/").status_code == 303
    after = the_member(engine, clerk.id)
    assert after.verify_and_update_password(one_time_password(page))
    assert not after.verify_and_update_password(PASSWORD)
    assert after.must_change
    assert after.tf_totp_secret is None


def test_nobody_resets_or_closes_their_own_account(
    boss: FlaskClient, engine: Engine
) -> None:
    data = {"version": str(the_member(engine, 1).version)}
    for path in ("reset-password", "deactivate"):
        answer = boss.post(f"/accounts/1/{path}", data=data)
        assert answer.status_code == 422
        assert NotOneself.message in answer.get_data(as_text=True)
    assert the_member(engine, 1).active


def test_the_last_administrator_stays(boss: FlaskClient, engine: Engine) -> None:
    assert change(boss, engine, 1, "roles/admin/*/remove") == 422
    assert the_member(engine, 1).as_actor().grants == {BOSS}

    with transaction(engine) as session:
        person = queries.member(session, 1)
        assert person is not None
        with pytest.raises(LastAdministrator):
            accounts.deactivate(session, person, by=None, now=NOW)
        session.rollback()


def events(engine: Engine, id: int) -> list[StaffEvent]:
    with reading(engine) as session:
        return list(queries.events_of(session, id))


def test_what_happened_to_an_account_cannot_be_rewritten(
    boss: FlaskClient, engine: Engine
) -> None:
    join(boss)
    assert [(e.kind, e.by_id) for e in events(engine, 2)] == [("created", 1)]

    for change_of_history in (
        "UPDATE staff_event SET by_id = 2",
        "DELETE FROM staff_event",
    ):
        with pytest.raises(DatabaseError), transaction(engine) as session:
            session.execute(text(change_of_history))


def test_many_tries_at_once_are_all_counted(engine: Engine) -> None:
    def tried(session: Session) -> bool:
        return accounts.may_try(session, b"x" * 32, now=NOW)

    with transaction(engine) as session:
        assert [tried(session) for _ in range(11)] == [True] * 10 + [False]
    with transaction(engine) as session:
        later = NOW + timedelta(minutes=15)
        assert accounts.may_try(session, b"x" * 32, now=later)


def test_nobody_gives_themselves_a_role(settings: Settings, engine: Engine) -> None:
    grant = Grant(Role.ADMIN, "station:qiaodong-police-station")
    manager = a_member(engine, grant)
    browser = signed_in(a_desk(settings), manager)
    form = {"version": str(the_member(engine, manager.id).version)}
    wanted = {"role": "head", "scope": grant.scope}

    answer = browser.post(f"/accounts/{manager.id}/roles", data=form | wanted)

    assert answer.status_code == 422
    assert the_member(engine, manager.id).as_actor().grants == {grant}
