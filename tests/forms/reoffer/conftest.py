"""The Monday before a closed day, and somebody who was moved from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.catalogue import Catalogue, load_catalogue
from forms_app.vault import Vault
from tests.forms.booking_builders import NOW, a_wish, booked, row_of
from tests.forms.reoffer_builders import close_and_move


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: NOW)


@pytest.fixture
def catalogue(published_site: Path) -> Catalogue:
    return load_catalogue(published_site / "catalogue.json")


@pytest.fixture
def moved(
    engine: Engine, vault: Vault, offer: Offer, catalogue: Catalogue
) -> Appointment:
    row = booked(engine, vault, offer, a_wish(1))
    close_and_move(engine, catalogue)
    return row_of(engine, row.reference)
