"""Fixtures of the forms' rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments import late
from forms_app.appointments.offers import Offer
from forms_app.catalogue import Catalogue, load_catalogue
from forms_app.database import connect
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import staff_builders
from tests.disputes_builders import Register, the_catalogue
from tests.forms.booking_builders import NOW, offer_of
from tests.forms.resident_builders import set_clock
from tests.forms.speaking_builders import a_speaking_client


@pytest.fixture(autouse=True)
def nobody_was_here_in_this_second() -> None:
    """The clock of tests stands still, and each has a database of its own."""
    late._SEEN.clear()
    late._WAS_FULL.clear()


@pytest.fixture
def other_engine(engine: Engine) -> Iterator[Engine]:
    """The database as another server has it."""
    own = connect(engine.url.render_as_string(hide_password=False))
    yield own
    own.dispose()


@pytest.fixture
def register(engine: Engine, vault: Vault, published_site: Path) -> Register:
    """The register of disputes, empty."""
    return Register(engine, vault, the_catalogue(published_site))


@pytest.fixture
def catalogue(site: Path) -> Catalogue:
    """What the forms know of the `site` that a room brings."""
    return load_catalogue(site / "catalogue.json")


@pytest.fixture
def resident(
    site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> FlaskClient:
    """A resident's browser on the `site` that a room brings."""
    set_clock(monkeypatch, NOW)
    return staff_builders.a_public_app(replace(settings, site=site)).test_client()


@pytest.fixture(scope="session")
def offer(published_site: Path) -> Offer:
    """A counter of two seats."""
    return offer_of(published_site)


@pytest.fixture
def speaking(
    settings: Settings,
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> FlaskClient:
    """A resident of a site in three languages."""
    set_clock(monkeypatch, NOW)
    return a_speaking_client(settings, tmp_path / "site")
