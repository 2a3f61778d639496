"""A station that comes home; a resident's and a clerk's browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant
from forms_app.settings import Settings
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import NOW, STATION
from tests.forms.home_visit_builders import SERVICE, Desk
from tests.forms.resident_builders import set_clock
from tests.staff_builders import a_desk


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station that comes home, and a service that is done there."""
    data = forms_builders.a_catalogue()
    for service in data["services"]:
        if service["id"] == SERVICE:
            service.update(home_visit=True, delivery=True)
    for station in data["stations"]:
        if station["id"] == STATION:
            station["home_visit"] = {"for_whom": "老人", "how": "打电话"}
    return forms_builders.a_published_site(tmp_path_factory.mktemp("home"), **data)


@pytest.fixture
def home(settings: Settings, site: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    set_clock(monkeypatch, NOW)
    return replace(settings, site=site)


@pytest.fixture
def resident(home: Settings) -> FlaskClient:
    return staff_builders.a_public_app(home).test_client()


@pytest.fixture
def clerk(home: Settings, engine: Engine) -> Desk:
    def open_desk(*grants: Grant, id: int = 1) -> FlaskClient:
        member = staff_builders.the_same_or_another(
            engine, *grants, name="王警官", id=id
        )
        return staff_builders.signed_in(a_desk(home), member)

    return open_desk
