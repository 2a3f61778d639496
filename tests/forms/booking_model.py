"""The bookings once more, in the plainest way: what must work and what must not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from forms_app.appointments.models import Status, TakenSeat
from forms_app.database import reading
from forms_app.times import local_day
from tests.forms.booking_builders import HALF_HOUR, all_rows
from tests.forms.visit_builders import LONG, PAIR, SHORT, TOGETHER

QUARTER = timedelta(minutes=15)
LEGS = {
    SHORT: (("counter", 2, 1, HALF_HOUR),),
    LONG: (("counter", 2, 2, HALF_HOUR),),
    PAIR: (("counter", 2, 2, HALF_HOUR),),
    TOGETHER: (("counter", 2, 2, HALF_HOUR), ("cards", 1, 1, QUARTER)),
}
"""What is asked → (counters, how many of them, slots, how long one is), told again here."""
LIMIT = 3
"""Of a telephone, and of the name that comes along in every pair."""
Cell = tuple[str, datetime, int]


@dataclass(frozen=True)
class Row:
    """What the model knows of a booking."""

    id: int
    who: bytes
    asked: str
    starts_at: datetime
    status: str
    open: bool
    cells: frozenset[Cell]


@dataclass
class Model:
    """The same bookings, kept in the plainest way."""

    rows: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, engine: Engine) -> Model:
        with reading(engine) as session:
            cells: dict[str, set[Cell]] = {}
            for seat in session.query(TakenSeat):
                cell = (seat.schedule_id, seat.starts_at, seat.seat)
                cells.setdefault(seat.reference, set()).add(cell)
        rows = {
            row.id: Row(
                row.id,
                row.phone_digest,
                row.asked,
                row.starts_at,
                row.status,
                row.phone_place is not None,
                frozenset(cells.pop(row.reference, ())),
            )
            for row in all_rows(engine)
        }
        assert not cells, "a seat that belongs to no booking"
        return cls(rows)

    def row(self, who: int) -> Row | None:
        rows = list(self.rows.values())
        return rows[who % len(rows)] if rows else None

    def has_room(self, asked: str, start: datetime, but: int = 0) -> bool:
        taken = {c for r in self.rows.values() if r.id != but for c in r.cells}
        return fits(LEGS[asked], start, start, taken)

    @property
    def pairs(self) -> int:
        return sum(row.open and row.asked == PAIR for row in self.rows.values())

    @property
    def names(self) -> int:
        """Of whom every open booking is for."""
        return self.pairs + sum(row.open for row in self.rows.values())

    def open_of(self, who: bytes) -> list[Row]:
        return [row for row in self.rows.values() if row.open and row.who == who]


def fits(
    legs: tuple[tuple[str, int, int, timedelta], ...],
    first: datetime,
    last: datetime,
    taken: set[Cell],
) -> bool:
    """Whether the legs can be laid, the first of them beginning between two moments."""
    if not legs:
        return True
    (pool, seats, slots, slot), *rest = legs
    start = first
    while start <= last:
        run = [start + n * slot for n in range(slots)]
        end = run[-1] + slot
        for seat in range(1, seats + 1):
            if all((pool, moment, seat) not in taken for moment in run) and fits(
                tuple(rest), end, end + HALF_HOUR, taken
            ):
                return True
        start += slot
    return False


def booking_must_work(
    model: Model, closed: set[object], who: int, start: datetime, asked: str
) -> bool:
    mine = model.open_of(DIGESTS.get(who, b"nobody yet"))
    return (
        local_day(start) not in closed
        and len(mine) < LIMIT
        and start not in {row.starts_at for row in mine}
        and model.has_room(asked, start)
        and (asked != PAIR or model.pairs < LIMIT)
    )


def moving_must_work(
    model: Model, closed: set[object], who: int, start: datetime, _asked: str
) -> bool:
    row = model.row(who)
    if row is None or row.status != Status.BOOKED:
        return False
    others = {r.starts_at for r in model.open_of(row.who) if r.id != row.id}
    return row.starts_at == start or (
        local_day(start) not in closed
        and start not in others
        and model.has_room(row.asked, start, but=row.id)
    )


def cancelling_must_work(
    model: Model, _closed: set[object], who: int, _start: datetime, _asked: str
) -> bool:
    row = model.row(who)
    return row is not None and row.status in (Status.BOOKED, Status.CANCELLED)


EXPECTED = {
    "book": booking_must_work,
    "move": moving_must_work,
    "cancel": cancelling_must_work,
}
DIGESTS: dict[int, bytes] = {}
"""Whose telephone which digest is, as soon as they have booked."""
