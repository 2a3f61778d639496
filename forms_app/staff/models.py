"""Tables of this room: who works here, what they may do, and since when."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_security.core import UserMixin
from sqlalchemy import (
    BigInteger,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forms_app import append_only
from forms_app.access import Actor, Grant, Role
from forms_app.database import Base, Instant

VERIFIER = PasswordHasher()
"""Reads the parameters of each hash from the hash itself."""


class StaffMember(Base, UserMixin):
    """One person at the desk; Flask-Security sees its user in it."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(40), unique=True)
    """The sign-in name, small letters; no e-mail is asked for."""
    display_name: Mapped[str] = mapped_column(String(40))
    password: Mapped[str] = mapped_column(String(200))
    """argon2id, in the hash's own notation."""
    must_change: Mapped[bool] = mapped_column(default=True)
    """The password was handed over by somebody else; the next page asks for a new one."""
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    """What a session refers to: a new one ends every session."""
    tf_primary_method: Mapped[str | None] = mapped_column(String(20))
    tf_totp_secret: Mapped[str | None] = mapped_column(Text)
    """The authenticator's secret, wrapped with a key from the vault."""
    tf_last_counter: Mapped[int | None] = mapped_column(BigInteger)
    """The 30-second step of the last code: no code works twice."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column()

    grants: Mapped[list[StaffGrant]] = relationship(
        lazy="selectin", cascade="all, delete-orphan", order_by="StaffGrant.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's name

    def verify_and_update_password(self, password: str) -> bool:
        """Whether this is the password (asked by Flask-Security's forms)."""
        try:
            return VERIFIER.verify(self.password, password)
        except (VerificationError, InvalidHashError):
            return False

    def as_actor(self) -> Actor:
        held = frozenset(Grant(Role(g.role), g.scope) for g in self.grants)
        return Actor(id=self.id, name=self.display_name, grants=held)


class StaffGrant(Base):
    """A role somebody holds at a place; see `access.Grant` for the scope."""

    __tablename__ = "staff_grant"
    __table_args__ = (UniqueConstraint("member_id", "role", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    scope: Mapped[str] = mapped_column(String(80))


class StaffSession(Base):
    """One signed-in browser; the row's end is the session's end."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(Instant)


class SignInAttempt(Base):
    """One try at a password or a code; forgotten after success or the window."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    """Of the name as typed: unknown names are counted like known ones."""
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class StaffEvent(Base):
    """What happened to an account and who did it; rows only ever come in."""

    __tablename__ = "staff_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    member_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    """Empty when it was done from the command line."""
    kind: Mapped[str] = mapped_column(String(30))
    detail: Mapped[str] = mapped_column(String(200), default="")


append_only.protect(cast(Table, StaffEvent.__table__))
