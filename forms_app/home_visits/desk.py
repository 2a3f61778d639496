"""The desk's list of who cannot come: plan, done, sent, or not possible with a reason.

Address and telephone come by POST and leave a line in the trail.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import times
from forms_app.access import Actor, Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.desk_home import Card, register_card
from forms_app.form_fields import DoorstepForm, given
from forms_app.home_visits import queries, requests
from forms_app.home_visits.forms import REASONS, AnswerForm, PlanForm, PostForm
from forms_app.home_visits.messages import NOTES, ROOM, Told, is_true
from forms_app.home_visits.models import HomeRequest, Kind, Status
from forms_app.notifications import outbox
from forms_app.notifications import queries as outbox_queries
from forms_app.notifications.models import Message
from forms_app.refusals import Refusal, TimePast
from forms_app.seen import Seen
from forms_app.web import version_on_screen
from forms_app.wiring import the_catalogue, the_engine, the_vault, wiring

bp = Blueprint("home_desk", __name__)
SEE, WORK = Permission.SEE_APPOINTMENTS, Permission.WORK_APPOINTMENTS
STATUS_WORDS = {
    Status.ASKED: ("还没答复", "wait"),
    Status.PLANNED: ("定好了时间", "ok"),
    Status.DONE: ("办完了", "ok"),
    Status.NOT_POSSIBLE: ("办不了", "stop"),
    Status.WITHDRAWN: ("不要了", "stop"),
}
EVENT_WORDS = {
    "ask": "提出申请",
    "planned": "定了时间",
    "done": "办完了",
    "not_possible": "答复办不了",
    "withdrawn": "撤回",
    "seen": "看了姓名、电话和住址",
    "told": "打电话告诉了",
}
KIND_WORDS = {Kind.VISIT: "上门办", Kind.DELIVERY: "送证上门"}
PART_WORDS = {
    "any": "什么时候都行",
    "morning": "上午",
    "afternoon": "下午",
    "post": "邮寄",
    "hand": "送到家里",
}


def card(person: Actor, now: datetime) -> Card | None:
    """How many requests nobody has answered yet."""
    if not person.holds(SEE):
        return None
    with reading(the_engine()) as session:
        count = queries.count_asked(session, _stations(SEE))
    return (
        Card("要上门、要送证的", count, url_for("home_desk.show"), "wait")
        if count
        else None
    )


def call_card(person: Actor, now: datetime) -> Card | None:
    """About how many requests somebody has to be told by telephone."""
    if not person.holds(WORK):
        return None
    with reading(the_engine()) as session:
        count = len(_to_call_at(session, _stations(WORK), now))
    url = url_for("home_desk.show")
    return Card("上门送证，要打电话的", count, url, "wait") if count else None


register_card(bp, card)
register_card(bp, call_card)


@bp.get("/")
@requires(SEE)
def show() -> ResponseReturnValue:
    """Everything at the stations of this person."""
    stations = _stations(SEE)
    with reading(the_engine()) as session:
        waiting = queries.open_at(session, stations)
        closed = queries.lately_closed(session, stations)
        calls = _to_call_at(session, stations, times.now())
    return render_template(
        "home_visits/desk_list.html",
        waiting=waiting,
        closed=closed,
        calls=calls,
        status=STATUS_WORDS,
        kinds=KIND_WORDS,
        parts=PART_WORDS,
    )


@bp.get("/<int:row_id>")
@requires(SEE)
def item(row_id: int) -> ResponseReturnValue:
    return _item(_row_or_404(row_id, SEE))


@bp.post("/<int:row_id>/person")
@requires(WORK)
def person(row_id: int) -> ResponseReturnValue:
    """Name, telephone, address; who looked is written down."""
    row = _row_or_404(row_id, WORK)
    with transaction(the_engine()) as session:
        requests.note(session, row, "seen", actor().name, times.now())
    return _item(row, full=True)


@bp.post("/<int:row_id>/plan")
@requires(WORK)
def plan(row_id: int) -> ResponseReturnValue:
    """When somebody goes there; planned again, told again."""
    row, form, moment = _row_or_404(row_id, WORK), PlanForm(), times.now()
    if not form.validate():
        return _item(row, form=form), 422
    assert form.day.data is not None  # noqa: S101 - both are required
    assert form.time.data is not None  # noqa: S101 - both are required
    clock = form.time.data
    if not 1 <= (form.day.data - times.local_day(moment)).days + 1 <= 90:
        form.form_errors = [TimePast.message]
        return _item(row, form=form), 422
    at = times.at_local(form.day.data, clock.hour * 60 + clock.minute)
    if at <= moment:
        form.form_errors = [TimePast.message]
        return _item(row, form=form), 422
    return _step(row, Status.PLANNED, form, planned_at=at)


@bp.post("/<int:row_id>/done")
@requires(WORK)
def done(row_id: int) -> ResponseReturnValue:
    return _step(_row_or_404(row_id, WORK), Status.DONE, None)


@bp.post("/<int:row_id>/not-possible")
@requires(WORK)
def not_possible(row_id: int) -> ResponseReturnValue:
    row, form = _row_or_404(row_id, WORK), AnswerForm()
    if not form.validate():
        return _item(row, form=form), 422
    return _step(row, Status.NOT_POSSIBLE, form, answer=given(form.answer))


@bp.post("/<int:row_id>/posted")
@requires(WORK)
def posted(row_id: int) -> ResponseReturnValue:
    """In the post, with the number by which it can be followed."""
    row, form = _row_or_404(row_id, WORK), PostForm()
    if not form.validate():
        return _item(row, form=form), 422
    try:
        with transaction(the_engine()) as session:
            requests.posted(session, _seen(row), given(form.number), now=times.now())
    except Refusal as refusal:
        return _again(row_id, refusal, form)
    return redirect("../", 303)


@bp.post("/<int:row_id>/told")
@requires(WORK)
def told(row_id: int) -> ResponseReturnValue:
    """Reached by telephone; pressed twice, noted once."""
    row, moment, by = _row_or_404(row_id, WORK), times.now(), actor().name
    with transaction(the_engine()) as session:
        for message in _to_call(session, row):
            outbox.mark_call(session, message.id, reached=True, by=by, now=moment)
            requests.note(session, row, "told", by, moment)
    return redirect(f"../{row_id}", 303)


def _step(
    row: HomeRequest, new: Status, form: DoorstepForm | None, **values: object
) -> ResponseReturnValue:
    try:
        with transaction(the_engine()) as session:
            requests.step(session, _seen(row), new, now=times.now(), **values)
    except Refusal as refusal:
        return _again(row.id, refusal, form)
    return redirect("../", 303)


def _seen(row: HomeRequest) -> Seen:
    """With the version that was on the screen."""
    return Seen(row.id, version_on_screen(), actor().name)


def _again(
    row_id: int, refusal: Refusal, form: DoorstepForm | None
) -> ResponseReturnValue:
    """The request as it is now, with what was typed into `form`."""
    row = _row_or_404(row_id, WORK)
    return _item(row, problem=refusal.message, form=form), 409


def _item(
    row: HomeRequest,
    *,
    full: bool = False,
    problem: str = "",
    form: DoorstepForm | None = None,
) -> str:
    catalogue = the_catalogue()
    with reading(the_engine()) as session:
        events = queries.trail(session, row)
        calls = [NOTES[Told(m.kind)] for m in _to_call(session, row)]
    area = catalogue.areas.get(row.area_id)
    blank: dict[str, DoorstepForm] = {
        "plan": PlanForm(formdata=None),
        "answer": AnswerForm(formdata=None),
        "post": PostForm(formdata=None),
    }
    forms = {"PlanForm": "plan", "AnswerForm": "answer", "PostForm": "post"}
    if form is not None:
        blank[forms[type(form).__name__]] = form
    return render_template(
        "home_visits/desk_item.html",
        row=row,
        person=requests.opened(the_vault(), row),
        reasons=REASONS,
        station_name=catalogue.station_name(row.station_id),
        area_name=area.name if area else "",
        status=STATUS_WORDS[Status(row.status)],
        kind=KIND_WORDS[Kind(row.kind)],
        part=PART_WORDS.get(row.wanted_part, ""),
        events=[(event, EVENT_WORDS.get(event.what, event.what)) for event in events],
        calls=calls,
        forms=blank,
        full=full,
        problem=problem or next((s for _, s in form.problems), "") if form else problem,
        open=row.status in queries.OPEN,
        may_work=_may(WORK, row.station_id),
    )


def _to_call(session: Session, row: HomeRequest) -> list[Message]:
    """What still has to be told by telephone, and is still true."""
    found = outbox_queries.to_call_about(
        session, ROOM, row.reference, by_machine=_by_machine()
    )
    return [message for message in found if is_true(message, row)]


def _to_call_at(session: Session, stations: list[str], now: datetime) -> set[str]:
    """Codes of the requests at these stations about which somebody has to be told."""
    waiting = outbox_queries.to_call(
        session, stations, by_machine=_by_machine(), now=now
    )
    found = set()
    for message in (m for m in waiting if m.room == ROOM):
        row = queries.by_reference(session, message.subject)
        if row is not None and is_true(message, row):
            found.add(row.reference)
    return found


def _by_machine() -> bool:
    """Whether something is set up that sends messages."""
    return bool(wiring().settings.gateways)


def _may(permission: Permission, station_id: str) -> bool:
    agencies = the_catalogue().agencies_of(station_id)
    return actor().may(permission, station_id, agencies)


def _stations(permission: Permission) -> list[str]:
    return [id_ for id_ in the_catalogue().stations if _may(permission, id_)]


def _row_or_404(row_id: int, permission: Permission) -> HomeRequest:
    with reading(the_engine()) as session:
        row = queries.by_id(session, row_id)
    if row is None or not _may(permission, row.station_id):
        abort(404)
    return row
