"""Fixtures every room's tests share: a database, keys, a published site, the apps."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant
from forms_app.apps import create_public_app
from forms_app.database import Base, connect
from forms_app.settings import Settings
from forms_app.vault import Vault, create_keys, load_vault
from tests import forms_builders, staff_builders


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row; tests copy it."""

    path = tmp_path_factory.mktemp("database") / "empty.db"
    engine = connect(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture
def database_url(empty_database: Path, tmp_path: Path) -> str:
    path = tmp_path / "doorstep.db"
    shutil.copy(empty_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small built site: catalogue.json and shells."""
    return forms_builders.a_published_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instance")
    create_keys(folder / "keys")
    return folder


@pytest.fixture
def vault(keys: Path) -> Vault:
    return load_vault(keys / "keys")


@pytest.fixture
def settings(published_site: Path, keys: Path, database_url: str) -> Settings:
    return Settings(site=published_site, instance=keys, database_url=database_url)


@pytest.fixture
def public_app(settings: Settings) -> Flask:
    app = create_public_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def client(public_app: Flask) -> FlaskClient:
    """A resident's browser (CSRF has tests of its own)."""
    return public_app.test_client()


@pytest.fixture
def desk_as(settings: Settings, engine: Engine) -> Callable[..., FlaskClient]:
    """A clerk's browser: desk_as(Grant(Role.COUNTER, "station:x"), name="王警官").

    The clerk is a real member with a real session; `id` is theirs unless a colleague
    with other roles has it already.
    """

    def open_desk(*grants: Grant, name: str = "王警官", id: int = 1) -> FlaskClient:
        member = staff_builders.the_same_or_another(engine, *grants, name=name, id=id)
        return staff_builders.signed_in(staff_builders.a_desk(settings), member)

    return open_desk
