"""A person decides which way a case goes; the table has only proposed one."""

from __future__ import annotations

from forms_app.catalogue import Catalogue
from forms_app.disputes.clocks import POLICE_KINDS
from forms_app.disputes.mediation import POLICE, record
from forms_app.disputes.models import Case
from forms_app.disputes.trail import Line, Work
from forms_app.refusals import NotThisWay, OnlyPolice, ReasonMissing


def ways(catalogue: Catalogue, case: Case) -> dict[str, str]:
    """The ways this kind of dispute describes: kind -> words."""
    kind = catalogue.dispute_types.get(case.dispute_type)
    return {way.kind: way.kind_label for way in kind.ways} if kind else {}


def decide(work: Work, case: Case, *, way: str, reason: str) -> None:
    """Say which way the case goes, and why; the applicant reads it.

    Only a police station mediates as police (治安管理处罚法 Art. 9).
    """
    if not reason.strip():
        raise ReasonMissing
    words = ways(work.catalogue, case).get(way)
    if words is None:
        raise NotThisWay
    station = work.catalogue.stations.get(case.holder_station)
    if way == POLICE and (station is None or station.kind not in POLICE_KINDS):
        raise OnlyPolice
    case.way_kind, case.way_decided_by = way, work.by.name
    said = f"工作人员看过了，这件事走{words}这条路。"
    record(work, case, Line("way", said, note=reason, note_for="applicant"))
