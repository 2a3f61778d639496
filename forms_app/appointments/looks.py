"""Statements that only look: what is taken, what is closed, why nothing was given."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Select,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    union_all,
)

from forms_app.appointments.guards import (
    another,
    chosen_seat,
    closed,
    given,
    held_by_others,
    paused,
    same_start,
)
from forms_app.appointments.models import Closure, Hold, TakenSeat
from forms_app.database import Instant
from forms_app.wire import Ready


@lru_cache(maxsize=256)
def who_spoke(dialect: str, seats: int, slots: int) -> Ready:
    """Why nothing was written: one look at everything that may have stopped it.

    Columns: earlier (the code this form was given before, or None), same_start,
    closed, paused, free (a seat, or None).  Parameters as for
    `statements.taking_seats`.
    """
    mine = another("mine").c
    earlier = select(mine.reference).where(mine.request_key == given("request_key"))
    seat = chosen_seat(seats, slots, by_desk=False)
    return Ready(
        dialect,
        select(
            earlier.scalar_subquery().label("earlier"),
            same_start().label("same_start"),
            closed().label("closed"),
            paused().label("paused"),
            select(seat.c.n).scalar_subquery().label("free"),
        ),
    )


class WhoSpoke(NamedTuple):
    """The one row of `who_spoke`."""

    earlier: str | None
    same_start: bool
    closed: bool
    paused: bool
    free: int | None


@lru_cache(maxsize=64)
def seats_taken(dialect: str, pools: int) -> Ready:
    """Schedule, start and seats (seat n as bit n) of what is given or held by others.

    Parameters: station_id, pool_0 … (schedules), since, until and those of `holding`.
    """
    lasting = held_by_others(Hold)
    return Ready(
        dialect,
        union_all(_busy(TakenSeat, pools), _busy(Hold, pools, *lasting)),
    )


def _busy(
    kind: type[TakenSeat | Hold], pools: int, *more: ColumnElement[bool]
) -> Select[str, datetime, int]:
    bit = cast(literal_column("1"), BigInteger).op("<<")(kind.seat)
    return (
        select(kind.schedule_id, kind.starts_at, cast(func.sum(bit), BigInteger))
        .where(
            kind.station_id == given("station_id"),
            kind.schedule_id.in_([bindparam(f"pool_{n}") for n in range(pools)]),
            kind.starts_at >= bindparam("since", type_=Instant()),
            kind.starts_at < bindparam("until", type_=Instant()),
            *more,
        )
        .group_by(kind.schedule_id, kind.starts_at)
    )


@lru_cache(maxsize=2)
def closed_days(dialect: str) -> Ready:
    """Closed days of a station and why.  Parameters: station_id, first, last."""
    first, last = (bindparam(name, type_=Date()) for name in ("first", "last"))
    found = select(Closure.day, Closure.reason).where(
        Closure.station_id == given("station_id"), Closure.day.between(first, last)
    )
    return Ready(dialect, found)
