"""The guarded statements that give a seat: first the seat, then the booking's row.

Nothing checks first and writes after.  Each statement looks for what is free and writes
it in one go; where two run at the same moment the unique keys decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Insert,
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
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from forms_app.appointments.companion_models import Companion
from forms_app.appointments.models import (
    Appointment,
    Closure,
    Hold,
    Kind,
    Pause,
    Status,
    TakenSeat,
)
from forms_app.database import Instant

CLOCKS_DIFFER = timedelta(minutes=2)
"""Of two servers at most.  A hold made later than that is a clock that was set back."""
INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
ALWAYS: ColumnElement[bool] = literal_column("1=1")
GIVEN = (
    "reference",
    "station_id",
    "service_id",
    "also_services",
    "service_name",
    "schedule_id",
    "starts_at",
    "minutes",
    "seat",
    "name_sealed",
    "phone_sealed",
    "whom_sealed",
    "phone_digest",
    "person_digest",
    "request_key",
    "created_at",
    "persons",
    "who",
)
"""Columns handed in by name; `changed_at` is `created_at` of a new row."""


class Rules(NamedTuple):
    """What a statement asks besides whether a seat is free."""

    places: int
    """Open bookings a phone may have; 0: not asked, as when a booking is moved."""
    persons: int
    """Open bookings for people of one name; 0: not asked."""
    pausing: bool
    by_desk: bool


def parameters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by column as the statements name them (SQLAlchemy reserves column names)."""
    return {f"the_{name}": value for name, value in values.items()}


def starts(run: tuple[datetime, ...]) -> dict[str, Any]:
    """The parameters of a run of slots."""
    return {f"start_{n}": start for n, start in enumerate(run)}


def holding(token: str, now: datetime) -> dict[str, Any]:
    """The parameters of what asks for holds; `token` is one's own, '' for none."""
    return {"hold": token, "now": now, "latest": now + CLOCKS_DIFFER}


@lru_cache(maxsize=256)
def taking_seats(
    dialect: str, seats: int, slots: int, rules: Rules
) -> ReturningInsert[int]:
    """INSERT … SELECT one seat that is free in every slot of a run: a row a slot, or none.

    `by_desk` takes the desk's seats, which have the highest numbers, before the
    public's.  Parameters: reference, station_id, schedule_id, starts_at (of the visit),
    phone_digest, person_digest, request_key, day and those of `starts` and `holding`.
    """
    run, seat = _run(slots), _chosen(seats, slots, by_desk=rules.by_desk)
    columns = TakenSeat.__table__.c
    names = ("station_id", "schedule_id", "reference")
    values: dict[str, ColumnElement[Any]] = {
        name: bindparam(f"the_{name}", type_=columns[name].type) for name in names
    }
    values |= {"starts_at": run.c.starts_at, "seat": seat.c.n}
    found = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(seat.join(run, ALWAYS))
        .where(*_guards(rules))
    )
    target: Any = INSERTS[dialect](TakenSeat)
    statement: ReturningInsert[int] = (
        target.on_conflict_do_nothing()
        .from_select(list(values), found, include_defaults=False)
        .returning(columns.seat)
    )
    return statement


@lru_cache(maxsize=256)
def writing_the_row(dialect: str, places: int, persons: int) -> Insert:
    """INSERT … SELECT the booking with the first free place of its phone and its person.

    Writes one row or none.  Parameters: GIVEN.
    """
    values: dict[str, ColumnElement[Any]] = {name: _given(name) for name in GIVEN}
    phone, person = _free_place(places), _free_person(persons)
    values |= {
        "phone_place": phone,
        "person_place": person if persons else literal_column("NULL"),
        "status": literal_column(f"'{Status.BOOKED}'"),
        "kind": literal_column(f"'{Kind.BOOKED}'"),
        "sequence": literal_column("0"),
        "version": literal_column("1"),
        "changed_at": values["created_at"],
        "changed_by": literal_column("''"),
    }
    if not persons:
        del values["person_place"]
    found = select(*(value.label(name) for name, value in values.items())).where(
        phone.is_not(None), *([person.is_not(None)] if persons else [])
    )
    target: Any = INSERTS[dialect](Appointment)
    statement: Insert = target.on_conflict_do_nothing().from_select(
        list(values), found, include_defaults=False
    )
    # Without this PostgreSQL's answer is -1, and every booking asks a second time.
    return statement.execution_options(preserve_rowcount=True)


@lru_cache(maxsize=256)
def who_spoke(seats: int, slots: int) -> Select[Any]:
    """Why nothing was written: one look at everything that may have stopped it.

    Columns: earlier (the code this form was given before, or None), same_start,
    closed, paused, free (a seat, or None).  Parameters as for `taking_seats`.
    """
    mine = _another("mine").c
    earlier = select(mine.reference).where(mine.request_key == _given("request_key"))
    seat = _chosen(seats, slots, by_desk=False)
    return select(
        earlier.scalar_subquery().label("earlier"),
        _same_start().label("same_start"),
        _closed().label("closed"),
        _paused().label("paused"),
        select(seat.c.n).scalar_subquery().label("free"),
    )


