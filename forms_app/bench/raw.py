"""What the engine alone does: the very statements of our bookings, without our program.

They are caught while bookings are made in a transaction that is taken back, then sent
again through the bare driver, one transaction a booking.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy.orm import Session

from forms_app.appointments import booking
from forms_app.appointments.booking import Wish
from forms_app.appointments.offers import Offer
from forms_app.appointments.people import Person
from forms_app.bench.ground import Ground
from forms_app.database import BUSY_SECONDS, SQLITE_PRAGMAS, transaction
from forms_app.refusals import SlotFull
from forms_app.wire import Wire, overheard

CONNECTIONS = 4
Statement = tuple[str, Any]
Booking = list[Statement]


class _TakenBack(Exception):
    """Raised to end the transaction without a trace."""


def rate(ground: Ground, count: int) -> float:
    """Bookings a second of the raw engine with the same durability."""
    bookings = _caught(ground, count)
    if ground.engine.dialect.name == "sqlite":
        return count / _sqlite_seconds(str(ground.engine.url.database), bookings)
    return count / _postgres_seconds(ground.url, bookings)


def _caught(ground: Ground, count: int) -> list[Booking]:
    """The statements of so many bookings, none of which stays."""
    caught: list[Booking] = []

    def note(statement: str, values: Any) -> None:
        if statement.startswith(("INSERT", "WITH")):
            caught[-1].append((statement, values))

    places = ground.cold()
    with (
        overheard(note),
        suppress(_TakenBack),
        transaction(ground.engine) as session,
    ):
        for number in range(count):
            caught.append([])
            person = Person(f"裸{number}", f"138{number:08d}")
            station, start = places[number % len(places)]
            wish = Wish(start, person, secrets.token_hex(16))
            with suppress(SlotFull):  # the rush before us has booked here too
                _give(session, ground, ground.offers[station], wish)
        raise _TakenBack
    return caught


def _give(session: Session, ground: Ground, offer: Offer, wish: Wish) -> None:
    """As the service does it on this engine."""
    if ground.engine.dialect.name == "postgresql":
        row = booking.whole_row(ground.vault, offer, wish, ground.now)
        booking.give_at_once(Wire.of(session), offer, row, ground.now)
    else:
        booking.take_seat(session, ground.vault, offer, wish, now=ground.now)


def _sqlite_seconds(path: str, bookings: Sequence[Booking]) -> float:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)
    began = time.perf_counter()
    for one in bookings:
        connection.execute("BEGIN IMMEDIATE")
        for statement, values in one:
            connection.execute(statement, values).fetchall()
        connection.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.close()
    return seconds


def _postgres_seconds(url: str, bookings: Sequence[Booking]) -> float:
    plain = url.replace("postgresql+psycopg://", "postgresql://")

    def work(share: Sequence[Booking]) -> None:
        with psycopg.connect(plain, autocommit=True) as connection:
            cursor = psycopg.RawCursor(connection)
            for one in share:
                for statement, values in one:
                    cursor.execute(statement.encode(), values)

    shares = [bookings[n::CONNECTIONS] for n in range(CONNECTIONS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(work, shares))
    return time.perf_counter() - began
