"""Flask-Security's view of our tables, over our own short transactions.

What it reads comes from `reading()`; what it wants to change is kept until its
`commit()`, and then only the attributes that were changed are written, on a fresh
row: a page that was slow cannot undo what a colleague did meanwhile.
"""

from __future__ import annotations

from typing import Any

from flask import g
from flask_security.core import RoleMixin
from flask_security.datastore import UserDatastore
from sqlalchemy import inspect

from forms_app.database import reading, transaction
from forms_app.staff import queries
from forms_app.staff.models import StaffMember
from forms_app.web import DATABASE_AWAY
from forms_app.wiring import the_engine

WRITABLE = ("tf_primary_method", "tf_totp_secret")
"""All that Flask-Security may change; the rest goes through `accounts`."""


class StaffDatastore(UserDatastore):
    """Finds staff members and stores their second factor."""

    def __init__(self) -> None:
        super().__init__(StaffMember, RoleMixin)  # roles are ours, see access.py

    def find_user(
        self, case_insensitive: bool = False, **named: Any
    ) -> StaffMember | None:
        """By `fs_uniquifier` (sessions) or `username` (sign-in).

        Nobody, on the error page that says the database is away.
        """
        if g.get(DATABASE_AWAY):
            return None
        with reading(the_engine()) as session:
            if "fs_uniquifier" in named:
                return queries.member_of_sessions(session, str(named["fs_uniquifier"]))
            return queries.member_named(session, str(named["username"]))

    def put(self, model: StaffMember) -> StaffMember:
        g.setdefault("changed_members", []).append(model)
        return model

    def commit(self) -> None:
        for model in g.pop("changed_members", []):
            _write(model)


def _write(model: StaffMember) -> None:
    attributes = inspect(model).attrs
    with transaction(the_engine()) as session:
        row = queries.member(session, model.id)
        for name in WRITABLE:
            if row is not None and attributes[name].history.has_changes():
                setattr(row, name, getattr(model, name))
