"""A case as the desk sees it, by standing: who once had it sees its steps, not its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes import (
    applicants,
    clocks,
    mediation,
    queries,
    sealing,
    timeline,
    trail,
    triage,
)
from forms_app.disputes.after.view import AfterView, after_view
from forms_app.disputes.escalation import Proposal, proposal
from forms_app.disputes.lifecycle import STATUS_WORDS, CaseStatus
from forms_app.disputes.meeting.view import MeetingView, meeting_view
from forms_app.disputes.models import Case, CaseEvent, Referral
from forms_app.disputes.papers.queries import standing_agreement
from forms_app.disputes.standing import Standing, scopes_of
from forms_app.disputes.timeline import Appointed, Told
from forms_app.form_fields import masked_name, masked_phone
from forms_app.vault import Vault

PAPER_WORDS = {"yes": "有，见面时核对", "no": "还没有"}


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
    identity_checked: bool
    mediator: str
    change_asked: bool
    """The applicant wants another mediator, and nobody has answered yet."""
    meeting: MeetingView
    after: AfterView
    agreement_state: str
    """'' | draft | signed: the text that counts."""


def for_desk(
    session: Session, vault: Vault, catalogue: Catalogue, case: Case, reader: Reader
) -> DeskView:
    inside = reader.standing not in (Standing.FORMER, Standing.NONE)
    pending = queries.pending_referral(session, case.id)
    ends = timeline.clock_of(case, pending)
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
        way=timeline.way_words(catalogue, case),
        triage=triage.of_case(vault, case) if inside else triage.Kept(),
        details=details_words(sealing.details(vault, case)) if inside else (),
        way_kind=case.way_kind,
        what_ends=clocks.CLOCK_WORDS.get(case.status, ""),
        identity_checked=case.identity_checked,
        mediator=case.mediator_name or "",
        change_asked=waits_for_another(events),
        meeting=meeting_view(session, vault, case, reader.now, inside=inside),
        after=after_view(session, vault, case, inside=inside),
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
