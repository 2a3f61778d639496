"""Opening hours: from the structured form to exact intervals of one day.

Times are minutes after midnight in the station's civil time (UTC+8), intervals are
half-open [start, end).  A day is decided in this order: a dated exception, a public
holiday, a make-up workday, the season, the regular week.
"""

from datetime import date, timedelta
from typing import Literal, NamedTuple

from build_scripts.shared.frozen import Frozen
from build_scripts.shared.working_days import WorkingCalendar

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKWEEK = WEEKDAYS[:5]
DAY_MINUTES = 24 * 60


class Interval(Frozen, order=True):
    """Open from `start` up to, not including, `end`; minutes after midnight."""

    start: int
    end: int

    @property
    def text(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


class MonthDay(NamedTuple):
    """A day of every year."""

    month: int
    day: int


class WeekRule(Frozen, kw_only=True):
    """Some weekdays and when they are open."""

    days: tuple[Weekday, ...]
    """星期几，写 mon、tue、wed、thu、fri、sat、sun。"""
    open: tuple[Interval, ...]
    """开放时段，写成 "08:30-12:00"，可以写几段。"""


class Season(Frozen, kw_only=True):
    """A part of every year with a week of its own; may run over New Year."""

    name: str
    """叫什么，例如“夏季作息”。"""
    start: MonthDay
    """从哪天起（含当天），写成 "05-01"。"""
    end: MonthDay
    """到哪天止（含当天），写成 "09-30"。"""
    regular: tuple[WeekRule, ...]
    """这段日子里每周的开放时间。"""

    def covers(self, day: date) -> bool:
        at = (day.month, day.day)
        if self.start <= self.end:
            return self.start <= at <= self.end
        return at >= self.start or at <= self.end


class HoursException(Frozen, kw_only=True):
    """One date that differs, and why; no intervals means closed."""

    day: date
    """哪一天，写成 "2026-12-31"。"""
    open: tuple[Interval, ...] = ()
    """当天的开放时段；不写就是全天不开。"""
    reason: str
    """为什么，例如“年终盘点”。"""


class Hours(Frozen, kw_only=True):
    """When a counter is open."""

    regular: tuple[WeekRule, ...]
    """每周的开放时间。"""
    seasons: tuple[Season, ...] = ()
    """换季作息。"""
    public_holidays: Literal["closed", "as_usual"] = "closed"
    """法定节假日怎么办：closed 不开，as_usual 照常。"""
    holiday_open: tuple[Interval, ...] = ()
    """法定节假日另有开放时段时写在这里。"""
    makeup_workdays: Literal["as_workday", "closed"] = "as_workday"
    """调休上班日怎么办：as_workday 照工作日开，closed 不开。"""
    duty_24h: bool = False
    """夜里和节假日是否有人值守。"""
    exceptions: tuple[HoursException, ...] = ()
    """个别日子的例外。"""


class DayHours(Frozen):
    """What one day is: its intervals and, when it differs from the week, why."""

    day: date
    intervals: tuple[Interval, ...]
    reason: str = ""


def clock(minute: int) -> str:
    """510 -> '08:30'."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def parse_interval(text: str) -> Interval:
    """'08:30-12:00' -> Interval(510, 720); ValueError when it is not that."""
    start, separator, end = text.partition("-")
    if not separator:
        raise ValueError(text)
    interval = Interval(_parse_clock(start), _parse_clock(end))
    if interval.start >= interval.end:
        raise ValueError(text)
    return interval


def parse_month_day(text: str) -> MonthDay:
    """'05-01' -> MonthDay(5, 1); ValueError when there is no such day."""
    day = date.fromisoformat(f"2024-{text.strip()}")
    return MonthDay(day.month, day.day)


def hours_on(hours: Hours, day: date, calendar: WorkingCalendar) -> DayHours:
    """The intervals of one day; CalendarMissing when the year has no table."""
    for exception in hours.exceptions:
        if exception.day == day:
            return DayHours(day, exception.open, exception.reason)
    week = _week_of(hours, day)
    holiday = calendar.holiday(day)
    if holiday is not None and hours.public_holidays == "closed":
        return DayHours(day, hours.holiday_open, holiday)
    makeup = calendar.makeup_workday(day)
    if makeup is not None:
        if hours.makeup_workdays == "closed":
            return DayHours(day, ())
        return DayHours(day, _first_worked_day(week), f"{makeup}调休上班")
    return DayHours(day, _on_weekday(week, WEEKDAYS[day.weekday()]))


def next_special_day(
    hours: Hours, after: date, calendar: WorkingCalendar, horizon: int = 60
) -> DayHours | None:
    """The first coming day whose hours differ from its weekday's, if it is near."""
    first, last = after + timedelta(days=1), after + timedelta(days=horizon)
    dated = {exception.day for exception in hours.exceptions}
    perhaps = {*dated, *calendar.holidays, *calendar.makeup_workdays}
    for day in sorted(day for day in perhaps if first <= day <= last):
        if not calendar.knows_all(first.year, day.year):
            return None
        actual = hours_on(hours, day, calendar)
        usual = _on_weekday(_week_of(hours, day), WEEKDAYS[day.weekday()])
        if actual.reason and actual.intervals != usual:
            return actual
    return None


def _week_of(hours: Hours, day: date) -> tuple[WeekRule, ...]:
    for season in hours.seasons:
        if season.covers(day):
            return season.regular
    return hours.regular


def _on_weekday(week: tuple[WeekRule, ...], weekday: Weekday) -> tuple[Interval, ...]:
    return tuple(sorted(i for rule in week if weekday in rule.days for i in rule.open))


def _first_worked_day(week: tuple[WeekRule, ...]) -> tuple[Interval, ...]:
    for weekday in WORKWEEK:
        if found := _on_weekday(week, weekday):
            return found
    return ()


def _parse_clock(text: str) -> int:
    hour, separator, minute = text.strip().partition(":")
    digits = hour.isascii() and minute.isascii() and hour.isdigit() and minute.isdigit()
    if not separator or not digits or len(minute) != 2 or len(hour) not in (1, 2):
        raise ValueError(text)
    value = int(hour) * 60 + int(minute)
    if int(minute) > 59 or value > DAY_MINUTES:
        raise ValueError(text)
    return value
