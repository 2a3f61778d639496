"""Handing in and taking out: the applicant by code, the desk by standing."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from forms_app.access import Permission, actor, public, requires
from forms_app.database import reading, transaction
from forms_app.disputes import progress_pages, queries
from forms_app.disputes.desk_opening import INSIDE, READS, open_case, work_at
from forms_app.disputes.evidence import filing
from forms_app.disputes.evidence import queries as files
from forms_app.disputes.forms import SHORT_TEXT
from forms_app.disputes.models import Case
from forms_app.disputes.readings import log
from forms_app.disputes.trail import APPLICANT, By, Line, Work, append
from forms_app.form_fields import DoorstepForm, given, is_readable, mended
from forms_app.refusals import FileTooBig, Refusal
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault, wiring

ROOM_FOR_THE_FORM = 64 * 1024
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"

bp = Blueprint("evidence", __name__)
desk_bp = Blueprint("evidence_desk", __name__)


@bp.url_value_preprocessor
@desk_bp.url_value_preprocessor
def let_a_file_in(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A photo is larger than any other form; before anybody reads the body."""
    request.max_content_length = filing.MOST_BYTES + ROOM_FOR_THE_FORM


class HandIn(DoorstepForm):
    file = FileField(
        "选一张照片或者一份 PDF",
        description="一次一份，10 兆以内。照片里的位置信息会自动去掉。",
        validators=[FileRequired("请先选一个文件。")],
        render_kw={"accept": "image/jpeg,image/png,image/webp,application/pdf"},
    )
    about = StringField(
        "这是什么？",
        description="比如“漏水的天花板”“修理费收据”。",
        filters=[mended],
        validators=[
            DataRequired("请写一句这是什么。"),
            Length(max=SHORT_TEXT, message="请写短一点。"),
            is_readable,
        ],
        render_kw={"autocomplete": "off"},
    )


@bp.get("/dispute/mine/files")
@public
def mine() -> ResponseReturnValue:
    with reading(the_engine()) as database:
        case = progress_pages.opened_case(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        return _page(database, case, HandIn())


@bp.post("/dispute/mine/files")
@public
def hand_in() -> ResponseReturnValue:
    """Clean first, then enter in one short transaction; a refusal enters nothing."""
    form: Any = HandIn()
    with reading(the_engine()) as database:
        case = progress_pages.opened_case(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        if not form.validate():
            return _page(database, case, form), 422
    try:
        handed = _cleaned(form)
        with transaction(the_engine()) as database:
            case = progress_pages.opened_case(database)
            if case is None:
                return redirect(url_for("disputes.progress.look_up"), code=303)
            by = By(name=APPLICANT, station="")
            work = Work(database, the_vault(), the_catalogue(), by, now())
            filing.add(work, case, handed)
    except Refusal as refusal:
        return _refused(form, refusal)
    return redirect(url_for(".mine"), code=303)


def _cleaned(form: Any) -> filing.Handed:
    clamd = wiring().settings.clamd
    return filing.cleaned(_content(form), given(form.about), clamd)


@desk_bp.post("/<int:case_id>/files")
@requires(Permission.REGISTER_CASES)
def add(case_id: int) -> ResponseReturnValue:
    """A clerk hands in for the person at the counter."""
    form: Any = HandIn()
    with reading(the_engine()) as database:
        opened = open_case(database, case_id)
        if opened.view.standing not in INSIDE:
            abort(403)
    problems = [] if form.validate() else form.problems
    try:
        if not problems:
            handed = _cleaned(form)
            with transaction(the_engine()) as database:
                opened = open_case(database, case_id, queries.case_for_change)
                filing.add(work_at(database, opened.station), opened.case, handed)
    except Refusal as refusal:
        problems = [("", refusal.message)]
    if problems:
        page = render_template(
            "disputes/desk_file.html", case_id=case_id, form=form, problems=problems
        )
        return page, 422
    return redirect(url_for("disputes_desk.show", case_id=case_id), code=303)


@desk_bp.post("/<int:case_id>/files/<int:file_id>/<which>")
@requires(Permission.SEE_CASES)
def take(case_id: int, file_id: int, which: str) -> ResponseReturnValue:
    """One file as an attachment; who took it stands in the trail."""
    if which not in ("clean", "original"):
        abort(404)
    with transaction(the_engine()) as database:
        opened = open_case(database, case_id)
        if opened.view.standing not in READS:
            abort(403)
        file = files.file_of(database, case_id, file_id)
        original = which == "original"
        content = (
            filing.content_of(the_vault(), file, original=original) if file else None
        )
        if file is None or content is None:
            abort(404)
        work = work_at(database, opened.station)
        words = f"下载了第 {file_id} 份材料{'的原件' if original else ''}。"
        append(work, case_id, Line(kind="read", words=words, shown=False))
        log.note(
            database,
            the_vault(),
            actor(),
            case_id=case_id,
            kind=log.FILE,
            now=now(),
        )
        kind = "application/octet-stream" if original else filing.MIME[file.kind]
        name = f"file-{file_id}.{filing.ENDING[file.kind]}"
    return current_app.response_class(
        content,
        mimetype=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": SANDBOX,
            "X-Content-Type-Options": "nosniff",
        },
    )


def _refused(form: Any, refusal: Refusal) -> ResponseReturnValue:
    form.form_errors = [refusal.message]
    with reading(the_engine()) as database:
        case = progress_pages.opened_case(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        return _page(database, case, form), 422


def _content(form: Any) -> bytes:
    """The bytes of the file; one more than allowed is enough to know."""
    content: bytes = form.file.data.stream.read(filing.MOST_BYTES + 1)
    if len(content) > filing.MOST_BYTES:
        raise FileTooBig
    return content


def _page(database: Session, case: Case, form: Any) -> str:
    return render_template(
        "disputes/files.html",
        form=form,
        files=filing.listed(database, the_vault(), case),
        most=filing.MOST_FILES,
    )
