"""The desk: the list of cases, registering one, a case's page, and its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.access import Actor, Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.desk_home import Card, Tone, register_card
from forms_app.disputes import (
    desk_actions,
    desk_finding,
    desk_register,
    desk_rights,
    desk_views,
    mediation,
    queries,
    trail,
)
from forms_app.disputes.after import task_pages
from forms_app.disputes.desk_actions import BY_KEY
from forms_app.disputes.desk_forms import Show
from forms_app.disputes.desk_opening import (
    READS,
    must_be_filled,
    must_may,
    open_case,
    work_at,
)
from forms_app.disputes.evidence import evidence_pages, filing
from forms_app.disputes.lifecycle import Step
from forms_app.disputes.meeting import mediator_pages
from forms_app.disputes.models import Case
from forms_app.disputes.papers import paper_pages
from forms_app.disputes.readings import guest_pages, log
from forms_app.disputes.readings import queries as readings
from forms_app.disputes.readings.models import CaseReading
from forms_app.disputes.spot import record as spot_record
from forms_app.disputes.spot import spot_pages
from forms_app.disputes.standing import may_at
from forms_app.form_fields import given
from forms_app.refusals import ChangedMeanwhile, Refusal, WrongStatus
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

TABS = {
    "new": "新来的",
    "due": "快到期",
    "overdue": "已超期",
    "mine": "我调解的",
    "handed": "转给我们的",
    "open": "全部在办",
    "unsolved": "说没有解决的",
    "closed": "已办结",
}
LAST_PAGE = 10_000

bp = Blueprint("disputes_desk", __name__)
bp.register_blueprint(desk_register.bp)
bp.register_blueprint(desk_finding.bp)
bp.register_blueprint(desk_rights.bp)
bp.register_blueprint(guest_pages.bp)
bp.register_blueprint(paper_pages.bp)
bp.register_blueprint(mediator_pages.bp)
bp.register_blueprint(evidence_pages.desk_bp)
bp.register_blueprint(spot_pages.bp)
bp.register_blueprint(task_pages.bp)


def today_card(person: Actor, at: datetime) -> Card | None:
    """On the desk's first page: what is late, else what has just come in."""
    if not person.holds(Permission.SEE_CASES):
        return None
    search = desk_views.search_for(person, the_catalogue(), at)
    with reading(the_engine()) as database:
        late = queries.count_cases(database, replace(search, tab="overdue"))
        new = queries.count_cases(database, replace(search, tab="new"))
    if late:
        return Card(
            "超期的事项", late, url_for("disputes_desk.index", tab="overdue"), "stop"
        )
    tone: Tone = "wait" if new else "ok"
    return Card("等答复的事项", new, url_for("disputes_desk.index", tab="new"), tone)


register_card(bp, today_card)
register_card(bp, task_pages.today_card)
register_card(bp, guest_pages.today_card)


