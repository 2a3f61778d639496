"""A site of services for several persons, and a resident's browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from forms_app.appointments.offers import Offer
from forms_app.settings import Settings
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import (
    NOW,
)
from tests.forms.family_builders import FAMILY
from tests.forms.resident_builders import set_clock
from tests.forms.visit_builders import OTHER, SHORT, a_catalogue_of_visits, visit


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SHORT takes four at once, OTHER three at 5 minutes more each, LONG one alone."""
    data = a_catalogue_of_visits()
    for service in data["services"]:
        if service["id"] == OTHER:
            service |= {"booking_persons": 3, "booking_minutes_more": 5}
    return forms_builders.a_published_site(tmp_path_factory.mktemp("families"), **data)


@pytest.fixture
def family(site: Path) -> Offer:
    return visit(site, FAMILY)


@pytest.fixture
def alone(site: Path) -> Offer:
    return visit(site, SHORT)


@pytest.fixture
def resident(
    site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> FlaskClient:
    set_clock(monkeypatch, NOW)
    return staff_builders.a_public_app(replace(settings, site=site)).test_client()
