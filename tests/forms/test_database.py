"""One transaction at a time, nothing half-written, the settings that lose nothing."""

import fcntl
import os
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong
from sqlalchemy.orm import Session

from forms_app import turns
from forms_app.database import (
    Base,
    Instant,
    connect,
    glancing,
    reading,
    transaction,
)
from forms_app.lookups import FailedLookup, record_failure

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def count(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(FailedLookup)) or 0


def test_a_transaction_is_kept_whole(engine: Engine) -> None:
    with transaction(engine) as session:
        record_failure(session, "case", b"x", counts=True, now=NOW)

    assert count(engine) == 1


def test_an_exception_leaves_nothing_behind(engine: Engine) -> None:
    def write_and_break() -> None:
        with transaction(engine) as session:
            record_failure(session, "case", b"x", counts=True, now=NOW)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_break()

    assert count(engine) == 0


def test_reading_never_keeps_a_change(engine: Engine) -> None:
    with reading(engine) as session:
        record_failure(session, "case", b"x", counts=True, now=NOW)
        session.flush()

    assert count(engine) == 0


def test_instants_come_back_in_utc_whatever_zone_they_came_in(engine: Engine) -> None:
    shanghai = timezone(timedelta(hours=8))
    with transaction(engine) as session:
        record_failure(session, "case", b"x", counts=True, now=NOW.astimezone(shanghai))

    with reading(engine) as session:
        found = session.scalars(select(FailedLookup.at)).one()
    assert found == NOW
    assert found.utcoffset() == timedelta()


def test_an_instant_without_a_zone_is_refused() -> None:
    class Sqlite:
        name = "sqlite"

    with pytest.raises(ValueError, match="time zone"):
        Instant().process_bind_param(NOW.replace(tzinfo=None), Sqlite())  # type: ignore[arg-type]


def test_sqlite_runs_with_the_settings_that_survive_a_power_cut(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        with reading(engine) as session:
            assert session.scalar(text("SHOW synchronous_commit")) == "on"
        return
    with reading(engine) as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "truncate"
        assert session.scalar(text("PRAGMA synchronous")) == 3
        assert session.scalar(text("PRAGMA foreign_keys")) == 1


def test_a_file_swapped_under_a_running_server_is_the_one_written_to(
    tmp_path: Path,
) -> None:
    path = tmp_path / "swapped.db"
    engine = connect(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        record_failure(session, "case", b"x", counts=True, now=NOW)
    shutil.copy(path, tmp_path / "restored.db")
    (tmp_path / "restored.db").rename(path)  # what a restore does

    with transaction(engine) as session:
        record_failure(session, "case", b"y", counts=True, now=NOW)
    engine.dispose()

    fresh = connect(f"sqlite:///{path}")
    with reading(fresh) as session:
        assert len(session.scalars(select(FailedLookup)).all()) == 2
    fresh.dispose()


def test_who_writes_waits_for_who_is_writing(tmp_path: Path) -> None:
    line, order = turns.line_of(tmp_path / "forms.db"), list[str]()

    def second() -> None:
        with line.turn(5):
            order.append("second")

    with line.turn(5):
        waiting = Thread(target=second)
        waiting.start()
        waiting.join(0.05)
        order.append("first")
    waiting.join()

    assert order == ["first", "second"]


def test_another_process_that_writes_is_waited_for(tmp_path: Path) -> None:
    line, at = turns.line_of(tmp_path / "forms.db"), tmp_path / "forms.db-turn"
    with line.turn(5):
        elsewhere = os.open(at, os.O_RDWR)
        with pytest.raises(BlockingIOError):
            fcntl.flock(elsewhere, fcntl.LOCK_EX | fcntl.LOCK_NB)

    fcntl.flock(elsewhere, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(elsewhere)
    assert at.stat().st_mode & 0o077 == 0


def test_a_line_that_does_not_move_is_left_with_a_word(tmp_path: Path) -> None:
    line = turns.line_of(tmp_path / "forms.db")
    with line.turn(5), pytest.raises(WaitedTooLong), line.turn(0.01):
        pass


def test_a_folder_nobody_may_write_in_stops_no_line(tmp_path: Path) -> None:
    with turns.line_of(tmp_path / "missing" / "forms.db").turn(5):
        pass


@pytest.mark.parametrize(
    "nowhere",
    ["sqlite:////no/such/folder/a.db", "postgresql+psycopg://nobody@127.0.0.1:1/none"],
)
def test_who_only_glances_is_told_as_everybody_that_nobody_is_there(
    nowhere: str,
) -> None:
    with pytest.raises(OperationalError), glancing(connect(nowhere)):
        pass


def test_who_glances_may_go_on_in_a_session_of_the_same_connection(
    engine: Engine,
) -> None:
    with glancing(engine) as wire, Session(wire.connection) as session:
        assert session.execute(text("SELECT 1")).scalar_one() == 1
        assert session.connection() is wire.connection
