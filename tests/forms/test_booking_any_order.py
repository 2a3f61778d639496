"""Whatever happens in whatever order, the rules hold."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

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
)
from forms_app.appointments.slots import Offer
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

ACTIONS = st.tuples(
    st.sampled_from(
        ["book", "move", "cancel", "close", "reoffer", "reopen", "arrive", "undo"]
    ),
    st.integers(0, 3),  # who
    st.integers(0, 3),  # which start
)
PLAIN = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@PLAIN
@given(st.lists(ACTIONS, min_size=5, max_size=40))
def test_no_order_of_events_breaks_the_rules(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    published_site: Path,
    actions: list[tuple[str, int, int]],
) -> None:
    """At most two a start, three a phone, one a phone and start; none without a seat."""
    empty(engine)
    scene = Scene(
        engine, vault, offer, load_catalogue(published_site / "catalogue.json")
    )
    for action, who, which in actions:
        start = TUESDAY_NINE + which * HALF_HOUR + timedelta(days=which % 2)
        before = starts_of(engine)
        with contextlib.suppress(Refusal):
            DEEDS[action](scene, who, start)
        newly_given = {
            s for id_, s in starts_of(engine).items() if before.get(id_) != s
        }
        assert not {local_day(s) for s in newly_given} & closed_days(engine)
        check_the_rules(engine)


@dataclass(frozen=True)
class Scene:
    engine: Engine
    vault: Vault
    offer: Offer
    catalogue: Catalogue

    def row(self, who: int) -> Appointment:
        rows = all_rows(self.engine)
        if not rows:
            raise NotBooked
        return rows[who % len(rows)]


def do_book(scene: Scene, who: int, start: datetime) -> None:
    booked(scene.engine, scene.vault, scene.offer, a_wish(who, starts_at=start))


def do_move(scene: Scene, who: int, start: datetime) -> None:
    move(scene.engine, scene.offer, scene.row(who), start)


def do_cancel(scene: Scene, who: int, _start: datetime) -> None:
    cancel(scene.engine, scene.row(who))


def do_close(scene: Scene, _who: int, start: datetime) -> None:
    close(scene.engine, f"{local_day(start)}")


def do_reoffer(scene: Scene, _who: int, start: datetime) -> None:
    day = local_day(start)
    close(scene.engine, f"{day}")
    with transaction(scene.engine) as session:
        reoffer.move_everybody(session, scene.catalogue, STATION, day, by="王", now=NOW)
    on_that_day = {local_day(s) for s in booked_starts(scene.engine)}
    assert day not in on_that_day, "there is always a free time in these two weeks"


def booked_starts(engine: Engine) -> list[datetime]:
    return [row.starts_at for row in all_rows(engine) if row.status == Status.BOOKED]


def do_reopen(scene: Scene, _who: int, start: datetime) -> None:
    with transaction(scene.engine) as session:
        counter.reopen_day(session, STATION, local_day(start))


def do_arrive(scene: Scene, who: int, _start: datetime) -> None:
    row = scene.row(who)
    work(scene.engine, row, Step.ARRIVE, row.starts_at)


def do_undo(scene: Scene, who: int, _start: datetime) -> None:
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


def starts_of(engine: Engine) -> dict[int, datetime]:
    return {row.id: row.starts_at for row in all_rows(engine)}


def check_the_rules(engine: Engine) -> None:
    rows = all_rows(engine)
    live = [row for row in rows if row.status != Status.CANCELLED]
    seats = [(row.starts_at, row.seat) for row in live]
    assert len(set(seats)) == len(seats)
    assert all(row.seat in (1, 2) for row in live)
    assert all(row.seat is None for row in rows if row.status == Status.CANCELLED)
    held = [row for row in rows if row.phone_place is not None]
    places = [(row.phone_digest, row.phone_place) for row in held]
    assert len(set(places)) == len(places)
    assert all(row.phone_place in (1, 2, 3) for row in held)
    assert len({(row.phone_digest, row.starts_at) for row in held}) == len(held)
    assert all(row.kind == Kind.BOOKED for row in rows)


def closed_days(engine: Engine) -> set[object]:
    with reading(engine) as session:
        return {closure.day for closure in session.query(Closure)}


def empty(engine: Engine) -> None:
    """A fresh start for the next example; the trail is guarded, so rows move away."""
    with transaction(engine) as session:
        session.query(Closure).delete()
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
