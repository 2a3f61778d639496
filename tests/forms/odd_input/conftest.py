"""A resident's browser on a site where every public address answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forms_app.settings import Settings
from tests import staff_builders
from tests.forms.booking_builders import NOW
from tests.forms.resident_builders import set_clock
from tests.forms.visit_builders import a_catalogue_of_visits
from tests.forms_builders import a_published_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two pools, a life event, and a station that comes home."""
    data = a_catalogue_of_visits()
    for service in data["services"]:
        service.update(home_visit=True, delivery=True)
    for station in data["stations"]:
        station["home_visit"] = {"for_whom": "老人", "how": "打电话"}
    return a_published_site(tmp_path_factory.mktemp("odd"), **data)


@pytest.fixture
def app(settings: Settings, site: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    set_clock(monkeypatch, NOW)
    app = staff_builders.a_public_app(replace(settings, site=site))
    app.config.update(PROPAGATE_EXCEPTIONS=False)
    return app


@pytest.fixture
def resident(app: Flask) -> FlaskClient:
    return app.test_client()
