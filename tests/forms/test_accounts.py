"""Accounts: joining, the one-time password, roles, leaving, and the second step."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from forms_app.access import Grant, Role
from forms_app.database import reading, transaction
from forms_app.refusals import LastAdministrator, NameTaken, NotOneself, WeakPassphrase
from forms_app.settings import Settings
from forms_app.staff import accounts, queries
from forms_app.staff.models import StaffEvent, StaffMember
from forms_app.staff.passphrases import weakness
from tests.staff_builders import CHEAP, PASSWORD, a_desk, a_member, signed_in

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
STATION = "station:qiaodong-police-station"
COUNTER = Grant(Role.COUNTER, STATION)
BOSS = Grant(Role.ADMIN, "*")
NEW_PASSWORD = "qike laohuaishu kaihua"


def member(engine: Engine, id: int) -> StaffMember:
    with reading(engine) as session:
        found = queries.member(session, id)
    assert found is not None
    return found


def one_time_password(page: str) -> str:
    shown = BeautifulSoup(page, "html.parser").select_one(".ds-code")
    assert shown is not None
    return shown.get_text()


def change(
    browser: FlaskClient, engine: Engine, id: int, path: str, **more: str
) -> int:
    """Press a button on the page of account `id`, as the page shows it now."""
    data = {"version": str(member(engine, id).version), **more}
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
    assert member(engine, 2).as_actor().grants == {COUNTER}


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
    assert "请改一下这几处" in join(boss, **changes)
    with reading(engine) as session:
        assert len(queries.members(session)) == 1


def test_a_manager_of_one_station_gives_no_role_elsewhere(
    desk_as: Callable[..., FlaskClient], engine: Engine
) -> None:
    manager = desk_as(Grant(Role.ADMIN, STATION))
    head = a_member(engine, Grant(Role.HEAD, "*"), username="gaoyuan")

    assert "请改一下这几处" in join(manager, scope="*")
    assert "请改一下这几处" in join(manager, scope="station:chunhe-police-station")
    assert manager.get(f"/accounts/{head.id}").status_code == 403
    assert change(manager, engine, head.id, "reset-password") == 403
    assert change(manager, engine, head.id, "deactivate") == 403
    assert member(engine, head.id).active
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
    assert member(engine, clerk.id).active


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
    after = member(engine, clerk.id)
    assert after.verify_and_update_password(one_time_password(page))
    assert not after.verify_and_update_password(PASSWORD)
    assert after.must_change
    assert after.tf_totp_secret is None


def test_nobody_resets_or_closes_their_own_account(
    boss: FlaskClient, engine: Engine
) -> None:
    for path in ("reset-password", "deactivate"):
        assert change(boss, engine, 1, path) == 422
    assert member(engine, 1).active
    assert NotOneself.message


def test_the_last_administrator_stays(boss: FlaskClient, engine: Engine) -> None:
    assert change(boss, engine, 1, "roles/admin/*/remove") == 422
    assert member(engine, 1).as_actor().grants == {BOSS}

    with transaction(engine) as session:
        person = queries.member(session, 1)
        assert person is not None
        with pytest.raises(LastAdministrator):
            accounts.deactivate(session, person, by=None, now=NOW)
        session.rollback()


@pytest.mark.parametrize(
    "easy",
    [
        "short one",
        "password1234",
        "Passw0rd2026!",
        "aaaaaaaaaaaaaaa",
        "123456789012345",
        "派出所派出所123456",
        "wang-wang-wang-12",
        "qwertyuiop1234",
        "x" * 129,
    ],
)
def test_easy_passphrases_are_refused(easy: str) -> None:
    assert weakness(easy, ("wang", "王警官")) != ""


@pytest.mark.parametrize(
    "good", [PASSWORD, NEW_PASSWORD, "correct horse battery", "lowercaseisfine"]
)
def test_length_is_enough_without_capitals_or_signs(good: str) -> None:
    assert weakness(good) == ""


def test_one_s_own_password_is_changed_with_the_old_one(
    desk_as: Callable[..., FlaskClient], engine: Engine
) -> None:
    browser = desk_as(COUNTER)

    def ask(old: str, new: str, again: str) -> int:
        form = {"old": old, "new": new, "again": again}
        return browser.post("/me/password", data=form).status_code

    assert ask("wrong", NEW_PASSWORD, NEW_PASSWORD) == 422
    assert ask(PASSWORD, "password1234", "password1234") == 422
    assert ask(PASSWORD, NEW_PASSWORD, "something else") == 422
    assert ask(PASSWORD, PASSWORD, PASSWORD) == 422
    assert browser.get("/me").status_code == 200
    assert ask(PASSWORD, NEW_PASSWORD, NEW_PASSWORD) == 303

    assert browser.get("/me").status_code == 303
    assert member(engine, 1).verify_and_update_password(NEW_PASSWORD)
    assert WeakPassphrase.message


def test_signing_out_everywhere_ends_every_browser(
    engine: Engine, settings: Settings
) -> None:
    clerk = a_member(engine, COUNTER)
    app = a_desk(settings)
    at_the_counter, in_the_office = signed_in(app, clerk), signed_in(app, clerk)
    assert "2 个浏览器" in in_the_office.get("/me").get_data(as_text=True)

    in_the_office.post("/me/sign-out-everywhere")

    assert at_the_counter.get("/").status_code == 303
    assert in_the_office.get("/").status_code == 303


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


class TestSecondStep:
    """The six digits of an authenticator."""

    @pytest.fixture
    def clerk(self, engine: Engine) -> StaffMember:
        return a_member(engine, COUNTER)

    def switch_on(self, browser: FlaskClient) -> TOTP:
        page = browser.post("/me/two-factor", data={"setup": "authenticator"})
        soup = BeautifulSoup(page.get_data(as_text=True), "html.parser")
        key, form = soup.select_one(".ds-code"), soup.select("main form")[0]
        assert key is not None
        phone = TOTP(key=key.get_text().replace("-", ""), format="base32")
        code = phone.generate().token
        browser.post(str(form["action"]), data={"code": code})
        return phone

    def test_it_is_asked_for_after_the_password_and_works_once(
        self, engine: Engine, settings: Settings, clerk: StaffMember
    ) -> None:
        app = a_desk(settings)
        phone = self.switch_on(signed_in(app, clerk))
        assert member(engine, clerk.id).tf_primary_method == "authenticator"
        forget_the_last_code(engine)

        def up_to_the_code(code: str) -> FlaskClient:
            browser = app.test_client()
            form = {"username": "wang", "password": PASSWORD, "next": "/me"}
            answer = browser.post("/sign-in", data=form)
            assert answer.location.startswith("/sign-in/code")
            assert browser.get("/").status_code == 303
            assert browser.get(answer.location).status_code == 200
            browser.post(answer.location, data={"code": code})
            return browser

        code = phone.generate().token
        assert up_to_the_code("000000").get("/me").status_code == 303
        assert up_to_the_code(code).get("/me").status_code == 200
        assert up_to_the_code(code).get("/me").status_code == 303

    def test_the_secret_is_wrapped_in_the_database(
        self, engine: Engine, settings: Settings, clerk: StaffMember
    ) -> None:
        phone = self.switch_on(signed_in(a_desk(settings), clerk))

        stored = member(engine, clerk.id).tf_totp_secret
        assert stored is not None
        assert phone.base32_key not in stored
        assert "enckey" in stored

    def test_wrong_codes_lock_like_wrong_passwords(
        self, engine: Engine, settings: Settings, clerk: StaffMember
    ) -> None:
        app = a_desk(settings)
        phone = self.switch_on(signed_in(app, clerk))
        forget_the_last_code(engine)
        browser = app.test_client()
        form = {"username": "wang", "password": PASSWORD}
        browser.post("/sign-in", data=form)
        for _ in range(accounts.TRIES):
            browser.post("/sign-in/code", data={"code": "000000"})

        browser.post("/sign-in/code", data={"code": phone.generate().token})

        assert browser.get("/").status_code == 303

    def test_it_can_be_switched_off_again(
        self, engine: Engine, settings: Settings, clerk: StaffMember
    ) -> None:
        browser = signed_in(a_desk(settings), clerk)
        self.switch_on(browser)
        browser.post("/me/two-factor", data={"setup": "disable"})

        after = member(engine, clerk.id)
        assert (after.tf_primary_method, after.tf_totp_secret) == (None, None)


def forget_the_last_code(engine: Engine) -> None:
    """As if half a minute had passed since the phone was set up."""
    with transaction(engine) as session:
        for person in session.scalars(select(StaffMember)):
            person.tf_last_counter = None


def test_a_hash_is_argon2id() -> None:
    assert CHEAP.hash("x").startswith("$argon2id$")
