"""A browser before the desk's first page."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from forms_app.settings import Settings
from tests.forms.sign_in_builders import Clock
from tests.staff_builders import a_desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def browser(settings: Settings, clock: Clock) -> FlaskClient:
    return a_desk(settings, DOORSTEP_CLOCK=clock).test_client()
