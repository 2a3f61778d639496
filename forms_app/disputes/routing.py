"""Which station a dispute belongs to, and why; no database, no request."""

from __future__ import annotations

from dataclasses import dataclass

from forms_app.catalogue import AreaEntry, Catalogue, DisputeTypeEntry
from forms_app.refusals import NoStation


@dataclass(frozen=True, slots=True)
class Competence:
    """The station that takes a dispute, the way it will go, and the reason."""

    station_id: str
    way_kind: str
    why: str


def competent_station(
    catalogue: Catalogue, kind: DisputeTypeEntry, area: AreaEntry, way_kind: str = ""
) -> Competence:
    """The station of this way in this area; else the governance centre.

    Without a way it is the first one the kind of dispute describes.

    A station that is no longer published, or takes no disputes, is passed over.
    NoStation when nobody in the area is left.
    """
    way = next((w for w in kind.ways if w.kind == way_kind), kind.ways[0])
    wanted = _station_of(area, way.station_kind)
    if _takes_disputes(catalogue, wanted):
        name = catalogue.station_name(wanted)
        why = f"“{kind.name}”建议先走{way.kind_label}，{area.name}由{name}负责。"
        return Competence(wanted, way.kind, why)
    centre = area.stations.governance
    if _takes_disputes(catalogue, centre):
        name = catalogue.station_name(centre)
        why = f"{area.name}的这类事情由{name}统一登记，再请合适的部门来办。"
        return Competence(centre, way.kind, why)
    raise NoStation


def _station_of(area: AreaEntry, station_kind: str) -> str:
    by_kind = {
        "police_station": area.stations.police,
        "justice_office": area.stations.justice,
        "governance_center": area.stations.governance,
    }
    return by_kind.get(station_kind, "")


def _takes_disputes(catalogue: Catalogue, station_id: str) -> bool:
    station = catalogue.stations.get(station_id)
    return station is not None and station.takes_disputes
