"""Tables whose rows only ever come in: triggers refuse every change and deletion.

Models cannot say this, so the same statements stand behind `create_all` (tests) and
in the migrations.  One column may be named erasable: it can be emptied, never edited,
so that personal words go when their time is over and the line itself stays.  A sealed
column may also be sealed anew under a later key: same suite, higher key number.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import DDL, Table, event


def protect(table: Table, erasable: str = "") -> None:
    """Attach the triggers to a table's creation, on either database."""
    kept = [column.name for column in table.columns if column.name != erasable]
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(dialect, table.name, kept, erasable):
            ddl = DDL(statement)  # type: ignore[no-untyped-call]  # not annotated there
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


def statements(
    dialect: str, table: str, kept: Sequence[str], erasable: str = ""
) -> tuple[str, ...]:
    """What to run once the table exists; `kept` are the columns that never change."""
    if dialect == "sqlite":
        return _sqlite(table, kept, erasable)
    return _postgresql(table, kept, erasable)


def _may(column: str) -> str:
    """Emptied, or sealed again: it begins with the same suite and a later key."""
    old, new = f"OLD.{column}", f"NEW.{column}"
    return (
        f"({new} IS NULL OR ({old} IS NOT NULL"
        f" AND substr({new}, 1, 1) = substr({old}, 1, 1)"
        f" AND substr({new}, 2, 1) > substr({old}, 2, 1)))"
    )


def _sqlite(table: str, kept: Sequence[str], erasable: str) -> tuple[str, ...]:
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    unchanged = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in kept)
    unless = f"WHEN NOT ({_may(erasable)} AND {unchanged}) " if erasable else ""
    return (
        f"CREATE TRIGGER {table}_keeps BEFORE UPDATE ON {table} {unless}{refusal}",
        f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} {refusal}",
    )


def _postgresql(table: str, kept: Sequence[str], erasable: str) -> tuple[str, ...]:
    unchanged = " AND ".join(
        f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in kept
    )
    erasing = (
        f"IF TG_OP = 'UPDATE' THEN IF {_may(erasable)} AND {unchanged} "
        "THEN RETURN NEW; END IF; END IF; "
        if erasable
        else ""
    )
    function = f"{table}_append_only"
    create = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {erasing}RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    execute = f"EXECUTE FUNCTION {function}()"
    rows = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {execute}"
    whole = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {execute}"
    return (
        create,
        f"CREATE TRIGGER {table}_keeps {rows}",
        f"CREATE TRIGGER {table}_stays {whole}",
    )
