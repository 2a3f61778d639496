"""The only module that reads the clock, and time in words.

Instants are aware datetimes in UTC; people see Shanghai time on a 24-hour clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
WEEKDAY_NAMES = (
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
)


def now() -> datetime:
    """This instant, UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def local(instant: datetime) -> datetime:
    """The same instant on the station's wall clock."""
    return instant.astimezone(SHANGHAI)


def local_day(instant: datetime) -> date:
    return local(instant).date()


def at_local(day: date, minute: int) -> datetime:
    """The instant `minute` minutes after the local midnight of `day`, in UTC."""
    midnight = datetime.combine(day, time(), tzinfo=SHANGHAI)
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def day_words(day: date) -> str:
    """12月3日 星期四"""
    return f"{day.month}月{day.day}日 {WEEKDAY_NAMES[day.weekday()]}"


def moment_words(instant: datetime) -> str:
    """12月3日 星期四 09:30"""
    moment = local(instant)
    return f"{day_words(moment.date())} {moment:%H:%M}"


def date_words(day: date) -> str:
    """2026年12月3日"""
    return f"{day.year}年{day.month}月{day.day}日"
