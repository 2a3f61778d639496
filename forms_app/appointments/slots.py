"""Which times are free: computed from hours, calendar, closures and bookings.

Pure: everything is handed in.  A slot is never stored.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from forms_app.appointments.days import Day, Slot, Why
from forms_app.appointments.grids import Grid, grid_of, most_free
from forms_app.appointments.offers import Offer, earliest, horizon
from forms_app.appointments.plans import Plan, Taken
from forms_app.times import local_day

NEAREST = 3


Window = tuple[date, date]
"""First and last day."""


def offered_days(
    offer: Offer,
    taken: Taken,
    closures: Mapping[date, str],
    soonest: datetime | None,
    window: Window,
) -> tuple[Day, ...]:
    """Every day of the window; `soonest`: see `soonest_start`."""
    return tuple(_day(offer, day, taken, closures, soonest) for day in _days_of(window))


def soonest_start(offer: Offer, window: Window, now: datetime) -> datetime | None:
    """The first start in these days that may still be booked; None when none may.

    All that the clock changes about them: the same from one start to the next.
    """
    starts = _starts(offer, window)
    reached = bisect_left(starts, earliest(offer, now))
    return starts[reached] if reached < len(starts) else None


@lru_cache(maxsize=512)
def _starts(offer: Offer, window: Window) -> Sequence[datetime]:
    days = _days_of(window)
    return sorted(start for day in days for start in grid_of(offer, day).ways)


def _days_of(window: Window) -> list[date]:
    first, last = window
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def plans_for(offer: Offer, starts_at: datetime, now: datetime) -> tuple[Plan, ...]:
    """How a visit that begins at this exact start can go; () when it is not offered.

    Whether seats are left is not looked at; the plan with the least waiting comes first.
    """
    first, last = horizon(offer, now)
    day = local_day(starts_at)
    if not first <= day <= last or starts_at < earliest(offer, now):
        return ()
    return grid_of(offer, day).ways.get(starts_at, ())


def is_offered(offer: Offer, starts_at: datetime, now: datetime) -> bool:
    """Whether this exact start is in the grid and may be booked now (if seats last)."""
    return bool(plans_for(offer, starts_at, now))


def first_free(days: Sequence[Day], after: date | None = None) -> Slot | None:
    """The first free slot, if there is one (on a day later than `after`)."""
    for day in days:
        if day.slots and (after is None or day.day > after):
            return day.slots[0]
    return None


def next_free(days: Sequence[Day]) -> Mapping[date, Slot | None]:
    """Day without a free time → the first free slot after it, if there is one."""
    found: dict[date, Slot | None] = {}
    after: Slot | None = None
    for day in reversed(days):
        if day.slots:
            after = day.slots[0]
        else:
            found[day.day] = after
    return found


def nearest(days: Sequence[Day], wanted: datetime) -> tuple[Slot, ...]:
    """The three free slots closest to the wanted start, in order of time."""
    free = [s for day in days for s in day.slots if s.starts_at != wanted]
    free.sort(key=lambda slot: abs(slot.starts_at - wanted))
    return tuple(sorted(free[:NEAREST], key=lambda slot: slot.starts_at))


def _day(
    offer: Offer,
    day: date,
    taken: Taken,
    closures: Mapping[date, str],
    soonest: datetime | None,
) -> Day:
    if day in closures:
        return Day(day, (), Why.CLOSED, closures[day])
    grid = grid_of(offer, day)
    whole = grid.untouched
    if not whole.slots:
        return whole
    if soonest is None:
        return Day(day, (), Why.TOO_LATE)
    changed = _changed(grid, taken)
    if not changed and whole.slots[0].starts_at >= soonest:
        return whole
    reachable = [slot for slot in whole.slots if slot.starts_at >= soonest]
    if not reachable:
        return Day(day, (), Why.TOO_LATE)
    left = (changed.get(slot.starts_at, slot) for slot in reachable)
    free = tuple(slot for slot in left if slot.free > 0)
    return Day(day, free, Why.FREE, whole.reason) if free else Day(day, (), Why.FULL)


def _changed(grid: Grid, taken: Taken) -> Mapping[datetime, Slot]:
    """The slots that have fewer seats than while nobody had booked."""
    starts = {
        s for place in grid.reach.keys() & taken.keys() for s in grid.reach[place]
    }
    return {start: Slot(start, most_free(grid.ways[start], taken)) for start in starts}
