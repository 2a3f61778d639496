"""The guarded statements that give a seat: one INSERT, one UPDATE.

Nothing checks first and writes after.  Each statement looks for the first free seat
and writes it in one go; where two run at the same moment the unique keys decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Insert,
    Select,
    Subquery,
    Update,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    not_,
    select,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from forms_app.appointments.models import (
    Appointment,
    Closure,
    Hold,
    Kind,
    Pause,
    Status,
)
from forms_app.database import Instant

LONGEST_HOLD = timedelta(hours=1)
"""A hold that claims to last longer is a clock that was set back: it holds nothing."""
INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
GIVEN = (
    "reference",
    "station_id",
    "service_id",
    "service_name",
    "schedule_id",
    "starts_at",
    "minutes",
    "name_sealed",
    "phone_sealed",
    "whom_sealed",
    "phone_digest",
    "request_key",
    "created_at",
)
"""Columns handed in by name; `changed_at` is `created_at` of a new row."""


def parameters(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by column as the statements name them (SQLAlchemy reserves column names)."""
    return {f"the_{name}": value for name, value in values.items()}


def holding(token: str, now: datetime) -> dict[str, Any]:
    """The parameters of what asks for holds; `token` is one's own, '' for none."""
    return {"hold": token, "now": now, "latest": now + LONGEST_HOLD}


@lru_cache(maxsize=256)
def taking_a_seat(
    dialect: str, seats: int, places: int, *, by_desk: bool, pausing: bool
) -> Insert:
    """INSERT … SELECT the first free seat and the phone's first free place.

    Writes one row or none; `by_desk` takes the desk's seats, which have the highest
    numbers, before the public's; `pausing` asks whether the phone is paused.  Parameters: GIVEN, `day` and those of `holding`.
    """
    values: dict[str, ColumnElement[object]] = {name: _given(name) for name in GIVEN}
    seat, place = _numbers(seats, "seat"), _numbers(places, "place")
    values |= {
        "seat": seat.c.n,
        "phone_place": place.c.n,
        "status": literal_column(f"'{Status.BOOKED}'"),
        "kind": literal_column(f"'{Kind.BOOKED}'"),
        "sequence": literal_column("0"),
        "version": literal_column("1"),
        "changed_at": values["created_at"],
        "changed_by": literal_column("''"),
    }
    found = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(seat.join(place, literal_column("1=1")))
        .where(
            not_(_seat_taken(seat.c.n)),
            not_(_place_taken(place.c.n)),
            not_(_same_start()),
            not_(_closed()),
            *([not_(paused())] if pausing else []),
        )
        .order_by(*_best_seat(seat.c.n, by_desk), place.c.n)
        .limit(1)
    )
    target: Any = INSERTS[dialect](Appointment)
    statement: Insert = target.on_conflict_do_nothing().from_select(
        list(values), found, include_defaults=False
    )
    # Without this PostgreSQL's answer is -1, and every booking asks a second time.
    return statement.execution_options(preserve_rowcount=True)


@lru_cache(maxsize=256)
def who_spoke(seats: int) -> Select[str, bool, bool, bool, int]:
    """Why an INSERT wrote nothing: one look at everything that may have stopped it.

    Columns: earlier (the code this form was given before, or None), same_start,
    closed, paused, taken (seats given or held).  Parameters as for `taking_a_seat`.
    """
    mine, seat = _another("mine").c, _numbers(seats, "seat")
    earlier = select(mine.reference).where(mine.request_key == _given("request_key"))
    taken = select(func.count()).select_from(seat).where(_seat_taken(seat.c.n))
    return select(
        earlier.scalar_subquery().label("earlier"),
        _same_start().label("same_start"),
        _closed().label("closed"),
        paused().label("paused"),
        taken.scalar_subquery().label("taken"),
    )


