"""The frame every page of the desk shares, and the cards of today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bs4 import BeautifulSoup
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app import desk_home
from forms_app.access import Actor, Grant, Role
from forms_app.desk_home import Card
from forms_app.settings import Settings
from tests.staff_builders import a_desk, a_member, signed_in

COUNTER = Grant(Role.COUNTER, "station:qiaodong-police-station")


def navigation(browser: FlaskClient, path: str = "/") -> list[str]:
    page = BeautifulSoup(browser.get(path).get_data(as_text=True), "html.parser")
    return [link.get_text() for link in page.select("nav a")]


def current(browser: FlaskClient, path: str) -> list[str]:
    page = BeautifulSoup(browser.get(path).get_data(as_text=True), "html.parser")
    return [link.get_text() for link in page.select("nav a[aria-current=page]")]


def test_each_role_sees_its_own_sections(desk_as: Callable[..., FlaskClient]) -> None:
    expected = {
        Role.COUNTER: ["今天", "预约", "上门", "来信", "我的账号"],
        Role.MEDIATOR: ["今天", "调解", "我的账号"],
        Role.DUTY_OFFICER: ["今天", "预约", "上门", "来信", "调解", "我的账号"],
        Role.HEAD: ["今天", "预约", "上门", "来信", "调解", "我的账号"],
        Role.ADMIN: ["今天", "账号", "我的账号"],
    }
    for role, sections in expected.items():
        assert navigation(desk_as(Grant(role, "*"))) == sections


def test_the_current_section_is_marked(desk_as: Callable[..., FlaskClient]) -> None:
    browser = desk_as(Grant(Role.ADMIN, "*"))

    assert current(browser, "/") == ["今天"]
    assert current(browser, "/accounts/") == ["账号"]
    assert current(browser, "/me") == ["我的账号"]


def test_every_page_says_who_is_here_and_offers_the_way_out(
    desk_as: Callable[..., FlaskClient],
) -> None:
    browser = desk_as(COUNTER, name="赵警官")
    for path in ("/", "/me", "/me/password", "/nowhere", "/accounts/"):
        page = browser.get(path).get_data(as_text=True)
        assert "赵警官（桥东派出所）" in page
        assert 'action="./sign-out"' in page or 'action="../sign-out"' in page


def test_a_stranger_sees_no_navigation(settings: Settings) -> None:
    assert navigation(a_desk(settings).test_client(), "/sign-in") == []


def an_app_with_cards(settings: Settings) -> Flask:
    room = Blueprint("room", __name__)

    def due(person: Actor, now: datetime) -> Card | None:
        return Card("今天要来的", 3, "/appointments/", "wait")

    def hidden(person: Actor, now: datetime) -> Card | None:
        return None

    desk_home.register_card(room, due)
    desk_home.register_card(room, hidden)
    app = a_desk(settings)
    app.register_blueprint(room)
    return app


def test_a_room_s_card_is_on_the_first_page(settings: Settings, engine: Engine) -> None:
    browser = signed_in(an_app_with_cards(settings), a_member(engine, COUNTER))
    page = BeautifulSoup(browser.get("/").get_data(as_text=True), "html.parser")

    cards = {c.get_text(" ", strip=True): c for c in page.select(".ds-card")}
    card = cards["3 今天要来的"]
    assert card.select_one("a[href='/appointments/']") is not None
    assert card.select_one(".ds-tag--wait") is not None


def test_a_room_that_is_not_mounted_leaves_no_card(
    settings: Settings, engine: Engine
) -> None:
    an_app_with_cards(settings)
    browser = signed_in(a_desk(settings), a_member(engine, COUNTER))

    assert "今天要来的" not in browser.get("/").get_data(as_text=True)


def test_heads_and_administrators_are_told_to_use_the_second_step(
    desk_as: Callable[..., FlaskClient],
) -> None:
    for role in Role:
        page = desk_as(Grant(role, "*")).get("/").get_data(as_text=True)
        assert ("请开启两步验证" in page) is (role in (Role.HEAD, Role.ADMIN))
