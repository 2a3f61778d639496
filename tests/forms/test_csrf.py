"""No door that changes something opens without the page's own token."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.apps import create_public_app
from forms_app.settings import Settings
from tests.staff_builders import a_desk, a_member, signed_in


def posts(app: Flask) -> Iterator[str]:
    """Every address that takes a POST, its gaps filled with 1."""
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or set()):
            yield re.sub(r"<[^>]+>", "1", rule.rule)


def is_refused_without_its_token(browser: FlaskClient, address: str) -> bool:
    forged = {"csrf_token": "ImZvcmdlZCI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"}
    tries = (
        browser.post(address),
        browser.post(address, data=forged),
        browser.post(address, json=forged),
        browser.post(address, headers={"X-CSRFToken": forged["csrf_token"]}),
    )
    return {answer.status_code for answer in tries} == {400}


def test_residents_forms_need_their_token(settings: Settings) -> None:
    app = create_public_app(settings)
    browser = app.test_client()

    assert len(list(posts(app))) >= 10
    for address in posts(app):
        assert is_refused_without_its_token(browser, address), address


@pytest.mark.parametrize("inside", [True, False])
def test_desk_forms_need_their_token(
    settings: Settings, engine: Engine, inside: bool
) -> None:
    app = a_desk(settings, WTF_CSRF_ENABLED=True)
    grants = [Grant(role, "*") for role in Role]
    browser = signed_in(app, a_member(engine, *grants))

    assert len(list(posts(app))) >= 20
    for address in posts(app):
        visitor = browser if inside else app.test_client()
        assert is_refused_without_its_token(visitor, address), address


def test_a_token_of_another_browser_is_no_token(settings: Settings) -> None:
    app = create_public_app(settings)
    page = app.test_client().get("/forms/appointment").get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None

    stranger = app.test_client()
    stranger.get("/forms/appointment")
    answer = stranger.post("/forms/appointment/open", data={"csrf_token": token[1]})

    assert answer.status_code == 400
