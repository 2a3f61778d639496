"""People who write to a station, and the desk that answers."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.database import reading
from forms_app.letters.models import Letter
from forms_app.settings import Settings
from tests import staff_builders
from tests.forms.page import Page, follow

Desk = Callable[..., FlaskClient]
VILLAGE, POLICE = "qiaodong-huanxi", "qiaodong-police-station"
JUSTICE = "qiaodong-justice-office"
HEAD = Grant(Role.HEAD, f"station:{JUSTICE}")
COUNTER = Grant(Role.COUNTER, f"station:{POLICE}")
WORDS = "借条没写还款日，过了几年还能要吗？"
PAGE = f"stations/{POLICE}.html"


def a_browser(settings: Settings) -> FlaskClient:
    return staff_builders.a_public_app(settings).test_client()


def send(client: FlaskClient, kind: str, **changes: str) -> Page:
    form = {"words": WORDS, "request_key": "a" * 32, **changes}
    if kind != "mistake":
        form.setdefault("area", VILLAGE)
    return follow(client, client.post(f"/forms/letter/{kind}", data=form))


def ask(client: FlaskClient, **changes: str) -> Page:
    return send(client, "question", **{"phone": "13800138000", **changes})


def rows(engine: Engine) -> list[Letter]:
    with reading(engine) as session:
        return list(session.query(Letter).order_by(Letter.id))


def press(desk: FlaskClient, row: Letter, step: str, **data: str) -> Page:
    form = {"version": str(row.version), **data}
    page = follow(desk, desk.post(f"/letters/{row.id}/{step}", data=form))
    assert page.status != 404
    return page
