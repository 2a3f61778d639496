"""Every door of both apps is marked; a forgotten mark closes it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import Engine

from forms_app.access import Grant, Permission, Role, mark_of
from forms_app.apps import create_public_app
from forms_app.settings import Settings
from tests.staff_builders import a_desk, a_member, signed_in

OPEN_AT_THE_DESK = {
    "site_assets.asset",
    "security.login",
    "security.logout",
    "security.two_factor_token_validation",
    # answered with 404: pages of Flask-Security that we do not offer
    "security.two_factor_rescue",
    "security.tf_select",
}


@pytest.fixture
def desk(settings: Settings) -> Flask:
    return a_desk(settings)


def marks(app: Flask) -> dict[str, Permission | str | None]:
    return {endpoint: mark_of(app, endpoint) for endpoint in app.view_functions}


def test_every_view_of_both_apps_is_marked(desk: Flask, public_app: Flask) -> None:
    for app in (desk, public_app):
        unmarked = [name for name, mark in marks(app).items() if mark == "unmarked"]
        assert unmarked == []


def test_only_these_doors_of_the_desk_are_open_to_strangers(desk: Flask) -> None:
    assert {n for n, mark in marks(desk).items() if mark is None} == OPEN_AT_THE_DESK


def test_residents_never_need_an_account(public_app: Flask) -> None:
    assert set(marks(public_app).values()) == {None}


def test_a_stranger_sees_no_page_of_the_desk(desk: Flask) -> None:
    browser = desk.test_client()
    for rule in desk.url_map.iter_rules():
        if rule.endpoint in OPEN_AT_THE_DESK:
            continue
        path = address_of(rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = browser.open(path, method=method)
            assert answer.status_code == 303, (method, path)
            assert answer.location.startswith("/sign-in")


def test_without_the_permission_the_door_stays_shut(
    desk: Flask, engine: Engine
) -> None:
    nobody = signed_in(desk, a_member(engine))
    for rule in desk.url_map.iter_rules():
        mark = mark_of(desk, rule.endpoint)
        if mark is None or mark == Permission.SIGNED_IN:
            continue
        path = address_of(rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST"}:
            assert nobody.open(path, method=method).status_code == 403, (method, path)


def test_an_unmarked_view_is_refused_to_everybody(
    settings: Settings, engine: Engine
) -> None:
    app = a_desk(settings)
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    browser = signed_in(app, a_member(engine, Grant(Role.ADMIN, "*")))

    assert browser.get("/forgotten").status_code == 403
    assert app.test_client().get("/forgotten").status_code == 403


def test_an_unmarked_view_is_closed_to_residents_too(settings: Settings) -> None:
    app = create_public_app(settings)
    app.add_url_rule("/forms/forgotten", "forgotten", lambda: "secret")

    assert app.test_client().get("/forms/forgotten").status_code == 403


def address_of(rule: str) -> str:
    """'/accounts/<int:member_id>' -> '/accounts/1': every gap is filled with 1."""
    return re.sub(r"<[^>]+>", "1", rule)
