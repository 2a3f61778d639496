"""Sample sign-ins for the fictional county, and the rooms' sample records.

A room with a module `demo` fills itself: `fill(session, vault, catalogue, *, now)`,
which does nothing when its samples are there already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from argon2 import PasswordHasher
from sqlalchemy import Engine

from forms_app.access import ANYWHERE, Grant, Role
from forms_app.catalogue import Catalogue
from forms_app.database import transaction
from forms_app.staff import accounts, queries
from forms_app.staff.accounts import NewMember
from forms_app.vault import Vault

POLICE = "station:qiaodong-police-station"
JUSTICE = "station:qiaodong-justice-office"
CENTRE = "station:qiaodong-governance-center"
VILLAGE = "station:huanxi-mediation-room"
GRID = "station:huanxi-grid-station"
COUNTY = "station:county-governance-center"
ROOMS = ("appointments", "disputes")


@dataclass(frozen=True, slots=True)
class Sample:
    """One colleague of the joint hall in Qiaodong, or of the rungs below and above it."""

    username: str
    display_name: str
    grants: tuple[Grant, ...]


COLLEAGUES = (
    Sample("chen", "陈晓燕", (Grant(Role.COUNTER, POLICE),)),
    Sample("zhao", "赵警官", (Grant(Role.DUTY_OFFICER, POLICE),)),
    Sample("lin", "林调解员", (Grant(Role.MEDIATOR, JUSTICE),)),
    Sample(
        "zhou",
        "周主任",
        tuple(Grant(Role.HEAD, at) for at in (CENTRE, JUSTICE, POLICE)),
    ),
    Sample("yu", "余网格员", (Grant(Role.HEAD, GRID),)),
    Sample("xiao", "肖调解员", (Grant(Role.HEAD, VILLAGE),)),
    Sample("liang", "梁主任", (Grant(Role.HEAD, COUNTY),)),
    Sample("sun", "孙管理员", (Grant(Role.ADMIN, ANYWHERE),)),
)


def fill(
    engine: Engine,
    vault: Vault,
    catalogue: Catalogue,
    *,
    now: datetime,
    hasher: PasswordHasher,
) -> str:
    """Add what is missing; the answer is the sample sign-ins' new common password."""
    password = accounts.one_time_password()
    hashed = hasher.hash(password)
    with transaction(engine) as session:
        for sample in COLLEAGUES:
            member = queries.member_named(session, sample.username)
            if member is None:
                new = NewMember(sample.username, sample.display_name, sample.grants[0])
                member, _ = accounts.create_member(
                    session, new, by=None, now=now, hasher=hasher
                )
                for grant in sample.grants[1:]:
                    accounts.add_grant(session, member, grant, by=None, now=now)
            member.password = hashed
            member.must_change = False
        for room in ROOMS:
            name = f"forms_app.{room}.demo"
            if find_spec(name) is not None:
                import_module(name).fill(session, vault, catalogue, now=now)
    return password
