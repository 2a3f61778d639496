"""Staff members for tests, with passwords that are cheap to check."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import cache

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, text

from forms_app import times
from forms_app.access import Grant
from forms_app.apps import create_desk_app, create_public_app
from forms_app.database import reading, transaction
from forms_app.settings import Settings
from forms_app.staff import accounts, judging, queries, sign_in
from forms_app.staff.models import StaffGrant, StaffMember
from forms_app.wiring import wiring

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "sanzhimao qingshiban dadun"
JOINED = datetime(2026, 1, 5, tzinfo=UTC)

PAST_CHOSEN_IDS = """
SELECT setval(pg_get_serial_sequence('staff_member', 'id'), max(id)) FROM staff_member
"""
"""PostgreSQL counts only the ids it chose itself."""


@cache
def cheap_hash(password: str) -> str:
    return CHEAP.hash(password)


def a_member(
    engine: Engine,
    *grants: Grant,
    username: str = "wang",
    name: str = "王警官",
    id: int | None = None,
    password: str = PASSWORD,
    must_change: bool = False,
) -> StaffMember:
    """Somebody with these roles who has chosen their own password."""
    member = StaffMember(
        id=id,
        username=username,
        display_name=name,
        password=cheap_hash(password),
        must_change=must_change,
        fs_uniquifier=secrets.token_hex(32),
        created_at=JOINED,
        grants=[StaffGrant(role=g.role.value, scope=g.scope) for g in grants],
    )
    with transaction(engine) as session:
        session.add(member)
        session.flush()
        if id is not None and engine.dialect.name == "postgresql":
            session.execute(text(PAST_CHOSEN_IDS))
    return member


def the_member(engine: Engine, id: int) -> StaffMember:
    """The account as it stands in the database now."""
    with reading(engine) as session:
        found = queries.member(session, id)
    assert found is not None
    return found


def the_same_or_another(
    engine: Engine, *grants: Grant, name: str, id: int
) -> StaffMember:
    """Member `id` if it has just these roles, a new one with them otherwise."""
    with transaction(engine) as session:
        there = queries.member(session, id)
    if there is not None and there.as_actor().grants == frozenset(grants):
        return there
    return a_member(
        engine,
        *grants,
        username=f"member{secrets.token_hex(4)}",
        name=name,
        id=id if there is None else None,
    )


class CompiledOnce(BytecodeCache):
    """Templates compiled for one test serve the next."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()


def a_desk(settings: Settings, **config: object) -> Flask:
    """The desk with cheap hashing; CSRF off unless a test turns it on."""
    app = create_desk_app(settings)
    quick = {"TESTING": True, "WTF_CSRF_ENABLED": False, judging.HASHER: CHEAP}
    app.config.update(quick, **config)
    app.jinja_env.bytecode_cache = COMPILED
    return app


def a_public_app(settings: Settings) -> Flask:
    """What residents use; CSRF has tests of its own."""
    app = create_public_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.jinja_env.bytecode_cache = COMPILED
    return app


@cache
def the_desk(settings: Settings) -> Flask:
    """Kept for all tests: what changes from test to test is in the database."""
    return a_desk(settings)


def signed_in(app: Flask, member: StaffMember) -> FlaskClient:
    """A browser in which this member has just signed in."""
    client = app.test_client()
    now, token = times.now(), secrets.token_urlsafe(32)
    with app.app_context():
        digest = wiring().vault.digest("staff_session", token)
        with transaction(wiring().engine) as session:
            accounts.start_session(session, member.id, digest, now=now)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = member.fs_uniquifier
        cookie["_fresh"] = True
        cookie["fs_paa"] = now.timestamp()
        cookie[sign_in.SEAT] = token
        cookie[sign_in.SEEN] = int(now.timestamp())
    return client
