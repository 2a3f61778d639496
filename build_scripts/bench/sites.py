"""Which stations there are, whom they answer for and what they offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from build_scripts.bench.basis import Record
from build_scripts.bench.dice import some
from build_scripts.bench.mix import OFFERED
from build_scripts.bench.names import Place
from build_scripts.bench.services import done_by_kind
from build_scripts.shared.frozen import Frozen

HALL = "county-hall"
ANSWERING = {
    "police": "police_station",
    "justice": "justice_office",
    "governance": "governance_center",
}
"""Who answers for a township, and the kind of station that is."""

PATTERN = (
    *("police_station", "justice_office", "governance_center") * 4,
    *("police_room", "mediation_room", "service_point", "legal_service_room"),
    *("police_station", "justice_office", "governance_center"),
    *("mediation_center", "kiosk", "mediation_room", "police_post"),
)
"""The kinds of stations in turn, after the hall."""


class Site(Frozen, kw_only=True):
    """One station to write: where it is and for whom."""

    id: str
    kind: str
    home: str
    """Name of the place in whose words it is called."""
    address: str
    areas: tuple[str, ...]
    night: str
    """The station that answers when this one is closed; '' for police stations."""


class Township(Frozen):
    """A township with its id and the stations that answer for it."""

    id: str
    place: Place
    stations: Mapping[str, str]


def kinds_of(count: int) -> list[str]:
    """The kinds of `count` stations, the hall not among them."""
    return [PATTERN[index % len(PATTERN)] for index in range(count - 1)]


def share_out(places: Sequence[Place], kinds: Sequence[str]) -> list[Township]:
    """Give every township its three stations; neighbours share one."""
    ids = {role: _ids_of(kinds, kind) for role, kind in ANSWERING.items()}
    return [
        Township(
            f"t{number:04d}",
            place,
            {r: own[(number - 1) * len(own) // len(places)] for r, own in ids.items()},
        )
        for number, place in enumerate(places, 1)
    ]


def station_id(index: int) -> str:
    return f"s{index + 1:04d}"


def _ids_of(kinds: Sequence[str], wanted: str) -> list[str]:
    return [station_id(i) for i, kind in enumerate(kinds) if kind == wanted]


def sites(
    kinds: Sequence[str], townships: Sequence[Township], county: str
) -> list[Site]:
    """Every station but the hall, with the townships it answers for."""
    found = []
    for index, kind in enumerate(kinds):
        key = station_id(index)
        served = [t for t in townships if key in t.stations.values()]
        home = served[0] if served else townships[index % len(townships)]
        night = "" if kind == "police_station" else home.stations["police"]
        found.append(
            Site(
                id=key,
                kind=kind,
                home=home.place.stem,
                address=f"{county}{home.place.name}",
                areas=tuple(t.id for t in served) or (home.id,),
                night=night,
            )
        )
    return found


def offered_at(
    site: Site, services: Mapping[str, Record], dice: Random
) -> tuple[list[str], list[str]]:
    """The ids a station does by its kind, and those it has to name itself."""
    by_kind = done_by_kind(services, site.kind)
    if site.id == HALL:
        return by_kind, [key for key in services if key not in by_kind]
    wanted = round(len(services) * (OFFERED + dice.uniform(-0.03, 0.03)))
    others = [key for key in services if key not in by_kind]
    more = max(0, wanted - len(by_kind))
    return by_kind, some(dice, others, more, more)
