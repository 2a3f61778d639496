"""A person decides which way a case goes; the table has only proposed one."""

from __future__ import annotations

from collections.abc import Mapping

from forms_app.catalogue import Catalogue
from forms_app.disputes.clocks import POLICE_KINDS
from forms_app.disputes.mediation import POLICE
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work, record
from forms_app.refusals import NotThisWay, OnlyPolice, ReasonMissing

MEDIATIONS: Mapping[str, str] = {"people_mediation": "人民调解", POLICE: "治安调解"}
"""Open to every kind of dispute: from one kind of mediation one may go to the other."""


def ways(catalogue: Catalogue, case: Case) -> dict[str, str]:
    """The ways this case may go: kind -> words."""
    kind = catalogue.dispute_types.get(case.dispute_type)
    described = {way.kind: way.kind_label for way in kind.ways} if kind else {}
    return {**MEDIATIONS, **described}


def decide(work: Work, case: Case, *, way: str, reason: str, ground: str) -> None:
    """Say which way the case goes, why and by which law; the applicant reads it.

    Only a police station mediates as police (治安管理处罚法 Art. 9).
    """
    if not (reason.strip() and ground.strip()):
        raise ReasonMissing
    words = ways(work.catalogue, case).get(way)
    if words is None:
        raise NotThisWay
    station = work.catalogue.stations.get(case.holder_station)
    if way == POLICE and (station is None or station.kind not in POLICE_KINDS):
        raise OnlyPolice
    case.way_kind, case.way_decided_by = way, work.by.name
    said = f"工作人员看过了，这件事走{words}这条路。"
    note = f"{reason}（依据：{ground}）"
    record(work, case, Line("way", said, note=note, note_for="applicant"))
