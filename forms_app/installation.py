"""What a command finds where it was started: settings, database, catalogue, keys.

Whatever is missing is one sentence and the end of the command.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from forms_app import migrate
from forms_app.catalogue import Catalogue, CatalogueUnreadable
from forms_app.catalogue.reader import load_catalogue
from forms_app.database import connect
from forms_app.settings import Settings, SettingsError
from forms_app.vault import KeysMissing, Vault, load_vault


def settings_here() -> Settings:
    try:
        return Settings.from_environment(os.environ, Path.cwd())
    except SettingsError as wrong:
        raise click.ClickException("\n".join(wrong.sentences)) from wrong


@contextmanager
def connected(settings: Settings) -> Iterator[Engine]:
    engine = connect(settings.database_url)
    try:
        yield engine
    except OperationalError as problem:
        raise click.ClickException(
            f"数据库打不开：{type(problem.orig).__name__}。请核对 DATABASE_URL。"
        ) from problem
    finally:
        engine.dispose()


@contextmanager
def database(settings: Settings) -> Iterator[Engine]:
    """The database, if it is at the step this program needs."""
    with connected(settings) as engine:
        if migrate.current(engine) != migrate.newest():
            raise click.ClickException("数据库还没有升级，请先运行 doorstep upgrade。")
        yield engine


def catalogue_of(settings: Settings) -> Catalogue:
    try:
        return load_catalogue(settings.site / "catalogue.json")
    except CatalogueUnreadable as problem:
        raise click.ClickException(
            "网站还没有生成，请先运行 doorstep build。"
        ) from problem


def vault_of(settings: Settings) -> Vault:
    try:
        return load_vault(settings.instance / "keys")
    except KeysMissing as problem:
        raise click.ClickException(str(problem)) from problem
