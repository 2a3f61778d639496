"""The one database: how to connect, read, and write in one short transaction.

SQLite runs with journal TRUNCATE and synchronous EXTRA, the settings that lost no
acknowledged write in power-cut trials, and takes its write lock at BEGIN IMMEDIATE:
a transaction that may write never has to be upgraded half-way.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

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
from sqlalchemy.exc import (
    DisconnectionError,
    IntegrityError,
    InvalidatePoolError,
)
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.orm import DeclarativeBase, Session

from forms_app import turns
from forms_app.group_commit import Everybody, Group
from forms_app.wire import Wire, as_sqlalchemy

T = TypeVar("T")
BUSY_SECONDS = 10
IDLE_SECONDS = 1.0
"""After that a connection to a server is looked at before it is used."""
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


def instant_of(found: datetime | str) -> datetime:
    """What a driver hands over for an `Instant`."""
    if isinstance(found, str):
        return datetime.fromisoformat(found).replace(tzinfo=UTC)
    return found.astimezone(UTC)


def day_of(found: date | str) -> date:
    """What a driver hands over for a day."""
    return date.fromisoformat(found) if isinstance(found, str) else found


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
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",  # we say BEGIN ourselves, see _begin_postgresql
        pool_size=8,  # one for every thread of the server
        pool_use_lifo=True,  # what is in use stays warm, what is spare may go
        max_overflow=4,
        pool_timeout=BUSY_SECONDS,
        connect_args={"connect_timeout": BUSY_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin_postgresql)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _look_whether_it_lives(engine.dialect))
    return engine


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


def written(engine: Engine, work: Callable[[Wire], T]) -> T:
    """`transaction` without a session, for what many do at the same moment.

    On SQLite all who wait share one transaction and its commit; what `work` raises
    takes back its own part alone.  Nobody has an answer before the commit.
    """
    if _file_of(engine) is None:
        with transaction(engine) as session:
            return work(Wire.of(session))
    group = _GROUPS.setdefault(engine, Group())
    try:
        answer: T = group.write(work, partial(_write_all, engine), BUSY_SECONDS)
    except TimeoutError as late:
        raise WaitedTooLong("the line before the database does not move") from late
    return answer


_GROUPS: WeakKeyDictionary[Engine, Group[Callable[[Wire], Any]]] = WeakKeyDictionary()


def _write_all(engine: Engine, everybody: Everybody[Callable[[Wire], Any]]) -> None:
    with (
        _turn(engine),
        engine.connect().execution_options(doorstep_writes=True) as connection,
        connection.begin(),
    ):
        wire = Wire.on(connection)
        for one in everybody():
            wire.say("SAVEPOINT one")
            try:
                one.answer = one.work(wire)
            except Exception as error:
                one.error = error
                # Fails, and all with it, where the engine has taken back everything.
                wire.say("ROLLBACK TO one")
            wire.say("RELEASE one")


def _turn(engine: Engine) -> AbstractContextManager[None]:
    path = _file_of(engine)
    return turns.line_of(path).turn(BUSY_SECONDS) if path else nullcontext()


def _file_of(engine: Engine) -> Path | None:
    """Where SQLite keeps it; None for a server, and for a database in memory."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path or path == ":memory:":
        return None
    return Path(path).absolute()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A transaction that only reads; always rolled back."""
    with (
        engine.connect() as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session


@contextmanager
def looking(engine: Engine) -> Iterator[Session]:
    """For a few SELECTs of a page many people look at: no transaction around them.

    On PostgreSQL that spares two of five round trips; each statement sees what is
    committed when it begins, as it would in `reading`, too.
    """
    if engine.dialect.name == "sqlite":
        with reading(engine) as session:
            yield session
        return
    with (
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
        Session(connection, expire_on_commit=False) as session,
    ):
        yield session


@contextmanager
def glancing(engine: Engine) -> Iterator[Wire]:
    """`looking` with neither session nor SQLAlchemy's connection, for what is asked in
    a rush."""
    try:
        taken = engine.raw_connection()
    except engine.dialect.loaded_dbapi.Error as error:
        raise as_sqlalchemy(error, engine.dialect) from error
    try:
        yield Wire(engine, taken)
    finally:
        taken.close()


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


def _begin_postgresql(connection: Connection) -> None:
    """Nothing is begun for who only glances, and where autocommit was asked for."""
    if "isolation_level" not in connection.get_execution_options():
        connection.exec_driver_sql("BEGIN")


def _note_use(_connection: object, record: Any) -> None:
    record.info["used"] = time.monotonic()


def _look_whether_it_lives(dialect: Dialect) -> Callable[[Any, Any, Any], None]:
    """A connection that has lain idle is asked first: the server may have gone since.

    Asking every time would be one more round trip for every booking of a rush.
    """

    def look(connection: Any, record: Any, _proxy: object) -> None:
        idle = time.monotonic() - record.info.get("used", -IDLE_SECONDS)
        if idle < IDLE_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as gone:
            raise InvalidatePoolError("the server has gone away") from gone

    return look


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("doorstep_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
