"""Opening hours as plain JSON, in the spelling of the YAML files."""

from __future__ import annotations

from typing import Any

from build_scripts.shared.opening_hours import Hours, Interval, MonthDay, WeekRule


def hours_json(hours: Hours) -> dict[str, Any]:
    """Every field of Hours; times as '08:30-12:00', days of the year as '05-01'."""
    return {
        "regular": week_json(hours.regular),
        "seasons": [
            {
                "name": season.name,
                "start": _month_day(season.start),
                "end": _month_day(season.end),
                "regular": week_json(season.regular),
            }
            for season in hours.seasons
        ],
        "public_holidays": hours.public_holidays,
        "holiday_open": _times(hours.holiday_open),
        "makeup_workdays": hours.makeup_workdays,
        "duty_24h": hours.duty_24h,
        "exceptions": [
            {
                "day": exception.day.isoformat(),
                "open": _times(exception.open),
                "reason": exception.reason,
            }
            for exception in hours.exceptions
        ],
    }


def week_json(week: tuple[WeekRule, ...]) -> list[dict[str, Any]]:
    return [{"days": list(rule.days), "open": _times(rule.open)} for rule in week]


def _times(intervals: tuple[Interval, ...]) -> list[str]:
    return [interval.text for interval in intervals]


def _month_day(value: MonthDay) -> str:
    return f"{value.month:02d}-{value.day:02d}"
