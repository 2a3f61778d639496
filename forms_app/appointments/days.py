"""What people see of a day: its free times, or why there are none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from forms_app.times import WEEKDAY_NAMES, day_words, local, local_day


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
            Why.CLOSED: f"这天停办：{self.reason}",
            Why.WEEKDAY: f"{weekday}不上班",
            Why.NOT_OFFERED: f"{weekday}上班，但是不办这项预约",
            Why.FULL: "已经约满",
            Why.TOO_LATE: "今天来不及在网上约了",
            Why.CALENDAR: f"{self.day.year} 年的放假安排还没有公布，暂时不能约",
        }[self.why]


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
