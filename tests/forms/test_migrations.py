"""The migrations make exactly what the models describe, and can go back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import forms_app
from forms_app.database import Base, connect
from forms_app.migrate import LooseEnds, current, models_equal_migrations, upgrade

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


def holding(engine: Engine, step: str, *statements: str) -> Engine:
    """An empty database brought to a step, after these."""
    to_step(engine, step)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return engine


def test_a_database_of_the_first_step_keeps_its_bookings_on_the_way_up(
    bare: Callable[[], Engine],
) -> None:
    engine = holding(bare(), "0001", A_BOOKING_OF_THE_FIRST_STEP, ITS_TRAIL)
    with engine.connect() as connection:
        before = connection.execute(text("SELECT * FROM appointment")).mappings().one()

    upgrade(engine)

    with engine.connect() as connection:
        after = connection.execute(text("SELECT * FROM appointment")).mappings().one()
        assert {name: after[name] for name in before} == dict(before)
        assert connection.scalar(text("SELECT what FROM appointment_event")) == "seen"
    assert models_equal_migrations(engine) == []


def test_a_case_of_the_first_step_keeps_its_parties_on_the_way_up(
    bare: Callable[[], Engine],
) -> None:
    """SQLite changes a column by a copy of its table, to which others lead."""
    engine = holding(bare(), "0001", A_CASE_OF_THE_FIRST_STEP, ITS_PARTY)

    upgrade(engine)

    with engine.begin() as connection:
        found = text(
            "SELECT c.uid, p.uid FROM dispute_case c "
            "JOIN dispute_party p ON p.case_id = c.id"
        )
        assert connection.execute(found).all() == [("a-case", "a-party")]
        if engine.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_step_that_tears_rows_from_what_they_belong_to_changes_nothing(
    tmp_path: Path,
) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'torn.db'}")
    to_step(engine, "0001")
    with closing(sqlite3.connect(tmp_path / "torn.db")) as raw, raw:
        raw.execute(ITS_PARTY)  # nobody asks there whether the case exists

    with pytest.raises(LooseEnds, match="dispute_party"):
        upgrade(engine)

    assert current(engine) == "0001"
    engine.dispose()


def test_names_of_open_bookings_count_on_in_one_table(
    bare: Callable[[], Engine],
) -> None:
    engine = holding(bare(), "0028", A_BOOKING_OF_THE_FIRST_STEP, ITS_NAME, *WITH_IT)

    upgrade(engine)

    with engine.connect() as connection:
        kept = text(
            "SELECT person_place, reference FROM appointment_participant ORDER BY 1"
        )
        assert connection.execute(kept).all() == [(1, "ABCD2345"), (2, "ABCD2345")]

    walk(engine, lambda script, revision: script._downgrade_revs("0028", revision))

    with engine.connect() as connection:
        both = text("SELECT count(*) FROM appointment_companion")
        assert connection.scalar(both) == 2


def test_keys_that_held_the_past_too_are_gone(bare: Callable[[], Engine]) -> None:
    engine = bare()
    constraint = "ALTER TABLE appointment ADD CONSTRAINT {} UNIQUE ({})"
    index = "CREATE UNIQUE INDEX {} ON appointment ({})"
    made = constraint if engine.dialect.name == "postgresql" else index
    columns = "phone_digest, phone_place"
    holding(engine, "0027", made.format("uq_appointment_place", columns))

    upgrade(engine)

    assert models_equal_migrations(engine) == []


A_BOOKING_OF_THE_FIRST_STEP = """
INSERT INTO appointment (id, reference, station_id, service_id, service_name,
  schedule_id, starts_at, minutes, seat, status, kind, name_sealed, phone_sealed,
  whom_sealed, phone_digest, phone_place, request_key, sequence, version, created_at,
  changed_at, changed_by)
VALUES (1, 'ABCD2345', 's', 'v', '换证', 'c', '2026-11-24 01:00:00', 30, 1, 'booked',
  'booked', 'a', 'b', 'c', 'd', 1, 'k', 0, 1, '2026-11-20 01:00:00',
  '2026-11-20 01:00:00', '')
"""
A_CASE_OF_THE_FIRST_STEP = """
INSERT INTO dispute_case (id, uid, request_key, code_digest, dispute_type, type_name,
  area_id, area_name, way_kind, status, holder_station, needs, minor, source,
  identity_checked, received_at, changed_at, changed_by, version)
VALUES (1, 'a-case', 'k', 'd', 't', '邻里', 'a', '村', 'mediation', 'received', 's', '',
  'no', 'online', false, '2026-11-20 01:00:00', '2026-11-20 01:00:00', '', 1)
"""
ITS_PARTY = """
INSERT INTO dispute_party (id, uid, case_id, role) VALUES (1, 'a-party', 1, 'applicant')
"""
ITS_NAME = "UPDATE appointment SET person_digest = 'lead', person_place = 2"
WITH_IT = [
    f"INSERT INTO appointment_companion VALUES ('{name}', {place}, 'ABCD2345')"
    for name, place in (("twin", 1), ("lead", 2))
]
"""The same place of one name twice, as two tables could give it in one moment."""
ITS_TRAIL = """
INSERT INTO appointment_event (id, appointment_id, at, what, "by")
VALUES (1, 1, '2026-11-20 02:00:00', 'seen', '王')
"""


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
    """Back to nothing."""
    walk(engine, lambda script, revision: script._downgrade_revs("base", revision))


def to_step(engine: Engine, step: str) -> None:
    """Up to this step and no further."""
    walk(engine, lambda script, revision: script._upgrade_revs(step, revision))


def walk(engine: Engine, steps: Callable[[ScriptDirectory, Any], Any]) -> None:
    """Run some steps, without the environment file of the command line."""
    script = ScriptDirectory(str(FOLDER))

    def way(revision: Any, _context: Any) -> Any:
        return steps(script, revision)

    writing = engine.execution_options(doorstep_writes=True)
    with (
        EnvironmentContext(Config(), script, fn=way) as environment,
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