@bp.get("/")
@requires(Permission.SEE_CASES)
def index() -> ResponseReturnValue:
    """Cases of the stations this person works for, by tab."""
    tab = request.args.get("tab", "new")
    search = replace(
        desk_views.search_for(actor(), the_catalogue(), now()),
        tab=tab if tab in TABS else "new",
        page=min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE),
    )
    with reading(the_engine()) as database:
        cases, total = queries.desk_list(database, search)
        return render_template(
            "disputes/desk_list.html",
            rows=desk_views.rows(database, the_vault(), list(cases), now()),
            total=total,
            search=search,
            pages=range(1, (total - 1) // queries.PAGE_SIZE + 2),
            tabs=TABS,
            head=trail.head(database),
            may_register=actor().holds(Permission.REGISTER_CASES),
        )


@bp.get("/<int:case_id>")
@requires(Permission.SEE_CASES)
def show(case_id: int) -> ResponseReturnValue:
    """The case, and a note of who looked at it."""
    page = _case_page(case_id)
    _note_reading(case_id)
    return page


def _note_reading(case_id: int) -> None:
    with transaction(the_engine()) as database:
        log.note(
            database,
            the_vault(),
            actor(),
            case_id=case_id,
            kind=log.PAGE,
            now=now(),
        )


@bp.get("/<int:case_id>/sheet")
@requires(Permission.SEE_CASES)
def sheet(case_id: int) -> ResponseReturnValue:
    """The case on paper for the file; names stay masked."""
    with reading(the_engine()) as database:
        opened = open_case(database, case_id)
        if opened.view.standing not in READS:
            abort(403)
        page = render_template(
            "disputes/desk_sheet.html",
            opened=opened,
            needs=desk_views.needs_words(opened.case),
            printed_at=now(),
        )
    _note_reading(case_id)
    return page


@bp.post("/<int:case_id>/look")
@requires(Permission.SEE_CASES)
def look(case_id: int) -> ResponseReturnValue:
    """Unmask one thing; who looked and why goes into the trail with it."""
    form: Any = Show(prefix="look")
    try:
        with transaction(the_engine()) as database:
            opened = open_case(database, case_id)
            if opened.view.standing not in READS:
                abort(403)
            options = desk_views.things_to_show(opened.view)
            form.what.choices = options
            must_be_filled(form)
            what, reason = given(form.what), given(form.reason)
            work = work_at(database, opened.station)
            mediation.log_reading(work, opened.case, what=options[what], reason=reason)
            lines = desk_views.unmasked(database, the_vault(), opened.case, what)
    except Refusal as refusal:
        return _case_page(case_id, ("look", form, refusal)), 422
    return render_template(
        "disputes/desk_shown.html",
        case=opened.case,
        title=options[what],
        lines=lines,
        is_code=False,
        station=None,
    )


@bp.post("/<int:case_id>/do/<key>")
@requires(Permission.SEE_CASES)
def act(case_id: int, key: str) -> ResponseReturnValue:
    """Take one step; the action's own permission is asked at the acting station."""
    action = BY_KEY.get(key)
    if action is None:
        abort(404)
    form: Any = action.form(prefix=key)
    try:
        with transaction(the_engine()) as database:
            opened = open_case(database, case_id, queries.case_for_change)
            station = must_may(database, opened.case, action)
            desk_actions.offer_choices(form, the_catalogue(), opened.case, opened.view)
            must_be_filled(form)
            mediation.unchanged(opened.case, form.version.data)
            if not action.open_from(opened.case, opened.view):
                raise WrongStatus
            action.deed(work_at(database, station), opened.case, form)
    except ChangedMeanwhile as refusal:
        return _case_page(case_id, (key, form, refusal)), 409
    except Refusal as refusal:
        return _case_page(case_id, (key, form, refusal)), 422
    if action.step is Step.HAND_BACK:  # its page is not ours to read any more
        return redirect(url_for(".index"), code=303)
    return redirect(url_for(".show", case_id=case_id), code=303)


def _case_page(case_id: int, failed: tuple[str, Any, Refusal] | None = None) -> str:
    """The case's page; `failed` is (action, form, refusal) of what did not work."""
    with reading(the_engine()) as database:
        opened = open_case(database, case_id)
        looks: Any = Show(None, prefix="look")
        looks.what.choices = desk_views.things_to_show(opened.view)
        problems: list[tuple[str, str]] = []
        if failed is not None:
            problems = [("", failed[2].message), *failed[1].problems]
            desk_actions.show_version(failed[1], opened.case.version)
        return render_template(
            "disputes/desk_case.html",
            opened=opened,
            failed=failed[0] if failed else "",
            failed_form=failed[1] if failed else None,
            problems=problems,
            looks=looks,
            inside=opened.view.standing in READS,
            needs=desk_views.needs_words(opened.case),
            readers=_readers(database, opened.case),
            files=filing.listed(database, the_vault(), opened.case),
            hand_in=evidence_pages.HandIn(None),
            losses=spot_record.listed(
                database, the_vault(), opened.case.id, masked=True
            ),
            kinds=log.KIND_WORDS,
        )


def _readers(database: Session, case: Case) -> Sequence[CaseReading]:
    """Who looked at it: for the head of the station that holds it."""
    may = may_at(actor(), the_catalogue())
    if not may(Permission.CLOSE_CASES, case.holder_station):
        return ()
    return readings.of_case(database, case.id)
