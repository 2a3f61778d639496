"""Everything this room looks up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms_app.staff.models import SignInAttempt, StaffEvent, StaffMember, StaffSession


def member(session: Session, member_id: int) -> StaffMember | None:
    return session.get(StaffMember, member_id)


def member_named(session: Session, username: str) -> StaffMember | None:
    """By sign-in name, in small letters."""
    return session.scalar(select(StaffMember).where(StaffMember.username == username))


def member_of_sessions(session: Session, uniquifier: str) -> StaffMember | None:
    """Whose sessions these are (Flask-Security's fs_uniquifier)."""
    return session.scalar(
        select(StaffMember).where(StaffMember.fs_uniquifier == uniquifier)
    )


def members(session: Session) -> Sequence[StaffMember]:
    """Everybody; those who have left come last."""
    return session.scalars(
        select(StaffMember).order_by(StaffMember.active.desc(), StaffMember.username)
    ).all()


def events_of(session: Session, member_id: int, most: int = 20) -> Sequence[StaffEvent]:
    """What happened to an account, newest first."""
    return session.scalars(
        select(StaffEvent)
        .where(StaffEvent.member_id == member_id)
        .order_by(StaffEvent.id.desc())
        .limit(most)
    ).all()


def session_start(
    session: Session, token_digest: bytes, member_id: int
) -> datetime | None:
    """When this member's session began; None when it has ended."""
    return session.scalar(
        select(StaffSession.started_at).where(
            StaffSession.token_digest == token_digest,
            StaffSession.member_id == member_id,
        )
    )


def open_sessions(session: Session, member_id: int, since: datetime) -> int:
    """How many browsers are signed in and not past the absolute limit."""
    count = select(func.count()).where(
        StaffSession.member_id == member_id, StaffSession.started_at > since
    )
    return session.scalar(count) or 0


def recent_tries(session: Session, name_digest: bytes, since: datetime) -> int:
    count = select(func.count()).where(
        SignInAttempt.name_digest == name_digest, SignInAttempt.at > since
    )
    return session.scalar(count) or 0
