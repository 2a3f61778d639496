"""Signing in at the desk, by a clock whose hand tests move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forms_app.access import Grant, Role
from tests.staff_builders import PASSWORD

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


def sign_in(
    browser: FlaskClient, name: str = "wang", password: str = PASSWORD, **more: str
) -> TestResponse:
    return browser.post(
        "/sign-in", data={"username": name, "password": password, **more}
    )


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/").status_code == 200
