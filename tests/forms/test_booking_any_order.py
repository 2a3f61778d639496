"""Whatever happens in whatever order, the rules hold; and nobody is refused for nothing.

A model beside the database says before each step whether it must work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from forms_app import append_only
from forms_app.appointments import counter, reoffer
from forms_app.appointments.changes import Step
from forms_app.appointments.models import Appointment, Closure, Kind, Status, TakenSeat
from forms_app.appointments.offers import Offer
from forms_app.appointments.participant_models import Participant
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
    name_places,
    work,
)
from tests.forms.booking_model import DIGESTS, EXPECTED, LEGS, Model
from tests.forms.visit_builders import (
    LONG,
    PAIR,
    SHORT,
    TOGETHER,
    a_site_of_visits,
    visit,
)

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
    st.sampled_from([SHORT, LONG, TOGETHER, PAIR]),
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
    """A counter is given once, all of a visit or nothing, three open ones a phone and
    a name that comes along."""
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
        assert len(name_places(engine)) == after.names


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
    if asked == PAIR:
        child = replace(wish.person, others=("王小满",))
        wish = replace(wish, person=child)
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
        session.query(Participant).delete()
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
