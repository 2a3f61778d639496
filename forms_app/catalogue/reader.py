"""From one catalogue.json to entries; a file of another version is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING
from datetime import date
from pathlib import Path
from typing import Any

from build_scripts.shared.opening_hours import (
    Hours,
    HoursException,
    Season,
    WeekRule,
    parse_interval,
    parse_month_day,
)
from build_scripts.shared.triage import Rule
from build_scripts.shared.working_days import WorkingCalendar
from forms_app.catalogue.entries import (
    AppointmentPolicy,
    AreaEntry,
    AreaStationsEntry,
    BookingEntry,
    Catalogue,
    Checklist,
    ChecklistItem,
    CitationEntry,
    DisputePolicy,
    DisputeTypeEntry,
    HomeVisitEntry,
    HotlineEntry,
    KeepPolicy,
    LetterPolicy,
    LifeEventEntry,
    NoticeEntry,
    PhoneEntry,
    ScheduleEntry,
    ServiceEntry,
    SiteEntry,
    StationEntry,
    TriageEntry,
    TriageOptionEntry,
    TriageQuestionEntry,
    TriageRuleEntry,
    WayEntry,
)

MAJOR_VERSION = "1"


class CatalogueUnreadable(Exception):
    """There is no catalogue.json, or not one of our version."""


def load_catalogue(path: Path) -> Catalogue:
    """Read one catalogue.json; CatalogueUnreadable says why it will not do."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        version = str(data["schema_version"])
        if version.partition(".")[0] != MAJOR_VERSION:
            raise CatalogueUnreadable(
                f"catalogue.json has version {version}, the forms read {MAJOR_VERSION}.x"
            )
        return _catalogue(data)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise CatalogueUnreadable(f"{type(problem).__name__}: {problem}") from problem


def _catalogue(data: Mapping[str, Any]) -> Catalogue:
    policy = data["policy"]
    return Catalogue(
        site=_pick(SiteEntry, data["site"]),
        appointments=_pick(AppointmentPolicy, policy["appointments"]),
        disputes=_pick(DisputePolicy, policy["disputes"]),
        keep=_pick(KeepPolicy, policy.get("keep", {})),
        letters=_pick(LetterPolicy, policy.get("letters", {})),
        notice=_pick(NoticeEntry, policy.get("dispute_notice", {})),
        emergency=tuple(policy["emergency"]),
        calendar=_calendar(data["calendar"]),
        areas={a["id"]: _area(a) for a in data["areas"]},
        stations={s["id"]: _station(s) for s in data["stations"]},
        services={s["id"]: _service(s) for s in data["services"]},
        dispute_types={d["id"]: _dispute_type(d) for d in data["dispute_types"]},
        hotlines=tuple(_pick(HotlineEntry, h) for h in data["hotlines"]),
        agency_names={a["id"]: a["name"] for a in data["agencies"]},
        triage=_triage(data.get("triage") or [{"questions": [], "rules": []}]),
        life_events={e["id"]: _life_event(e) for e in data.get("life_events", ())},
    )


def _pick(kind: type[Any], data: Mapping[str, Any], **ready: Any) -> Any:
    """An entry from the fields it names; lists of text become tuples.

    A field with a default may be missing: an older build has written the file.
    """
    for name, known in kind.__dataclass_fields__.items():
        if name not in data and known.default is not MISSING:
            continue
        if name not in ready:
            value = data[name]
            ready[name] = tuple(value) if isinstance(value, list) else value
    return kind(**ready)


def _calendar(data: Mapping[str, Any]) -> WorkingCalendar:
    def days(name: str) -> dict[date, str]:
        return {date.fromisoformat(day): words for day, words in data[name].items()}

    return WorkingCalendar(
        years={int(year): provisional for year, provisional in data["years"].items()},
        holidays=days("holidays"),
        makeup_workdays=days("makeup_workdays"),
    )


