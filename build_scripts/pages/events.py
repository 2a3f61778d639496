"""普法活动: what comes, month by month, and a page with a calendar file for each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import Ids
from build_scripts.catalogue.model import LegalEvent
from build_scripts.catalogue.related_learning import events_for, events_held
from build_scripts.catalogue.renditions import PassedOn
from build_scripts.pages.addresses import address
from build_scripts.pages.alerts import area_names
from build_scripts.pages.context import Frame, Link, PhoneLine
from build_scripts.pages.date_words import day, day_with_weekday
from build_scripts.pages.labels import READER
from build_scripts.pages.learning_labels import (
    EVENT_KIND,
    EVENT_STATUS,
    EVENT_STATUS_TONE,
)
from build_scripts.pages.navigation import SECTION_HOME, record_frame, section_frame
from build_scripts.pages.parts import languages, name_of, phone_lines
from build_scripts.pages.passing_on import printed_at, texts_of
from build_scripts.pages.render import fragment
from build_scripts.shared.frozen import Frozen

EVENTS_HOME = Link("普法活动", "events/index.html")


class EventLine(Frozen, kw_only=True):
    """An event as one entry of a list; the browser hides it after `until`."""

    name: str
    url: str
    kind: str
    when: str
    where: str
    state: str
    """'取消' and the like; '' when it takes place as planned."""
    tone: str
    cancelled: bool
    until: str


class Month(Frozen):
    anchor: str
    name: str
    events: tuple[EventLine, ...]


class EventIndex(Frozen, kw_only=True):
    frame: Frame
    lead: str
    months: tuple[Month, ...]
    past: tuple[Link, ...]


class StopLine(Frozen):
    when: str
    place: str
    area: Link | None


class EventPage(Frozen, kw_only=True):
    frame: Frame
    line: EventLine
    summary: str
    change_note: str
    previously: str
    stops: tuple[StopLine, ...]
    station: Link | None
    areas: str
    readers: str
    languages: str
    capacity: int
    by_phone: bool
    guardian_needed: bool
    bring: str
    accessibility: str
    rain_plan: str
    phones: tuple[PhoneLine, ...]
    services: tuple[Link, ...]
    organiser: str
    over: bool
    ics_url: str
    texts: PassedOn
    print_url: str


def event_index(catalogue: Catalogue, today: date) -> EventIndex:
    lead = "讲座、法治宣传车、夜校、少年警校：什么时候、在哪里，都不收钱。"
    coming = [catalogue.events[key] for key in events_for(catalogue, today)]
    months: dict[date, list[LegalEvent]] = {}
    for event in coming:
        months.setdefault(event.starts.date().replace(day=1), []).append(event)
    past = (catalogue.events[key] for key in events_held(catalogue, today))
    return EventIndex(
        frame=section_frame("普法活动", lead, SECTION_HOME["articles"]),
        lead=lead,
        months=tuple(
            Month(
                f"m{first.year}-{first.month:02d}",
                f"{first.year}年{first.month}月",
                tuple(_line(catalogue, event) for event in events),
            )
            for first, events in months.items()
        ),
        past=tuple(Link(e.name, address(e), day(e.starts.date())) for e in past),
    )


def event_lines(catalogue: Catalogue, ids: Iterable[str]) -> tuple[EventLine, ...]:
    return tuple(_line(catalogue, catalogue.events[key]) for key in ids)


def event_part(catalogue: Catalogue, ids: Ids) -> Markup:
    """The list of these events, the same for many villages; for `catalogue.once`."""
    lines = event_lines(catalogue, ids)
    return (
        fragment(catalogue, "_learning.html", "event_list", lines) if ids else Markup()
    )


def _line(catalogue: Catalogue, event: LegalEvent) -> EventLine:
    return EventLine(
        name=event.name,
        url=address(event),
        kind=EVENT_KIND[event.kind],
        when=event_when(event),
        where=where(catalogue, event),
        state=EVENT_STATUS[event.event_status],
        tone=EVENT_STATUS_TONE[event.event_status],
        cancelled=event.event_status == "cancelled",
        until=event.ends.isoformat(),
    )


def event_when(event: LegalEvent) -> str:
    """'12月4日（星期五） 19:30-21:00'."""
    first, last = event.starts, event.ends
    began = f"{day_with_weekday(first.date())} {first:%H:%M}"
    if first.date() == last.date():
        return f"{began}-{last:%H:%M}"
    return f"{began} 到 {day_with_weekday(last.date())} {last:%H:%M}"


def where(catalogue: Catalogue, event: LegalEvent) -> str:
    """The station with its address, the place, or the first and last stop of a van."""
    station = catalogue.stations.get(event.station)
    if station is not None:
        return f"{station.name}（{station.address.full}）"
    if event.stops:
        return f"从{event.stops[0].place}到{event.stops[-1].place}"
    return event.place


def ics_address(event: LegalEvent) -> str:
    return f"events/{event.id}.ics"


def event_page(catalogue: Catalogue, event: LegalEvent, today: date) -> EventPage:
    station = catalogue.stations.get(event.station)
    before = event.previous_start
    return EventPage(
        frame=record_frame(
            catalogue, event, event.summary, SECTION_HOME["articles"], EVENTS_HOME
        ),
        line=_line(catalogue, event),
        summary=event.summary,
        change_note=event.change_note,
        previously=f"{day_with_weekday(before.date())} {before:%H:%M}"
        if before
        else "",
        stops=_stops(catalogue, event),
        station=Link(station.name, address(station)) if station else None,
        areas=area_names(catalogue, event.areas),
        readers="、".join(READER[reader] for reader in event.audience),
        languages=languages(event.languages),
        capacity=event.capacity,
        by_phone=event.booking == "phone",
        guardian_needed=event.guardian_needed,
        bring=event.bring,
        accessibility=event.accessibility,
        rain_plan=event.rain_plan,
        phones=phone_lines(event.phones),
        services=tuple(
            Link(s.name, address(s), s.summary)
            for key in event.services
            if (s := catalogue.services.get(key)) is not None
        ),
        organiser=name_of(catalogue, event.organiser),
        over=event.ends.date() < today,
        ics_url=ics_address(event),
        texts=texts_of(catalogue, event),
        print_url=printed_at(catalogue, "event", event.id),
    )


def _stops(catalogue: Catalogue, event: LegalEvent) -> tuple[StopLine, ...]:
    lines = []
    for stop in event.stops:
        area = catalogue.areas.get(stop.area)
        link = Link(area.name, address(area, catalogue.config)) if area else None
        day_words = day_with_weekday(stop.starts.date())
        hours = f"{stop.starts:%H:%M}-{stop.ends:%H:%M}"
        lines.append(StopLine(f"{day_words} {hours}", stop.place, link))
    return tuple(lines)
