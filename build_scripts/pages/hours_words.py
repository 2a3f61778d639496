"""Opening hours in words: one sentence, and the rows of a table."""

from __future__ import annotations

from datetime import date

from build_scripts.languages.speech import Words, _
from build_scripts.pages.date_words import day_of_year, day_with_weekday
from build_scripts.pages.labels import HOLIDAY
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import (
    WEEKDAYS,
    DayHours,
    Hours,
    Interval,
    MonthDay,
    WeekRule,
    next_special_day,
)
from build_scripts.shared.working_days import WorkingCalendar

_DAY = Words(
    {day: f"周{name}" for day, name in zip(WEEKDAYS, "一二三四五六日", strict=True)}
)
MAKEUP = "调休上班"
"""What hours_on puts behind the name of a holiday."""
_WHOLE_DAY = (Interval(0, 24 * 60),)


class HoursRow(Frozen):
    """One line of the table: which days, and when they are open."""

    days: str
    times: str


class HoursTable(Frozen):
    """A week, with the season it belongs to ('' for the regular week)."""

    name: str
    span: str
    rows: tuple[HoursRow, ...]


def times_in_words(intervals: tuple[Interval, ...]) -> str:
    """'08:30-12:00，14:00-17:30', '全天' or '不开门'."""
    if not intervals:
        return _("不开门")
    if intervals == _WHOLE_DAY:
        return _("全天")
    return "，".join(interval.text for interval in intervals)


def hours_sentence(hours: Hours) -> str:
    """The regular week and the holidays in one line, without the seasons."""
    open_rows = [row for row in week_rows(hours.regular) if row.times != _("不开门")]
    parts = [f"{row.days} {row.times}" for row in open_rows]
    if hours.duty_24h:
        parts.append(_("夜里和节假日有人值守"))
    return "；".join(parts) or _("请先打电话问")


def hours_tables(hours: Hours) -> tuple[HoursTable, ...]:
    """The regular week first, then each season."""
    regular = HoursTable(
        _("平时") if hours.seasons else "", "", week_rows(hours.regular)
    )
    return (
        regular,
        *(
            HoursTable(
                season.name,
                _(
                    "%(first)s到%(last)s",
                    first=_month_day(season.start),
                    last=_month_day(season.end),
                ),
                week_rows(season.regular),
            )
            for season in hours.seasons
        ),
    )


def _month_day(day: MonthDay) -> str:
    return day_of_year(date(2024, day.month, day.day))  # a year with 29 February


def holiday_sentence(hours: Hours) -> str:
    """What public holidays and make-up workdays mean here."""
    if hours.public_holidays == "as_usual":
        holidays = _("法定节假日照常开门")
    elif hours.holiday_open:
        times = times_in_words(hours.holiday_open)
        holidays = _("法定节假日 %(times)s", times=times)
    else:
        holidays = _("法定节假日不开门")
    makeup = (
        _("调休上班的周末照工作日开门")
        if hours.makeup_workdays == "as_workday"
        else _("调休上班的周末不开门")
    )
    return f"{holidays}；{makeup}。"


def special_day(
    hours: Hours, today: date, calendar: WorkingCalendar
) -> DayHours | None:
    """The next day that differs from its weekday, when it is near and known."""
    return next_special_day(hours, today, calendar) if calendar.knows(today) else None


def special_day_words(special: DayHours) -> str:
    """'11月28日（星期六）国庆节调休上班：08:30-12:00'."""
    return _(
        "%(day)s%(reason)s：%(times)s",
        day=day_with_weekday(special.day),
        reason=_reason(special.reason),
        times=times_in_words(special.intervals),
    )


def _reason(words: str) -> str:
    """Holidays have a name in every language; an editor's own reason stays as it is."""
    holiday = words.removesuffix(MAKEUP)
    if holiday not in HOLIDAY:
        return words
    if holiday == words:
        return HOLIDAY[holiday]
    return _("%(holiday)s调休上班", holiday=HOLIDAY[holiday])


def week_rows(week: tuple[WeekRule, ...]) -> tuple[HoursRow, ...]:
    """Neighbouring days with equal hours share a row: 周一至周五, 周六, 周日."""
    by_day = [
        tuple(sorted(i for rule in week if day in rule.days for i in rule.open))
        for day in WEEKDAYS
    ]
    rows: list[HoursRow] = []
    start = 0
    for end in range(1, len(WEEKDAYS) + 1):
        if end == len(WEEKDAYS) or by_day[end] != by_day[start]:
            rows.append(HoursRow(_span(start, end - 1), times_in_words(by_day[start])))
            start = end
    return tuple(rows)


def _span(first: int, last: int) -> str:
    if first == 0 and last == len(WEEKDAYS) - 1:
        return _("每天")
    start, end = _DAY[WEEKDAYS[first]], _DAY[WEEKDAYS[last]]
    if first == last:
        return start
    if last == first + 1:
        return _("%(first)s、%(last)s", first=start, last=end)
    return _("%(first)s至%(last)s", first=start, last=end)
