"""Whom to call in when a clock has run out: 网格 → 村社区 → 镇街 → 县.

Only a proposal with its reason: a person hands the case over, or writes down why not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from forms_app.catalogue import AreaEntry, Catalogue, StationEntry
from forms_app.disputes import clocks
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import Case, CaseEvent
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import ReasonMissing
from forms_app.times import at_local

STAY = "stay"
"""The kind of the trail's line that says why a case was not handed up."""


class Rung(IntEnum):
    """How far up a station is."""

    GRID = 0
    VILLAGE = 1
    TOWN = 2
    TOWN_CENTRE = 3
    """综治中心 brings the bodies of a township together."""
    COUNTY = 4


RUNG_WORDS = {
    Rung.GRID: "网格",
    Rung.VILLAGE: "村社区",
    Rung.TOWN: "镇街",
    Rung.TOWN_CENTRE: "镇街综治中心",
    Rung.COUNTY: "县",
}
GRID_KIND = "grid_station"
"""A 网格 is a part of a village and no area of its own: its station says what it is."""
RUNG_OF_LEVEL = {
    "village": Rung.VILLAGE,
    "community": Rung.VILLAGE,
    "township": Rung.TOWN,
    "county": Rung.COUNTY,
}


OURS_TO_HAND_UP = (
    CaseStatus.SUBMITTED,
    CaseStatus.ACCEPTED,
    CaseStatus.IN_MEDIATION,
)
"""Not a hand-over that nobody answers: its sender may take it back."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next station up, or '' when there is none that takes disputes."""

    station_id: str
    why: str
    ground: str = "期限已过，逐级上报：网格、村社区、镇街、县"


def proposal(
    catalogue: Catalogue,
    case: Case,
    ends: datetime | date | None,
    events: Sequence[CaseEvent],
    now: datetime,
) -> Proposal | None:
    """What to propose for a case whose clock ended at `ends`; None while it runs.

    Somebody who decided to keep it after that moment is not asked again.
    """
    if case.status not in OURS_TO_HAND_UP:
        return None
    if ends is None or clocks.mark(ends, now) is not clocks.Mark.OVERDUE:
        return None
    if not isinstance(ends, datetime):
        ends = at_local(ends, clocks.LAST_MINUTE)
    if any(event.kind == STAY and event.at > ends for event in events):
        return None
    what = clocks.CLOCK_WORDS[case.status]
    here = rung_of(catalogue, case.holder_station)
    station = next_up(catalogue, catalogue.areas.get(case.area_id), here)
    if station is None:
        why = f"{what}的期限已过，上面没有能接手的站点了，请负责人定怎么办。"
        return Proposal("", why)
    up = RUNG_WORDS[rung_of(catalogue, station.id)]
    return Proposal(
        station.id, f"{what}的期限已过，建议报到{up}：{station.name}。由您决定。"
    )


def stay(work: Work, case: Case, *, reason: str) -> None:
    """Somebody decided: the case is not handed up, and this is why."""
    if not reason.strip():
        raise ReasonMissing
    words = "期限过了，决定不上报，继续由本站办。"
    record(work, case, Line(STAY, words, shown=False, note=reason))


def rung_of(catalogue: Catalogue, station_id: str) -> Rung:
    """By the widest area it serves; a centre stands above its township's others."""
    station = catalogue.stations.get(station_id)
    if station is not None and station.kind == GRID_KIND:
        return Rung.GRID
    served = station.areas_served if station else ()
    levels = [catalogue.areas[a].level for a in served if a in catalogue.areas]
    rung = max((RUNG_OF_LEVEL[level] for level in levels), default=Rung.TOWN)
    centre = station is not None and station.kind == "governance_center"
    return Rung.TOWN_CENTRE if centre and rung is Rung.TOWN else rung


def next_up(
    catalogue: Catalogue, area: AreaEntry | None, here: Rung
) -> StationEntry | None:
    """The lowest station above `here` that answers for this area and takes disputes.

    From a village it goes to the township's centre, where there is one.
    """
    above = _above(catalogue, area)
    found = [
        (rung, n)
        for n, station in enumerate(above)
        if (rung := rung_of(catalogue, station.id)) > here
    ]
    if any(rung is Rung.TOWN_CENTRE for rung, _ in found):
        found = [entry for entry in found if entry[0] is not Rung.TOWN]
    return above[min(found)[1]] if found else None


def _above(catalogue: Catalogue, area: AreaEntry | None) -> list[StationEntry]:
    """Every station that takes disputes and serves this area or one around it."""
    around = set()
    while area is not None:
        around.add(area.id)
        area = catalogue.areas.get(area.parent)
    return [
        station
        for station in catalogue.stations.values()
        if station.takes_disputes and around.intersection(station.areas_served)
    ]
