"""Bookings while the power is cut: is everything there that was acknowledged?

A process that is killed loses nothing the system has in memory, so `bench rush` cannot
see a promise the disk never made.  Here the disk itself goes dark, with everything it
had not yet been made to keep.  The same is done with the settings Python opens SQLite
with, which must lose something: or the trial shows nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine, event

from forms_app.appointments.booking import Wish, book
from forms_app.appointments.people import Person
from forms_app.bench import ground as grounds
from forms_app.bench.ground import SEATS, Ground
from forms_app.database import connect, reading
from forms_app.refusals import SlotFull

PATIENCE = 60
"""Seconds until the first booking, also on a busy machine."""
LIGHT = (0.02, 0.3)
"""Seconds of booking before the power goes, at random between these."""
PYTHONS_OWN = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = FULL")


class Power(Protocol):
    """What can go dark and come back; see `disk.Disk`."""

    @property
    def folder(self) -> Path: ...
    def put_in(self) -> None: ...
    def take_out(self) -> None: ...
    def cut(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Loss:
    """What came of some cuts."""

    cuts: int
    acknowledged: int
    lost: int
    damaged: int
    """Databases that did not open whole."""


def measure(
    power: Power,
    room: Path,
    shells: Path,
    now: datetime,
    *,
    cuts: int,
    pythons_own: bool = False,
    told: Callable[[int], None] = lambda _cut: None,
) -> Loss:
    """Book, cut, come back, compare; so many times, into one database on the disk."""
    url = f"sqlite:///{power.folder / 'doorstep.db'}"
    ground = grounds.prepare(room, url, shells, now)
    ground.engine.dispose()
    os.sync()
    chance = random.SystemRandom()
    promised: set[str] = set()
    acknowledged = lost = damaged = 0
    for cut in range(cuts):
        codes = _book_until_dark(power, ground, cut, chance, pythons_own)
        acknowledged += len(codes)
        promised |= codes
        power.take_out()
        power.put_in()
        kept, whole = _what_is_there(url)
        lost += len(promised - kept)
        damaged += not whole
        promised &= kept  # counted once
        told(cut + 1)
    return Loss(cuts, acknowledged, lost, damaged)


def _book_until_dark(
    power: Power, ground: Ground, cut: int, chance: random.Random, pythons_own: bool
) -> set[str]:
    """The codes somebody has been told before everything ended."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    hears, says = context.Pipe(duplex=False)
    where = (ground.folder, ground.url, ground.now)
    booking = context.Process(target=_book, args=(where, cut, says, pythons_own))
    booking.start()
    says.close()
    try:
        if not hears.poll(PATIENCE):
            raise TimeoutError("nobody books")
        time.sleep(chance.uniform(*LIGHT))
        power.cut()
    finally:
        booking.kill()
        booking.join()
    with hears:
        return set(_codes(hears))


def _book(
    where: tuple[Path, str, datetime], cut: int, says: Connection, pythons_own: bool
) -> None:
    """In a process of its own: one booking after another, each code said at once."""
    ground = grounds.opened(*where)
    if pythons_own:
        event.listen(ground.engine, "connect", _as_python_opens_it)
    for station, wish in _wishes(ground, cut):
        offer = ground.offers[station]
        try:
            code = book(ground.engine, ground.vault, offer, wish, now=ground.now)
        except SlotFull:  # of an earlier cut's people
            continue
        except Exception:  # the dark shows itself in many ways
            return
        says.send_bytes(code.encode("ascii"))


def _wishes(ground: Ground, cut: int) -> Iterator[tuple[str, Wish]]:
    """Somebody else at another time each, for longer than the light lasts."""
    places = ground.cold()
    for number in range(SEATS * len(places)):
        station, start = places[(number + cut * 977) % len(places)]
        mark = f"{cut:04}{number:06}"
        person = Person(name=f"来人{mark}", phone=f"1{mark}")
        yield station, Wish(start, person, f"power-{mark}")


def _as_python_opens_it(connection: Any, _record: object) -> None:
    for pragma in PYTHONS_OWN:
        connection.execute(pragma).close()


def _codes(hears: Connection) -> Iterator[str]:
    with suppress(EOFError, OSError):  # the last word may be half a word
        while True:
            yield hears.recv_bytes().decode("ascii")


def _what_is_there(url: str) -> tuple[set[str], bool]:
    """The codes in the database, and whether it is whole."""
    engine: Engine = connect(url)
    try:
        with reading(engine) as session:
            ask = session.connection().exec_driver_sql
            codes = {str(code) for (code,) in ask("SELECT reference FROM appointment")}
            whole = ask("PRAGMA integrity_check").scalar() == "ok"
    finally:
        engine.dispose()
    return codes, whole
