"""A resident of the booking tests: the form they fill in, the page they come to."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from forms_app import times
from tests.forms.booking_builders import SERVICE, STATION
from tests.forms.page import Page, follow

WHERE = f"/forms/book/{SERVICE}/{STATION}"
NINE = "2026-11-24T09:00"


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(times, "now", lambda: moment)


def filled(**changes: str) -> dict[str, str]:
    return {
        "start": NINE,
        "name": "王小明",
        "phone": "13800138000",
        "whom": "",
        "request_key": "a" * 32,
        **changes,
    }


def book_here(client: FlaskClient, **changes: str) -> Page:
    return follow(client, client.post(WHERE, data=filled(**changes)))


def code_on(page: Page) -> str:
    return page.one(".ds-code").get_text(strip=True)
