"""Fixtures every room's tests share: a database, keys, a published site, the apps.

`pytest --database=postgres` runs the same tests on PostgreSQL instead of SQLite.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from forms_app.access import Grant
from forms_app.database import Base, connect
from forms_app.settings import Settings
from forms_app.vault import Vault, create_keys, load_vault
from tests import forms_builders, postgres, staff_builders

WHOLE = {
    *("client", "desk_as", "public_app", "register", "speaking"),
    *("site", "sample_site", "own_site", "own_world", "english", "shells"),
}
"""Who asks for one of these looks at a whole app or site; the rules come first."""
WHOLE_FILES = {
    *("test_incremental", "test_looks", "test_build", "test_update", "test_index"),
    *("test_bench_builds", "test_bench_catalogue", "test_bench_peers"),
    *("test_bench_site", "test_catalogue_json", "test_open_data", "test_pictures"),
    *("test_finding_who", "test_station_contact", "test_search_page"),
    *("test_editor_schema", "test_gold", "test_languages", "test_translations"),
    *("test_booking_any_order", "test_person_limit", "test_races"),
    *("test_forms_commands", "test_daily_commands"),
    *("test_home_visit_requests", "test_home_visit_desk"),
    *("test_odd_input", "test_odd_names", "test_forged_input"),
    *("test_sign_in", "test_desk_sessions", "test_own_account", "test_csrf"),
    *("test_letter_rules", "test_letter_pages", "test_letter_desk"),
    *("test_live", "test_migrations", "test_migrate", "test_migrated_trail"),
}
"""These build one for themselves, or set many processes against each other."""
DATABASES = {"database_url", "bare_database"}
"""Who asks for neither has nothing to do with the database of the run."""
SERVER = pytest.StashKey[postgres.Server]()
ENDINGS = pytest.StashKey[ExitStack]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=("sqlite", "postgres"), default="sqlite", help=__doc__
    )


def pytest_configure(config: pytest.Config) -> None:
    """One server for all workers, started by the process they all belong to."""
    if config.getoption("--database") != "postgres":
        return
    if hasattr(config, "workerinput"):
        config.stash[SERVER] = postgres.Server(Path(config.workerinput["postgres"]))
        return
    endings = config.stash[ENDINGS] = ExitStack()
    config.stash[SERVER] = endings.enter_context(postgres.running_server())


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker where the server is."""
    server = node.config.stash.get(SERVER, None)
    if server:
        node.workerinput["postgres"] = str(server.folder)


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    if config.getoption("--database") == "postgres":
        leave_out_what_asks_no_database(config, items)
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if WHOLE.intersection(asked) or item.path.stem in WHOLE_FILES:
            item.add_marker(pytest.mark.whole)


def leave_out_what_asks_no_database(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """The same rules would give the same answers once more."""
    asking = [
        item
        for item in items
        if DATABASES.intersection(getattr(item, "fixturenames", ()))
        and not item.get_closest_marker("any_database")
    ]
    kept = set(asking)
    others = [item for item in items if item not in kept]
    config.hook.pytest_deselected(items=others)
    items[:] = asking


def pytest_unconfigure(config: pytest.Config) -> None:
    endings = config.stash.get(ENDINGS, None)
    if endings:
        endings.close()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test proves nothing: the run fails."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and not exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgres_database(
    request: pytest.FixtureRequest, worker_id: str
) -> Iterator[Engine]:
    """This worker's PostgreSQL database with every table."""
    url = request.config.stash[SERVER].create_database(f"doorstep_{worker_id}")
    postgres.make_tables(url)
    engine = connect(url)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def database_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this worker's SQLite file is while a test runs."""
    return tmp_path_factory.mktemp("database") / "doorstep.db"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row; tests copy it."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    engine = connect(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(autouse=True)
def every_connection_closed() -> Iterator[None]:
    """Close what engines and apps still hold after a test: nobody shuts them down."""
    opened: list[tuple[Any, Any]] = []

    def remember(connection: Any, record: Any) -> None:
        opened.append((connection, record))

    event.listen(Pool, "connect", remember)
    try:
        yield
    finally:
        event.remove(Pool, "connect", remember)
        for connection, record in opened:
            if record.dbapi_connection is connection:
                record.invalidate()  # its pool, should it live on, connects anew
            else:
                connection.close()


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest,
    database_place: Path,
    every_connection_closed: None,
) -> Iterator[str]:
    """A database with every table and no row, on the database of this run.

    It is always at the same address, so that apps and engines serve many tests.
    """
    if request.config.getoption("--database") == "postgres":
        database = request.getfixturevalue("postgres_database")
        with database.connect() as connection:
            triggers = postgres.count_triggers(connection)
        yield database.url.render_as_string(hide_password=False)
        postgres.empty_tables(database, triggers)
        return
    shutil.copy(request.getfixturevalue("empty_database"), database_place)
    yield f"sqlite:///{database_place}"
    for left in database_place.parent.iterdir():
        left.unlink()


@pytest.fixture
def bare_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], str]]:
    """bare_database() is the URL of a database in which nothing is."""
    made: list[str] = []
    server = request.config.stash.get(SERVER, None)

    def a_url() -> str:
        name = f"bare_{secrets.token_hex(6)}"
        made.append(name)
        if server:
            return server.create_database(name)
        return f"sqlite:///{tmp_path / name}.db"

    yield a_url
    for name in made if server else ():
        server.drop_database(name)


@pytest.fixture
def engine(database_url: str) -> Engine:
    return _engine(database_url)


@cache
def _engine(url: str) -> Engine:
    """Kept for all tests: it remembers how each statement is put into SQL."""
    return connect(url)


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


@pytest.fixture
def public_app(settings: Settings) -> Flask:
    return _public_app(settings)


@cache
def _public_app(settings: Settings) -> Flask:
    """Kept for all tests: what changes from test to test is in the database."""
    return staff_builders.a_public_app(settings)


@cache
def _desk(settings: Settings) -> Flask:
    return staff_builders.a_desk(settings)


@pytest.fixture
def client(public_app: Flask) -> FlaskClient:
    """A resident's browser (CSRF has tests of its own)."""
    return public_app.test_client()


@pytest.fixture
def desk_as(settings: Settings, engine: Engine) -> Iterator[Callable[..., FlaskClient]]:
    """A clerk's browser: desk_as(Grant(Role.COUNTER, "station:x"), name="王警官").

    The clerk is a real member with a real session; `id` is theirs unless a colleague
    with other roles has it already.
    """

    def open_desk(*grants: Grant, name: str = "王警官", id: int = 1) -> FlaskClient:
        member = staff_builders.the_same_or_another(engine, *grants, name=name, id=id)
        return staff_builders.signed_in(_desk(settings), member)

    return open_desk
