"""China's working calendar: public holidays, make-up workdays, legal periods.

The days themselves are data (`content/calendar/<year>.yml`, after the yearly notice
of the State Council).  A year without a table is refused, never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import field

from build_scripts.shared.frozen import Frozen

SATURDAY = 5


class CalendarMissing(LookupError):
    """Somebody asked about a year whose calendar has not been entered."""

    def __init__(self, year: int) -> None:
        super().__init__(f"there is no working calendar for {year}")
        self.year = year


class Deadline(Frozen):
    """The end of a period in natural days.

    `safe` is the last day as counted; `last` is the same day moved to the next
    working day when it falls on a rest day (民事诉讼法 Art. 85, 民法典 Art. 203).
    People are told to keep to `safe`: whether a 调休 rest day counts is for a court.
    """

    safe: date
    last: date


class WorkingCalendar(Frozen):
    """Every entered year: holidays (day → name) and make-up workdays (day → name)."""

    years: Mapping[int, bool] = field(default_factory=dict)
    """Year → True while the table is provisional (the notice is not out yet)."""
    holidays: Mapping[date, str] = field(default_factory=dict)
    makeup_workdays: Mapping[date, str] = field(default_factory=dict)

    def knows(self, day: date) -> bool:
        return day.year in self.years

    def knows_all(self, first: int, last: int) -> bool:
        """Every year from one to the other."""
        return all(year in self.years for year in range(first, last + 1))

    def is_provisional(self, day: date) -> bool:
        return self.years.get(day.year, True)

    def holiday(self, day: date) -> str | None:
        """The name of the public holiday (or its bridge day), or None."""
        self._must_know(day)
        return self.holidays.get(day)

    def makeup_workday(self, day: date) -> str | None:
        """The holiday for which this weekend day is worked, or None."""
        self._must_know(day)
        return self.makeup_workdays.get(day)

    def is_working_day(self, day: date) -> bool:
        self._must_know(day)
        if day in self.makeup_workdays:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The last day of a period of `count` working days.

        The day on which the period begins is not counted (程序规定 Art. 35).
        """
        day = start
        for _ in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def add_days(self, start: date, count: int) -> Deadline:
        """The end of a period of `count` natural days, and that end rolled."""
        safe = start + timedelta(days=count)
        return Deadline(safe=safe, last=self.next_working_day(safe))

    def _must_know(self, day: date) -> None:
        if not self.knows(day):
            raise CalendarMissing(day.year)
