"""Fixtures every room's tests share: a database, keys, a published site, the apps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from forms_app.database import Base, connect
from forms_app.settings import Settings
from forms_app.vault import Vault, create_keys, load_vault
from tests import forms_builders


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
