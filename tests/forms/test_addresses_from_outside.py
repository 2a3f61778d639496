"""What a visitor says about addresses is not believed, unless a proxy is declared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask, request

from forms_app.access import public
from forms_app.apps import create_public_app
from forms_app.settings import Settings
from tests.staff_builders import a_desk

FORGED = {
    "Host": "evil.example",
    "X-Forwarded-For": "192.0.2.66",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
}


def seen_by(app: Flask) -> str | None:
    @public
    def who() -> str:
        return f"{request.remote_addr} {request.scheme}"

    app.add_url_rule("/who", "who", who)
    return app.test_client().get("/who", headers=FORGED).get_data(as_text=True)


def test_forwarded_headers_count_only_behind_a_declared_proxy(
    settings: Settings,
) -> None:
    alone = create_public_app(settings)
    behind = create_public_app(replace(settings, proxies=1))

    assert seen_by(alone) == "127.0.0.1 http"
    assert seen_by(behind) == "192.0.2.66 https"


@pytest.mark.parametrize("path", ["/forms/dispute/mine", "/forms/appointment/cancel"])
def test_a_forged_host_leads_nobody_away(settings: Settings, path: str) -> None:
    answer = create_public_app(settings).test_client().get(path, headers=FORGED)

    assert answer.status_code == 303
    assert "evil" not in str(answer.headers) + answer.get_data(as_text=True)


def test_a_forged_host_leads_no_colleague_away(settings: Settings) -> None:
    answer = a_desk(settings).test_client().get("/cases/", headers=FORGED)

    assert answer.location.startswith("/sign-in")
    assert "evil" not in str(answer.headers)
