"""The one database: how to connect, read, and write in one short transaction.

SQLite runs with journal TRUNCATE and synchronous EXTRA, the settings that lost no
acknowledged write in power-cut trials, and takes its write lock at BEGIN IMMEDIATE:
a transaction that may write never has to be upgraded half-way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Result,
    TypeDecorator,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

from forms_app import turns

BUSY_SECONDS = 10
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
)


class Base(DeclarativeBase):
    """Every table of every room; constraint names are stable for migrations."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases (SQLite knows no zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        return (
            value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )


def connect(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with the settings that lose nothing."""
    if url.startswith("sqlite"):
        engine = create_engine(
            url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if engine.url.database and engine.url.database != ":memory:":
            path = Path(engine.url.database).absolute()
            event.listen(engine, "checkout", _refuse_another_file(path))
        return engine
    return create_engine(
        url,
        pool_size=4,
        max_overflow=4,
        pool_pre_ping=True,
        pool_timeout=BUSY_SECONDS,
        connect_args={"connect_timeout": BUSY_SECONDS},
        hide_parameters=True,
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One write transaction: committed at the end, rolled back on any exception."""
    with (
        _turn(engine),
        engine.connect().execution_options(doorstep_writes=True) as connection,
        Session(connection, expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


def _turn(engine: Engine) -> AbstractContextManager[None]:
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or path == ":memory:":
        return nullcontext()
    return turns.line_of(Path(path).absolute()).turn(BUSY_SECONDS)


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A transaction that only reads; always rolled back."""
    with (
        engine.connect() as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session


def one_at_a_time(session: Session, digest: bytes) -> None:
    """Until this transaction ends, others that name the same digest wait.

    For counting before deciding: on PostgreSQL two transactions would both count
    without seeing each other.  SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        number = int.from_bytes(digest[:8], "big", signed=True)
        session.execute(select(func.pg_advisory_xact_lock(number)))


def added(session: Session, row: Base) -> bool:
    """Whether the row could be added; what a constraint forbids leaves no trace."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return False
    return True


def rows_of(result: Result[Any]) -> int:
    """How many rows an UPDATE or DELETE has met."""
    assert isinstance(result, CursorResult)  # noqa: S101 - only SELECT gives another
    return result.rowcount


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    try:
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma).close()
    except BaseException:
        connection.close()  # not in the pool yet: nobody else would
        raise


def _refuse_another_file(path: Path) -> Callable[[Any, Any, Any], None]:
    """Never write into a file that was deleted or replaced under us.

    A kept connection would go on in the old file, which no name leads to any more:
    what it acknowledged would be lost.  SQLAlchemy connects anew when we say so.
    """

    def look(_connection: object, record: Any, _proxy: object) -> None:
        try:
            stat = path.stat()
            here = (stat.st_dev, stat.st_ino)
        except OSError:
            here = (0, 0)
        if record.info.setdefault("file", here) != here:
            raise DisconnectionError("the database is another file now")

    return look


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("doorstep_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
