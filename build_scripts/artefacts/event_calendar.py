"""Events as calendar files (RFC 5545), one a file, for the calendar of a telephone.

The UID stays and SEQUENCE grows with every change, so that a calendar which has the
old file moves or cancels its entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import LegalEvent
from build_scripts.catalogue.scalars import CHINA
from build_scripts.pages.events import ics_address, where

LINE_OCTETS = 75
STATUS = {
    "scheduled": "CONFIRMED",
    "moved": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
# One offset, no summer time since 1991.
CHINA_TIME = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def event_calendars(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of the calendar file of every event."""
    for key in catalogue.events:
        yield calendar_file(catalogue, "events", key)


def calendar_file(
    catalogue: Catalogue, _table: str, record_id: str
) -> tuple[str, bytes]:
    """Address and bytes of the calendar file of one event."""
    event = catalogue.events[record_id]
    return ics_address(event), event_calendar(catalogue, event)


def event_calendar(catalogue: Catalogue, event: LegalEvent) -> bytes:
    """One entry, or one for each stop of a van."""
    spans = [(stop.starts, stop.ends, str(stop.place)) for stop in event.stops]
    if not spans:
        spans = [(event.starts, event.ends, where(catalogue, event))]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Doorstep//Events//ZH",
        "METHOD:PUBLISH",
        *CHINA_TIME,
    ]
    for number, span in enumerate(spans):
        lines += _entry(catalogue, event, number, span)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _entry(
    catalogue: Catalogue,
    event: LegalEvent,
    number: int,
    span: tuple[datetime, datetime, str],
) -> list[str]:
    starts, ends, place = span
    cancelled = event.event_status == "cancelled"
    words = [event.change_note, event.summary, event.bring]
    phones = "、".join(phone.number for phone in event.phones)
    return [
        "BEGIN:VEVENT",
        f"UID:event-{event.id}-{number}@{catalogue.config.county}.doorstep",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{_utc(_written(event))}",
        f"DTSTART;TZID=Asia/Shanghai:{_local(starts)}",
        f"DTEND;TZID=Asia/Shanghai:{_local(ends)}",
        f"STATUS:{STATUS[event.event_status]}",
        f"SUMMARY:{_escaped(('已取消：' if cancelled else '') + event.name)}",
        f"LOCATION:{_escaped(place)}",
        f"DESCRIPTION:{_escaped(chr(10).join([*filter(None, words), f'电话：{phones}']))}",
        "END:VEVENT",
    ]


def _written(event: LegalEvent) -> datetime:
    """When somebody last looked at it: the same at every build."""
    if event.reviewed_on is None:
        return event.starts
    day = event.reviewed_on
    return datetime(day.year, day.month, day.day, tzinfo=CHINA)


def _local(value: datetime) -> str:
    return value.astimezone(CHINA).strftime("%Y%m%dT%H%M%S")


def _utc(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(words: str) -> str:
    """RFC 5545 3.3.11."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """RFC 5545 3.1: at most 75 octets a line, no character cut in two."""
    pieces, length = [""], 0
    for sign in line:
        octets = len(sign.encode())
        if length + octets > LINE_OCTETS:
            pieces.append("")
            length = 1  # the blank that continues a line
        pieces[-1] += sign
        length += octets
    return "\r\n ".join(pieces)
