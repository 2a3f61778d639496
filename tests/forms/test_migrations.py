"""The migrations make exactly what the models describe, and can go back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import forms_app
from forms_app.database import Base, connect
from forms_app.migrate import upgrade

FOLDER = Path(forms_app.__file__).parent / "migrations"
TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, pg_get_triggerdef(t.oid) || pg_get_functiondef(t.tgfoid) "
        "FROM pg_trigger t WHERE NOT t.tgisinternal"
    ),
}


@pytest.fixture
def bare(bare_database: Callable[[], str]) -> Iterator[Callable[[], Engine]]:
    """bare() is an engine on a database in which nothing is."""
    engines: list[Engine] = []

    def an_engine() -> Engine:
        engines.append(connect(bare_database()))
        return engines[-1]

    yield an_engine
    for engine in engines:
        engine.dispose()


def test_the_migrations_make_what_the_models_say(bare: Callable[[], Engine]) -> None:
    migrated, created = bare(), bare()

    upgrade(migrated)
    Base.metadata.create_all(created)

    assert what_is_in(migrated) == what_is_in(created)


def test_the_way_back_and_up_again_ends_at_the_same_tables(
    bare: Callable[[], Engine],
) -> None:
    engine = bare()
    upgrade(engine)
    before = what_is_in(engine)

    downgrade(engine)
    assert what_is_in(engine) == {"triggers": {}}

    upgrade(engine)
    assert what_is_in(engine) == before


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(
    bare: Callable[[], Engine],
) -> None:
    engine = bare()
    upgrade(engine)
    before = what_is_in(engine)

    upgrade(engine)

    assert what_is_in(engine) == before


def test_the_append_only_tables_are_guarded_by_triggers(
    bare: Callable[[], Engine],
) -> None:
    engine = bare()
    upgrade(engine)

    assert what_is_in(engine)["triggers"]


def what_is_in(engine: Engine) -> dict[str, Any]:
    """Every table with its columns, keys, indexes and checks; and the triggers."""
    inspector = inspect(engine)
    found: dict[str, Any] = {
        table: {
            "columns": {
                column["name"]: (
                    str(column["type"]),
                    column["nullable"],
                    column["default"],
                )
                for column in inspector.get_columns(table)
            },
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": _by_name(inspector.get_foreign_keys(table)),
            "unique": _by_name(inspector.get_unique_constraints(table)),
            "indexes": _by_name(inspector.get_indexes(table)),
            "checks": _by_name(inspector.get_check_constraints(table)),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }
    with engine.connect() as connection:
        rows = connection.execute(text(TRIGGERS[engine.dialect.name]))
        found["triggers"] = {name: " ".join(body.split()) for name, body in rows}
    return found


def downgrade(engine: Engine) -> None:
    """Back to nothing, without the environment file of the command line."""
    script = ScriptDirectory(str(FOLDER))

    def way_down(revision: Any, _context: Any) -> Any:
        return script._downgrade_revs("base", revision)

    writing = engine.execution_options(doorstep_writes=True)
    with (
        EnvironmentContext(Config(), script, fn=way_down) as environment,
        writing.begin() as connection,
    ):
        environment.configure(connection=connection, target_metadata=Base.metadata)
        with environment.begin_transaction():
            environment.run_migrations()


def _by_name(parts: list[Any]) -> dict[str, Any]:
    return {str(part["name"]): _plain(part) for part in parts}


def _plain(value: Any) -> Any:
    """Dictionaries of texts: a partial index carries its condition as an object."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    return str(value)
