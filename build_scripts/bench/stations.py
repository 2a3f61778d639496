"""The record of a station, as long as a real one."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from build_scripts.bench.basis import Record
from build_scripts.bench.dice import World, some
from build_scripts.bench.services import bookable
from build_scripts.bench.sites import HALL, Site
from build_scripts.bench.words import (
    COMMITMENTS,
    COUNTERS,
    DIRECTIONS,
    HOME_VISIT,
    LANDMARKS,
    NIGHT,
    OFFERING_NOTES,
    ROADS,
    STATION_INTROS,
    SURNAMES,
    TRANSPORT,
)

KIND_NAMES = {
    "police_station": ("派出所", "public_security"),
    "justice_office": ("司法所", "justice"),
    "governance_center": ("综治中心", "governance"),
    "service_point": ("便民服务点", "public_security"),
    "police_room": ("警务室", "public_security"),
    "mediation_room": ("调解室", "justice"),
    "legal_service_room": ("公共法律服务站", "justice"),
    "mediation_center": ("调解中心", "governance"),
    "kiosk": ("自助服务点", "public_security"),
    "police_post": ("警务点", "public_security"),
}
ACCESSIBILITY = (
    *("step_free", "accessible_toilet", "low_counter", "sign_language"),
    *("writing_help", "guide_dogs", "parking"),
)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
HOURS = (
    ["08:30-12:00", "14:30-17:30"],
    ["09:00-12:00", "13:30-17:00"],
    ["08:00-12:00", "14:00-17:00"],
)
SUMMER = (
    ["08:30-12:00", "15:00-18:00"],
    ["09:00-12:00", "14:30-18:00"],
    ["08:00-12:00", "15:00-18:00"],
)


def make_station(
    site: Site,
    offered: tuple[list[str], list[str]],
    services: Mapping[str, Record],
    world: World,
) -> Record:
    """The fields of one station; `offered` are those by its kind and those it names."""
    dice = world.dice("station", site.id)
    word, kind = KIND_NAMES[site.kind]
    agency = world.agency(kind)
    record: Record = {
        "name": f"{site.home}{word}",
        "kind": site.kind,
        "agencies": list(dict.fromkeys([agency, world.agency("governance")])),
        "areas_served": list(site.areas),
        "intro": dice.choice(STATION_INTROS),
        **_way_there(site, dice),
        "phones": _phones(site, world),
        "hours": _hours(site, dice),
        "offerings": _offerings(offered, dice),
        "takes_disputes": site.kind != "kiosk",
        "languages": ["zh"],
        "accessibility": _accessibility(dice),
        "amenities": ["free_copies", "water", "charging", "reading_glasses"],
        "home_visit": {"for_whom": HOME_VISIT[0], "how": HOME_VISIT[1]},
        "commitments": COMMITMENTS,
        "posts": [_post(agency, dice, world)],
        "opened_on": f"20{dice.randint(10, 25)}-0{dice.randint(1, 9)}-01",
        "search_terms": [site.home, word],
        "owner": agency,
        "reviewed_on": "2026-11-16",
    }
    schedules = _schedules(site, offered, services, dice)
    if schedules:
        record["booking"] = {"schedules": schedules}
    if site.night:
        record["after_hours"] = {"station": site.night, "text": NIGHT}
    return record


def _way_there(site: Site, dice: Random) -> Record:
    return {
        "address": {
            "full": f"{site.address}{dice.choice(ROADS)}{dice.randint(1, 199)}号",
            "landmark": dice.choice(LANDMARKS),
            "room": f"一楼{dice.choice(('大厅', '办证大厅', '东侧窗口'))}",
        },
        "directions": dice.choice(DIRECTIONS),
        "transport": dice.choice(TRANSPORT),
    }


def _phones(site: Site, world: World) -> list[Record]:
    first = "duty" if site.kind == "police_station" else "counter"
    return [
        {"kind": first, "number": world.phone(), "note": "夜里和节假日也有人接"}
        if first == "duty"
        else {"kind": first, "number": world.phone(), "note": "工作日接听"},
        {
            "kind": "supervision",
            "number": world.phone(),
            "note": "对这里的服务不满意，请打这个电话",
        },
    ]


def _hours(site: Site, dice: Random) -> Record:
    which = dice.randrange(len(HOURS))
    regular = [{"days": WEEKDAYS, "open": HOURS[which]}]
    summer = [{"days": WEEKDAYS, "open": SUMMER[which]}]
    if dice.random() < 0.3:
        saturday = {"days": ["sat"], "open": ["09:00-12:00"]}
        regular.append(saturday)
        summer.append(saturday)
    hours: Record = {"regular": regular}
    if dice.random() < 0.5:
        hours["seasons"] = [
            {"name": "夏季作息", "start": "05-01", "end": "09-30", "regular": summer}
        ]
    hours |= {"public_holidays": "closed", "makeup_workdays": "as_workday"}
    if site.kind == "police_station":
        hours["duty_24h"] = True
    return hours


def _offerings(offered: tuple[list[str], list[str]], dice: Random) -> list[Record]:
    by_kind, named = offered
    told = set(named) | set(some(dice, by_kind, 5, 12))
    offerings = []
    for key in sorted(told):
        entry: Record = {"service": key, "counter": dice.choice(COUNTERS)}
        if dice.random() < 0.4:
            entry["note"] = dice.choice(OFFERING_NOTES)
        offerings.append(entry)
    return offerings


def _schedules(
    site: Site,
    offered: tuple[list[str], list[str]],
    services: Mapping[str, Record],
    dice: Random,
) -> list[Record]:
    can = [key for key in services if key in {*offered[0], *offered[1]}]
    can = [key for key in can if bookable(services[key])]
    booked = can if site.id == HALL else some(dice, can, len(can) // 3, len(can) // 2)
    half = (len(booked) + 1) // 2
    pools = (("front", "综合窗口", booked[:half]), ("back", "专办窗口", booked[half:]))
    return [
        {
            "id": key,
            "name": name,
            "services": keys,
            "slot_minutes": dice.choice((15, 20, 30)),
            "seats": dice.randint(1, 4),
        }
        for key, name, keys in pools
        if keys
    ]


def _accessibility(dice: Random) -> Record:
    answers = ("yes", "yes", "no", "unknown")
    return {name: dice.choice(answers) for name in ACCESSIBILITY}


def _post(agency: str, dice: Random, world: World) -> Record:
    return {
        "role": "mediator",
        "display_name": f"{dice.choice(SURNAMES)}调解员",
        "agency": agency,
        "phones": [{"kind": "counter", "number": world.phone()}],
        "note": "工作日",
    }
