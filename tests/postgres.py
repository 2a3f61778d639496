"""A throw-away PostgreSQL: `pytest --database=postgres` starts one and stops it.

It lives in a folder of its own and listens on a socket there, so it meets no other
server.  Every xdist worker has a database in it; tables are made once and emptied
after each test.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import Connection

from forms_app.database import Base

START_SECONDS = 30
USUAL_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
# The data is thrown away after the run: a power cut may take it, waiting may not.
SERVER_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "500",
    "fsync": "off",
    "full_page_writes": "off",
    "lock_timeout": "60s",
    "timezone": "UTC",
}


class PostgresMissing(Exception):
    """The server's programs are not installed."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; its socket is in `folder`."""

    folder: Path

    def url(self, database: str) -> str:
        """An SQLAlchemy URL for one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create_database(self, name: str) -> str:
        """An empty database; returns its URL."""
        with self._admin() as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.url(name)

    def drop_database(self, name: str) -> None:
        with self._admin() as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())

    def answers(self) -> bool:
        try:
            self._admin().close()
        except psycopg.OperationalError:
            return False
        return True

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        )


@contextmanager
def running_server() -> Iterator[Server]:
    """A fresh server for the length of the block, stopped whatever happens in it."""
    with a_folder() as folder:
        make_data(folder / "data")
        with started(folder / "data", folder):
            yield Server(folder)


@contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that the server's user may write to; its path is short, for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="doorstep-pg-"))
    user = server_user()
    if user:
        shutil.chown(folder, user)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_data(data: Path) -> None:
    quietly(find_programs() / "initdb", "-D", data, "-U", "postgres", *_INITDB)


@contextmanager
def started(data: Path, sockets: Path, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """The server of that data, answering in `sockets`; `more` are its options."""
    options = [f"-c{name}={value}" for name, value in SERVER_SETTINGS.items()]
    with (sockets / "log").open("wb") as log:
        process = subprocess.Popen(
            [find_programs() / "postgres", "-D", data, "-k", sockets, *options, *more],
            stdout=log,
            stderr=log,
            **_as_user(server_user()),
        )
    try:
        _wait(Server(sockets), process)
        yield process
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        process.wait(START_SECONDS)


def find_programs() -> Path:
    """The folder with initdb and postgres; the newest of several."""
    found = [
        program.parent
        for place in USUAL_PLACES
        for program in Path("/").glob(f"{place[1:]}/initdb")
    ]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    if not found:
        raise PostgresMissing(
            "PostgreSQL's server programs are missing: apt-get install postgresql"
        )
    return max(found, key=lambda folder: int(folder.parent.name.strip("pgsql-") or 0))


def make_tables(url: str) -> None:
    """Every table of every room, with its triggers."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


def count_triggers(connection: Connection) -> int:
    query = text("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal")
    return int(connection.scalar(query) or 0)


def empty_tables(engine: Engine, triggers: int) -> None:
    """No row anywhere, counters at their start, and so many triggers in place.

    A request that is still open would hold its locks: it is cut off first.  The
    append-only triggers are for the app, not for us: replica mode passes them.  Few
    tables have rows, and deleting those is much quicker than TRUNCATE's new files.
    """
    with engine.begin() as connection:
        _cut_off_others(connection)
        if count_triggers(connection) != triggers:  # a test took one away
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
            Base.metadata.create_all(connection)
            return
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in Base.metadata.tables.values():
            connection.execute(table.delete())
        connection.execute(_COUNTERS_AT_THEIR_START)


_COUNTERS_AT_THEIR_START = text(
    "SELECT setval(oid, 1, false) FROM pg_class "
    "WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
)


def _cut_off_others(connection: Connection) -> None:
    connection.execute(
        text(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    )


_INITDB = ("--no-locale", "-E", "UTF8", "-A", "trust", "--no-sync")


def server_user() -> str:
    """PostgreSQL refuses root; '' when we are somebody else already."""
    if os.getuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def quietly(*command: object) -> None:
    """Run one of PostgreSQL's programs, or a script that uses them, as its user."""
    subprocess.run(
        [str(part) for part in command],
        check=True,
        capture_output=True,
        env=os.environ | {"PATH": _path(), "PGUSER": "postgres"},
        **_as_user(server_user()),
    )


def _path() -> str:
    return f"{find_programs()}:{os.environ['PATH']}"


def _as_user(user: str) -> dict[str, object]:
    return {"user": user, "extra_groups": [], "cwd": "/"} if user else {}


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS * 20):
        if server.answers():
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise PostgresMissing((server.folder / "log").read_text())
