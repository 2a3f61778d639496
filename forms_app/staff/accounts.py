"""Accounts: made, given roles, closed, signed in; every change leaves an event.

`by` is the id of who does it; None from the command line.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from forms_app import references
from forms_app.access import Grant, Permission
from forms_app.database import one_at_a_time
from forms_app.refusals import (
    AlreadyGranted,
    LastAdministrator,
    NameTaken,
    NotOneself,
    WeakPassphrase,
    WrongPassword,
)
from forms_app.staff import queries
from forms_app.staff.models import (
    SignInAttempt,
    StaffEvent,
    StaffGrant,
    StaffMember,
    StaffSession,
)
from forms_app.staff.passphrases import normalised, weakness

IDLE = timedelta(minutes=15)
ABSOLUTE = timedelta(hours=10)
TRIES = 10
TRIES_WINDOW = timedelta(minutes=15)
ONE_TIME_LENGTH = 16
"""78 bits, in four groups that can be read out."""


@dataclass(frozen=True, slots=True)
class NewMember:
    """What is asked for when somebody joins."""

    username: str
    display_name: str
    grant: Grant


def sign_in_name(typed: str) -> str:
    """The name as it is stored and counted: half-width, small letters, no gaps.

    What nobody can see goes too: PostgreSQL takes no NUL in a text.
    """
    plain = normalised(typed).casefold()
    return "".join(c for c in plain if c.isprintable() and not c.isspace())


def create_member(
    session: Session,
    new: NewMember,
    *,
    by: int | None,
    now: datetime,
    hasher: PasswordHasher,
) -> tuple[StaffMember, str]:
    """A new account and its one-time password, which is stored nowhere."""
    password = one_time_password()
    member = StaffMember(
        username=sign_in_name(new.username),
        display_name=new.display_name,
        password=hasher.hash(password),
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
        grants=[StaffGrant(role=new.grant.role.value, scope=new.grant.scope)],
    )
    session.add(member)
    try:
        session.flush()
    except IntegrityError as taken:
        raise NameTaken from taken
    _record(session, member, "created", by=by, now=now)
    return member, password


def reset_password(
    session: Session,
    member: StaffMember,
    *,
    by: int | None,
    now: datetime,
    hasher: PasswordHasher,
) -> str:
    """A new one-time password; whoever asks can reset it but not choose it.

    The second factor goes too: a lost phone is the usual reason.
    """
    if by == member.id:
        raise NotOneself
    password = one_time_password()
    member.password = hasher.hash(password)
    member.must_change = True
    member.tf_primary_method = member.tf_totp_secret = member.tf_last_counter = None
    sign_out_everywhere(session, member)
    _record(session, member, "password_reset", by=by, now=now)
    return password


def change_password(
    session: Session,
    member: StaffMember,
    old: str,
    new: str,
    *,
    now: datetime,
    hasher: PasswordHasher,
) -> None:
    """The person's own choice; ends every session, this one too."""
    if not member.verify_and_update_password(normalised(old)):
        raise WrongPassword
    chosen = normalised(new)
    if chosen == normalised(old):
        raise WeakPassphrase("新密码不能和原来的一样。")
    if wrong := weakness(chosen, (member.username, member.display_name)):
        raise WeakPassphrase(wrong)
    member.password = hasher.hash(chosen)
    member.must_change = False
    sign_out_everywhere(session, member)
    _record(session, member, "password_changed", by=member.id, now=now)


def add_grant(
    session: Session,
    member: StaffMember,
    grant: Grant,
    *,
    by: int | None,
    now: datetime,
) -> None:
    """One more role at one place; nobody gives one to themselves."""
    if by == member.id:
        raise NotOneself
    held = {(given.role, given.scope) for given in member.grants}
    if (grant.role.value, grant.scope) in held:
        raise AlreadyGranted
    member.grants.append(StaffGrant(role=grant.role.value, scope=grant.scope))
    _record(session, member, "role_added", by=by, now=now, detail=_words(grant))


