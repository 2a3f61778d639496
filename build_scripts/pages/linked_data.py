"""What a page says to machines: schema.org as JSON-LD, in a block nobody executes.

Only records of a few hundred pages carry it; villages and offerings, of which a city
has tens of thousands, do not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.coordinates import wgs84_of
from build_scripts.catalogue.model import LegalEvent, Quiz, Service, Station
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Context, Frame
from build_scripts.pages.events import where
from build_scripts.pages.fees import fee_text
from build_scripts.pages.labels import AUDIENCE, SERVICE_KIND
from build_scripts.pages.parts import agency_name, first_number, name_of
from build_scripts.pages.quizzes import rests_on_law_in_force
from build_scripts.pages.shell import ROOT
from build_scripts.shared.opening_hours import (
    WEEKDAYS,
    Hours,
    Interval,
    WeekRule,
    clock,
    hours_on,
)

Json = dict[str, Any]
_DAY = dict(
    zip(
        WEEKDAYS,
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)
_POLICE = ("police_station", "police_room", "police_post")
_DURATION = {"minute": "PT{}M", "hour": "PT{}H", "day": "P{}D", "month": "P{}M"}
"""ISO 8601; it has no word for working days."""
_EVENT_STATUS = {
    "scheduled": "EventScheduled",
    "moved": "EventRescheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
AHEAD = 60
"""Special days of so many days are told."""


def with_linked_data(
    made: Context, catalogue: Catalogue, table: str, record: Any
) -> Context:
    """The page's context with what machines are told about its record."""
    tell = _TELLS.get(table)
    if tell is None or record.status != "published":
        return made
    things = [*tell(catalogue, record), _breadcrumbs(made.frame)]
    frame = replace(made.frame, linked_data=_block(things))
    told: Context = replace(made, frame=frame)  # type: ignore[type-var]
    return told


def _block(things: list[Json]) -> str:
    """JSON in which nothing can end the script element it stands in."""
    graph = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _breadcrumbs(frame: Frame) -> Json:
    crumbs = [(crumb.name, crumb.url) for crumb in frame.crumbs]
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": f"{ROOT}/{url}"}
        for n, (name, url) in enumerate(crumbs, 1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": frame.title}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, last]}


def _service(catalogue: Catalogue, service: Service) -> list[Json]:
    promised = service.promised_limit
    channel: Json = {
        "@type": "ServiceChannel",
        "servicePhone": _contact(first_number(service.consult)),
    }
    if promised.unit in _DURATION:
        channel["processingTime"] = _DURATION[promised.unit].format(promised.n)
    about: Json = {
        "@type": "GovernmentService",
        "name": service.name,
        "alternateName": service.plain_name,
        "description": service.summary,
        "url": f"{ROOT}/{address(service)}",
        "serviceType": SERVICE_KIND[service.kind],
        "serviceOperator": {
            "@type": "GovernmentOrganization",
            "name": agency_name(catalogue, service.competent_agency),
        },
        "areaServed": name_of(catalogue, catalogue.config.county),
        "audience": {
            "@type": "Audience",
            "audienceType": "、".join(AUDIENCE[who] for who in service.audience),
        },
        "serviceOutput": [
            {"@type": "Thing", "name": out.name} for out in service.outputs
        ],
        "termsOfService": fee_text(service),
        "availableChannel": channel,
    }
    return [about, *_questions(service)]


def _questions(service: Service) -> list[Json]:
    if not service.faq:
        return []
    told = [_question(one.question, one.answer) for one in service.faq]
    return [{"@type": "FAQPage", "mainEntity": told}]


def _question(question: str, answer: str) -> Json:
    return {
        "@type": "Question",
        "name": question,
        "acceptedAnswer": {"@type": "Answer", "text": answer},
    }


def _station(catalogue: Catalogue, station: Station) -> list[Json]:
    about: Json = {
        "@type": "PoliceStation" if station.kind in _POLICE else "GovernmentOffice",
        "name": station.name,
        "url": f"{ROOT}/{address(station)}",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{station.address.full}{station.address.room}",
            "addressCountry": "CN",
        },
        "telephone": first_number(station.phones, ("duty", "counter")),
        "openingHoursSpecification": _usual_hours(catalogue, station.hours),
    }
    if station.geo:
        point = wgs84_of(station.geo)
        about["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": round(point.lat, 6),
            "longitude": round(point.lon, 6),
        }
    special = _special_hours(catalogue, station.hours)
    if special:
        about["specialOpeningHoursSpecification"] = special
    return [about]


