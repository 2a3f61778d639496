"""A day before anybody has booked: worked out once, as nothing of it depends on bookings.

What is given, held or closed is laid over it at every look.  Another catalogue has other
offers, so nothing here can be out of date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from build_scripts.shared.opening_hours import DayHours, hours_on
from build_scripts.shared.working_days import CalendarMissing
from forms_app.appointments.days import Day, Slot, Why
from forms_app.appointments.offers import Offer
from forms_app.appointments.plans import Place, Plan, free_seats, plans_of_day

KEPT = 2048
"""Days of offers that are remembered: some 10 KB each."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """One day of one offer."""

    untouched: Day
    """As it is while nobody has booked, or why it is never open."""
    ways: Mapping[datetime, tuple[Plan, ...]]
    """Start → every way the visit can go from there, the least waiting first."""
    reach: Mapping[Place, tuple[datetime, ...]]
    """Place at a counter → the starts of all visits that could use it."""


@lru_cache(maxsize=KEPT)
def grid_of(offer: Offer, day: date) -> Grid:
    """An offer is known by its identity: `find_offer` gives the same one again."""
    try:
        opening = hours_on(offer.station.hours, day, offer.calendar)
        ways = plans_of_day(offer, opening)
    except CalendarMissing:
        return Grid(Day(day, (), Why.CALENDAR), {}, {})
    if not ways:
        return Grid(_closed(offer, opening), {}, {})
    reach: dict[Place, list[datetime]] = {}
    for start, plans in ways.items():
        for place in dict.fromkeys(p for plan in plans for p in _places(plan)):
            reach.setdefault(place, []).append(start)
    slots = tuple(Slot(start, most_free(plans, {})) for start, plans in ways.items())
    untouched = Day(day, slots, Why.FREE, opening.reason)
    return Grid(untouched, ways, {place: tuple(s) for place, s in reach.items()})


def most_free(plans: tuple[Plan, ...], taken: Mapping[Place, int]) -> int:
    """How many more people the best of these ways has room for."""
    return max(free_seats(plan, taken) for plan in plans)


def _places(plan: Plan) -> list[Place]:
    return [(part.schedule_id, start) for part in plan for start in part.starts]


def _closed(offer: Offer, opening: DayHours) -> Day:
    """Why the grid of this day is empty."""
    if opening.intervals:
        return Day(opening.day, (), Why.NOT_OFFERED)
    if not opening.reason:
        return Day(opening.day, (), Why.WEEKDAY)
    dated = any(e.day == opening.day for e in offer.station.hours.exceptions)
    why = Why.CLOSED if dated else Why.HOLIDAY
    return Day(opening.day, (), why, opening.reason)
