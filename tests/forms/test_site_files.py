"""The built site as files, and what every answer carries."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.forms.resident_builders import WHERE


def test_the_site_answers_at_its_root(client: FlaskClient) -> None:
    with client.get("/") as answer:
        assert "家门口" in answer.get_data(as_text=True)


def test_a_missing_page_is_a_calm_404(client: FlaskClient) -> None:
    answer = client.get("/no/such/page.html")

    assert answer.status_code == 404
    assert "没有这个页面" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("kept", "page"),
    [
        (f"{WHERE}/hold", WHERE),
        ("/forms/appointment/open", "/forms/appointment"),
        ("/forms/appointment/waiting/take", "/forms/appointment/waiting"),
    ],
)
def test_the_address_a_form_was_sent_to_leads_back_to_its_page(
    client: FlaskClient, kept: str, page: str
) -> None:
    answer = client.get(kept)

    assert (answer.status_code, answer.location) == (303, page)
    assert client.get("/forms/dispute/send").status_code == 404
    assert client.get(f"{kept}/more").status_code == 404


def test_the_raw_shells_are_not_pages(client: FlaskClient) -> None:
    assert client.get("/shell/home.html").status_code == 404


def test_nothing_outside_the_site_is_served(client: FlaskClient) -> None:
    for path in ("/../conftest.py", "/%2e%2e/%2e%2e/etc/passwd", "/..%2fx"):
        assert client.get(path).status_code == 404


def test_every_answer_carries_the_strict_policy(client: FlaskClient) -> None:
    for path in ("/", "/none"):
        with client.get(path) as answer:
            headers = answer.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"


def test_only_the_site_may_ask_where_one_is(client: FlaskClient) -> None:
    with client.get("/") as page, client.get("/forms/appointment") as form:
        assert "geolocation=(self)" in page.headers["Permissions-Policy"]
        assert "geolocation=()" in form.headers["Permissions-Policy"]


@pytest.mark.parametrize("server", ["nginx.conf", "Caddyfile"])
def test_a_server_in_front_sends_the_headers_of_the_pages(
    client: FlaskClient, server: str
) -> None:
    text = Path("deploy/front", server).read_text("utf-8")
    with client.get("/") as page:
        for name in (
            *("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy"),
            *("Cross-Origin-Opener-Policy", "Permissions-Policy"),
        ):
            value = page.headers[name]
            assert f"{name} {value}" in text or f'{name} "{value}"' in text, name
    assert "frame-ancestors 'none'" in text


def test_only_files_of_the_site_are_kept_by_browsers(client: FlaskClient) -> None:
    """A form shows somebody's own things: the next person at this screen asks again."""
    with client.get("/") as page, client.get("/forms/appointment") as form:
        assert "max-age" in page.headers["Cache-Control"]
        assert form.headers["Cache-Control"] == "no-store"
