"""A case as each reader may see it: the applicant their own side, the desk by standing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes import (
    applicants,
    clocks,
    intake,
    mediation,
    queries,
    sealing,
    trail,
    triage,
)
from forms_app.disputes.escalation import Proposal, proposal
from forms_app.disputes.lifecycle import STATUS_WORDS, CaseStatus
from forms_app.disputes.meeting.view import MeetingView, meeting_view
from forms_app.disputes.models import Case, CaseEvent, Party, Referral
from forms_app.disputes.papers.queries import standing_agreement
from forms_app.disputes.standing import Standing, scopes_of
from forms_app.form_fields import masked_name, masked_phone
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


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party, masked."""

    id: int
    role: str
    role_words: str
    name: str
    phone: str
    has_about: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who on the desk reads, and when."""

    standing: Standing
    now: datetime


@dataclass(frozen=True, slots=True)
class DeskView:
    """A case on the desk; what `standing` may not read is empty."""

    status: str
    standing: Standing
    clock: datetime | date | None
    mark: clocks.Mark
    told: tuple[Told, ...]
    parties: tuple[PartyView, ...]
    sessions: tuple[Appointed, ...]
    story: str
    wish: str
    terms: str
    contact: sealing.SafeContact | None
    mediators: Mapping[int, str]
    """Colleagues of the holding station who may mediate: id → name."""
    pending: Referral | None
    way: str
    """The way it goes, in words."""
    triage: triage.Kept
    details: tuple[tuple[str, str], ...]
    """Label and words of what else is known of the applicant's side."""
    way_kind: str
    what_ends: str
    """What has to be done by then: '答复是否受理'."""
    proposal: Proposal | None
    """Whom to call in because the clock ran out."""
    mediator: str
    change_asked: bool
    """The applicant wants another mediator, and nobody has answered yet."""
    meeting: MeetingView
    agreement_state: str
    """'' | draft | signed: the text that counts."""


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


def for_desk(
    session: Session, vault: Vault, catalogue: Catalogue, case: Case, reader: Reader
) -> DeskView:
    inside = reader.standing in (Standing.HOLDER, Standing.RECEIVER)
    pending = queries.pending_referral(session, case.id)
    ends = clock_of(case, pending)
    text = standing_agreement(session, case.id)
    events = queries.events(session, case.id)
    return DeskView(
        status=STATUS_WORDS[CaseStatus(case.status)],
        standing=reader.standing,
        clock=ends,
        mark=clocks.mark(ends, reader.now),
        told=tuple(_told_to_desk(vault, catalogue, event, inside) for event in events),
        parties=_parties(session, vault, case) if inside else (),
        sessions=_sessions(session, vault, case) if inside else (),
        story=sealing.story(vault, case) if inside else "",
        wish=sealing.wish(vault, case) if inside else "",
        terms=sealing.terms(vault, case) if inside else "",
        contact=sealing.contact(vault, case) if inside else None,
        mediators=queries.mediators(session, scopes_of(catalogue, case.holder_station)),
        pending=pending,
        way=way_words(catalogue, case),
        triage=triage.of_case(vault, case) if inside else triage.Kept(),
        details=details_words(sealing.details(vault, case)) if inside else (),
        way_kind=case.way_kind,
        what_ends=clocks.CLOCK_WORDS.get(case.status, ""),
        mediator=case.mediator_name or "",
        change_asked=waits_for_another(events),
        meeting=meeting_view(session, vault, case, reader.now, inside=inside),
        agreement_state=text.state if text else "",
        proposal=(
            proposal(catalogue, case, ends, events, reader.now)
            if reader.standing is Standing.HOLDER
            else None
        ),
    )


def waits_for_another(events: Sequence[CaseEvent]) -> bool:
    """Whether the last word about the mediator is the applicant's."""
    kinds = [e.kind for e in events if e.kind in (mediation.CHANGE_ASKED, "assigned")]
    return kinds[-1:] == [mediation.CHANGE_ASKED]


def details_words(details: sealing.Details) -> tuple[tuple[str, str], ...]:
    """Label and words; what was not said is left out."""
    told = {
        "附近好认的地方": details.landmark,
        "说哪种话": details.language,
        "未成年人多大": applicants.AGES.get(details.age, ""),
        "监护人同意": "同意使用孩子的信息" if details.consent else "",
        "监护人": "不方便让监护人知道，要另请人陪" if details.guardian == "no" else "",
        "委托人是哪一方": applicants.SIDES.get(details.side, ""),
        "委托书": PAPER_WORDS.get(details.paper, "") if details.side else "",
    }
    return tuple((label, words) for label, words in told.items() if words)


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


PAPER_WORDS = {"yes": "有，见面时核对", "no": "还没有"}
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


def _told_to_desk(
    vault: Vault, catalogue: Catalogue, event: CaseEvent, inside: bool
) -> Told:
    return Told(
        at=event.at,
        words=event.words,
        note=trail.note_of(vault, event) if inside else "",
        station=catalogue.station_name(event.station) if event.station else "",
        by=event.by_name,
    )


def _parties(session: Session, vault: Vault, case: Case) -> tuple[PartyView, ...]:
    return tuple(
        PartyView(
            id=party.id,
            role=party.role,
            role_words=applicants.ROLES[party.role],
            name=masked_name(sealing.name(vault, party)),
            phone=masked_phone(phone) if (phone := sealing.phone(vault, party)) else "",
            has_about=party.about_sealed is not None,
        )
        for party in queries.parties(session, case.id)
    )


def _sessions(session: Session, vault: Vault, case: Case) -> tuple[Appointed, ...]:
    return tuple(
        Appointed(
            id=meeting.id,
            starts_at=meeting.starts_at,
            place=meeting.place,
            mediator=meeting.mediator_name,
            state=meeting.state,
            mode=meeting.mode,
            link=meeting.link,
            facts=sealing.facts(vault, meeting),
            concessions=sealing.concessions(vault, meeting),
        )
        for meeting in queries.sessions(session, case.id)
    )


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
