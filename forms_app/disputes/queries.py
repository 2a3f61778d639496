"""Every question this room asks of the database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import Session

from forms_app.access import ROLE_PERMISSIONS, Permission
from forms_app.database import rows_of
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import (
    Case,
    CaseEvent,
    IntakeDraft,
    MediationSession,
    Party,
    Referral,
)
from forms_app.staff.models import StaffGrant, StaffMember
from forms_app.times import at_local

MEDIATE = Permission.MEDIATE
TRAIL_LOCK = 0x646F6F72
"""Any fixed number: PostgreSQL's advisory lock of the trail."""
PAGE_SIZE = 50
END_OF_DAY = 24 * 60
UNSOLVED_DAYS = 30
"""How long somebody's "not solved" stays before the head's eyes."""
CHUNK = 1000
UNDER_WAY = (CaseStatus.ACCEPTED, CaseStatus.IN_MEDIATION)
ENDED = (
    CaseStatus.DECLINED,
    CaseStatus.NOT_AGREED,
    CaseStatus.WITHDRAWN,
    CaseStatus.FULFILLED,
    CaseStatus.BREACHED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the desk's list shows. `stations` None means everywhere."""

    stations: frozenset[str] | None
    tab: str = "new"
    staff_id: int = 0
    today: date
    soon: date
    now: datetime
    page: int = 1


def lock_trail(session: Session) -> None:
    """One writer at a time. SQLite's BEGIN IMMEDIATE has seen to it already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TRAIL_LOCK)))


def last_event(session: Session) -> CaseEvent | None:
    return session.scalar(select(CaseEvent).order_by(CaseEvent.seq.desc()).limit(1))


def whole_trail(session: Session) -> Iterator[CaseEvent]:
    ordered = select(CaseEvent).order_by(CaseEvent.seq)
    yield from session.scalars(ordered.execution_options(yield_per=CHUNK))


def case_by_id(session: Session, case_id: int) -> Case | None:
    return session.get(Case, case_id)


def case_for_change(session: Session, case_id: int) -> Case | None:
    """The case as it stands once every other writer is done."""
    lock_trail(session)
    return session.get(Case, case_id, populate_existing=True)


def case_by_uid(session: Session, uid: str) -> Case | None:
    return session.scalar(select(Case).where(Case.uid == uid))


def case_by_request_key(session: Session, key: str) -> Case | None:
    return session.scalar(select(Case).where(Case.request_key == key))


def case_by_code(session: Session, code_digest: bytes) -> Case | None:
    return session.scalar(select(Case).where(Case.code_digest == code_digest))


def cases_by_phone(
    session: Session, phone_digest: bytes, stations: frozenset[str] | None
) -> Sequence[Case]:
    """Cases filed with this telephone, the newest first; None looks everywhere."""
    found = (
        select(Case)
        .join(Party, Party.case_id == Case.id)
        .where(Party.phone_digest == phone_digest)
        .order_by(Case.id.desc())
        .limit(PAGE_SIZE)
    )
    if stations is not None:
        found = found.where(Case.holder_station.in_(stations))
    return session.scalars(found).all()


def parties(session: Session, case_id: int) -> Sequence[Party]:
    return session.scalars(
        select(Party).where(Party.case_id == case_id).order_by(Party.id)
    ).all()


def party_by_id(session: Session, party_id: int) -> Party:
    return session.get_one(Party, party_id)


def applicant_of(session: Session, case_id: int) -> Party | None:
    return session.scalar(
        select(Party).where(Party.case_id == case_id, Party.role == "applicant")
    )


def applicants(session: Session, case_ids: Collection[int]) -> dict[int, Party]:
    found = session.scalars(
        select(Party).where(Party.case_id.in_(case_ids), Party.role == "applicant")
    )
    return {party.case_id: party for party in found}


def events(session: Session, case_id: int) -> Sequence[CaseEvent]:
    return session.scalars(
        select(CaseEvent).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq)
    ).all()


def referrals(session: Session, case_id: int) -> Sequence[Referral]:
    return session.scalars(
        select(Referral).where(Referral.case_id == case_id).order_by(Referral.id)
    ).all()


def pending_referral(session: Session, case_id: int) -> Referral | None:
    return session.scalar(
        select(Referral).where(
            Referral.case_id == case_id, Referral.answered_at.is_(None)
        )
    )


def pending_referrals(
    session: Session, case_ids: Collection[int]
) -> dict[int, Referral]:
    found = session.scalars(
        select(Referral).where(
            Referral.case_id.in_(case_ids), Referral.answered_at.is_(None)
        )
    )
    return {referral.case_id: referral for referral in found}


def sessions(session: Session, case_id: int) -> Sequence[MediationSession]:
    return session.scalars(
        select(MediationSession)
        .where(MediationSession.case_id == case_id)
        .order_by(MediationSession.starts_at, MediationSession.id)
    ).all()


def mediation_session(
    session: Session, case_id: int, session_id: int
) -> MediationSession | None:
    found = session.get(MediationSession, session_id)
    return found if found is not None and found.case_id == case_id else None


def draft(session: Session, key_digest: bytes, *, now: datetime) -> IntakeDraft | None:
    found = session.get(IntakeDraft, key_digest)
    return found if found is not None and found.expires_at > now else None


def drop_expired_drafts(session: Session, *, now: datetime) -> int:
    """Drafts past their hour go; how many they were."""
    return rows_of(
        session.execute(delete(IntakeDraft).where(IntakeDraft.expires_at <= now))
    )


def drop_draft(session: Session, key_digest: bytes) -> None:
    session.execute(delete(IntakeDraft).where(IntakeDraft.key_digest == key_digest))


def cases_to_erase(session: Session, *, closed_before: datetime) -> Sequence[Case]:
    """Closed cases past their time in which somebody can still be read of.

    An ended one that nobody has filed away counts from the last thing done with it:
    a forgotten click must not keep people's names for ever.
    """
    forgotten = Case.status.in_(ENDED) & (Case.changed_at < closed_before)
    return session.scalars(
        select(Case)
        .where(
            or_(Case.closed_at < closed_before, forgotten),
            Case.code_sealed.is_not(None),
        )
        .order_by(Case.id)
    ).all()


def taken_back(session: Session, *, before: datetime) -> Sequence[Case]:
    """Cases withdrawn or not taken on, long enough ago, with somebody in them."""
    ended = (CaseStatus.WITHDRAWN, CaseStatus.DECLINED)
    return session.scalars(
        select(Case)
        .where(
            Case.outcome.in_(ended),
            Case.changed_at < before,
            Case.code_sealed.is_not(None),
        )
        .order_by(Case.id)
    ).all()


def mediators(session: Session, scopes: Collection[str]) -> dict[int, str]:
    """Colleagues who may mediate in one of these scopes: id → name."""
    roles = [role.value for role, may in ROLE_PERMISSIONS.items() if MEDIATE in may]
    found = session.execute(
        select(StaffMember.id, StaffMember.display_name)
        .join(StaffGrant, StaffGrant.member_id == StaffMember.id)
        .where(
            StaffMember.active.is_(True),
            StaffGrant.role.in_(roles),
            StaffGrant.scope.in_(scopes),
        )
        .distinct()
        .order_by(StaffMember.display_name, StaffMember.id)
    )
    return {row.id: row.display_name for row in found}


def count_cases(session: Session, search: Search) -> int:
    """How many cases a tab of the desk's list has."""
    wanted = _in_tab(search) & _seen_from(search.stations)
    return session.scalar(select(func.count()).select_from(Case).where(wanted)) or 0


def desk_list(session: Session, search: Search) -> tuple[Sequence[Case], int]:
    """One page of the desk's list, most urgent first, and how many there are."""
    wanted = _in_tab(search) & _seen_from(search.stations)
    rows = session.scalars(
        select(Case)
        .where(wanted)
        .order_by(func.coalesce(Case.due_by, Case.accept_by), Case.id)
        .limit(PAGE_SIZE)
        .offset((search.page - 1) * PAGE_SIZE)
    ).all()
    return rows, count_cases(session, search)


def _seen_from(stations: frozenset[str] | None) -> ColumnElement[bool]:
    """Cases these stations hold, have handed over, or are asked to take."""
    if stations is None:
        return Case.id.is_not(None)
    handed = select(Referral.case_id).where(
        or_(
            Referral.from_station.in_(stations),
            Referral.to_station.in_(stations)
            & or_(Referral.answer.is_(None), Referral.answer == "accepted"),
        )
    )
    return or_(Case.holder_station.in_(stations), Case.id.in_(handed))


def _in_tab(search: Search) -> ColumnElement[bool]:
    tabs = {
        "new": Case.status == CaseStatus.SUBMITTED,
        "due": _ends_by(search, search.soon) & ~_past(search),
        "overdue": _past(search),
        "mine": (Case.mediator_id == search.staff_id) & Case.closed_at.is_(None),
        "handed": Case.id.in_(_waiting_for(search.stations)),
        "open": Case.closed_at.is_(None),
        "unsolved": (Case.rating == "unsolved")
        & (Case.rated_at > search.now - timedelta(days=UNSOLVED_DAYS)),
        "closed": Case.closed_at.is_not(None),
    }
    return tabs.get(search.tab, tabs["open"])


def _waiting_for(stations: frozenset[str] | None) -> Select[int]:
    waiting = select(Referral.case_id).where(Referral.answered_at.is_(None))
    return (
        waiting
        if stations is None
        else waiting.where(Referral.to_station.in_(stations))
    )


def _ends_by(search: Search, day: date) -> ColumnElement[bool]:
    answers = select(Referral.case_id).where(
        Referral.answered_at.is_(None),
        Referral.answer_by <= at_local(day, END_OF_DAY),
    )
    return or_(
        (Case.status == CaseStatus.SUBMITTED) & (Case.accept_by <= day),
        Case.status.in_(UNDER_WAY) & (Case.due_last <= day),
        (Case.status == CaseStatus.REFERRED) & Case.id.in_(answers),
    )


def _past(search: Search) -> ColumnElement[bool]:
    late = select(Referral.case_id).where(
        Referral.answered_at.is_(None), Referral.answer_by < search.now
    )
    return or_(
        (Case.status == CaseStatus.SUBMITTED) & (Case.accept_by < search.today),
        Case.status.in_(UNDER_WAY) & (Case.due_last < search.today),
        (Case.status == CaseStatus.REFERRED) & Case.id.in_(late),
    )
