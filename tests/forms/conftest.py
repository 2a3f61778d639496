"""Fixtures of the forms' rooms."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app.appointments.offers import Offer
from forms_app.vault import Vault
from tests.disputes_builders import Register, the_catalogue
from tests.forms.booking_builders import offer_of


@pytest.fixture
def register(engine: Engine, vault: Vault, published_site: Path) -> Register:
    """The register of disputes, empty."""
    return Register(engine, vault, the_catalogue(published_site))


@pytest.fixture(scope="session")
def offer(published_site: Path) -> Offer:
    """A counter of two seats."""
    return offer_of(published_site)
