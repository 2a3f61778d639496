"""One's own account: passphrase, second step, sessions."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from argon2 import Type
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from passlib.totp import TOTP
from sqlalchemy import Engine, select

from forms_app.access import Grant, Role
from forms_app.apps import create_desk_app
from forms_app.database import transaction
from forms_app.settings import Settings
from forms_app.staff import accounts, judging, queries
from forms_app.staff.datastore import StaffDatastore
from forms_app.staff.models import StaffMember
from forms_app.staff.passphrases import weakness
from tests.staff_builders import (
    PASSWORD,
    a_desk,
    a_member,
    signed_in,
    the_member,
)

STATION = "station:qiaodong-police-station"
COUNTER = Grant(Role.COUNTER, STATION)
NEW_PASSWORD = "qike laohuaishu kaihua"


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
    assert the_member(engine, 1).verify_and_update_password(NEW_PASSWORD)


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
        assert the_member(engine, clerk.id).tf_primary_method == "authenticator"
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

        stored = the_member(engine, clerk.id).tf_totp_secret
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

        after = the_member(engine, clerk.id)
        assert (after.tf_primary_method, after.tf_totp_secret) == (None, None)


def forget_the_last_code(engine: Engine) -> None:
    """As if half a minute had passed since the phone was set up."""
    with transaction(engine) as session:
        for person in session.scalars(select(StaffMember)):
            person.tf_last_counter = None


def test_the_desk_hashes_slowly_enough(settings: Settings) -> None:
    hasher = create_desk_app(settings).config[judging.HASHER]

    assert hasher.type is Type.ID
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.hash("x").startswith("$argon2id$")


def test_the_second_step_is_changed_only_soon_after_the_password(
    engine: Engine, settings: Settings
) -> None:
    browser = signed_in(a_desk(settings), a_member(engine, COUNTER))
    with browser.session_transaction() as cookie:
        cookie["fs_paa"] = 0
    again = browser.get("/me/two-factor").location
    assert again.startswith("/password-again")

    assert browser.post(again, data={"password": "wrong"}).status_code == 422
    assert browser.get("/me/two-factor").status_code == 302
    browser.post(again, data={"password": PASSWORD})

    assert browser.get("/me/two-factor").status_code == 200


def test_a_slow_second_step_cannot_bring_somebody_back(
    engine: Engine, settings: Settings
) -> None:
    clerk = a_member(engine, COUNTER)
    store = StaffDatastore()
    with a_desk(settings).app_context():
        seen = store.find_user(username="wang")
        assert seen is not None
        with transaction(engine) as session:
            person = queries.member(session, clerk.id)
            assert person is not None
            person.active = False
        store.tf_set(seen, "authenticator", "a wrapped secret")
        store.commit()

    after = the_member(engine, clerk.id)
    assert after.tf_totp_secret == "a wrapped secret"
    assert not after.active
