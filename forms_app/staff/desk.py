"""Accounts, for those who manage them: join, roles, leave, reset."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from forms_app.access import ROLE_NAMES, Grant, Permission, Role, actor, requires
from forms_app.database import reading, transaction
from forms_app.form_fields import given
from forms_app.refusals import ChangedMeanwhile, OutsideYourStations, Refusal
from forms_app.staff import accounts, queries, reach
from forms_app.staff.forms import GrantForm, NewMemberForm, VersionForm
from forms_app.staff.judging import clock, hasher
from forms_app.staff.models import StaffMember
from forms_app.wiring import the_catalogue, the_engine

bp = Blueprint("staff_accounts", __name__)
Change = Callable[[Session, StaffMember], None]


@bp.get("/")
@requires(Permission.MANAGE_STAFF)
def account_list() -> ResponseReturnValue:
    with reading(the_engine()) as session:
        people = [person for person in queries.members(session) if _is_mine(person)]
    return render_template("staff/accounts.html", people=people, role_names=ROLE_NAMES)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF)
def new_account() -> ResponseReturnValue:
    """The page that answers shows the one-time password, once."""
    form = NewMemberForm(reach.scope_choices(actor(), the_catalogue()))
    if form.validate_on_submit():
        try:
            with transaction(the_engine()) as session:
                person, password = accounts.create_member(
                    session,
                    form.wish(),
                    by=actor().id,
                    now=clock(),
                    hasher=hasher(),
                )
            return _show_password(person, password)
        except Refusal as refusal:
            form.form_errors.append(refusal.message)
    status = 422 if form.errors else 200
    return render_template("staff/new_account.html", form=form), status


@bp.get("/<int:member_id>")
@requires(Permission.MANAGE_STAFF)
def account(member_id: int) -> ResponseReturnValue:
    return _account_page(member_id)


@bp.post("/<int:member_id>/roles")
@requires(Permission.MANAGE_STAFF)
def add_role(member_id: int) -> ResponseReturnValue:
    form = GrantForm(reach.scope_choices(actor(), the_catalogue()))
    if not form.validate():
        return _account_page(member_id, "请选择角色和地点。")
    return _change(
        member_id,
        lambda session, person: accounts.add_grant(
            session, person, form.grant(), by=actor().id, now=clock()
        ),
        "角色已经加上，马上生效。",
    )


@bp.post("/<int:member_id>/roles/<role>/<scope>/remove")
@requires(Permission.MANAGE_STAFF)
def remove_role(member_id: int, role: str, scope: str) -> ResponseReturnValue:
    if role not in list(Role):
        abort(404)
    return _change(
        member_id,
        lambda session, person: accounts.remove_grant(
            session, person, Grant(Role(role), scope), by=actor().id, now=clock()
        ),
        "角色已经去掉，马上生效。",
    )


@bp.post("/<int:member_id>/deactivate")
@requires(Permission.MANAGE_STAFF)
def deactivate(member_id: int) -> ResponseReturnValue:
    return _change(
        member_id,
        lambda session, person: accounts.deactivate(
            session, person, by=actor().id, now=clock()
        ),
        "账号已经停用，这个人在所有电脑上都已退出。",
    )


@bp.post("/<int:member_id>/activate")
@requires(Permission.MANAGE_STAFF)
def activate(member_id: int) -> ResponseReturnValue:
    return _change(
        member_id,
        lambda session, person: accounts.activate(
            session, person, by=actor().id, now=clock()
        ),
        "账号已经恢复。忘了密码的话，请再给他重置一次。",
    )


@bp.post("/<int:member_id>/reset-password")
@requires(Permission.MANAGE_STAFF)
def reset_password(member_id: int) -> ResponseReturnValue:
    """The page that answers shows the new one-time password, once."""
    try:
        with transaction(the_engine()) as session:
            person = _mine(session, member_id)
            password = accounts.reset_password(
                session, person, by=actor().id, now=clock(), hasher=hasher()
            )
    except Refusal as refusal:
        return _account_page(member_id, refusal.message)
    return _show_password(person, password)


def _change(member_id: int, change: Change, done: str) -> ResponseReturnValue:
    """Change an account in one transaction, if it is still as the page showed it."""
    form = VersionForm()
    try:
        with transaction(the_engine()) as session:
            person = _mine(session, member_id)
            if not form.validate() or given(form.version) != str(person.version):
                raise ChangedMeanwhile
            change(session, person)
    except StaleDataError:
        return _account_page(member_id, ChangedMeanwhile.message)
    except Refusal as refusal:
        return _account_page(member_id, refusal.message)
    flash(done, "success")
    return redirect(url_for(".account", member_id=member_id), code=303)


def _account_page(member_id: int, problem: str = "") -> ResponseReturnValue:
    form = GrantForm(reach.scope_choices(actor(), the_catalogue()), formdata=None)
    if problem:
        form.form_errors.append(problem)
    with reading(the_engine()) as session:
        person = queries.member(session, member_id) or abort(404)
        if not _is_mine(person):
            abort(403)
        events = queries.events_of(session, member_id)
    page = render_template(
        "staff/account.html",
        person=person,
        form=form,
        events=events,
        role_names=ROLE_NAMES,
        is_oneself=member_id == actor().id,
    )
    return page, 422 if problem else 200


def _show_password(person: StaffMember, password: str) -> ResponseReturnValue:
    return render_template(
        "staff/one_time_password.html", person=person, password=password
    )


def _mine(session: Session, member_id: int) -> StaffMember:
    person = queries.member(session, member_id) or abort(404)
    if not _is_mine(person):
        raise OutsideYourStations
    return person


def _is_mine(person: StaffMember) -> bool:
    return reach.may_manage(actor(), person.as_actor().grants, the_catalogue())
