"""Which times are free: computed from hours, calendar, closures and bookings.

Pure: everything is handed in.  A slot is never stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from build_scripts.shared.opening_hours import DayHours, hours_on
from build_scripts.shared.working_days import CalendarMissing
from forms_app.appointments.offers import Offer, earliest, horizon
from forms_app.appointments.plans import Plan, Taken, free_seats, plans_of_day
from forms_app.times import WEEKDAY_NAMES, day_words, local, local_day

NEAREST = 3


class Why(StrEnum):
    """Why a day has no free time."""

    FREE = ""
    HOLIDAY = "holiday"
    CLOSED = "closed"
    WEEKDAY = "weekday"
    NOT_OFFERED = "not_offered"
    FULL = "full"
    TOO_LATE = "too_late"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Slot:
    """A start and how many seats are left for it."""

    starts_at: datetime
    free: int

    @property
    def words(self) -> str:
        """12月3日 星期四 上午 9:30，还有 2 个号"""
        return f"{start_words(self.starts_at)}，还有 {self.free} 个号"

    @property
    def part(self) -> str:
        """上午"""
        return _part_and_clock(self.starts_at)[0]

    @property
    def clock(self) -> str:
        """9:30"""
        return _part_and_clock(self.starts_at)[1]


@dataclass(frozen=True, slots=True)
class Day:
    """One day's free slots or, when there are none, why; `note` names a make-up day."""

    day: date
    slots: tuple[Slot, ...]
    why: Why = Why.FREE
    reason: str = ""

    @property
    def free(self) -> int:
        """How many seats are left on the whole day."""
        return sum(slot.free for slot in self.slots)

    @property
    def parts(self) -> list[tuple[str, list[Slot]]]:
        """The free slots by part of the day, in order of time: ('上午', [...])."""
        return [(p, list(slots)) for p, slots in groupby(self.slots, lambda s: s.part)]

    @property
    def sentence(self) -> str:
        """Why nothing can be booked, for the person who looks."""
        weekday = WEEKDAY_NAMES[self.day.weekday()]
        return {
            Why.FREE: self.reason,
            Why.HOLIDAY: f"{self.reason}放假，不办理",
            Why.CLOSED: f"当天不接受预约：{self.reason}",
            Why.WEEKDAY: f"{weekday}不上班",
            Why.NOT_OFFERED: f"{weekday}上班，但是不办这项预约",
            Why.FULL: "已经约满",
            Why.TOO_LATE: "今天来不及在网上约了",
            Why.CALENDAR: f"{self.day.year} 年的放假安排还没有公布，暂时不能约",
        }[self.why]


def offered_days(
    offer: Offer,
    taken: Taken,
    closures: Mapping[date, str],
    now: datetime,
    window: tuple[date, date] | None = None,
) -> tuple[Day, ...]:
    """Every day of the window, by default up to the horizon."""
    first, last = window or horizon(offer, now)
    span = (last - first).days + 1
    days = (first + timedelta(days=n) for n in range(span))
    return tuple(_day(offer, day, taken, closures, now) for day in days)


def plans_for(offer: Offer, starts_at: datetime, now: datetime) -> tuple[Plan, ...]:
    """How a visit that begins at this exact start can go; () when it is not offered.

    Whether seats are left is not looked at; the plan with the least waiting comes first.
    """
    first, last = horizon(offer, now)
    day = local_day(starts_at)
    if not first <= day <= last or starts_at < earliest(offer, now):
        return ()
    try:
        opening = hours_on(offer.station.hours, day, offer.calendar)
    except CalendarMissing:
        return ()
    return plans_of_day(offer, opening).get(starts_at, ())


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


def clock_words(starts_at: datetime) -> str:
    """上午 9:30, 下午 2:30: as people say it."""
    return " ".join(_part_and_clock(starts_at))


def _part_and_clock(starts_at: datetime) -> tuple[str, str]:
    moment = local(starts_at)
    names = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))
    part = next(name for until, name in names if moment.hour < until)
    hour = moment.hour - 12 if moment.hour > 12 else moment.hour
    return part, f"{hour}:{moment:%M}"


def start_words(starts_at: datetime) -> str:
    """12月3日 星期四 上午 9:30"""
    return f"{day_words(local_day(starts_at))} {clock_words(starts_at)}"


def _day(
    offer: Offer,
    day: date,
    taken: Taken,
    closures: Mapping[date, str],
    now: datetime,
) -> Day:
    if day in closures:
        return Day(day, (), Why.CLOSED, closures[day])
    try:
        opening = hours_on(offer.station.hours, day, offer.calendar)
        plans = plans_of_day(offer, opening)
    except CalendarMissing:
        return Day(day, (), Why.CALENDAR)
    if not plans:
        return _closed(offer, opening)
    soonest = earliest(offer, now)
    reachable = {start: ways for start, ways in plans.items() if start >= soonest}
    if not reachable:
        return Day(day, (), Why.TOO_LATE)
    left = (
        (start, max(free_seats(plan, taken) for plan in ways))
        for start, ways in reachable.items()
    )
    free = tuple(Slot(start, count) for start, count in left if count > 0)
    return Day(day, free, Why.FREE, opening.reason) if free else Day(day, (), Why.FULL)


def _closed(offer: Offer, opening: DayHours) -> Day:
    """Why the grid of this day is empty."""
    if opening.intervals:
        return Day(opening.day, (), Why.NOT_OFFERED)
    if not opening.reason:
        return Day(opening.day, (), Why.WEEKDAY)
    dated = any(e.day == opening.day for e in offer.station.hours.exceptions)
    why = Why.CLOSED if dated else Why.HOLIDAY
    return Day(opening.day, (), why, opening.reason)
