"""An appointment as a calendar file (RFC 5545) for the phone of the one who comes.

The UID stays, SEQUENCE grows with every change of time, so that a calendar which has
the old file moves or cancels its entry.  No name and no phone of a person is in it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard, vDatetime

from forms_app.appointments.models import Appointment, Status
from forms_app.catalogue import Checklist, StationEntry
from forms_app.references import spoken
from forms_app.times import SHANGHAI, local

DAY_BEFORE = timedelta(days=-1)
EIGHT_HOURS = timedelta(hours=8)


def calendar_file(
    row: Appointment, station: StationEntry | None, papers: tuple[Checklist, ...]
) -> bytes:
    """The bytes of appointment.ics; the station may be published no more."""
    calendar = Calendar()
    calendar.add("prodid", "-//Doorstep//Appointments//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(china_time())
    calendar.add_component(_event(row, station, papers))
    return bytes(calendar.to_ical())


def uid(row: Appointment) -> str:
    """Stable, and does not give the code away."""
    digest = hashlib.sha256(f"appointment {row.reference}".encode()).hexdigest()
    return f"{digest[:32]}@doorstep"


def _event(
    row: Appointment, station: StationEntry | None, papers: tuple[Checklist, ...]
) -> Event:
    cancelled = row.status == Status.CANCELLED
    event = Event()
    event.add("uid", uid(row))
    event.add("sequence", row.sequence)
    event.add("dtstamp", row.changed_at)
    event.add("dtstart", local(row.starts_at))
    event.add("dtend", local(row.starts_at) + timedelta(minutes=row.minutes))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("summary", f"{'已取消：' if cancelled else ''}{row.errand}")
    if station is not None:
        event.add("location", f"{station.name}，{station.address}")
    event.add("description", "\n".join(_lines(row, station, papers)))
    if not cancelled:
        event.add_component(_alarm(row))
    return event


def _lines(
    row: Appointment, station: StationEntry | None, papers: tuple[Checklist, ...]
) -> list[str]:
    """Code, place, phone, what to bring."""
    lines = [f"预约编号：{spoken(row.reference)}"]
    if station is not None:
        near = f"（{station.landmark}）" if station.landmark else ""
        lines.append(f"地址：{station.address}{near}")
        lines.append(f"电话：{station.phone}")
    if papers and row.persons > 1:
        lines.append(f"{row.persons} 个人，每人一套，都要带齐。")
    for part in papers:
        lines.append(f"要带的（{part.who_label}）：")
        lines += [f"- {item.name}（{item.need_label}）" for item in part.items]
    return lines


def _alarm(row: Appointment) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", DAY_BEFORE)
    alarm.add("description", f"明天要去办：{row.errand}")
    return alarm


def china_time() -> Timezone:
    """One offset, no summer time since 1991."""
    standard = TimezoneStandard()
    standard["dtstart"] = vDatetime(datetime(1991, 9, 15))  # noqa: DTZ001 - RFC: local
    standard.add("tzoffsetfrom", EIGHT_HOURS)
    standard.add("tzoffsetto", EIGHT_HOURS)
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", SHANGHAI.key)
    zone.add_component(standard)
    return zone
