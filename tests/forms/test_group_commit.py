"""Who waits together is written together; nobody is answered before the commit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from forms_app import database, turns
from forms_app.database import Base, connect, reading, written
from forms_app.group_commit import Group
from forms_app.lookups import FailedLookup
from forms_app.notifications.models import Message, MessageEvent
from forms_app.refusals import SlotFull
from forms_app.wire import Wire

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TABLES = [kind.metadata.tables[kind.__tablename__] for kind in (FailedLookup, Message)]
Work = Callable[[Wire], Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "forms.db"


@pytest.fixture
def own(file: Path) -> Iterator[Engine]:
    """A SQLite file: a server groups commits by itself."""
    engine = connect(f"sqlite:///{file}")
    tables = [*TABLES, Base.metadata.tables[MessageEvent.__tablename__]]
    Base.metadata.create_all(engine, tables=tables)
    yield engine
    engine.dispose()


def noting(kind: str) -> Work:
    """Writes a row and answers with its kind."""

    def work(wire: Wire) -> str:
        row = {"kind": kind, "code_digest": b"x", "at": NOW}
        wire.connection.execute(insert(FailedLookup), [row])
        return kind

    return work


def refused(wire: Wire) -> None:
    noting("refused")(wire)
    raise SlotFull


def kept(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.scalars(select(FailedLookup.kind)))


def together(engine: Engine, file: Path, *works: Work) -> list[Any]:
    """What comes of works that all wait before the first one's turn comes."""
    group = database._GROUPS.setdefault(engine, Group())

    def outcome(one: Future[Any]) -> Any:
        return one.exception() or one.result()

    with ThreadPoolExecutor(len(works)) as pool:
        with turns.line_of(file).turn(5):
            futures = []
            for number, work in enumerate(works, 1):
                futures.append(pool.submit(written, engine, work))
                while len(group._waiting) < number:
                    time.sleep(0.001)
        return [outcome(future) for future in futures]


def test_who_waits_together_shares_one_commit(own: Engine, file: Path) -> None:
    commits: list[object] = []
    event.listen(own, "commit", commits.append)

    outcomes = together(own, file, *(noting(kind) for kind in "abcd"))

    assert outcomes == list("abcd")
    assert kept(own) == list("abcd")
    assert len(commits) == 1


def test_what_one_is_refused_takes_nothing_from_the_others(
    own: Engine, file: Path
) -> None:
    first, second, third = together(own, file, noting("a"), refused, noting("c"))

    assert (first, type(second), third) == ("a", SlotFull, "c")
    assert kept(own) == ["a", "c"]


def test_a_commit_that_fails_acknowledges_nobody(own: Engine, file: Path) -> None:
    def belongs_to_nothing(wire: Wire) -> str:
        wire.say("PRAGMA defer_foreign_keys = ON")
        row = {"message_id": 7, "at": NOW, "what": "x", "by": "", "detail": ""}
        wire.connection.execute(insert(MessageEvent), [row])
        return "found out at the commit"

    outcomes = together(own, file, noting("a"), belongs_to_nothing, noting("c"))

    assert [type(one) for one in outcomes] == [IntegrityError] * 3
    assert kept(own) == []
    assert written(own, noting("later")) == "later"


def test_an_engine_that_took_back_everything_acknowledges_nobody(
    own: Engine, file: Path
) -> None:
    def disk_full(wire: Wire) -> None:
        wire.say("ROLLBACK")  # as SQLite does by itself
        raise OSError

    outcomes = together(own, file, noting("a"), disk_full, noting("c"))

    assert [type(one) for one in outcomes] == [OperationalError] * 3
    assert kept(own) == []


def test_who_waited_too_long_has_written_nothing(own: Engine, file: Path) -> None:
    group: Group[str] = Group()
    begun, go_on = threading.Event(), threading.Event()

    def slowly(everybody: Any) -> None:
        everybody()
        begun.set()
        go_on.wait(30)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(group.write, "first", slowly, 30)
        begun.wait(30)
        with pytest.raises(TimeoutError):
            group.write("second", slowly, 0.01)
        go_on.set()
        assert first.result() is None
    assert not group._waiting


def test_a_line_that_does_not_move_is_said_to_everybody(
    own: Engine, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)

    with turns.line_of(file).turn(5), pytest.raises(WaitedTooLong):
        written(own, noting("a"))

    assert kept(own) == []


def test_a_write_alone_is_kept_whole_or_not_at_all(engine: Engine) -> None:
    """On both databases."""
    assert written(engine, noting("a")) == "a"
    with pytest.raises(SlotFull):
        written(engine, refused)

    with reading(engine) as session:
        count = select(func.count()).select_from(FailedLookup)
        assert session.scalar(count) == 1