@lru_cache(maxsize=256)
def holding_seats(dialect: str, seats: int, slots: int) -> ReturningInsert[int]:
    """INSERT … SELECT holds of one seat that is neither given nor held in a run of slots.

    A row a slot, or none.  Parameters: token, station_id, schedule_id, held_at,
    expires_at, day and those of `starts` and `holding`.
    """
    run, seat = _run(slots), _chosen(seats, slots, by_desk=False)
    columns = Hold.__table__.c
    names = ("token", "station_id", "schedule_id", "held_at", "expires_at")
    values: dict[str, ColumnElement[Any]] = {
        name: bindparam(f"the_{name}", type_=columns[name].type) for name in names
    }
    values |= {"starts_at": run.c.starts_at, "seat": seat.c.n}
    found = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(seat.join(run, ALWAYS))
        .where(not_(_closed()))
    )
    target: Any = INSERTS[dialect](Hold)
    statement: ReturningInsert[int] = (
        target.on_conflict_do_nothing()
        .from_select(list(values), found, include_defaults=False)
        .returning(columns.seat)
    )
    return statement


def _guards(rules: Rules) -> list[ColumnElement[bool]]:
    guards = [not_(_same_start()), not_(_closed())]
    if rules.places:
        guards += [_free_place(rules.places).is_not(None), not_(_sent_before())]
    if rules.persons:
        guards.append(_free_person(rules.persons).is_not(None))
    if rules.pausing:
        guards.append(not_(_paused()))
    return guards


def _run(slots: int) -> Subquery:
    """The starts of the run as a little table."""
    rows: list[Select[datetime]] = [
        select(_start(n).label("starts_at")) for n in range(slots)
    ]
    return (union_all(*rows) if slots > 1 else rows[0]).subquery("run")


def _start(number: int) -> ColumnElement[datetime]:
    return bindparam(f"the_start_{number}", type_=Instant())


def _chosen(seats: int, slots: int, *, by_desk: bool) -> Subquery:
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


def _given(name: str) -> ColumnElement[Any]:
    return bindparam(f"the_{name}", type_=Appointment.__table__.c[name].type)


def _another(name: str) -> FromClause:
    return Appointment.__table__.alias(name)


def _seat_taken(seat: ColumnElement[int], slots: int) -> ColumnElement[bool]:
    other = TakenSeat.__table__.alias("neighbour").c
    given = exists().where(
        other.station_id == _given("station_id"),
        other.schedule_id == _given("schedule_id"),
        _in_the_run(other.starts_at, slots),
        other.seat == seat,
    )
    return given | _held(seat, slots, mine=False)


def _in_the_run(column: ColumnElement[datetime], slots: int) -> ColumnElement[bool]:
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
    hold = Hold.__table__.alias("own_hold" if mine else "other_hold").c
    token = bindparam("the_hold", type_=hold.token.type)
    return exists().where(
        hold.station_id == _given("station_id"),
        hold.schedule_id == _given("schedule_id"),
        _in_the_run(hold.starts_at, slots),
        hold.seat == seat,
        hold.token == token if mine else hold.token != token,
        hold.expires_at > bindparam("the_now", type_=Instant()),
        hold.held_at <= bindparam("the_latest", type_=Instant()),
    )


def _free_place(places: int) -> ColumnElement[int]:
    """The phone's first free place, or NULL."""
    place, holder = _numbers(places, "place").c, _another("holder").c
    taken = exists().where(
        holder.phone_digest == _given("phone_digest"), holder.phone_place == place.n
    )
    return select(func.min(place.n)).where(not_(taken)).scalar_subquery()


def _free_person(persons: int) -> ColumnElement[int]:
    """The first free place of people of this name, or NULL."""
    place, holder = _numbers(max(persons, 1), "person").c, _another("namesake").c
    comes_along = Companion.__table__.c
    taken = exists().where(
        holder.person_digest == _given("person_digest"),
        holder.person_place == place.n,
    ) | exists().where(
        comes_along.person_digest == _given("person_digest"),
        comes_along.person_place == place.n,
    )
    return select(func.min(place.n)).where(not_(taken)).scalar_subquery()


def _same_start() -> ColumnElement[bool]:
    double = _another("double").c
    return exists().where(
        double.phone_digest == _given("phone_digest"),
        double.starts_at == _given("starts_at"),
        double.phone_place.is_not(None),
    )


def _sent_before() -> ColumnElement[bool]:
    before = _another("before").c
    return exists().where(before.request_key == _given("request_key"))


def _paused() -> ColumnElement[bool]:
    """Whether this phone books no more online for now."""
    pause = Pause.__table__.c
    return exists().where(
        pause.phone_digest == _given("phone_digest"),
        pause.lifted_at.is_(None),
        pause.until > bindparam("the_now", type_=Instant()),
    )


def _closed() -> ColumnElement[bool]:
    closure = Closure.__table__.c
    return exists().where(
        closure.station_id == _given("station_id"),
        closure.day == bindparam("the_day", type_=closure.day.type),
    )
