"""Whatever happens in whatever order, the rules hold; and nobody is refused for nothing.

A model beside the database says before each step whether it must work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from forms_app import append_only
from forms_app.appointments import counter, reoffer
from forms_app.appointments.changes import Step
from forms_app.appointments.models import (
    Appointment,
    Closure,
    Kind,
    Status,
    TakenSeat,
)
from forms_app.appointments.offers import Offer
from forms_app.catalogue import Catalogue, load_catalogue
from forms_app.database import reading, transaction
from forms_app.refusals import NotBooked, Refusal
from forms_app.times import local_day
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    STATION,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    booked,
    cancel,
    close,
    move,
    work,
)
from tests.forms.visit_builders import (
    LONG,
    SHORT,
    TOGETHER,
    a_site_of_visits,
    visit,
)

QUARTER = timedelta(minutes=15)
LEGS = {
    SHORT: (("counter", 2, 1, HALF_HOUR),),
    LONG: (("counter", 2, 2, HALF_HOUR),),
    TOGETHER: (("counter", 2, 2, HALF_HOUR), ("cards", 1, 1, QUARTER)),
}
"""What is asked → (counters, how many of them, slots, how long one is), told again here."""
Cell = tuple[str, datetime, int]
ACTIONS = st.tuples(
    st.sampled_from(
        [
            "book",
            "book",
            "move",
            "cancel",
            "close",
            "reoffer",
            "reopen",
            "arrive",
            "undo",
        ]
    ),
    st.integers(0, 5),  # who
    st.integers(0, 3),  # which start
    st.sampled_from([SHORT, LONG, TOGETHER]),
)
PLAIN = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_site_of_visits(tmp_path_factory.mktemp("visits"))


@PLAIN
@given(st.lists(ACTIONS, min_size=5, max_size=30))
def test_no_order_of_events_breaks_the_rules(
    engine: Engine,
    vault: Vault,
    site: Path,
    actions: list[tuple[str, int, int, str]],
) -> None:
    """A counter is given once, all of a visit or nothing, three open ones a phone."""
    empty(engine)
    scene = Scene(engine, vault, load_catalogue(site / "catalogue.json"), site)
    for action, who, which, asked in actions:
        start = TUESDAY_NINE + which * HALF_HOUR + timedelta(days=which % 2)
        before, closed = Model.of(engine), closed_days(engine)
        expected = EXPECTED.get(action)
        wanted = expected(before, closed, who, start, asked) if expected else None
        try:
            DEEDS[action](scene, who, start, asked)
            done = True
        except Refusal:
            done = False
        after = Model.of(engine)
        if wanted is not None:
            assert done == wanted, (action, who, start, asked)
        if not done:
            assert after == before, "a refusal leaves everything as it was"
        newly_given = {
            row.starts_at
            for row in after.rows.values()
            if row.id not in before.rows
            or before.rows[row.id].starts_at != row.starts_at
        }
        assert not {local_day(s) for s in newly_given} & closed_days(engine)
        check_the_rules(after)


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
        and len(mine) < 3
        and start not in {row.starts_at for row in mine}
        and model.has_room(asked, start)
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


@dataclass(frozen=True)
class Scene:
    engine: Engine
    vault: Vault
    catalogue: Catalogue
    site: Path

    def row(self, who: int) -> Appointment:
        rows = all_rows(self.engine)
        if not rows:
            raise NotBooked
        return rows[who % len(rows)]


def do_book(scene: Scene, who: int, start: datetime, asked: str) -> None:
    wish = a_wish(who, starts_at=start)
    row = booked(scene.engine, scene.vault, visit(scene.site, asked), wish)
    DIGESTS[who] = row.phone_digest


def do_move(scene: Scene, who: int, start: datetime, _asked: str) -> None:
    row = scene.row(who)
    move(scene.engine, visit(scene.site, row.asked), row, start)


def do_cancel(scene: Scene, who: int, _start: datetime, _asked: str) -> None:
    cancel(scene.engine, scene.row(who))


def do_close(scene: Scene, _who: int, start: datetime, _asked: str) -> None:
    close(scene.engine, f"{local_day(start)}")


def do_reoffer(scene: Scene, _who: int, start: datetime, _asked: str) -> None:
    day = local_day(start)
    close(scene.engine, f"{day}")
    with transaction(scene.engine) as session:
        reoffer.move_everybody(session, scene.catalogue, STATION, day, by="王", now=NOW)
    on_that_day = {local_day(s) for s in booked_starts(scene.engine)}
    assert day not in on_that_day, "there is always a free time in these two weeks"


def booked_starts(engine: Engine) -> list[datetime]:
    return [row.starts_at for row in all_rows(engine) if row.status == Status.BOOKED]


def do_reopen(scene: Scene, _who: int, start: datetime, _asked: str) -> None:
    with transaction(scene.engine) as session:
        counter.reopen_day(session, STATION, local_day(start))


def do_arrive(scene: Scene, who: int, _start: datetime, _asked: str) -> None:
    row = scene.row(who)
    work(scene.engine, row, Step.ARRIVE, row.starts_at)


def do_undo(scene: Scene, who: int, _start: datetime, _asked: str) -> None:
    row = scene.row(who)
    work(scene.engine, row, Step.UNDO, row.starts_at)


DEEDS = {
    "book": do_book,
    "move": do_move,
    "cancel": do_cancel,
    "close": do_close,
    "reoffer": do_reoffer,
    "reopen": do_reopen,
    "arrive": do_arrive,
    "undo": do_undo,
}


def check_the_rules(model: Model) -> None:
    cells = [cell for row in model.rows.values() for cell in row.cells]
    assert len(set(cells)) == len(cells)
    for row in model.rows.values():
        wanted = {pool: slots for pool, _, slots, _ in LEGS[row.asked]}
        if row.status == Status.CANCELLED:
            assert not row.cells
            continue
        for pool, slots in wanted.items():
            mine = sorted(c for c in row.cells if c[0] == pool)
            assert len(mine) == slots
            assert len({seat for _, _, seat in mine}) == 1, "one counter, not two"
        assert len(row.cells) == sum(wanted.values())
        assert min(start for _, start, _ in row.cells) == row.starts_at


def test_the_columns_say_what_the_seats_say(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    """What lists and files read of a row is its first seat."""
    booked(engine, vault, offer, a_wish(1))
    row = all_rows(engine)[0]
    cell = (row.schedule_id, row.starts_at, row.seat)

    assert Model.of(engine).rows[row.id].cells == {cell}
    assert row.kind == Kind.BOOKED


def closed_days(engine: Engine) -> set[object]:
    with reading(engine) as session:
        return {closure.day for closure in session.query(Closure)}


def empty(engine: Engine) -> None:
    """A fresh start for the next example; the trail is guarded, so rows move away."""
    with transaction(engine) as session:
        session.query(Closure).delete()
        session.query(TakenSeat).delete()
        if engine.dialect.name == "postgresql":
            session.execute(text("SET LOCAL session_replication_role = replica"))
            session.execute(text("TRUNCATE appointment_event, appointment CASCADE"))
            session.execute(text("DELETE FROM message"))
            return
        session.execute(text("DELETE FROM ticket"))
        session.execute(text("DELETE FROM proposal"))
        session.execute(text("DELETE FROM message"))
        session.execute(text("DROP TRIGGER appointment_event_stays"))
        session.execute(text("DELETE FROM appointment_event"))
        session.execute(text("DELETE FROM appointment"))
        _, guard = append_only.statements("sqlite", "appointment_event", ())
        session.execute(text(guard))