@lru_cache(maxsize=256)
def moving_to_a_seat(seats: int, *, last_first: bool = False) -> Update:
    """UPDATE one booked row to the first free seat of another start, or no row.

    The old seat is given back by the same statement.  Parameters: row, version,
    station_id, schedule_id, starts_at, phone_digest, minutes, day, changed_at,
    changed_by, and those of `holding`.
    """
    a = Appointment
    seat = _numbers(seats, "seat")
    best = func.max if last_first else func.min
    free = select(best(seat.c.n)).where(not_(_seat_taken(seat.c.n)))
    return (
        update(a)
        .where(
            a.id == bindparam("the_row"),
            a.version == bindparam("the_version"),
            a.status == Status.BOOKED,
            free.scalar_subquery().is_not(None),
            not_(_same_start()),
            not_(_closed()),
        )
        .values(
            starts_at=_given("starts_at"),
            minutes=_given("minutes"),
            seat=free.scalar_subquery(),
            sequence=a.sequence + 1,
            version=a.version + 1,
            changed_at=_given("changed_at"),
            changed_by=_given("changed_by"),
        )
        .execution_options(synchronize_session=False)
    )


@lru_cache(maxsize=256)
def holding_a_seat(dialect: str, seats: int) -> Insert:
    """INSERT … SELECT a hold of the first seat that is neither given nor held.

    Writes one row or none.  Parameters: token, station_id, schedule_id, starts_at,
    expires_at, day and those of `holding`.
    """
    seat, columns = _numbers(seats, "seat"), Hold.__table__.c
    names = ("token", "station_id", "schedule_id", "starts_at", "expires_at")
    values: dict[str, ColumnElement[object]] = {
        name: bindparam(f"the_{name}", type_=columns[name].type) for name in names
    }
    values["seat"] = seat.c.n
    found = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(seat)
        .where(not_(_seat_taken(seat.c.n)), not_(_closed()))
        .order_by(seat.c.n)
        .limit(1)
    )
    target: Any = INSERTS[dialect](Hold)
    statement: Insert = target.on_conflict_do_nothing().from_select(
        list(values), found, include_defaults=False
    )
    return statement.execution_options(preserve_rowcount=True)


def _numbers(count: int, name: str) -> Subquery:
    """1…count as a little table."""
    rows: list[Select[int]] = [
        select(literal_column(str(n)).label("n")) for n in range(1, count + 1)
    ]
    return union_all(*rows).subquery(name)


def _given(name: str) -> ColumnElement[object]:
    return bindparam(f"the_{name}", type_=Appointment.__table__.c[name].type)


def _another(name: str) -> FromClause:
    return Appointment.__table__.alias(name)


def _seat_taken(seat: ColumnElement[int]) -> ColumnElement[bool]:
    other = _another("neighbour").c
    given = exists().where(
        other.station_id == _given("station_id"),
        other.schedule_id == _given("schedule_id"),
        other.starts_at == _given("starts_at"),
        other.seat == seat,
    )
    return given | _held(seat, mine=False)


def _best_seat(
    seat: ColumnElement[int], last_first: bool
) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The seat one holds before others; then by number."""
    own_first = case((_held(seat, mine=True), 0), else_=1)
    return own_first, seat.desc() if last_first else seat


def _held(seat: ColumnElement[int], *, mine: bool) -> ColumnElement[bool]:
    """Whether a hold that lasts still is on this seat: one's own, or somebody else's."""
    hold = Hold.__table__.alias("own_hold" if mine else "other_hold").c
    token = bindparam("the_hold", type_=hold.token.type)
    return exists().where(
        hold.station_id == _given("station_id"),
        hold.schedule_id == _given("schedule_id"),
        hold.starts_at == _given("starts_at"),
        hold.seat == seat,
        hold.token == token if mine else hold.token != token,
        hold.expires_at > bindparam("the_now", type_=Instant()),
        hold.expires_at <= bindparam("the_latest", type_=Instant()),
    )


def _place_taken(place: ColumnElement[int]) -> ColumnElement[bool]:
    other = _another("own").c
    return exists().where(
        other.phone_digest == _given("phone_digest"), other.phone_place == place
    )


def _same_start() -> ColumnElement[bool]:
    other = _another("same").c
    return exists().where(
        other.phone_digest == _given("phone_digest"),
        other.starts_at == _given("starts_at"),
        other.phone_place.is_not(None),
    )


def paused() -> ColumnElement[bool]:
    """Whether this phone must go to the counter for some days."""
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
