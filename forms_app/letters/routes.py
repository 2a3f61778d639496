"""Writing to a station, and seeing the answer.

A letter is opened with its code and the phone's last digits.  GET changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app import browser_memory, times
from forms_app.access import public
from forms_app.catalogue.villages import villages
from forms_app.database import reading, transaction
from forms_app.form_fields import RequestKeyForm, given
from forms_app.letters import letters, queries
from forms_app.letters.forms import LookForm, MistakeForm, QuestionForm, WishForm
from forms_app.letters.letters import Written
from forms_app.letters.models import Kind, Letter, Status
from forms_app.letters.post import LONGEST_PAGE, PAGE, due_on, keeper_of, office_of
from forms_app.refusals import NobodyAnswersThere, Refusal, WrongCode
from forms_app.seen import Seen
from forms_app.web import root
from forms_app.wiring import (
    site_folder,
    the_catalogue,
    the_engine,
    the_puzzle,
    the_vault,
)

OPENED = "letter"
OPEN = (Status.NEW, Status.ANSWERED)

bp = Blueprint("letters", __name__)


@bp.get("")
@public
def show() -> ResponseReturnValue:
    """The letter this browser has opened, or the two questions that open one."""
    with reading(the_engine()) as database:
        row = _opened(database)
    return _look_up(LookForm()) if row is None else _page(row)


@bp.post("/open")
@public
def open_letter() -> ResponseReturnValue:
    """Wrong, unknown and locked look alike: same words, same status."""
    form = LookForm()
    if not form.validate():
        return _look_up(form), 422
    moment = times.now()
    with transaction(the_engine()) as database:
        row = letters.open_by_code(
            database, the_vault(), given(form.code), given(form.tail), now=moment
        )
    if row is None:
        form.form_errors = [WrongCode.message]
        return _look_up(form), 422
    return _remembered(row, moment)


@bp.post("/withdraw")
@public
def withdraw() -> ResponseReturnValue:
    """Taken back; a second POST finds it taken back already."""
    try:
        with transaction(the_engine()) as database:
            row = _opened(database)
            if row is not None and row.status in OPEN:
                seen = Seen(row.id, row.version, "")
                letters.withdraw(database, seen, now=times.now())
    except Refusal as refusal:
        with reading(the_engine()) as database:
            newest = _opened(database)
        if newest is not None:
            return _page(newest, refusal.message), 422
    return redirect(_here(), 303)


@bp.get("/answers")
@public
def answers() -> ResponseReturnValue:
    """What others asked and were answered, without anybody."""
    with reading(the_engine()) as database:
        rows = queries.published(database)
    return render_template("letters/answers.html", rows=rows)


@bp.route("/<kind>", methods=["GET", "POST"])
@public
def write(kind: str) -> ResponseReturnValue:
    """The form; sent twice, written once."""
    if kind not in list(Kind):
        abort(404)
    form = _form(Kind(kind))
    page = _page_meant(Kind(kind))
    if request.method == "GET" or not form.validate():
        return _form_page(Kind(kind), form, page), (422 if form.errors else 200)
    moment = times.now()
    if not _sum_done(Kind(kind), form, moment):
        return _form_page(Kind(kind), form, page, wait=True), 422
    try:
        written = _written(Kind(kind), form, page, moment)
        most = the_catalogue().letters.open_per_phone
        with transaction(the_engine()) as database:
            row = letters.write(database, the_vault(), written, most=most, now=moment)
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return _form_page(Kind(kind), form, page), 422
    return _remembered(row, moment)


def _form(kind: Kind) -> RequestKeyForm:
    given_form = request.form if request.method == "POST" else None
    if kind is Kind.MISTAKE:
        return MistakeForm(given_form)
    areas = villages(the_catalogue())
    known = {key for inside in areas.values() for key, _ in inside}
    here = request.args.get("area", "")
    more = {"area": here} if here in known else {}
    return (QuestionForm if kind is Kind.QUESTION else WishForm)(
        areas, given_form, **more
    )


def _page_meant(kind: Kind) -> str:
    """The page of the site somebody came from; '' when there is no such page."""
    page = request.values.get("page", "")
    fits = len(page) <= LONGEST_PAGE and PAGE.fullmatch(page)
    if kind is not Kind.MISTAKE or not fits:
        return ""
    return page if (site_folder() / page).is_file() else ""


def _written(kind: Kind, form: RequestKeyForm, page: str, moment: datetime) -> Written:
    catalogue = the_catalogue()
    area = given(form.area) if isinstance(form, QuestionForm | WishForm) else ""
    if isinstance(form, MistakeForm):
        station = keeper_of(catalogue, page)
    else:
        office = given(form.office) if isinstance(form, WishForm) else "justice"
        station = office_of(catalogue, area, office)
        if not station:
            raise NobodyAnswersThere
    return Written(
        kind=kind,
        station_id=station,
        area_id=area,
        page=page,
        words=given(form["words"]),
        phone=given(form["phone"]),
        may_publish=bool("may_publish" in form and form["may_publish"].data),
        due_on=due_on(catalogue, times.local_day(moment)),
        request_key=given(form.request_key),
    )


def _sum_done(kind: Kind, form: RequestKeyForm, moment: datetime) -> bool:
    """Whether the browser has done the small sum, or its owner has waited instead."""
    puzzle, sent = the_puzzle(), request.form
    place, start = f"letter/{kind}", given(form.request_key)
    token, answer = sent.get("puzzle", ""), sent.get("answer", "")
    return bool(
        not puzzle.bits
        or puzzle.solved(token, place, start, answer, moment)
        or puzzle.waited(sent.get("wait", ""), place, start, moment)
    )


def _form_page(
    kind: Kind, form: RequestKeyForm, page: str, *, wait: bool = False
) -> str:
    """With `wait`: for who has no script, the same form to be sent again a little later."""
    puzzle, moment = the_puzzle(), times.now()
    place, start = f"letter/{kind}", given(form.request_key)
    token = request.form.get("wait", "")
    if wait and not puzzle.waits(token, place, start, moment):
        token = puzzle.wait_token(place, start, moment)
    return render_template(
        "letters/write.html",
        kind=kind,
        form=form,
        page=page,
        start=start,
        puzzle=puzzle.page_token(place, moment) if puzzle.bits else "",
        puzzle_bits=puzzle.bits,
        wait=token if wait else "",
        seconds=int(puzzle.wait.total_seconds()),
        policy=the_catalogue().letters,
    )


def _opened(database: Session) -> Letter | None:
    """The letter this browser has opened, while the twenty minutes last."""
    reference = browser_memory.remembered(OPENED, now=times.now())
    return queries.by_reference(database, reference) if reference else None


def _remembered(row: Letter, moment: datetime) -> ResponseReturnValue:
    browser_memory.remember(OPENED, row.reference, now=moment)
    return redirect(_here(), 303)


def _page(row: Letter, problem: str = "") -> str:
    catalogue = the_catalogue()
    return render_template(
        "letters/show.html",
        row=row,
        said=letters.opened(the_vault(), row),
        station=catalogue.stations.get(row.station_id),
        open=row.status in OPEN,
        policy=catalogue.letters,
        problem=problem,
    )


def _look_up(form: LookForm) -> str:
    return render_template("letters/look_up.html", form=form)


def _here() -> str:
    return f"{root()}/{the_catalogue().site.forms_path}/letter"