def _usual_hours(catalogue: Catalogue, hours: Hours) -> list[Json]:
    """The week that is kept today, or the regular one."""
    week: tuple[WeekRule, ...] = hours.regular
    for season in hours.seasons:
        if catalogue.today and season.covers(catalogue.today):
            week = season.regular
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [_DAY[day] for day in rule.days],
            **_times(interval),
        }
        for rule in week
        for interval in rule.open
    ]


def _special_hours(catalogue: Catalogue, hours: Hours) -> list[Json]:
    """Holidays, make-up workdays and exceptions of the coming weeks."""
    calendar, today = catalogue.calendar, catalogue.today
    if today is None:
        return []
    last = today + timedelta(days=AHEAD)
    dated = {told.day for told in hours.exceptions}
    special = sorted({*calendar.holidays, *calendar.makeup_workdays, *dated})
    return [
        specification
        for day in special
        if today <= day <= last and (day in dated or calendar.knows(day))
        for specification in _on(day, hours_on(hours, day, calendar).intervals)
    ]


def _on(day: date, intervals: tuple[Interval, ...]) -> list[Json]:
    """Closed all day is told as from midnight to midnight, as schema.org has it."""
    when = {"validFrom": day.isoformat(), "validThrough": day.isoformat()}
    kind = {"@type": "OpeningHoursSpecification"}
    if not intervals:
        return [{**kind, "opens": "00:00", "closes": "00:00", **when}]
    return [{**kind, **_times(interval), **when} for interval in intervals]


def _times(interval: Interval) -> Json:
    closes = "23:59" if interval.end == 24 * 60 else clock(interval.end)
    return {"opens": clock(interval.start), "closes": closes}


def _event(catalogue: Catalogue, event: LegalEvent) -> list[Json]:
    about: Json = {
        "@type": "Event",
        "name": event.name,
        "description": event.summary,
        "url": f"{ROOT}/{address(event)}",
        "startDate": event.starts.isoformat(),
        "endDate": event.ends.isoformat(),
        "eventStatus": f"https://schema.org/{_EVENT_STATUS[event.event_status]}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": where(catalogue, event),
            "address": name_of(catalogue, event.areas[0]),
        },
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": name_of(catalogue, event.organiser),
        },
        "isAccessibleForFree": True,
        "inLanguage": list(event.languages),
    }
    if event.previous_start:
        about["previousStartDate"] = event.previous_start.isoformat()
    return [about]


def _quiz(catalogue: Catalogue, quiz: Quiz) -> list[Json]:
    """With its answers only where the page shows them beside the questions anyway."""
    about: Json = {
        "@type": "Quiz",
        "name": quiz.name,
        "description": quiz.intro,
        "url": f"{ROOT}/{address(quiz)}",
    }
    if quiz.mode == "practice":
        about["hasPart"] = [
            _question(q.stem, "；".join(o.text for o in q.options if o.correct))
            for q in quiz.questions
            if rests_on_law_in_force(catalogue, q)
        ]
    return [about]


def _contact(number: str) -> Json:
    return {"@type": "ContactPoint", "telephone": number}


_TELLS: Mapping[str, Callable[[Catalogue, Any], list[Json]]] = {
    "services": _service,
    "stations": _station,
    "events": _event,
    "quizzes": _quiz,
}
"""Table → what is told about one of its records."""
