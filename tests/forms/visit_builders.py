"""Longer visits: a station with two pools of counters, and services of several slots."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forms_app.appointments.offers import Offer, find_offer
from forms_app.catalogue import load_catalogue
from tests import entry_builders, forms_builders
from tests.forms.booking_builders import STATION

SHORT, LONG, OTHER = "id-card-renewal", "birth-registration", "id-card-first"
TOGETHER = f"{LONG}+{OTHER}"
PAIR = f"{SHORT}*2"


def a_catalogue_of_visits(**changes: Any) -> dict[str, Any]:
    """LONG takes two slots of the household counters, OTHER one of the card counters.

    For SHORT four persons may come together.
    """
    data = {**forms_builders.a_catalogue(), **changes}
    data["services"].append(entry_builders.a_service(OTHER, "首次申领身份证"))
    for service in data["services"]:
        if service["id"] == LONG:
            service["booking_minutes"] = 50
        if service["id"] == SHORT:
            service["booking_persons"] = 4
    data["life_events"] = [
        {
            "id": "child-born",
            "name": "小孩出生一件事",
            "trigger": "孩子出生了",
            "url": "life-events/child-born.html",
            "services": [
                {"service": LONG, "need": "required"},
                {"service": OTHER, "need": "optional"},
            ],
        }
    ]
    cards = {
        **entry_builders.a_booking()["schedules"][0],
        "id": "cards",
        "name": "身份证窗口",
        "services": [OTHER],
        "slot_minutes": 15,
        "seats": 1,
    }
    for station in data["stations"]:
        if station["id"] == STATION:
            station["offers"] = [*station["offers"], OTHER]
            station["booking"]["schedules"].append(cards)
    return data


def a_site_of_visits(folder: Path) -> Path:
    return forms_builders.a_published_site(folder, **a_catalogue_of_visits())


def visit(site: Path, asked: str) -> Offer:
    offer = find_offer(load_catalogue(site / "catalogue.json"), asked, STATION)
    assert offer is not None
    return offer
