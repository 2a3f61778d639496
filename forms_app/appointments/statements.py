"""The guarded statements that give a seat: first the seat, then the booking's row.

Nothing checks first and writes after.  Each statement looks for what is free and writes
it in one go; where two run at the same moment the unique keys decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Insert,
    Label,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    not_,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from forms_app.appointments.guards import (
    Rules,
    chosen_seat,
    closed,
    free_person,
    free_place,
    given,
    guards,
    run_of,
    standing,
    the_person,
)
from forms_app.appointments.models import (
    Appointment,
    Hold,
    Kind,
    Status,
    TakenSeat,
)
from forms_app.appointments.participant_models import Participant
from forms_app.database import Base
from forms_app.notifications import outbox
from forms_app.wire import Ready

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
    "request_key",
    "created_at",
    "persons",
    "who",
)
"""Columns handed in by name; `changed_at` is `created_at` of a new row."""


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
def taking_seats(dialect: str, seats: int, slots: int, rules: Rules) -> Ready:
    """INSERT … SELECT one seat that is free in every slot of a run: a row a slot, or none.

    `by_desk` takes the desk's seats, which have the highest numbers, before the
    public's.  Parameters: reference, station_id, schedule_id, starts_at (of the visit),
    phone_digest, person_digest, request_key, day and those of `starts` and `holding`.
    """
    run, seat = run_of(slots), chosen_seat(seats, slots, by_desk=rules.by_desk)
    columns = TakenSeat.__table__.c
    names = ("station_id", "schedule_id", "reference")
    values: dict[str, ColumnElement[Any]] = {
        name: bindparam(f"the_{name}", type_=columns[name].type) for name in names
    }
    values |= {"starts_at": run.c.starts_at, "seat": seat.c.n}
    found = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(seat.join(run, ALWAYS))
        .where(*guards(rules))
    )
    target: Any = INSERTS[dialect](TakenSeat)
    writing = target.on_conflict_do_nothing().from_select(
        list(values), found, include_defaults=False
    )
    return Ready(dialect, writing.returning(columns.seat))


@lru_cache(maxsize=256)
def writing_the_row(dialect: str, places: int) -> Ready:
    """INSERT … SELECT the booking with the first free place of its phone.

    Writes one row or none.  Parameters: GIVEN.
    """
    free = select(free_place(places).label("phone_place")).subquery("free").c
    values = {**_row_values(), "phone_place": free.phone_place}
    return _with_a_free_place(dialect, Appointment, values, free.phone_place)


@lru_cache(maxsize=16)
def taking_a_place(dialect: str, persons: int) -> Ready:
    """INSERT … SELECT somebody of a booking with the first free place of their name.

    Writes one row or none.  Parameters: person_digest, reference.
    """
    free = select(free_person(persons).label("person_place")).subquery("free").c
    values = _participant(free.person_place)
    return _with_a_free_place(dialect, Participant, values, free.person_place)


def _with_a_free_place(
    dialect: str,
    table: type[Base],
    values: Mapping[str, ColumnElement[Any]],
    place: ColumnElement[int],
) -> Ready:
    """One row, if there is a place; none, if somebody took it at this moment."""
    found = select(*(value.label(name) for name, value in values.items()))
    target: Any = INSERTS[dialect](table)
    return Ready(
        dialect,
        target.on_conflict_do_nothing().from_select(
            list(values), found.where(place.is_not(None)), include_defaults=False
        ),
    )


@lru_cache(maxsize=256)
def giving_at_once(seats: int, slots: int, rules: Rules) -> Ready:
    """A seat, the row, the name's place and the message in one go, for PostgreSQL.

    All of it or nothing: where a key is broken at that moment, the engine takes back the
    whole statement.  Answers with the seat, or with no row.  Parameters: those of
    `taking_seats`, `writing_the_row`, `taking_a_place` and `outbox.a_message_for`.
    """
    seat = chosen_seat(seats, slots, by_desk=rules.by_desk)
    free = select(*_places(rules)).subquery("free")
    ready = (
        select(seat.c.n.label("seat"), *free.c)
        .select_from(seat.join(free, ALWAYS))
        .where(*standing(rules), *(column.is_not(None) for column in free.c))
        .cte("ready")
    )
    sitting = _sitting(ready, slots).cte("sitting")
    # The engine runs parts in an order of its own, unless one needs what another gives.
    # Everybody takes the seat, then the phone's place, then the name's, or two would wait
    # for each other in a circle.
    row = {**_row_values(), "seat": ready.c.seat, "phone_place": ready.c.phone_place}
    written = (
        _insert_from(Appointment, row, ready, _some(sitting))
        .returning(Appointment.reference)
        .cte("written")
    )
    parts = [written]
    if rules.persons:
        who = _participant(ready.c.person_place)
        parts.append(_insert_from(Participant, who, ready, _some(written)).cte("named"))
    freed = delete(Hold).where(
        Hold.token == bindparam("the_hold"), exists().select_from(ready)
    )
    parts += [freed.cte("freed"), outbox.a_message_for(ready).cte("told")]
    return Ready("postgresql", select(ready.c.seat).add_cte(*parts))


def _some(part: CTE) -> ColumnElement[bool]:
    """Whether another part has written anything; asking waits for it."""
    return select(func.count()).select_from(part).scalar_subquery() > 0


def _sitting(ready: CTE, slots: int) -> ReturningInsert[int]:
    """The chosen seat taken in every slot of the run."""
    columns, run = TakenSeat.__table__.c, run_of(slots)
    names = ("station_id", "schedule_id", "reference")
    values: dict[str, ColumnElement[Any]] = {name: given(name) for name in names}
    values |= {"starts_at": run.c.starts_at, "seat": ready.c.seat}
    taking = _insert_from(TakenSeat, values, ready.join(run, ALWAYS))
    return taking.returning(columns.seat)


def _places(rules: Rules) -> list[Label[int]]:
    """The first free place of the phone and of the person, as far as they are asked."""
    free = [free_place(rules.places).label("phone_place")]
    if rules.persons:
        free.append(free_person(rules.persons).label("person_place"))
    return free


def _participant(place: ColumnElement[int]) -> dict[str, ColumnElement[Any]]:
    """The columns of somebody a booking is for."""
    return {
        "person_digest": the_person(),
        "person_place": place,
        "reference": given("reference"),
    }


def _row_values() -> dict[str, ColumnElement[Any]]:
    """The columns of a booking, but for its places."""
    values: dict[str, ColumnElement[Any]] = {name: given(name) for name in GIVEN}
    return values | {
        "status": literal_column(f"'{Status.BOOKED}'"),
        "kind": literal_column(f"'{Kind.BOOKED}'"),
        "sequence": literal_column("0"),
        "version": literal_column("1"),
        "changed_at": values["created_at"],
        "changed_by": literal_column("''"),
    }


def _insert_from(
    table: type[Base],
    values: Mapping[str, ColumnElement[Any]],
    rows: FromClause,
    *conditions: ColumnElement[bool],
) -> Insert:
    found = select(*(value.label(name) for name, value in values.items()))
    return insert(table).from_select(
        list(values),
        found.select_from(rows).where(*conditions),
        include_defaults=False,
    )


@lru_cache(maxsize=256)
def holding_seats(dialect: str, seats: int, slots: int) -> ReturningInsert[int]:
    """INSERT … SELECT holds of one seat that is neither given nor held in a run of slots.

    A row a slot, or none.  Parameters: token, station_id, schedule_id, held_at,
    expires_at, day and those of `starts` and `holding`.
    """
    run, seat = run_of(slots), chosen_seat(seats, slots, by_desk=False)
    columns = Hold.__table__.c
    names = ("token", "station_id", "schedule_id", "held_at", "expires_at")
    values: dict[str, ColumnElement[Any]] = {
        name: bindparam(f"the_{name}", type_=columns[name].type) for name in names
    }
    values |= {"starts_at": run.c.starts_at, "seat": seat.c.n}
    found = (
        select(*(value.label(name) for name, value in values.items()))
        .select_from(seat.join(run, ALWAYS))
        .where(not_(closed()))
    )
    target: Any = INSERTS[dialect](Hold)
    statement: ReturningInsert[int] = (
        target.on_conflict_do_nothing()
        .from_select(list(values), found, include_defaults=False)
        .returning(columns.seat)
    )
    return statement
