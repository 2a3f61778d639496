"""Two PostgreSQL servers, the one that takes writes struck down in the middle of a rush.

The scripts are those of deploy/postgres; the app finds the other server by itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from forms_app.appointments import booking
from forms_app.appointments.offers import Offer
from forms_app.database import connect
from forms_app.vault import Vault
from tests import postgres
from tests.forms.booking_builders import NOW, a_wish, all_rows

SCRIPTS = Path(__file__).parents[2] / "deploy" / "postgres"
PATIENCE = 120
"""Seconds until a test gives up, also on a busy machine."""
ENOUGH = 40
PEOPLE = 8
MANY = 400
"""Bookings before the blow, and again after it."""


@dataclass
class Pair:
    """Server a takes writes, server b holds every acknowledged one as well."""

    a: Path
    b: Path
    process: subprocess.Popen[bytes]
    """Of server a."""

    @property
    def url(self) -> str:
        """As in deploy/postgres/README.md: both servers, whichever takes writes."""
        hosts = f"host={self.a}&host={self.b}"
        return f"postgresql+psycopg://postgres@/doorstep?{hosts}&{ONLY_WRITABLE}"


ONLY_WRITABLE = "target_session_attrs=read-write"


@pytest.fixture
def pair() -> Iterator[Pair]:
    with ExitStack() as stack:
        a = stack.enter_context(postgres.a_folder())
        b = stack.enter_context(postgres.a_folder())
        postgres.make_data(a / "data")
        with (a / "data" / "postgresql.conf").open("a") as settings:
            settings.write((SCRIPTS / "two-servers.conf").read_text())
        # the first copy is taken before there is anybody to wait for
        nobody = "-csynchronous_standby_names="
        with postgres.started(a / "data", a, nobody):
            postgres.make_tables(postgres.Server(a).create_database("doorstep"))
            run("join.sh", b, "doorstep_b", at(a))
        process = stack.enter_context(postgres.started(a / "data", a))
        stack.enter_context(postgres.started(b / "data", b))
        eventually(lambda: copies_of(a) == [("doorstep_b", "quorum")])
        yield Pair(a, b, process)


def run(script: str, folder: Path, *words: object) -> None:
    """Run a script of ours on the server in `folder`, from where its user may read."""
    copy = shutil.copy(SCRIPTS / script, folder)
    postgres.quietly("sh", copy, folder / "data", *words)


def at(folder: Path) -> str:
    return f"host={folder} user=postgres"


def copies_of(folder: Path) -> list[tuple[str, str]]:
    """Who follows this server, and whether commits wait for them."""
    with psycopg.connect(f"{at(folder)} dbname=postgres") as connection:
        rows = connection.execute(
            "SELECT application_name, sync_state FROM pg_stat_replication"
        )
        return rows.fetchall()


def eventually(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def strike_down(process: subprocess.Popen[bytes]) -> None:
    """As a power cut: the server and all it has started end without a word."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    for pid in (process.pid, *map(int, children.split())):
        os.kill(pid, signal.SIGKILL)
    process.wait()


@dataclass
class Rush:
    """People who book, and try again with the same form when they get no answer."""

    engine: Engine
    vault: Vault
    offer: Offer
    told: dict[int, str] = field(default_factory=dict)
    """Person → the code they were given."""
    over: threading.Event = field(default_factory=threading.Event)

    def person(self, number: int) -> None:
        while not self.over.is_set():
            wish = a_wish(number, key=f"{number:032x}")
            try:
                code = booking.book(self.engine, self.vault, self.offer, wish, now=NOW)
            except SQLAlchemyError:
                time.sleep(0.05)  # a calm page: nothing is lost, try again
                continue
            self.told[number] = code
            number += PEOPLE


@pytest.mark.slow
def test_nothing_that_was_acknowledged_is_lost_with_the_primary(
    pair: Pair, vault: Vault, offer: Offer
) -> None:
    engine = connect(pair.url)
    seats = replace(offer.schedule, seats=MANY, desk_seats=0)
    rush = Rush(engine, vault, replace(offer, schedule=seats))
    people = [threading.Thread(target=rush.person, args=(n,)) for n in range(PEOPLE)]
    try:
        for one in people:
            one.start()
        eventually(lambda: len(rush.told) > ENOUGH)
        strike_down(pair.process)
        before = dict(rush.told)
        run("promote.sh", pair.b)
        eventually(lambda: len(rush.told) > len(before) + ENOUGH)
    finally:
        rush.over.set()
        for one in people:
            one.join(PATIENCE)

    kept = {row.reference for row in all_rows(engine)}
    assert len(before) >= ENOUGH
    assert set(rush.told.values()) <= kept
    assert len(set(rush.told.values())) == len(rush.told)
    engine.dispose()


@pytest.mark.slow
def test_the_old_primary_comes_back_as_the_standby(
    pair: Pair, vault: Vault, offer: Offer
) -> None:
    engine = connect(pair.url)
    booking.book(engine, vault, offer, a_wish(1), now=NOW)
    strike_down(pair.process)
    run("promote.sh", pair.b)

    run("join.sh", pair.a, "doorstep_a", at(pair.b))
    with postgres.started(pair.a / "data", pair.a):
        waiting_again(pair.b)
        eventually(lambda: copies_of(pair.b) == [("doorstep_a", "quorum")])
        booking.book(engine, vault, offer, a_wish(2), now=NOW)
        copy = connect(f"postgresql+psycopg://postgres@/doorstep?host={pair.a}")
        assert len(all_rows(copy)) == 2
        copy.dispose()
        engine.dispose()
    assert list(pair.a.glob("data.before-*"))


def waiting_again(folder: Path) -> None:
    """What join.sh tells to do on the server that takes writes."""
    with psycopg.connect(f"{at(folder)} dbname=postgres", autocommit=True) as one:
        one.execute("ALTER SYSTEM RESET synchronous_standby_names")
        one.execute("SELECT pg_reload_conf()")
