"""Who may do what: roles, permissions, and the two marks every route carries.

Each view is marked `@public` or `@requires(Permission…)`; `guard` refuses a view that
carries neither, so that a forgotten mark closes a door instead of opening one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, request

View = TypeVar("View", bound=Callable[..., Any])
ANYWHERE = "*"


class Permission(StrEnum):
    """One thing a person at the desk may do."""

    SIGNED_IN = "signed_in"
    SEE_APPOINTMENTS = "see_appointments"
    WORK_APPOINTMENTS = "work_appointments"
    CLOSE_DAYS = "close_days"
    SEE_CASES = "see_cases"
    REGISTER_CASES = "register_cases"
    MEDIATE = "mediate"
    CLOSE_CASES = "close_cases"
    MANAGE_MEDIATORS = "manage_mediators"
    ANSWER_LETTERS = "answer_letters"
    PUBLISH_LETTERS = "publish_letters"
    MANAGE_STAFF = "manage_staff"


class Role(StrEnum):
    """What somebody does at a station."""

    COUNTER = "counter"
    MEDIATOR = "mediator"
    DUTY_OFFICER = "duty_officer"
    HEAD = "head"
    ADMIN = "admin"


ROLE_NAMES: Mapping[Role, str] = {
    Role.COUNTER: "窗口人员",
    Role.MEDIATOR: "调解员",
    Role.DUTY_OFFICER: "值班民警",
    Role.HEAD: "负责人",
    Role.ADMIN: "账号管理员",
}

_P = Permission
ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.COUNTER: frozenset(
        {_P.SEE_APPOINTMENTS, _P.WORK_APPOINTMENTS, _P.ANSWER_LETTERS}
    ),
    Role.MEDIATOR: frozenset({_P.SEE_CASES, _P.MEDIATE}),
    Role.DUTY_OFFICER: frozenset(
        {
            _P.SEE_APPOINTMENTS,
            _P.WORK_APPOINTMENTS,
            _P.SEE_CASES,
            _P.REGISTER_CASES,
            _P.ANSWER_LETTERS,
        }
    ),
    Role.HEAD: frozenset(
        {
            _P.SEE_APPOINTMENTS,
            _P.WORK_APPOINTMENTS,
            _P.CLOSE_DAYS,
            _P.SEE_CASES,
            _P.REGISTER_CASES,
            _P.MEDIATE,
            _P.CLOSE_CASES,
            _P.MANAGE_MEDIATORS,
            _P.ANSWER_LETTERS,
            _P.PUBLISH_LETTERS,
        }
    ),
    Role.ADMIN: frozenset({_P.MANAGE_STAFF}),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role somebody holds at one place.

    `scope` is '*' (everywhere), 'station:<id>' or 'agency:<id>' (every station in
    which that body works).
    """

    role: Role
    scope: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person at the desk in this request."""

    id: int
    name: str
    grants: frozenset[Grant]

    def may(
        self, permission: Permission, station: str, agencies: Iterable[str]
    ) -> bool:
        """Whether the permission is held for this station (run by these agencies)."""
        scopes = {ANYWHERE, f"station:{station}", *(f"agency:{a}" for a in agencies)}
        return any(
            permission in ROLE_PERMISSIONS[grant.role] and grant.scope in scopes
            for grant in self.grants
        )

    def holds(self, permission: Permission) -> bool:
        """Whether the permission is held anywhere at all."""
        if permission is Permission.SIGNED_IN:
            return True
        return any(permission in ROLE_PERMISSIONS[g.role] for g in self.grants)


def public(view: View) -> View:
    """This view is for everybody."""
    view.doorstep_access = None  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """This view is for signed-in staff who hold `permission` somewhere.

    Where the record belongs to a station the view asks `actor().may(...)` as well.
    """

    def mark(view: View) -> View:
        view.doorstep_access = permission  # type: ignore[attr-defined]
        return view

    return mark


def actor() -> Actor:
    """Who is signed in; 401 when nobody is."""
    person: Actor | None = g.get("actor")
    if person is None:
        abort(401)
    return person


def mark_of(app: Flask, endpoint: str) -> Permission | str | None:
    """What a route's view is marked with: a permission, None (public) or 'unmarked'."""
    view = app.view_functions[endpoint]
    mark: Permission | str | None = getattr(view, "doorstep_access", "unmarked")
    return mark


def guard() -> None:
    """before_request: let nobody through a door that is not marked for them."""
    if request.endpoint is None:
        return
    needed = mark_of(current_app, request.endpoint)
    if needed is None:
        return
    if needed == "unmarked":
        abort(403)
    if not actor().holds(Permission(needed)):
        abort(403)
