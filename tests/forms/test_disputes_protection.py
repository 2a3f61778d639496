"""Forged posts are refused, honest ones go through, and the sample cases are whole."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.apps import create_public_app
from forms_app.database import transaction
from forms_app.disputes import demo, trail
from forms_app.disputes.models import Case
from forms_app.settings import Settings
from tests.disputes_builders import ANSWERS, MONDAY, PHONE, Page, Register, read, send

POSTS = (
    "/forms/dispute/begin",
    "/forms/dispute/ask/story",
    "/forms/dispute/send",
    "/forms/dispute/progress",
    "/forms/dispute/mine/stop",
    "/forms/dispute/clear",
)


@pytest.fixture
def guarded(settings: Settings) -> FlaskClient:
    """A resident's browser with CSRF protection on, as in real life."""
    app = create_public_app(settings)
    app.config.update(TESTING=True)
    return app.test_client()


@pytest.mark.parametrize("address", POSTS)
def test_a_post_from_elsewhere_is_refused(guarded: FlaskClient, address: str) -> None:
    answer = guarded.post(address, data={"type": "neighbour", "request_key": "a" * 32})

    assert answer.status_code == 400


def test_the_whole_way_carries_its_tokens(guarded: FlaskClient) -> None:
    def go(page: Page, address: str, **data: object) -> Page:
        return send(guarded, address, csrf_token=page.value("csrf_token"), **data)

    page = read(guarded, "/forms/dispute/way?type=neighbour&asked=1")
    page = go(page, "/forms/dispute/begin", type="neighbour")
    for key, data in ANSWERS:
        page = go(page, f"/forms/dispute/ask/{key}", **data)
    key = page.value("request_key")
    page = go(page, "/forms/dispute/send", request_key=key)
    code = page.soup.select_one(".ds-code")
    assert code is not None

    page = read(guarded, "/forms/dispute/progress")
    page = go(
        page,
        "/forms/dispute/progress",
        code=code.get_text(strip=True),
        tail=PHONE[-4:],
    )
    assert page.h1 == "我的事项"
    page = go(read(guarded, "/forms/dispute/mine/stop"), "/forms/dispute/mine/stop")
    assert "已撤回" in page.text
    assert go(page, "/forms/dispute/clear").h1 == "已经清除"


def test_somebody_elses_request_key_sends_nothing(client: FlaskClient) -> None:
    send(client, "/forms/dispute/begin", type="neighbour")

    answer = client.post("/forms/dispute/send", data={"request_key": "c" * 32})

    assert answer.status_code == 400


def test_the_sample_cases_are_entered_once_with_a_whole_trail(
    register: Register,
) -> None:
    for _ in range(2):
        with transaction(register.engine) as session:
            demo.fill(session, register.vault, register.catalogue, now=MONDAY)

    with Session(register.engine) as session:
        assert trail.verify_chain(session, register.vault) == []
        entered = session.scalar(select(func.count()).select_from(Case))
    assert entered == 2  # the types and villages the small test county has