def remove_grant(
    session: Session,
    member: StaffMember,
    grant: Grant,
    *,
    by: int | None,
    now: datetime,
) -> None:
    """Take a role away; somebody who can manage accounts always remains."""
    for given in member.grants:
        if (given.role, given.scope) == (grant.role.value, grant.scope):
            member.grants.remove(given)
            session.flush()
            _keep_an_administrator(session)
            _record(
                session, member, "role_removed", by=by, now=now, detail=_words(grant)
            )
            return


def deactivate(
    session: Session, member: StaffMember, *, by: int | None, now: datetime
) -> None:
    """Somebody has left: no sign-in from now on, and their sessions end at once."""
    if by == member.id:
        raise NotOneself
    member.active = False
    session.flush()
    _keep_an_administrator(session)
    sign_out_everywhere(session, member)
    _record(session, member, "deactivated", by=by, now=now)


def activate(
    session: Session, member: StaffMember, *, by: int | None, now: datetime
) -> None:
    """Somebody is back; they need a new one-time password to get in."""
    member.active = True
    _record(session, member, "activated", by=by, now=now)


def may_try(session: Session, name_digest: bytes, *, now: datetime) -> bool:
    """Count one try for this name before it is judged; False when too many were made.

    Counted first, so that guesses sent side by side are counted too.
    """
    one_at_a_time(session, name_digest)
    since = now - TRIES_WINDOW
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= since))
    if queries.recent_tries(session, name_digest, since) >= TRIES:
        return False
    session.add(SignInAttempt(name_digest=name_digest, at=now))
    return True


def use_code(session: Session, member_id: int, counter: int) -> bool:
    """Mark a code's 30-second step as used; False when it, or a later one, was."""
    fresh = StaffMember.tf_last_counter.is_(None) | (
        StaffMember.tf_last_counter < counter
    )
    marked = session.scalar(
        update(StaffMember)
        .where(StaffMember.id == member_id, fresh)
        .values(tf_last_counter=counter)
        .returning(StaffMember.id)
    )
    return marked is not None


def forget_tries(session: Session, name_digest: bytes) -> None:
    """They got in: the count starts again."""
    session.execute(
        delete(SignInAttempt).where(SignInAttempt.name_digest == name_digest)
    )


def start_session(
    session: Session, member_id: int, token_digest: bytes, *, now: datetime
) -> None:
    """A browser has signed in; rows past the absolute limit are cleared away."""
    session.execute(
        delete(StaffSession).where(StaffSession.started_at <= now - ABSOLUTE)
    )
    session.add(
        StaffSession(member_id=member_id, token_digest=token_digest, started_at=now)
    )


def end_session(session: Session, token_digest: bytes) -> None:
    session.execute(
        delete(StaffSession).where(StaffSession.token_digest == token_digest)
    )


def sign_out_everywhere(session: Session, member: StaffMember) -> None:
    """End every session of this person, on every computer."""
    member.fs_uniquifier = secrets.token_hex(32)
    session.execute(delete(StaffSession).where(StaffSession.member_id == member.id))


def _keep_an_administrator(session: Session) -> None:
    session.expire_all()
    if not any(
        member.active and member.as_actor().holds(Permission.MANAGE_STAFF)
        for member in queries.members(session)
    ):
        raise LastAdministrator


def one_time_password() -> str:
    return references.spoken(references.new_reference(ONE_TIME_LENGTH))


def _record(
    session: Session,
    member: StaffMember,
    kind: str,
    *,
    by: int | None,
    now: datetime,
    detail: str = "",
) -> None:
    flag_modified(member, "active")  # a role alone would not raise the version
    session.add(
        StaffEvent(member_id=member.id, by_id=by, kind=kind, detail=detail, at=now)
    )


def _words(grant: Grant) -> str:
    return f"{grant.role.value} {grant.scope}"
