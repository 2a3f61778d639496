"""The desk's letters: read, answer, hand on, publish without anybody.

What people wrote comes by POST and leaves a line in the trail; only a mistake on a page
is shown at once.  What is wrong on the site's own pages is seen by everybody who answers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms_app import times
from forms_app.access import Actor, Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.desk_home import Card, register_card
from forms_app.form_fields import DoorstepForm, given
from forms_app.letters import letters, queries
from forms_app.letters.forms import AnswerForm, HandOnForm, PublishForm
from forms_app.letters.models import Kind, Letter, Status
from forms_app.refusals import Refusal
from forms_app.seen import Seen
from forms_app.web import version_on_screen
from forms_app.wiring import the_catalogue, the_engine, the_vault

bp = Blueprint("letters_desk", __name__)
ANSWER, PUBLISH = Permission.ANSWER_LETTERS, Permission.PUBLISH_LETTERS
OF_THE_SITE = ""
KIND_WORDS = {Kind.QUESTION: "咨询", Kind.WISH: "建议、意见", Kind.MISTAKE: "网页纠错"}
STATUS_WORDS = {
    Status.NEW: ("还没答复", "wait"),
    Status.ANSWERED: ("答复了", "ok"),
    Status.WITHDRAWN: ("收回了", "stop"),
    Status.LAPSED: ("过期没答复", "stop"),
}
EVENT_WORDS = {
    "written": "写来",
    "seen": "看了原话和电话",
    "answered": "答复",
    "handed_on": "转给别的站点",
    "withdrawn": "收回",
    "published": "公开了",
    "hidden": "不再公开",
}


def card(person: Actor, now: datetime) -> Card | None:
    """How many letters nobody has answered yet; red once one is late."""
    if not person.holds(ANSWER):
        return None
    stations, today = _stations(ANSWER), times.local_day(now)
    with reading(the_engine()) as session:
        count = queries.count_open(session, stations)
        late = queries.count_overdue(session, stations, today)
    if not count:
        return None
    url = url_for("letters_desk.show")
    return Card("群众写来、还没答复的", count, url, "stop" if late else "wait")


register_card(bp, card)


@bp.get("/")
@requires(ANSWER)
def show() -> ResponseReturnValue:
    """Everything at the stations of this person; no word of it."""
    stations = _stations(ANSWER)
    with reading(the_engine()) as session:
        waiting = queries.open_at(session, stations)
        closed = queries.lately_closed(session, stations)
    return render_template(
        "letters/desk_list.html",
        waiting=waiting,
        closed=closed,
        status=STATUS_WORDS,
        kinds=KIND_WORDS,
        today=times.local_day(times.now()),
    )


@bp.get("/<int:row_id>")
@requires(ANSWER)
def item(row_id: int) -> ResponseReturnValue:
    return _item(_row_or_404(row_id, ANSWER))


@bp.post("/<int:row_id>/words")
@requires(ANSWER)
def words(row_id: int) -> ResponseReturnValue:
    """What was written, and the telephone; who looked is written down."""
    row = _row_or_404(row_id, ANSWER)
    with transaction(the_engine()) as session:
        letters.note(session, row, "seen", actor().name, times.now())
    return _item(row, full=True)


@bp.post("/<int:row_id>/answer")
@requires(ANSWER)
def answer(row_id: int) -> ResponseReturnValue:
    row, form = _row_or_404(row_id, ANSWER), AnswerForm()
    if not form.validate():
        return _item(row, form=form, full=True), 422
    text = given(form.words)
    return _change(
        row,
        lambda session, seen, now: letters.answer(
            session, the_vault(), seen, text, now=now
        ),
    )


@bp.post("/<int:row_id>/hand-on")
@requires(ANSWER)
def hand_on(row_id: int) -> ResponseReturnValue:
    row = _row_or_404(row_id, ANSWER)
    form = HandOnForm(_others(row))
    if not form.validate():
        return _item(row, form=form), 422
    station = given(form.station)
    return _change(
        row, lambda session, seen, now: letters.hand_on(session, seen, station, now=now)
    )


@bp.post("/<int:row_id>/publish")
@requires(PUBLISH)
def publish(row_id: int) -> ResponseReturnValue:
    row, form = _row_or_404(row_id, PUBLISH), PublishForm()
    if not form.validate():
        return _item(row, form=form), 422
    question, shown = given(form.question), given(form.shown)
    return _change(
        row,
        lambda session, seen, now: letters.publish(
            session, seen, question, shown, now=now
        ),
    )


@bp.post("/<int:row_id>/hide")
@requires(PUBLISH)
def hide(row_id: int) -> ResponseReturnValue:
    row = _row_or_404(row_id, PUBLISH)
    return _change(row, lambda session, seen, now: letters.hide(session, seen, now=now))


def _change(row: Letter, step: Callable[..., Letter]) -> ResponseReturnValue:
    """One step with the version that was on the screen."""
    seen = Seen(row.id, version_on_screen(), actor().name)
    try:
        with transaction(the_engine()) as session:
            step(session, seen, times.now())
    except Refusal as refusal:
        newest = _row_or_404(row.id, ANSWER)
        return _item(newest, problem=refusal.message), 409
    return redirect("../", 303)


def _item(
    row: Letter,
    *,
    full: bool = False,
    problem: str = "",
    form: DoorstepForm | None = None,
) -> str:
    catalogue = the_catalogue()
    with reading(the_engine()) as session:
        events = queries.trail(session, row)
    forms: dict[type[DoorstepForm], DoorstepForm] = {
        AnswerForm: AnswerForm(formdata=None),
        HandOnForm: HandOnForm(_others(row), formdata=None),
        PublishForm: PublishForm(formdata=None),
    }
    if form is not None:
        forms[type(form)] = form
        problem = next((sentence for _, sentence in form.problems), problem)
    area = catalogue.areas.get(row.area_id)
    return render_template(
        "letters/desk_item.html",
        row=row,
        said=letters.opened(the_vault(), row),
        full=full or row.kind == Kind.MISTAKE,
        station_name=_station_name(row),
        area_name=area.name if area else "",
        status=STATUS_WORDS[Status(row.status)],
        kind=KIND_WORDS[Kind(row.kind)],
        events=[(event, EVENT_WORDS.get(event.what, event.what)) for event in events],
        answer=forms[AnswerForm],
        hand_on=forms[HandOnForm],
        publish=forms[PublishForm],
        may_publish=row.may_publish and _may(PUBLISH, row.station_id),
        problem=problem,
    )


def _station_name(row: Letter) -> str:
    return the_catalogue().station_name(row.station_id) if row.station_id else "网站"


def _others(row: Letter) -> list[tuple[str, str]]:
    """Where a letter can be handed on to: offices that answer for some area."""
    catalogue = the_catalogue()
    answering = {
        key
        for area in catalogue.areas.values()
        for key in (
            area.stations.police,
            area.stations.justice,
            area.stations.governance,
        )
    }
    return [
        (key, station.name)
        for key, station in catalogue.stations.items()
        if key in answering and key != row.station_id
    ]


def _may(permission: Permission, station_id: str) -> bool:
    if station_id == OF_THE_SITE:
        return actor().holds(permission)
    agencies = the_catalogue().agencies_of(station_id)
    return actor().may(permission, station_id, agencies)


def _stations(permission: Permission) -> list[str]:
    known = (OF_THE_SITE, *the_catalogue().stations)
    return [id_ for id_ in known if _may(permission, id_)]


def _row_or_404(row_id: int, permission: Permission) -> Letter:
    with reading(the_engine()) as session:
        row = queries.by_id(session, row_id)
    if row is None or not _may(permission, row.station_id):
        abort(404)
    return row
