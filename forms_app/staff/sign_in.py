"""Who is at the desk in this request: Flask-Security, our sessions, the guard.

Flask-Security brings the sign-in and second-factor pages; a session besides has a row
of its own, so that signing out, leaving and a new password end it on the server.
Its other pages (registering, recovery by mail, …) are not offered.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from argon2 import PasswordHasher
from flask import Flask, abort, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, user_logged_out
from flask_security.core import Security, UserMixin
from flask_security.signals import user_authenticated
from flask_security.totp import Totp
from flask_security.utils import logout_user
from passlib.exc import UsedTokenError  # type: ignore[import-untyped]

from forms_app import access, desk_home
from forms_app.access import Permission
from forms_app.database import reading, transaction
from forms_app.staff import accounts, judging, queries, words
from forms_app.staff.datastore import StaffDatastore
from forms_app.staff.forms import (
    CodeForm,
    NoRescueForm,
    PasswordAgainForm,
    SecondStepForm,
    SignInForm,
    is_safe_way,
)
from forms_app.staff.models import StaffMember
from forms_app.vault import Vault
from forms_app.wiring import the_engine, the_vault

SEAT = "seat"
"""The session's own secret; its digest names the row in staff_session."""
SEEN = "seen"
"""When this browser last asked for a page, seconds since 1970."""
SESSION_KEYS = ("_user_id", "_fresh", "_id", "fs_paa", "fs_cc")
"""What Flask-Login and Flask-Security have just written at sign-in."""
PUBLIC = ("login", "logout", "two_factor_token_validation")
SIGNED_IN = ("verify", "two_factor_setup", "two_factor_setup_validate")
WITHOUT_NEW_PASSWORD = ("staff.change_password", "security.logout")


class OnceOnlyTotp(Totp):
    """Codes of an authenticator; each works once, also when sent twice at once."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        return user.tf_last_counter if isinstance(user, StaffMember) else None

    def set_last_counter(self, user: UserMixin, match: Any) -> None:
        with transaction(the_engine()) as db:
            if not accounts.use_code(db, user.id, match.counter):
                raise UsedTokenError


def install(app: Flask) -> None:
    """Sign-in for the desk, and the guard on every door."""
    vault: Vault = app.extensions["doorstep"].vault
    app.config.update(settings_of(vault), **words.settings())
    app.config.setdefault(judging.HASHER, PasswordHasher())
    security = Security(
        app,
        StaffDatastore(),
        login_form=SignInForm,
        verify_form=PasswordAgainForm,
        two_factor_setup_form=SecondStepForm,
        two_factor_verify_code_form=CodeForm,
        two_factor_rescue_form=NoRescueForm,
        render_template=_render,
        totp_cls=OnceOnlyTotp,
    )
    security.want_json(lambda _request: False)
    _mark(app)
    desk_home.frame(app)
    user_authenticated.connect(_begin_session, sender=app)
    user_logged_out.connect(_end_session, sender=app)
    app.register_error_handler(401, _to_sign_in)
    app.before_request(_see_who_is_here)
    app.before_request(access.guard)


def settings_of(vault: Vault) -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": vault.digest("password-salt", "1").hex(),
        "SECURITY_TOTP_SECRETS": {
            str(number): each.digest("totp-secrets", "1").hex()
            for number, each in enumerate((*vault.before(), vault), start=1)
        },
        "SECURITY_TOTP_ISSUER": "Doorstep",
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [
            {"username": {"mapper": accounts.sign_in_name}}
        ],
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_VERIFY_URL": "/password-again",
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_FRESHNESS": accounts.IDLE,
        "SECURITY_FRESHNESS_GRACE_PERIOD": accounts.IDLE,
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "SECURITY_TWO_FACTOR_SETUP_URL": "/me/two-factor",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/me",
    }


def _mark(app: Flask) -> None:
    """Mark Flask-Security's views like ours; what we do not offer is not there."""
    for endpoint in list(app.view_functions):
        blueprint, _, name = endpoint.partition(".")
        if blueprint != "security":
            continue
        if name in PUBLIC:
            access.public(app.view_functions[endpoint])
        elif name in SIGNED_IN:
            access.requires(Permission.SIGNED_IN)(app.view_functions[endpoint])
        else:
            app.view_functions[endpoint] = _not_offered


@access.public
def _not_offered(**_values: object) -> ResponseReturnValue:
    abort(404)


def _render(template: str, **context: Any) -> Any:
    wrong = any(getattr(form, "errors", None) for form in context.values())
    return render_template(template, **context), 422 if wrong else 200


def _begin_session(_app: Flask, user: StaffMember, **_more: object) -> None:
    """A new session: nothing of the browser's old one stays in it."""
    for key in list(session):
        if key not in SESSION_KEYS:
            session.pop(key)
    g.pop("csrf_token", None)
    now = judging.clock()
    session[SEAT] = secrets.token_urlsafe(32)
    session[SEEN] = int(now.timestamp())
    with transaction(the_engine()) as db:
        accounts.forget_tries(db, judging.name_digest(user.username))
        accounts.start_session(db, user.id, _seat_digest(), now=now)


def _end_session(_app: Flask, **_more: object) -> None:
    if SEAT in session:
        with transaction(the_engine()) as db:
            accounts.end_session(db, _seat_digest())
    session.clear()


def _see_who_is_here() -> ResponseReturnValue | None:
    """before_request: set g.actor when a session is alive; end it when it is not."""
    g.actor = None
    if request.blueprint == "site_assets":
        return None
    if request.blueprint == "security" and not _way_is_safe():
        abort(400)
    if not current_user.is_authenticated:
        return None
    if not _session_is_alive():
        logout_user()
        return None
    session[SEEN] = int(judging.clock().timestamp())
    g.actor = current_user.as_actor()
    if current_user.must_change and request.endpoint not in WITHOUT_NEW_PASSWORD:
        return redirect("/me/password", code=303)
    return None


def _session_is_alive() -> bool:
    now = judging.clock()
    if SEAT not in session or SEEN not in session:
        return False
    if now - datetime.fromtimestamp(session[SEEN], UTC) >= accounts.IDLE:
        return False
    with reading(the_engine()) as db:
        started = queries.session_start(db, _seat_digest(), current_user.id)
    return started is not None and now - started < accounts.ABSOLUTE


def _seat_digest() -> bytes:
    return the_vault().digest("staff_session", session[SEAT])


def _way_is_safe() -> bool:
    return all(is_safe_way(way) for way in request.values.getlist("next") if way)


def _to_sign_in(_error: Exception) -> ResponseReturnValue:
    """A page for staff, asked for by nobody we know."""
    asked = request.full_path.rstrip("?")
    way = asked if request.method == "GET" and is_safe_way(asked) else "/"
    return redirect("/sign-in?" + urlencode({"next": way}), code=303)
