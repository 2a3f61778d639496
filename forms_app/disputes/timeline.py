"""A case as each reader may see it: the applicant their own side, the desk by standing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes import (
    clocks,
    intake,
    queries,
    sealing,
    trail,
    triage,
)
from forms_app.disputes.lifecycle import STATUS_WORDS, CaseStatus
from forms_app.disputes.models import Case, Party, Referral
from forms_app.form_fields import masked_name
from forms_app.times import date_words, moment_words
from forms_app.vault import SealBroken, Vault

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the timeline as somebody reads it."""

    at: datetime
    words: str
    note: str
    station: str
    by: str


@dataclass(frozen=True, slots=True)
class Appointed:
    """A planned or held session."""

    id: int
    starts_at: datetime
    place: str
    mediator: str
    state: str
    mode: str = "room"
    link: str = ""
    facts: str = ""
    concessions: str = ""


@dataclass(frozen=True, slots=True)
class ApplicantView:
    """Everything the applicant sees: no word of the other side."""

    status: str
    station: str
    phone: str
    address: str
    deadline: str
    to_do: str
    told: tuple[Told, ...]
    sessions: tuple[Appointed, ...]
    may_withdraw: bool


def for_applicant(
    session: Session, vault: Vault, catalogue: Catalogue, case: Case
) -> ApplicantView:
    pending = queries.pending_referral(session, case.id)
    station = catalogue.stations.get(case.holder_station)
    told = tuple(
        Told(
            at=event.at,
            words=event.words,
            note=trail.note_of(vault, event) if event.note_for == "applicant" else "",
            station=catalogue.station_name(event.station) if event.station else "",
            by="",
        )
        for event in queries.events(session, case.id)
        if event.shown
    )
    return ApplicantView(
        status=STATUS_WORDS[CaseStatus(case.status)],
        station=catalogue.station_name(case.holder_station),
        phone=station.phone if station else "",
        address=station.address if station else "",
        deadline=deadline_words(case, pending),
        to_do=to_do_words(case),
        told=told,
        sessions=tuple(
            Appointed(
                s.id, s.starts_at, s.place, s.mediator_name, s.state, s.mode, s.link
            )
            for s in queries.sessions(session, case.id)
            if s.state == "planned"
        ),
        may_withdraw=intake.may_withdraw(case.status),
    )


def way_words(catalogue: Catalogue, case: Case) -> str:
    """The way a case goes; its key when the type is published no more."""
    kind = catalogue.dispute_types.get(case.dispute_type)
    return triage.way_of(kind, case.way_kind).kind_label if kind else case.way_kind


def clock_of(case: Case, pending: Referral | None) -> datetime | date | None:
    return clocks.running_clock(
        case.status,
        accept=case.accept_by,
        answer=pending.answer_by if pending else None,
        due=case.due_last,
    )


def deadline_words(case: Case, pending: Referral | None) -> str:
    """By when something happens next, as a sentence; '' when no clock runs."""
    if case.status == CaseStatus.SUBMITTED:
        if case.accept_by is None:
            return "我们会尽快答复您是否受理。"
        return f"最晚 {date_words(case.accept_by)} 答复您是否受理。"
    if pending is not None and pending.answer_by is not None:
        return f"接手的单位最晚 {moment_words(pending.answer_by)} 答复。"
    if case.status in queries.UNDER_WAY and case.due_by is not None:
        return f"一般 {date_words(case.due_by)} 前办完，双方都同意可以延长。"
    if case.status == CaseStatus.AGREED and case.perform_by is not None:
        return f"协议约定 {date_words(case.perform_by)} 前履行。"
    return ""


TO_DO = {
    CaseStatus.SUBMITTED: "您现在不用做什么，等我们答复。请别和对方起冲突。",
    CaseStatus.REFERRED: "您现在不用做什么，接手的单位会答复。",
    CaseStatus.ACCEPTED: "请把照片、收据、合同等凭据找出来，等我们约时间。",
    CaseStatus.IN_MEDIATION: "请按约定的时间来，带上凭据和身份证。来不了请提前打电话。",
    CaseStatus.AGREED: "请按协议履行。对方没有做到的，请打电话告诉我们。",
    CaseStatus.NOT_AGREED: "可以走下面写的另一条路，注意时效。需要帮忙请打 12348。",
    CaseStatus.DECLINED: "可以走下面写的另一条路。觉得不该这样答复，请打站点电话问。",
    CaseStatus.BREACHED: "可以申请法院强制执行已确认的协议，或者起诉。需要帮忙请打 12348。",
}


def to_do_words(case: Case) -> str:
    return TO_DO.get(CaseStatus(case.status), "您不用再做什么。")


def masked_applicants(
    session: Session, vault: Vault, cases: Sequence[Case]
) -> dict[int, str]:
    """Case id → the applicant's masked name, for lists."""
    found = queries.applicants(session, [case.id for case in cases])
    return {
        case_id: masked_name(_listed_name(vault, party))
        for case_id, party in found.items()
    }


def _listed_name(vault: Vault, party: Party) -> str:
    """The name for a list: one damaged row must not take the whole list away."""
    try:
        return sealing.name(vault, party)
    except SealBroken as broken:
        log.warning("%s of case number %s does not open", broken, party.case_id)
        return "？"
