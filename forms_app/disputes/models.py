"""Tables of the register: cases, parties, trail, hand-overs, sessions, drafts.

Whatever a person wrote or is called stands in a `*_sealed` column that can be emptied
later; what remains (type, area, dates, outcome) names nobody.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import (
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from forms_app import append_only
from forms_app.database import Base, Instant

ID_LENGTH = 64
REQUEST_KEY_LENGTH = 32
NAME_LENGTH = 80
HASH_LENGTH = 64
LINK_LENGTH = 300


class Case(Base):
    """One dispute: one number, one code, one station that holds it."""

    __tablename__ = "dispute_case"
    __table_args__ = (Index("ix_dispute_case_desk", "holder_station", "status"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """Random; part of the context of every sealed value of this case."""
    request_key: Mapped[str] = mapped_column(String(REQUEST_KEY_LENGTH), unique=True)
    """A form sent twice makes one case."""
    code_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    code_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """For recovery at the counter."""
    dispute_type: Mapped[str] = mapped_column(String(ID_LENGTH))
    type_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    area_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    area_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    way_kind: Mapped[str] = mapped_column(String(40))
    """The lawful way proposed by the table, until somebody decides."""
    way_decided_by: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    """Who at the desk said which way it goes; nobody yet while it is only proposed."""
    triage_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What was asked and answered, and what was proposed, as JSON."""
    status: Mapped[str] = mapped_column(String(20))
    holder_station: Mapped[str] = mapped_column(String(ID_LENGTH))
    """Who answers for it; stays with the sender until a hand-over is accepted."""
    mediator_id: Mapped[int | None]
    mediator_name: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    story_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    wish_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """How and when it is safe to call, as JSON."""
    details_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Landmark, language, ages and consents, as JSON."""
    needs: Mapped[str] = mapped_column(String(200), default="")
    """Keys of special needs, separated by spaces."""
    minor: Mapped[str] = mapped_column(String(10), default="no")
    """A key of intake.MINOR: for whom somebody asks."""
    source: Mapped[str] = mapped_column(String(10))
    """resident | counter | phone | duty (after hours, for another station) | spot"""
    identity_checked: Mapped[bool] = mapped_column(default=False)
    """The other side is not told of a case before somebody has seen the applicant."""
    received_at: Mapped[datetime] = mapped_column(Instant)
    accept_by: Mapped[date | None] = mapped_column(Date)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    due_by: Mapped[date | None] = mapped_column(Date)
    """The last day of mediation as counted: the safe one."""
    due_last: Mapped[date | None] = mapped_column(Date)
    """The same day moved to the next working day."""
    outcome: Mapped[str | None] = mapped_column(String(20))
    outcome_at: Mapped[datetime | None] = mapped_column(Instant)
    terms_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    perform_by: Mapped[date | None] = mapped_column(Date)
    next_way: Mapped[str | None] = mapped_column(String(40))
    """Key of the next lawful way, where mediation ended without an agreement."""
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    risk: Mapped[str] = mapped_column(String(10), default="")
    """calm | watch | danger, as last seen; '' before anybody looked."""
    risk_at: Mapped[datetime | None] = mapped_column(Instant)
    rating: Mapped[str | None] = mapped_column(String(10))
    """The applicant's word on how it went; asked once."""
    rated_at: Mapped[datetime | None] = mapped_column(Instant)
    overridden: Mapped[bool] = mapped_column(default=False)
    """Closed by the head although the gate was not open; counted in public."""
    erase_asked_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when the applicant waits for an answer: may their data be deleted."""
    mend_asked_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when they wait for something to be put right; what, stands in the trail."""
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(NAME_LENGTH))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {  # noqa: RUF012 - SQLAlchemy's form
        "version_id_col": version,
        "version_id_generator": False,
    }


class Party(Base):
    """Somebody on one side of a case."""

    __tablename__ = "dispute_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    role: Mapped[str] = mapped_column(String(12))
    """A key of applicants.ROLES; one applicant a case, who holds its code."""
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    about_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """How the applicant knows the other side, or reaches them."""
    phone_digest: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    """Of the applicant's telephone, for finding a lost code at the counter."""


class CaseEvent(Base):
    """One line of the register's trail; lines are only ever added.

    `words` come from fixed sentences and name no person of the case; whatever
    somebody typed is in the sealed note, which may be emptied (its digest stays).
    """

    __tablename__ = "case_event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(Instant)
    by_id: Mapped[int | None]
    by_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    station: Mapped[str] = mapped_column(String(ID_LENGTH))
    shown: Mapped[bool]
    """Whether the applicant sees this line."""
    words: Mapped[str] = mapped_column(Text)
    note_for: Mapped[str] = mapped_column(String(10))
    """station | applicant: who reads the note."""
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_digest: Mapped[str] = mapped_column(String(HASH_LENGTH))
    prev_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)
    """Unique: two lines cannot follow the same one."""
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), unique=True)


class Referral(Base):
    """A case on its way from one station to another, with its clock and receipt."""

    __tablename__ = "dispute_referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    from_station: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    to_station: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    ground: Mapped[str] = mapped_column(String(200))
    """The law or rule it rests on."""
    consent: Mapped[str] = mapped_column(String(10))
    """agreed (the applicant was asked) | duty (the law demands the hand-over)."""
    from_status: Mapped[str | None] = mapped_column(String(20))
    """Where the case stood; a return leads back there."""
    sent_at: Mapped[datetime] = mapped_column(Instant)
    answer_by: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answer: Mapped[str | None] = mapped_column(String(10))
    """accepted | returned | recalled | withdrawn"""
    answered_by: Mapped[str | None] = mapped_column(String(NAME_LENGTH))
    """Whose receipt it is."""


class MediationSession(Base):
    """One meeting; facts nobody disputes and concessions are kept apart by law."""

    __tablename__ = "mediation_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("dispute_case.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[str] = mapped_column(String(200))
    mode: Mapped[str] = mapped_column(String(10), default="room")
    """room | video | helped (a room where somebody connects you)."""
    link: Mapped[str] = mapped_column(String(LINK_LENGTH), default="")
    mediator_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    state: Mapped[str] = mapped_column(String(10))
    """planned | held | cancelled"""
    facts_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    concessions_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class IntakeDraft(Base):
    """Answers on their way through the questions; gone an hour after the last one."""

    __tablename__ = "intake_draft"

    key_digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


append_only.protect(cast(Table, CaseEvent.__table__), erasable="note_sealed")
