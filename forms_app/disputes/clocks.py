"""Every period of a case: when it ends, and whether that end is near or past.

A period that runs into a year whose calendar has not been entered has no end yet
(None): a case is never refused, and no date is ever guessed, for want of a calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from build_scripts.shared.working_days import (
    CalendarMissing,
    Deadline,
    WorkingCalendar,
)
from forms_app.catalogue import Catalogue
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.times import at_local, local_day

SECOND_WORKDAYS = 7
"""治安调解 is done once; a second follows within these working days (程序规定 183)."""
CONFIRMATION_DAYS = 30
"""Joint application for judicial confirmation (人民调解法 Art. 33)."""
LAST_MINUTE = 23 * 60 + 59
SOON_DAYS = 1
POLICE_KINDS = frozenset({"police_station", "police_post"})


class Mark(StrEnum):
    """How a clock stands."""

    CALM = "calm"
    SOON = "soon"
    OVERDUE = "overdue"


def workdays_after(
    calendar: WorkingCalendar, received: datetime, count: int
) -> date | None:
    """The last day of `count` working days after the local day of `received`."""
    try:
        return calendar.add_working_days(local_day(received), count)
    except CalendarMissing:
        return None


def days_after(
    calendar: WorkingCalendar, start: datetime, count: int
) -> Deadline | None:
    """The end of `count` natural days, as counted and as rolled."""
    try:
        return calendar.add_days(local_day(start), count)
    except CalendarMissing:
        return None


def accept_by(catalogue: Catalogue, received: datetime) -> date | None:
    return workdays_after(
        catalogue.calendar, received, catalogue.disputes.accept_workdays
    )


def rights_by(catalogue: Catalogue, asked: datetime) -> date | None:
    """Until when somebody who wants their data mended or deleted has an answer."""
    return workdays_after(catalogue.calendar, asked, catalogue.disputes.rights_workdays)


def mediate_by(catalogue: Catalogue, accepted: datetime) -> Deadline | None:
    return days_after(catalogue.calendar, accepted, catalogue.disputes.mediation_days)


def second_by(catalogue: Catalogue, first: datetime) -> date | None:
    """Until when a second 治安调解 may be held after the first."""
    return workdays_after(catalogue.calendar, first, SECOND_WORKDAYS)


def rolled(catalogue: Catalogue, day: date) -> date:
    """The day itself, or the next working day; the day itself without a calendar."""
    try:
        return catalogue.calendar.next_working_day(day)
    except CalendarMissing:
        return day


def confirm_by(catalogue: Catalogue, agreed: datetime) -> Deadline | None:
    """Until when both sides may ask the court to confirm their agreement."""
    return confirm_by_day(catalogue, local_day(agreed))


def confirm_by_day(catalogue: Catalogue, effective: date) -> Deadline | None:
    """The same, from the day on which the agreement took effect."""
    try:
        return catalogue.calendar.add_days(effective, CONFIRMATION_DAYS)
    except CalendarMissing:
        return None


def answer_by(catalogue: Catalogue, to_station: str, sent: datetime) -> datetime | None:
    """When the receiver of a hand-over has to answer.

    Police are on duty day and night: their hours run from the moment (程序规定
    Art. 61). Everybody else counts working days.
    """
    station = catalogue.stations.get(to_station)
    if station is not None and station.kind in POLICE_KINDS:
        return sent + timedelta(hours=catalogue.disputes.police_referral_hours)
    day = workdays_after(catalogue.calendar, sent, catalogue.disputes.referral_workdays)
    return at_local(day, LAST_MINUTE) if day else None


def mark(ends: datetime | date | None, now: datetime) -> Mark:
    """Calm, near its end, or past it."""
    if ends is None:
        return Mark.CALM
    if not isinstance(ends, datetime):
        ends = at_local(ends, LAST_MINUTE)
    if now > ends:
        return Mark.OVERDUE
    near = local_day(ends) - local_day(now) <= timedelta(days=SOON_DAYS)
    return Mark.SOON if near else Mark.CALM


CLOCK_WORDS: Mapping[str, str] = {
    CaseStatus.SUBMITTED: "答复是否受理",
    CaseStatus.REFERRED: "转交答复",
    CaseStatus.ACCEPTED: "调解",
    CaseStatus.IN_MEDIATION: "调解",
}
"""What ends with the clock that runs in this status."""


def running_clock(
    status: str, *, accept: date | None, answer: datetime | None, due: date | None
) -> datetime | date | None:
    """Which of a case's clocks runs while it has this status."""
    clocks: dict[str, datetime | date | None] = {
        CaseStatus.SUBMITTED: accept,
        CaseStatus.REFERRED: answer,
        CaseStatus.ACCEPTED: due,
        CaseStatus.IN_MEDIATION: due,
    }
    return clocks.get(status)
