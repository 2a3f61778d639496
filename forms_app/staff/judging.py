"""Passwords and codes judged inside a request: few tries, equal work, no lock held.

A try is counted in a transaction of its own before the slow comparison, which runs
outside any transaction: nobody's booking waits for somebody's argon2.
"""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from flask import current_app
from flask_security.core import UserMixin

from forms_app import times
from forms_app.database import reading, transaction
from forms_app.staff import accounts, queries
from forms_app.staff.models import StaffMember
from forms_app.staff.passphrases import normalised
from forms_app.wiring import the_engine, the_vault

CLOCK = "DOORSTEP_CLOCK"
HASHER = "DOORSTEP_HASHER"


def clock() -> datetime:
    """Now, from the app's own clock (a test sets DOORSTEP_CLOCK)."""
    instant: datetime = current_app.config.get(CLOCK, times.now)()
    return instant


def hasher() -> PasswordHasher:
    """argon2id as the app was configured (argon2-cffi's defaults, RFC 9106)."""
    chosen: PasswordHasher = current_app.config[HASHER]
    return chosen


def name_digest(username: str) -> bytes:
    return the_vault().digest("sign_in", username)


def who_signs_in(typed_name: str, password: str) -> StaffMember | None:
    """The member, or None: unknown, wrong, closed and locked take the same work."""
    username = accounts.sign_in_name(typed_name)
    allowed = _count(username)
    with reading(the_engine()) as session:
        member = queries.member_named(session, username)
    if member is None:
        hasher().hash(normalised(password))
        return None
    right = member.verify_and_update_password(normalised(password))
    return member if right and allowed and member.active else None


def may_try_code(member: UserMixin | None) -> bool:
    """Count a try at a second factor or a repeated password under the same name."""
    return isinstance(member, StaffMember) and _count(member.username)


def _count(username: str) -> bool:
    with transaction(the_engine()) as session:
        return accounts.may_try(session, name_digest(username), now=clock())
