"""The desk's first page and one's own account."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import desk_home
from forms_app.access import Permission, Role, actor, requires
from forms_app.database import reading, transaction
from forms_app.form_fields import given
from forms_app.refusals import Refusal
from forms_app.staff import accounts, queries
from forms_app.staff.forms import ChangePasswordForm
from forms_app.staff.judging import clock, hasher
from forms_app.staff.models import StaffMember
from forms_app.wiring import the_engine

bp = Blueprint("staff", __name__)
GUARD_WELL = (Role.HEAD, Role.ADMIN)
"""Roles that are told to switch the second step on."""


@bp.get("/")
@requires(Permission.SIGNED_IN)
def home() -> ResponseReturnValue:
    """Today: what waits for whom."""
    with reading(the_engine()) as session:
        me = _me(session)
        exposed = not me.tf_primary_method and any(
            grant.role in GUARD_WELL for grant in actor().grants
        )
    now = clock()
    return render_template(
        "staff/home.html", cards=desk_home.cards(actor(), now), now=now, exposed=exposed
    )


@bp.get("/me")
@requires(Permission.SIGNED_IN)
def me() -> ResponseReturnValue:
    """One's own account: password, second step, sessions."""
    with reading(the_engine()) as session:
        person = _me(session)
        since = clock() - accounts.ABSOLUTE
        browsers = queries.open_sessions(session, person.id, since)
        events = queries.events_of(session, person.id)
    return render_template(
        "staff/me.html", person=person, browsers=browsers, events=events
    )


@bp.route("/me/password", methods=["GET", "POST"])
@requires(Permission.SIGNED_IN)
def change_password() -> ResponseReturnValue:
    """A new password of one's own; everybody signs in again with it."""
    form = ChangePasswordForm()
    if form.validate_on_submit():
        try:
            with transaction(the_engine()) as session:
                accounts.change_password(
                    session,
                    _me(session),
                    given(form.old),
                    given(form.new),
                    now=clock(),
                    hasher=hasher(),
                )
            flash("新密码已经生效，请用它重新登录。", "success")
            return redirect(url_for("security.login"), code=303)
        except Refusal as refusal:
            form.form_errors.append(refusal.message)
    with reading(the_engine()) as session:
        forced = _me(session).must_change
    status = 422 if form.errors else 200
    return render_template("staff/password.html", form=form, forced=forced), status


@bp.post("/me/sign-out-everywhere")
@requires(Permission.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    """Ends this browser's session too."""
    with transaction(the_engine()) as session:
        accounts.sign_out_everywhere(session, _me(session))
    flash("所有电脑上的登录都已经退出。", "success")
    return redirect(url_for("security.login"), code=303)


def _me(session: Session) -> StaffMember:
    return queries.member(session, actor().id) or abort(401)
