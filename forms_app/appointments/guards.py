"""What a seat, a place of a phone and a rule are to the database: pieces of statements.

`statements.py` puts them together.  Each reads its parameters by name: `the_<column>`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from forms_app.appointments.models import Appointment, Closure, Hold, Pause, TakenSeat
from forms_app.appointments.participant_models import Participant
from forms_app.database import Instant


class Rules(NamedTuple):
    """What a statement asks besides whether a seat is free."""

    places: int
    """Open bookings a phone may have; 0: not asked, as when a booking is moved."""
    persons: int
    """Open bookings for people of one name; 0: not asked."""
    pausing: bool
    by_desk: bool


def guards(rules: Rules) -> list[ColumnElement[bool]]:
    """Everything that must be so besides a free seat."""
    found = standing(rules)
    if rules.places:
        found.append(free_place(rules.places).is_not(None))
    if rules.persons:
        found.append(free_person(rules.persons).is_not(None))
    return found


def standing(rules: Rules) -> list[ColumnElement[bool]]:
    """`guards` for who asks for the places themselves."""
    found = [not_(same_start()), not_(closed())]
    if rules.places:  # a new booking, with a form and a code of its own
        found += [not_(_sent_before()), not_(_code_in_use())]
    if rules.pausing:
        found.append(not_(paused()))
    return found


def run_of(slots: int) -> Subquery:
    """The starts of the run as a little table."""
    rows: list[Select[datetime]] = [
        select(_start(n).label("starts_at")) for n in range(slots)
    ]
    return (union_all(*rows) if slots > 1 else rows[0]).subquery("run")


def _start(number: int) -> ColumnElement[datetime]:
    return bindparam(f"the_start_{number}", type_=Instant())


def chosen_seat(seats: int, slots: int, *, by_desk: bool) -> Subquery:
    """The best seat that is free in every slot of the run: one row or none."""
    seat = _numbers(seats, "seat")
    return (
        select(seat.c.n)
        .where(not_(_seat_taken(seat.c.n, slots)))
        .order_by(*_best_seat(seat.c.n, by_desk))
        .limit(1)
        .subquery("chosen")
    )


def _numbers(count: int, name: str) -> Subquery:
    """1…count as a little table."""
    rows: list[Select[int]] = [
        select(literal_column(str(n)).label("n")) for n in range(1, count + 1)
    ]
    return union_all(*rows).subquery(name)


def given(name: str) -> ColumnElement[Any]:
    return bindparam(f"the_{name}", type_=Appointment.__table__.c[name].type)


def the_person() -> ColumnElement[bytes]:
    """The digest of a name."""
    return bindparam(
        "the_person_digest", type_=Participant.__table__.c.person_digest.type
    )


def another(name: str) -> FromClause:
    return Appointment.__table__.alias(name)


def _seat_taken(seat: ColumnElement[int], slots: int) -> ColumnElement[bool]:
    other = TakenSeat.__table__.alias("neighbour").c
    taken = exists().where(
        other.station_id == given("station_id"),
        other.schedule_id == given("schedule_id"),
        _in_the_run(other.starts_at, slots),
        other.seat == seat,
    )
    return taken | _held(seat, slots, mine=False)


def _in_the_run(
    column: ColumnElement[datetime] | InstrumentedAttribute[datetime], slots: int
) -> ColumnElement[bool]:
    if slots == 1:
        return column == _start(0)
    return column.in_([_start(n) for n in range(slots)])


def _best_seat(
    seat: ColumnElement[int], last_first: bool
) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The seat one holds before others; then by number."""
    own_first = case((_held(seat, 1, mine=True), 0), else_=1)
    return own_first, seat.desc() if last_first else seat


def _held(seat: ColumnElement[int], slots: int, *, mine: bool) -> ColumnElement[bool]:
    """Whether a hold that lasts still is on this seat: one's own, or somebody else's."""
    hold = aliased(Hold, name="own_hold" if mine else "other_hold")
    return exists().where(
        hold.station_id == given("station_id"),
        hold.schedule_id == given("schedule_id"),
        _in_the_run(hold.starts_at, slots),
        hold.seat == seat,
        *(_lasting(hold) if mine else held_by_others(hold)),
        *([hold.token == bindparam("the_hold")] if mine else []),
    )


def held_by_others(hold: type[Hold]) -> tuple[ColumnElement[bool], ...]:
    """What keeps others out, not whoever shows the hold's token."""
    return (hold.token != bindparam("the_hold"), *_lasting(hold))


def _lasting(hold: type[Hold]) -> tuple[ColumnElement[bool], ...]:
    return (
        hold.expires_at > bindparam("the_now", type_=Instant()),
        hold.held_at <= bindparam("the_latest", type_=Instant()),
    )


def free_place(places: int) -> ColumnElement[int]:
    """The phone's first free place, or NULL."""
    place, holder = _numbers(places, "place").c, another("holder").c
    taken = exists().where(
        holder.phone_digest == given("phone_digest"), holder.phone_place == place.n
    )
    return select(func.min(place.n)).where(not_(taken)).scalar_subquery()


def free_person(persons: int) -> ColumnElement[int]:
    """The first free place of people of this name, or NULL."""
    place, namesake = _numbers(persons, "person").c, Participant.__table__.c
    taken = exists().where(
        namesake.person_digest == the_person(), namesake.person_place == place.n
    )
    return select(func.min(place.n)).where(not_(taken)).scalar_subquery()


def same_start() -> ColumnElement[bool]:
    double = another("double").c
    return exists().where(
        double.phone_digest == given("phone_digest"),
        double.starts_at == given("starts_at"),
        double.phone_place.is_not(None),
    )


def _sent_before() -> ColumnElement[bool]:
    before = another("before").c
    return exists().where(before.request_key == given("request_key"))


def _code_in_use() -> ColumnElement[bool]:
    """Seats are known by the code alone: no two visits may share it for a moment."""
    other = another("other").c
    return exists().where(other.reference == given("reference"))


def paused() -> ColumnElement[bool]:
    """Whether this phone books no more online for now."""
    pause = Pause.__table__.c
    return exists().where(
        pause.phone_digest == given("phone_digest"),
        pause.lifted_at.is_(None),
        pause.until > bindparam("the_now", type_=Instant()),
    )


def closed() -> ColumnElement[bool]:
    closure = Closure.__table__.c
    return exists().where(
        closure.station_id == given("station_id"),
        closure.day == bindparam("the_day", type_=closure.day.type),
    )
