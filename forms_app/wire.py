"""Statements of the hot path: made ready once, then sent by the driver itself.

SQLAlchemy Core is where they are written, for both databases.  But it takes longer to
bring a finished statement on its way, and a session longer still to begin and end, than
the engine needs to give a seat.  So a statement becomes the text of its database and the
way its values are written, once; a `Wire` sends it over a connection of the pool.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import psycopg
from sqlalchemy import Connection, Dialect, Engine, PoolProxiedConnection
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import CompilerElement

_POSTGRESQL: Any = PGDialect_psycopg  # its constructor is not annotated
DIALECTS: Mapping[str, Dialect] = {
    "sqlite": SQLiteDialect_pysqlite(paramstyle="named"),
    "postgresql": _POSTGRESQL(paramstyle="numeric_dollar"),
}
"""With these a value is written once, however often its statement names it."""
Row = tuple[Any, ...]
CURSOR = "wire"
"""Where a connection of the pool keeps the cursor we speak through."""


class Said(NamedTuple):
    """A statement's text with values as the driver takes them."""

    text: str
    values: Any


class Ready:
    """A statement as one database reads it."""

    def __init__(self, dialect: str, statement: CompilerElement) -> None:
        speech = DIALECTS[dialect]
        compiled: Any = statement.compile(dialect=speech)
        self.text: str = compiled.string
        names = dict.fromkeys(compiled.positiontup or compiled.bind_names.values())
        binds = [compiled.binds[name] for name in names]
        self._fixed = {
            name: bind.value
            for name, bind in zip(names, binds, strict=True)
            if not bind.required
        }
        self._written: list[tuple[str, Callable[[Any], Any] | None]] = [
            (name, bind.type.dialect_impl(speech).bind_processor(speech))
            for name, bind in zip(names, binds, strict=True)
        ]
        self._numbered = compiled.positiontup is not None

    def said(self, given: Mapping[str, Any]) -> Said:
        """Put into words before it is sent, by whoever has the time."""
        return Said(self.text, self.values(given))

    def values(self, given: Mapping[str, Any]) -> Any:
        """What the driver is handed; `given` has more names than are needed."""
        if self._fixed:
            given = {**given, **self._fixed}
        if self._numbered:
            return [
                write(given[name]) if write else given[name]
                for name, write in self._written
            ]
        return {
            name: write(given[name]) if write else given[name]
            for name, write in self._written
        }


_OVERHEARD_BY: list[Callable[[str, Any], None]] = []


@contextmanager
def overheard(note: Callable[[str, Any], None]) -> Iterator[None]:
    """While the block lasts, `note` is told text and values of everything that is sent."""
    _OVERHEARD_BY.append(note)
    try:
        yield
    finally:
        _OVERHEARD_BY.remove(note)


class Wire:
    """A connection of the pool that is spoken to by its own driver.

    Begins and ends nothing: whoever opened the connection does.
    """

    def __init__(self, engine: Engine, taken: PoolProxiedConnection) -> None:
        self.dialect = engine.dialect.name
        self._engine = engine
        self._taken = taken
        self._connection: Connection | None = None
        self._cursor: Any = taken.info.get(CURSOR) or _kept_cursor(taken)

    @classmethod
    def on(cls, connection: Connection) -> Wire:
        """In the transaction of a connection."""
        wire = cls(connection.engine, connection.connection)
        wire._connection = connection
        return wire

    @classmethod
    def of(cls, session: Session) -> Wire:
        """In the transaction of a session."""
        return cls.on(session.connection())

    @property
    def connection(self) -> Connection:
        """The same connection as SQLAlchemy knows it."""
        if self._connection is None:
            self._connection = Connection(self._engine, self._taken)
        return self._connection

    def rows(self, statement: Ready, given: Mapping[str, Any]) -> list[Row]:
        """What a SELECT finds or a RETURNING gives back, as the driver hands it over."""
        return self.answer_to(statement.said(given))

    def changed(self, statement: Ready, given: Mapping[str, Any]) -> int:
        """How many rows were written."""
        return self.changed_by(statement.said(given))

    def answer_to(self, said: Said) -> list[Row]:
        """`rows` of what was put into words before."""
        found: list[Row] = self._sent(*said).fetchall()
        return found

    def changed_by(self, said: Said) -> int:
        """`changed` of what was put into words before."""
        count: int = self._sent(*said).rowcount
        return count

    def say(self, words: str) -> None:
        """A word about the transaction, as SAVEPOINT."""
        self._sent(words, ())

    def _sent(self, text: str, values: Any) -> Any:
        for note in _OVERHEARD_BY:
            note(text, values)
        try:
            return self._cursor.execute(text, values)
        except self._engine.dialect.loaded_dbapi.Error as error:
            lost = self._engine.dialect.is_disconnect(error, self._taken, None)
            if lost:
                self.connection.invalidate(error)
            raise as_sqlalchemy(error, self._engine.dialect, lost=lost) from error


def as_sqlalchemy(error: Any, dialect: Dialect, *, lost: bool = False) -> DBAPIError:
    """The driver's error as SQLAlchemy would raise it; what was said stays out of logs.

    `lost`: the connection has gone with it.
    """
    said: DBAPIError = DBAPIError.instance(
        None,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    return said


def _kept_cursor(taken: PoolProxiedConnection) -> Any:
    """One for as long as the connection lives: each answer is fetched before the next
    question."""
    driver: Any = taken.driver_connection
    postgres = isinstance(driver, psycopg.Connection)
    cursor = psycopg.RawCursor(driver) if postgres else driver.cursor()
    return taken.info.setdefault(CURSOR, cursor)
