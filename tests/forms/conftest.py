"""Fixtures of the forms' rooms."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app.vault import Vault
from tests.disputes_builders import Register, the_catalogue


@pytest.fixture
def register(engine: Engine, vault: Vault, published_site: Path) -> Register:
    """The register of disputes, empty."""
    return Register(engine, vault, the_catalogue(published_site))
