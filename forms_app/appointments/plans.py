"""How a visit can be laid into a day: which slots of which counters, leg after leg.

Pure.  A leg keeps its counter: nobody changes windows in the middle of one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from msgspec import structs

from build_scripts.shared.opening_hours import (
    DAY_MINUTES,
    DayHours,
    Interval,
    hours_on,
)
from forms_app.appointments.offers import Leg, Offer
from forms_app.catalogue import ScheduleEntry
from forms_app.times import at_local

LONGEST_WAIT = timedelta(minutes=30)
"""Between two legs of one visit."""


@dataclass(frozen=True, slots=True)
class Part:
    """Slots in a row at one pool of counters."""

    schedule_id: str
    slot_minutes: int
    seats: int
    """How many counters whoever asks may have; seats are numbered from 1."""
    starts: tuple[datetime, ...]

    @property
    def ends_at(self) -> datetime:
        return self.starts[-1] + timedelta(minutes=self.slot_minutes)


Plan = tuple[Part, ...]
Place = tuple[str, datetime]
"""Schedule and start."""
Taken = Mapping[Place, int]
"""Place → its seats that are given or held, seat n as bit n."""


def plans_of_day(offer: Offer, opening: DayHours) -> dict[datetime, tuple[Plan, ...]]:
    """Start → every way the visit can go from there, the least waiting first."""
    legs = offer.legs
    runs = [_runs(offer, leg, opening) for leg in legs]
    found: dict[datetime, tuple[Plan, ...]] = {}
    for part in runs[0]:
        rests = _following(runs[1:], part.ends_at)
        if plans := tuple((part, *rest) for rest in rests):
            found[part.starts[0]] = plans
    return found


def free_seats(plan: Plan, taken: Taken) -> int:
    """How many more people this very plan has room for."""
    return min(_free(part, taken) for part in plan)


def minutes_of(plan: Plan) -> int:
    """From the first minute to the last, waiting included."""
    return int((plan[-1].ends_at - plan[0].starts[0]).total_seconds()) // 60


def _free(part: Part, taken: Taken) -> int:
    busy = 0
    for start in part.starts:
        busy |= taken.get((part.schedule_id, start), 0)
    mine = ((1 << part.seats) - 1) << 1
    return (mine & ~busy).bit_count()


def _runs(offer: Offer, leg: Leg, opening: DayHours) -> list[Part]:
    """Every place in the day where this leg fits."""
    schedule, slots = leg.schedule, leg.slots
    seats = offer.seats_of(schedule)
    grid = [
        at_local(opening.day, minute)
        for minute in _grid(_bookable(offer, schedule, opening), schedule)
    ]
    step = timedelta(minutes=schedule.slot_minutes)
    return [
        Part(schedule.id, schedule.slot_minutes, seats, tuple(run))
        for run in (grid[n : n + slots] for n in range(len(grid) - slots + 1))
        if run[-1] - run[0] == (slots - 1) * step
    ]


def _following(runs: Sequence[list[Part]], ended: datetime) -> Iterator[Plan]:
    """Ways through the legs that are left, none of them long after the one before."""
    if not runs:
        yield ()
        return
    for part in runs[0]:
        if ended <= part.starts[0] <= ended + LONGEST_WAIT:
            for rest in _following(runs[1:], part.ends_at):
                yield (part, *rest)


def _bookable(
    offer: Offer, schedule: ScheduleEntry, opening: DayHours
) -> tuple[Interval, ...]:
    """The station's hours of the day, cut to the schedule's own."""
    if not schedule.hours:
        return opening.intervals
    own = structs.replace(
        offer.station.hours,
        regular=schedule.hours,
        seasons=(),
        exceptions=(),
        public_holidays="as_usual",
    )
    wanted = hours_on(own, opening.day, offer.calendar).intervals
    return tuple(
        Interval(max(a.start, b.start), min(a.end, b.end))
        for a in opening.intervals
        for b in wanted
        if max(a.start, b.start) < min(a.end, b.end)
    )


def _grid(intervals: Sequence[Interval], schedule: ScheduleEntry) -> Iterator[int]:
    """Starts in minutes after midnight; the last slot ends before closing."""
    for interval in intervals:
        end = min(interval.end, DAY_MINUTES) - schedule.slot_minutes
        yield from range(interval.start, end + 1, schedule.slot_minutes)
