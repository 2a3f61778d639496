"""Services: the project's own, then variations of them up to the number asked for."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from random import Random

from build_scripts.bench.basis import Basis, Record
from build_scripts.bench.dice import World, some
from build_scripts.bench.words import WAYS_OF_SERVICE

KINDS = (
    "police_station",
    "justice_office",
    "governance_center",
    "service_point",
    "police_room",
    "mediation_room",
    "legal_service_room",
    "mediation_center",
    "kiosk",
    "police_post",
)
"""Kinds of stations that the generated places have."""

SHARE_OF_KINDS = 0.66
"""How likely a kind of station does a variation of a service."""


def make_services(basis: Basis, count: int, world: World) -> dict[str, Record]:
    """`count` services by id: those of the basis, then variations in turn."""
    own = basis.yaml["services"]
    services: dict[str, Record] = dict(own)
    repealed = _not_in_force(basis)
    turn = 0
    while len(services) < count:
        for base_id, base in own.items():
            if len(services) >= count:
                break
            way = WAYS_OF_SERVICE[turn % len(WAYS_OF_SERVICE)]
            dice = world.dice("service", base_id, turn)
            key = f"{base_id}-{turn + 2}"
            services[key] = _variation((base_id, base), way, dice, world)
            services[key]["legal_basis"] = [
                c for c in base["legal_basis"] if c["law"] not in repealed
            ]
        turn += 1
    return services


def _not_in_force(basis: Basis) -> set[str]:
    return {
        law_id
        for law_id, law in basis.yaml["laws"].items()
        if law.get("law_status", "effective") != "effective"
    }


def _variation(
    model: tuple[str, Record], way: tuple[str, str], dice: Random, world: World
) -> Record:
    base_id, base = model
    name, sentence = way
    service = deepcopy(base)
    service["name"] = f"{chinese(base['name'])}（{name}）"
    service["plain_name"] = f"{chinese(base['plain_name'])}，{name}"
    service["summary"] = f"{chinese(base['plain_name'])}：{sentence}"
    service["eligibility"] = f"{chinese(base['eligibility'])}{sentence}"
    service["problems"] = [f"{chinese(p)}（{name}）" for p in base["problems"]]
    service["search_terms"] = [*base.get("search_terms", []), name]
    service["related"] = [base_id, *base.get("related", [])]
    service["station_kinds"] = [k for k in KINDS if dice.random() < SHARE_OF_KINDS]
    service["consult"] = [
        {"kind": "counter", "number": world.phone(), "note": "工作时间有人接"}
    ]
    service["supervise"] = [
        {
            "kind": "supervision",
            "number": world.phone(),
            "note": "对服务不满意打这个电话",
        }
    ]
    if "faq" in base:
        service["faq"] = some(dice, base["faq"], 1, len(base["faq"]))
    _shorten(service["promised_limit"], dice)
    for fee in service.get("fees", ()):
        fee["amount"] = dice.choice((5, 10, 15, 20, 30, 40, 60, 80, 120))
    return service


def _shorten(limit: Record, dice: Random) -> None:
    """A promise may be kept earlier, never later."""
    if int(limit.get("n", 0)) > 1:
        limit["n"] = dice.randint(max(1, int(limit["n"]) // 2), int(limit["n"]))


def chinese(text: str | Mapping[str, str]) -> str:
    """The Chinese of a text that may carry translations."""
    return text if isinstance(text, str) else text["zh-Hans"]


def bookable(service: Record) -> bool:
    return str(service["booking"]["supported"]) in ("true", "yes", "是", "True")


def done_by_kind(services: Mapping[str, Record], kind: str) -> list[str]:
    """Ids of the services that every station of a kind does."""
    return [key for key, s in services.items() if kind in s.get("station_kinds", [])]
