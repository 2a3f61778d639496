"""While the database is away, full or damaged: a calm page with telephone numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as PoolExhausted

from forms_app.access import Grant, Role
from forms_app.apps import create_public_app
from forms_app.database import Base, connect, transaction
from forms_app.lookups import FailedLookup
from forms_app.settings import Settings
from forms_app.vault import create_keys
from tests.disputes_builders import Page
from tests.staff_builders import a_desk, a_member, signed_in

BUSY = "系统正忙"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A SQLite database of its own, which the test may harm."""
    path = tmp_path / "own.db"
    engine = connect(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def place(file: Path, published_site: Path, tmp_path: Path) -> Settings:
    create_keys(tmp_path / "instance" / "keys")
    return Settings(
        site=published_site,
        instance=tmp_path / "instance",
        database_url=f"sqlite:///{file}",
    )


def apps(place: Settings) -> tuple[FlaskClient, FlaskClient]:
    """A resident's browser and that of somebody who has signed in."""
    public, desk = create_public_app(place), a_desk(place)
    engine = connect(place.database_url)
    clerk = signed_in(desk, a_member(engine, Grant(Role.HEAD, "*")))
    engine.dispose()
    return public.test_client(), clerk


def busy_pages(resident: FlaskClient, clerk: FlaskClient) -> list[Page]:
    pages = [resident.get("/forms/book/id-card-renewal")]
    pages += [clerk.get(path) for path in ("/", "/cases/", "/assets/none.css")]
    assert {page.headers.get("Content-Security-Policy", "")[:18] for page in pages} == {
        "default-src 'none'"
    }
    return [Page(page) for page in pages]


def test_a_lost_database_is_a_calm_page_on_both_sides_and_comes_back(
    place: Settings, file: Path
) -> None:
    resident, clerk = apps(place)
    file.rename(file.with_suffix(".away"))
    file.mkdir()  # so that nobody makes an empty one in its place

    for page in busy_pages(resident, clerk):
        assert (page.status, page.h1) == (503, BUSY)
        assert page.soup.find("a", href="tel:110")
        assert "Traceback" not in page.text

    file.rmdir()
    file.with_suffix(".away").rename(file)
    assert resident.get("/forms/book/id-card-renewal").status_code == 200
    assert clerk.get("/cases/").status_code == 200


def test_a_damaged_file_is_a_calm_page(place: Settings, file: Path) -> None:
    resident, clerk = apps(place)
    file.rename(file.with_suffix(".away"))
    file.write_bytes(b"no database at all" * 1000)

    assert {page.status for page in busy_pages(resident, clerk)} == {503}


def test_every_connection_in_use_is_a_busy_page(
    public_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted() -> str:
        raise PoolExhausted

    exhausted.doorstep_access = None  # type: ignore[attr-defined]
    monkeypatch.setitem(public_app.view_functions, "disputes.start", exhausted)

    answer = public_app.test_client().get("/forms/dispute/start")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")


def test_a_mistake_of_ours_is_not_called_busy(
    public_app: Flask, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken() -> str:
        with transaction(engine) as session:
            session.add(FailedLookup(kind=None))
        return ""

    mistaken.doorstep_access = None  # type: ignore[attr-defined]
    monkeypatch.setitem(public_app.view_functions, "disputes.start", mistaken)

    assert public_app.test_client().get("/forms/dispute/start").status_code == 500


def test_without_site_and_database_there_is_still_a_number_to_call(
    place: Settings, tmp_path: Path
) -> None:
    nowhere = Settings(
        site=tmp_path / "none",
        instance=place.instance,
        database_url=place.database_url,
    )

    page = Page(create_public_app(nowhere).test_client().get("/forms/appointment"))

    assert page.status in (500, 503)
    assert "110" in page.text
