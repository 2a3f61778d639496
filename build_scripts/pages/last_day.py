"""The last day of a promise: for who applies today, and looked up for later days."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Limit
from build_scripts.catalogue.model.common import LimitUnit
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.pages.date_words import (
    day_of_year,
    day_with_weekday,
    limit_ends,
)
from build_scripts.pages.opening_table import DAYS, EPOCH
from build_scripts.pages.render import fragment
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.working_days import WorkingCalendar


class LastDay(Frozen, kw_only=True):
    """What the page says today, and what its script looks up later."""

    start: str
    end: str
    unsure: bool
    """Whether the calendar of that year is still provisional."""
    table: Markup


@worth_keeping
def last_day(catalogue: Catalogue, n: int, unit: LimitUnit, today: date) -> Markup:
    """The sentence for someone who applies today; for `catalogue.once`.

    No end is named for what is done at once or beyond the entered calendar.
    """
    calendar = catalogue.calendar
    ends = limit_ends(Limit(n=n, unit=unit), today, calendar)
    if ends is None or ends <= today:
        return Markup()
    told = LastDay(
        start=day_of_year(today),
        end=day_with_weekday(ends),
        unsure=calendar.is_provisional(ends),
        table=last_day_table(n, unit, today, calendar),
    )
    return fragment(catalogue, "_service_parts.html", "last_day", told)


def last_day_table(
    n: int, unit: LimitUnit, today: date, calendar: WorkingCalendar
) -> Markup:
    """`data-ds-last`: days counted from `from`, the day number of today.

    `counted` has a bit for each day, four in a hexadecimal digit, set where the day is
    worked; without it every day counts.  `known` is the last day with a calendar, `sure`
    the first with a provisional one.  A period of months is not
    looked up: `days` is 0 and the sentence goes when its day is over.
    """
    known = _first(today, lambda day: not calendar.knows(day))
    table: dict[str, int | str] = {
        "from": (today - EPOCH).days,
        "days": n if unit in ("workday", "day") else 0,
        "known": known - 1,
        "sure": _first(today, calendar.is_provisional),
    }
    if unit == "workday":
        bits = "".join(
            "01"[calendar.is_working_day(today + timedelta(days=at))]
            for at in range(known)
        )
        bits += "0" * (-len(bits) % 4)
        table["counted"] = f"{int('1' + bits, 2):x}"[1:]
    told = json.dumps(table, separators=(",", ":"))
    return Markup(told)  # noqa: S704 - numbers and letters, in single quotes


def _first(today: date, wanted: Callable[[date], bool]) -> int:
    """How many days it is to the first such day; DAYS when none is so near."""
    days = (at for at in range(DAYS) if wanted(today + timedelta(days=at)))
    return next(days, DAYS)
