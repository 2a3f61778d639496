"""The frame of the desk: its sections, and the cards of its first page.

Rooms do not import each other; each one hands its cards to the blueprint that is
mounted, so a room that is switched off leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flask import Blueprint, Flask, current_app, g
from flask.blueprints import BlueprintSetupState

from forms_app.access import Actor, Permission
from forms_app.catalogue import Catalogue
from forms_app.wiring import the_catalogue

CARDS = "doorstep_cards"
Tone = Literal["ok", "wait", "stop"]


@dataclass(frozen=True, slots=True)
class Card:
    """One number of today, with the way to what it counts."""

    title: str
    """What is counted: '今天要来的'."""
    count: int
    url: str
    """An address of the desk, from `url_for`."""
    tone: Tone = "ok"
    """'stop' when something is overdue, 'wait' when somebody should look."""


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the desk's navigation."""

    label: str
    path: str
    """From the desk's root, as the apps mount the rooms: '/cases/'."""
    blueprint: str
    permission: Permission


SECTIONS = (
    Section("预约", "/appointments/", "appointments_desk", Permission.SEE_APPOINTMENTS),
    Section("上门", "/home-visits/", "home_desk", Permission.SEE_APPOINTMENTS),
    Section("调解", "/cases/", "disputes_desk", Permission.SEE_CASES),
    Section("来信", "/letters/", "letters_desk", Permission.ANSWER_LETTERS),
    Section("账号", "/accounts/", "staff_accounts", Permission.MANAGE_STAFF),
)

TodayCard = Callable[[Actor, datetime], Card | None]


def register_card(blueprint: Blueprint, today_card: TodayCard) -> None:
    """Show `today_card(actor, now)` on the home of every app with this blueprint.

    The function answers None when the card is not for this person.
    """

    def record(state: BlueprintSetupState) -> None:
        state.app.extensions.setdefault(CARDS, []).append(today_card)

    blueprint.record(record)


def cards(person: Actor, now: datetime) -> list[Card]:
    """Today's cards for this person, in the order the rooms are mounted."""
    asked = (card(person, now) for card in current_app.extensions.get(CARDS, ()))
    return [card for card in asked if card is not None]


def scope_words(scope: str, catalogue: Catalogue) -> str:
    """A grant's scope as people say it: '桥东派出所', '县公安局的各站点'."""
    kind, _, place = scope.partition(":")
    if kind == "station":
        return catalogue.station_name(place)
    if kind == "agency":
        return f"{catalogue.agency_names.get(place, place)}的各站点"
    return "全县各站点"


def place_words(person: Actor, catalogue: Catalogue) -> str:
    """Where this person works; with several places, the first and '等'."""
    scopes = sorted({grant.scope for grant in person.grants})
    if not scopes:
        return ""
    return scope_words(scopes[0], catalogue) + ("等" if len(scopes) > 1 else "")


def frame(app: Flask) -> None:
    """Give every page of the desk its shell and its navigation."""
    app.url_value_preprocessor(lambda _endpoint, _values: setattr(g, "section", "desk"))
    app.context_processor(_navigation)
    app.jinja_env.filters["scope_words"] = lambda scope: scope_words(
        scope, the_catalogue()
    )


def _navigation() -> dict[str, object]:
    person: Actor | None = g.get("actor")
    if person is None:
        return {"desk_person": None, "desk_sections": (), "desk_place": ""}
    return {
        "desk_person": person,
        "desk_sections": [
            section
            for section in SECTIONS
            if section.blueprint in current_app.blueprints
            and person.holds(section.permission)
        ],
        "desk_place": place_words(person, the_catalogue()),
    }
