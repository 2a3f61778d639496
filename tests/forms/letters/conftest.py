"""A site with a page that may be wrong; a resident's and a clerk's browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant
from forms_app.settings import Settings
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import NOW
from tests.forms.letter_builders import PAGE, Desk, a_browser
from tests.forms.resident_builders import set_clock
from tests.staff_builders import a_desk


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that has the page somebody finds a mistake on."""
    folder = forms_builders.a_published_site(tmp_path_factory.mktemp("letters"))
    (folder / "stations").mkdir()
    (folder / PAGE).write_text("<h1>桥东派出所</h1>")
    return folder


@pytest.fixture
def home(settings: Settings, site: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    set_clock(monkeypatch, NOW)
    return replace(settings, site=site)


@pytest.fixture
def resident(home: Settings) -> FlaskClient:
    return a_browser(home)


@pytest.fixture
def clerk(home: Settings, engine: Engine) -> Desk:
    def open_desk(*grants: Grant, id: int = 1) -> FlaskClient:
        member = staff_builders.the_same_or_another(
            engine, *grants, name="李律师", id=id
        )
        return staff_builders.signed_in(a_desk(home), member)

    return open_desk
