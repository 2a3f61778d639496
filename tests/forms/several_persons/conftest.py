"""A site of services for several persons, and a resident's browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms_app.appointments.offers import Offer
from tests import forms_builders
from tests.forms.family_builders import FAMILY
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
