"""Dates, periods and money as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from build_scripts.catalogue.model import Limit
from build_scripts.languages.speech import Words, _, in_force
from build_scripts.languages.tongues import HANS
from build_scripts.pages.labels import LIMIT
from build_scripts.shared.working_days import CalendarMissing, WorkingCalendar

_WEEKDAY = Words({str(n): f"星期{name}" for n, name in enumerate("一二三四五六日")})
_MONTH = Words({str(n): f"{n}月" for n in range(1, 13)})


def _parts(value: date) -> dict[str, object]:
    """What the words of a date are put together from; `name` is the month's."""
    name = _MONTH[str(value.month)] if in_force() != HANS else ""
    return {"year": value.year, "month": value.month, "day": value.day, "name": name}


def day(value: date) -> str:
    """2026-12-03 → '2026年12月3日'."""
    return _("%(year)s年%(month)s月%(day)s日", **_parts(value))


def moment(value: datetime) -> str:
    """2026-12-03 08:05 → '2026年12月3日 8:05'."""
    return f"{day(value)} {value.hour}:{value.minute:02d}"


def day_of_year(value: date) -> str:
    """2026-12-03 → '12月3日'."""
    return _("%(month)s月%(day)s日", **_parts(value))


def weekday(value: date) -> str:
    return _WEEKDAY[str(value.weekday())]


def day_with_weekday(value: date) -> str:
    """2026-12-03 → '12月3日（星期四）'."""
    return _("%(day)s（%(weekday)s）", day=day_of_year(value), weekday=weekday(value))


def limit(value: Limit) -> str:
    """'20 个工作日内', '当场办结'."""
    return _(LIMIT[value.unit], n=value.n)


def limit_ends(value: Limit, start: date, calendar: WorkingCalendar) -> date | None:
    """The last day of a period begun on `start`; None when no table covers it.

    Working days follow the calendar; natural days and months are counted as such.
    """
    try:
        if value.unit == "workday":
            return calendar.add_working_days(start, value.n)
        if value.unit == "day":
            return start + timedelta(days=value.n)
        if value.unit == "month":
            return _add_months(start, value.n)
    except CalendarMissing:
        return None
    return start


def money(value: Decimal) -> str:
    """20 → '20 元', 7.50 → '7.5 元'."""
    text = f"{value.normalize():f}"
    return _("%(amount)s 元", amount=text)


def _add_months(start: date, count: int) -> date:
    """The same day of a later month, or that month's last day (民法典 Art. 202)."""
    month = start.month - 1 + count
    year, month = start.year + month // 12, month % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month, min(start.day, last))
