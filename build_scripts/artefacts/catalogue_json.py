"""catalogue.json: what the forms read instead of the YAML, and open data besides.

A contract: its major version rises when a reader of today would no longer understand,
its minor version when something is added.  1.1: reminders, no-shows, seats of the desk,
and how far ahead and how late one service is booked.  1.2: the triage of disputes, how
long a service takes, life events, the limit for people of one name, what comes to
the door.  1.3: letters to the stations.
Only published records; the same catalogue always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec.structs import asdict

from build_scripts.artefacts.disputes_json import dispute_type_json, triage_json
from build_scripts.artefacts.hours_json import hours_json, week_json
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import (
    Agency,
    Area,
    Hotline,
    LifeEvent,
    NeededMaterial,
    Phone,
    Schedule,
    Service,
    Station,
)
from build_scripts.catalogue.public import area_stations
from build_scripts.catalogue.related import offered_at, stations_for
from build_scripts.pages.addresses import address
from build_scripts.pages.fees import fee_text
from build_scripts.pages.hours_words import hours_sentence
from build_scripts.pages.labels import NEED, STATION_KIND, WHO

SCHEMA_VERSION = "1.4"
Json = dict[str, Any]


def catalogue_json(catalogue: Catalogue) -> str:
    """The compiled catalogue as JSON text; `catalogue` is already without drafts."""
    entries = {
        name: [entry_json(catalogue, name, key) for key in getattr(catalogue, name)]
        for name in TABLES
    }
    return join_json(head_json(catalogue), entries)


def head_json(catalogue: Catalogue, _table: str = "", _id: str = "") -> str:
    """What is about no single record, as the JSON text of a map."""
    return _text(
        {
            "schema_version": SCHEMA_VERSION,
            "site": _site(catalogue),
            "policy": _policy(catalogue),
            "calendar": _calendar(catalogue),
        }
    )


def entry_json(catalogue: Catalogue, table: str, record_id: str) -> str:
    """One record as JSON text; '' when it is not for the forms to see."""
    record = getattr(catalogue, table)[record_id]
    if record.status != "published":
        return ""
    return _text(TABLES[table](catalogue, record))


def join_json(head: str, entries: Mapping[str, Iterable[str]]) -> str:
    """catalogue.json from the texts of its parts: a record a line."""
    parts = {key: _text(value) for key, value in json.loads(head).items()}
    parts |= {table: _list(texts) for table, texts in entries.items()}
    lines = ",\n".join(f' "{key}": {parts[key]}' for key in sorted(parts))
    return f"{{\n{lines}\n}}\n"


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _text(value: Any) -> str:
    """On one line: indented, it would be encoded in Python and ten times as slowly."""
    return _ENCODER.encode(value)


def _list(texts: Iterable[str]) -> str:
    inside = ",\n".join(f"  {text}" for text in texts if text)
    return f"[\n{inside}\n ]" if inside else "[]"


def _site(catalogue: Catalogue) -> Json:
    config = catalogue.config
    county = catalogue.areas.get(config.county)
    return {
        "name": config.name,
        "tagline": config.tagline,
        "operator": config.operator,
        "demo": config.demo,
        "county": county.name if county else "",
        "forms_path": config.forms_path,
    }


def _policy(catalogue: Catalogue) -> Json:
    booking = catalogue.config.appointments
    return {
        "appointments": {
            "cancel_until_minutes": booking.cancel_until_minutes,
            "open_per_phone": booking.open_per_phone,
            "keep_days": booking.keep_days,
            "remind_hours": booking.remind_hours,
            "messages_per_day": booking.messages_per_day,
            "freed_within_minutes": booking.freed_within_minutes,
            "misses_before_pause": booking.misses_before_pause,
            "pause_days": booking.pause_days,
            "open_per_person": booking.open_per_person,
            "waits_per_phone": booking.waits_per_phone,
            "offer_minutes": booking.offer_minutes,
            "home_per_phone": booking.home_per_phone,
            "address_days": booking.address_days,
            "puzzle_bits": booking.puzzle_bits,
            "puzzle_wait_seconds": booking.puzzle_wait_seconds,
        },
        "disputes": _dispute_clocks(catalogue),
        "keep": asdict(catalogue.config.keep),
        "letters": asdict(catalogue.config.letters),
        "dispute_notice": {
            "version": catalogue.config.dispute_notice.version,
            "points": list(catalogue.config.dispute_notice.points),
        },
        "emergency": list(catalogue.config.emergency),
    }


def _dispute_clocks(catalogue: Catalogue) -> Json:
    disputes = catalogue.config.disputes
    return {
        "accept_workdays": disputes.accept_workdays,
        "referral_workdays": disputes.referral_workdays,
        "police_referral_hours": disputes.police_referral_hours,
        "mediation_days": disputes.mediation_days,
        "keep_days": disputes.keep_days,
        "follow_up_days": list(disputes.follow_up_days),
        "remind_days": disputes.remind_days,
        "rights_workdays": disputes.rights_workdays,
    }


def _calendar(catalogue: Catalogue) -> Json:
    calendar = catalogue.calendar
    return {
        "years": {str(year): guess for year, guess in calendar.years.items()},
        "holidays": {d.isoformat(): name for d, name in calendar.holidays.items()},
        "makeup_workdays": {
            d.isoformat(): name for d, name in calendar.makeup_workdays.items()
        },
    }


def _agency(_catalogue: Catalogue, agency: Agency) -> Json:
    return {
        "id": agency.id,
        "name": agency.name,
        "short_name": agency.short_name,
        "kind": agency.kind,
        "url": address(agency),
    }


def _area(catalogue: Catalogue, area: Area) -> Json:
    stations = area_stations(catalogue, area)
    return {
        "id": area.id,
        "name": area.name,
        "level": area.level,
        "parent": area.parent,
        "url": address(area, catalogue.config),
        "stations": {
            role: getattr(stations, role)
            for role in ("police", "justice", "governance", "mediation", "kiosk")
        },
    }


def _station(catalogue: Catalogue, station: Station) -> Json:
    return {
        "id": station.id,
        "name": station.name,
        "kind": station.kind,
        "kind_label": STATION_KIND[station.kind],
        "agencies": list(station.agencies),
        "areas_served": list(station.areas_served),
        "address": f"{station.address.full}{station.address.room}",
        "landmark": station.address.landmark,
        "phones": [_phone(phone) for phone in station.phones],
        "hours": hours_json(station.hours),
        "hours_text": hours_sentence(station.hours),
        "booking": _booking(station),
        "home_visit": _home_visit(station),
        "takes_disputes": station.takes_disputes,
        "offers": list(offered_at(catalogue, station)),
        "url": address(station),
    }


def _home_visit(station: Station) -> Json | None:
    visit = station.home_visit
    if visit is None or station.station_status != "open":
        return None
    return {"for_whom": visit.for_whom, "how": visit.how}


def _phone(phone: Phone) -> Json:
    return {"kind": phone.kind, "number": phone.number, "note": phone.note}


def _booking(station: Station) -> Json | None:
    """None where nothing can be booked, also while the station is not open."""
    booking = station.booking
    if booking is None or station.station_status != "open":
        return None
    return {
        "days_ahead": booking.days_ahead,
        "lead_minutes": booking.lead_minutes,
        "schedules": [_schedule(station, plan) for plan in booking.schedules],
    }


def _schedule(station: Station, plan: Schedule) -> Json:
    own = {o.service: o.minutes for o in station.offerings if o.minutes is not None}
    return {
        "id": plan.id,
        "name": plan.name,
        "services": list(plan.services),
        "slot_minutes": plan.slot_minutes,
        "seats": plan.seats,
        "desk_seats": plan.desk_seats,
        "hours": week_json(plan.hours),
        "minutes": {key: own[key] for key in plan.services if key in own},
    }


def _service(catalogue: Catalogue, service: Service) -> Json:
    return {
        "id": service.id,
        "name": service.name,
        "plain_name": service.plain_name,
        "summary": service.summary,
        "topic": service.topic,
        "url": address(service),
        "free": service.free,
        "fee_text": fee_text(service),
        "booking_supported": service.booking.supported,
        "booking_required": service.booking.required,
        "booking_rule": service.booking.rule,
        "booking_days_ahead": service.booking.days_ahead,
        "booking_lead_minutes": service.booking.lead_minutes,
        "booking_urgent": service.booking.urgent,
        "booking_minutes": service.booking.minutes,
        "booking_persons": service.booking.persons,
        "booking_minutes_more": service.booking.minutes_more,
        "home_visit": any(way.type == "home_visit" for way in service.channels),
        "delivery": any("express" in output.delivery for output in service.outputs),
        "stations": list(stations_for(catalogue, service.id)),
        "checklist": [
            {
                "who": variant.who,
                "who_label": WHO[variant.who],
                "note": variant.note,
                "items": [_item(catalogue, m) for m in variant.materials],
            }
            for variant in service.applicants
        ],
    }


def _item(catalogue: Catalogue, needed: NeededMaterial) -> Json:
    material = catalogue.materials.get(needed.material)
    return {
        "name": material.name if material else needed.material,
        "need": needed.need,
        "need_label": NEED[needed.need],
        "originals": needed.originals,
        "copies": needed.copies,
        "note": needed.note,
    }


def _life_event(_catalogue: Catalogue, event: LifeEvent) -> Json:
    """With the services that go together; of a choice only one is done, so none is named."""
    tasks = (t for step in event.steps for t in step.tasks)
    needs = {t.service: t.need for t in tasks if t.service and t.need != "choice"}
    return {
        "id": event.id,
        "name": event.name,
        "trigger": event.trigger,
        "url": address(event),
        "services": [{"service": key, "need": need} for key, need in needs.items()],
    }


def _hotline(_catalogue: Catalogue, hotline: Hotline) -> Json:
    return {
        "number": hotline.number,
        "name": hotline.name,
        "what_for": hotline.what_for,
        "urgent": hotline.urgent,
    }


TABLES: Mapping[str, Callable[[Catalogue, Any], Json]] = {
    "agencies": _agency,
    "areas": _area,
    "stations": _station,
    "services": _service,
    "life_events": _life_event,
    "dispute_types": dispute_type_json,
    "hotlines": _hotline,
    "triage": triage_json,
}
"""Table → how one of its records is told to the forms."""