def _area(data: Mapping[str, Any]) -> AreaEntry:
    stations: AreaStationsEntry = _pick(AreaStationsEntry, data["stations"])
    area: AreaEntry = _pick(AreaEntry, data, stations=stations)
    return area


def _station(data: Mapping[str, Any]) -> StationEntry:
    visit = data.get("home_visit")
    station: StationEntry = _pick(
        StationEntry,
        data,
        phones=tuple(_pick(PhoneEntry, phone) for phone in data["phones"]),
        hours=_hours(data["hours"]),
        booking=_booking(data["booking"]) if data["booking"] else None,
        home_visit=_pick(HomeVisitEntry, visit) if visit else None,
    )
    return station


def _booking(data: Mapping[str, Any]) -> BookingEntry:
    schedules = tuple(
        _pick(
            ScheduleEntry,
            entry,
            hours=_week(entry["hours"]),
            minutes=tuple(entry.get("minutes", {}).items()),
        )
        for entry in data["schedules"]
    )
    booking: BookingEntry = _pick(BookingEntry, data, schedules=schedules)
    return booking


def _week(rules: list[Mapping[str, Any]]) -> tuple[WeekRule, ...]:
    return tuple(
        WeekRule(
            days=tuple(rule["days"]),
            open=tuple(parse_interval(text) for text in rule["open"]),
        )
        for rule in rules
    )


def _hours(data: Mapping[str, Any]) -> Hours:
    return Hours(
        regular=_week(data["regular"]),
        seasons=tuple(
            Season(
                name=season["name"],
                start=parse_month_day(season["start"]),
                end=parse_month_day(season["end"]),
                regular=_week(season["regular"]),
            )
            for season in data["seasons"]
        ),
        public_holidays=data["public_holidays"],
        holiday_open=tuple(parse_interval(text) for text in data["holiday_open"]),
        makeup_workdays=data["makeup_workdays"],
        duty_24h=data["duty_24h"],
        exceptions=tuple(
            HoursException(
                day=date.fromisoformat(entry["day"]),
                open=tuple(parse_interval(text) for text in entry["open"]),
                reason=entry["reason"],
            )
            for entry in data["exceptions"]
        ),
    )


def _service(data: Mapping[str, Any]) -> ServiceEntry:
    checklist = tuple(
        _pick(
            Checklist,
            part,
            items=tuple(_pick(ChecklistItem, item) for item in part["items"]),
        )
        for part in data["checklist"]
    )
    service: ServiceEntry = _pick(ServiceEntry, data, checklist=checklist)
    return service


def _triage(tables: list[Mapping[str, Any]]) -> TriageEntry:
    """The one table there is; a file of before 1.2 has none and asks nothing."""
    questions = {
        entry["id"]: _pick(
            TriageQuestionEntry,
            entry,
            options=tuple(_pick(TriageOptionEntry, o) for o in entry["options"]),
        )
        for entry in tables[0]["questions"]
    }
    rules = {entry["id"]: _triage_rule(entry) for entry in tables[0]["rules"]}
    return TriageEntry(questions, rules)


def _triage_rule(entry: Mapping[str, Any]) -> TriageRuleEntry:
    conditions = tuple((c["question"], frozenset(c["answers"])) for c in entry["when"])
    rule: TriageRuleEntry = _pick(
        TriageRuleEntry,
        entry,
        rule=Rule(entry["id"], conditions),
        citations=tuple(_pick(CitationEntry, c) for c in entry["citations"]),
    )
    return rule


def _life_event(data: Mapping[str, Any]) -> LifeEventEntry:
    services = tuple((part["service"], part["need"]) for part in data["services"])
    event: LifeEventEntry = _pick(LifeEventEntry, data, services=services)
    return event


def _dispute_type(data: Mapping[str, Any]) -> DisputeTypeEntry:
    ways = tuple(
        _pick(
            WayEntry,
            way,
            citations=tuple(_pick(CitationEntry, c) for c in way["citations"]),
        )
        for way in data["ways"]
    )
    kind: DisputeTypeEntry = _pick(DisputeTypeEntry, data, ways=ways)
    return kind
