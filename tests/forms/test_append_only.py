"""Rows that only ever come in: the database itself refuses the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from forms_app import migrate
from forms_app.append_only import statements
from forms_app.database import connect, reading, transaction

GROWING = {
    *("appointment_event", "booking_wait_event", "case_event"),
    *("home_event", "letter_event", "message_event", "staff_event"),
}


def run(engine: Engine, *lines: str) -> None:
    with transaction(engine) as session:
        for line in lines:
            session.execute(text(line))


@pytest.fixture
def ledger(engine: Engine) -> Iterator[Engine]:
    """A small table of our own with one erasable column and one row."""
    name = engine.dialect.name
    run(
        engine,
        "CREATE TABLE ledger (id INTEGER PRIMARY KEY, word TEXT, secret TEXT)",
        *statements(name, "ledger", ("id", "word"), "secret"),
        "INSERT INTO ledger VALUES (1, 'kept', 'private')",
    )
    yield engine
    run(engine, "DROP TABLE ledger")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger SET word = 'other'",
        "UPDATE ledger SET secret = 'other'",
        "UPDATE ledger SET secret = 'pabcd'",
        "UPDATE ledger SET secret = 'privacy'",
        "UPDATE ledger SET word = 'other', secret = 'pz'",
        "UPDATE ledger SET word = 'other', secret = NULL",
        "UPDATE ledger SET id = 2, secret = NULL",
        "DELETE FROM ledger",
    ],
)
def test_nothing_is_changed_or_deleted(ledger: Engine, change: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        run(ledger, change)


def test_the_erasable_column_can_be_emptied_and_nothing_else(ledger: Engine) -> None:
    run(ledger, "UPDATE ledger SET secret = NULL")

    with transaction(ledger) as session:
        assert session.execute(text("SELECT word, secret FROM ledger")).one() == (
            "kept",
            None,
        )


TRIGGERS = {
    "postgresql": "SELECT tgname, tgrelid::regclass::text, pg_get_functiondef(tgfoid) "
    "FROM pg_trigger WHERE NOT tgisinternal",
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
}


def triggers(engine: Engine) -> set[tuple[str, ...]]:
    with reading(engine) as session:
        return {
            tuple(row) for row in session.execute(text(TRIGGERS[engine.dialect.name]))
        }


def test_the_migration_guards_the_same_tables_as_the_models(
    engine: Engine, bare_database: Callable[[], str]
) -> None:
    migrated = connect(bare_database())
    migrate.upgrade(migrated)

    assert triggers(migrated) == triggers(engine)
    assert {table for _, table, _ in triggers(engine)} == GROWING
    migrated.dispose()
