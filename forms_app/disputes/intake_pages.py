"""One question a page, the check of answers, and the code at the end."""

from __future__ import annotations

import json
import secrets

from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.access import public
from forms_app.database import reading, transaction
from forms_app.disputes import (
    drafts,
    intake,
    keeping,
    kept_pages,
    queries,
    sealing,
    steps,
    summary,
    timeline,
    triage,
)
from forms_app.disputes.forms import Confirm, Send
from forms_app.disputes.models import Case
from forms_app.disputes.routing import competent_station
from forms_app.disputes.trail import APPLICANT, By, Work
from forms_app.form_fields import REQUEST_KEY
from forms_app.refusals import DraftGone, Refusal
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

DRAFT = "draft"
SENT = "sent"
SENT_SECONDS = 20 * 60

bp = Blueprint("intake", __name__)


@bp.errorhandler(DraftGone)
def draft_is_gone(refusal: DraftGone) -> ResponseReturnValue:
    session.pop(DRAFT, None)
    page = make_response(render_template("disputes/gone.html", refusal=refusal), 410)
    return kept_pages.drop(page)


@bp.post("/dispute/begin")
@public
def begin() -> ResponseReturnValue:
    """Open a draft for the chosen type."""
    kind = the_catalogue().dispute_types.get(request.form.get("type", ""))
    if kind is None or not kind.intake or kind.sensitive or not Confirm().validate():
        abort(400)
    found = triage.walk(the_catalogue(), kind, triage.given(request.form))
    first = {
        "type": kind.id,
        "request_key": secrets.token_hex(16),
        "triage": json.dumps(found.answers),
        drafts.AGREED: "yes" if request.form.get(drafts.AGREED) else "",
    }
    with transaction(the_engine()) as database:
        key = session[DRAFT] = drafts.begin(database, the_vault(), first, now=now())
    answer = redirect(url_for(".ask", key=steps.QUESTIONS[0].key), code=303)
    return (
        kept_pages.put(answer, key) if first[drafts.AGREED] else kept_pages.drop(answer)
    )


@bp.get("/dispute/resume")
@public
def resume() -> ResponseReturnValue:
    """Go on where this browser's draft has stopped."""
    missing = steps.first_missing(_answers(), the_catalogue())
    if missing is None:
        return redirect(url_for(".check"), code=303)
    return redirect(url_for(".ask", key=missing.key), code=303)


@bp.get("/dispute/ask/<key>")
@public
def ask(key: str) -> ResponseReturnValue:
    question = _question_or_404(key)
    answers = _answers()
    return _question_page(
        question, answers, steps.filled_form(question, answers, the_catalogue())
    )


@bp.post("/dispute/ask/<key>")
@public
def answer(key: str) -> ResponseReturnValue:
    """Keep one answer and go on; back to the check when the change came from there."""
    question = _question_or_404(key)
    answers = _answers()
    form = steps.filled_form(question, answers, the_catalogue())
    if not form.validate():
        return _question_page(question, answers, form), 422
    more = steps.answers_of(question, form)
    with transaction(the_engine()) as database:
        answers = drafts.add(
            database,
            the_vault(),
            _draft_key(),
            more,
            now=now(),
            forget=steps.forgotten(question, answers, more.get("minor", "")),
        )
    following = steps.after(key, answers)
    if request.args.get("back") == "check" or following is None:
        following = steps.first_missing(answers, the_catalogue())
    if following is None:
        return redirect(url_for(".check"), code=303)
    return redirect(url_for(".ask", key=following.key), code=303)


@bp.get("/dispute/check")
@public
def check() -> ResponseReturnValue:
    """Everything that was answered, each with a way to change it."""
    answers = _answers()
    missing = steps.first_missing(answers, the_catalogue())
    if missing is not None:
        return redirect(url_for(".ask", key=missing.key), code=303)
    return _check_page(answers)


@bp.post("/dispute/send")
@public
def send() -> ResponseReturnValue:
    """Enter the case; sent twice, it leads to the same page."""
    key = request.form.get("request_key", "")
    if not REQUEST_KEY.fullmatch(key) or not Confirm().validate():
        abort(400)
    try:
        answers = _answers()
    except DraftGone:
        answers = {}
    with reading(the_engine()) as database:
        known = queries.case_by_request_key(database, key)
    if known is not None and _just_sent(known):
        return _sent(known.uid)
    if not answers:
        raise DraftGone
    if answers["request_key"] != key:
        abort(400)
    if steps.first_missing(answers, the_catalogue()) is not None:
        return redirect(url_for(".check"), code=303)
    try:
        with transaction(the_engine()) as database:
            case = intake.submit(_work(database), steps.application(answers, key))
            drafts.drop(database, the_vault(), _draft_key())
    except Refusal as refusal:
        return _check_page(answers, refusal.message), 422
    return _sent(case.uid)


@bp.get("/dispute/sent")
@public
def sent() -> ResponseReturnValue:
    """The code, for whoever has just sent the request from this browser."""
    with reading(the_engine()) as database:
        case = _sent_case(database)
        if case is None:
            return redirect(url_for("disputes.progress.look_up"), code=303)
        return render_template(
            "disputes/sent.html",
            code=sealing.code(the_vault(), case),
            case=case,
            station=the_catalogue().stations.get(case.holder_station),
            deadline=timeline.deadline_words(case, None),
            form=Confirm(),
        )


@bp.get("/dispute/sent/<what>")
@public
def take_along(what: str) -> ResponseReturnValue:
    """The code as a picture, or the day of the answer for the calendar."""
    with reading(the_engine()) as database:
        case = _sent_case(database)
        if case is None:
            abort(404)
        code = sealing.code(the_vault(), case)
        station = the_catalogue().stations.get(case.holder_station)
    phone = station.phone if station else ""
    if what == "code.png":
        return _file(keeping.picture(code, phone), "image/png", what)
    if what != "day.ics" or case.accept_by is None:
        abort(404)
    entry = keeping.reminder(case, code, phone, case.accept_by, now())
    return _file(entry, "text/calendar; charset=utf-8", what)


@bp.post("/dispute/sent/kept")
@public
def kept() -> ResponseReturnValue:
    """The person has kept the code: it is shown no more."""
    if not Confirm().validate():
        return redirect(url_for(".sent"), code=303)
    session.pop(SENT, None)
    return redirect(url_for("disputes.progress.look_up"), code=303)


def _file(content: bytes, kind: str, name: str) -> ResponseReturnValue:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return current_app.response_class(content, mimetype=kind, headers=headers)


def _sent_case(database: Session) -> Case | None:
    """The case this browser has sent in the last twenty minutes."""
    uid, at = session.get(SENT, ("", 0))
    if now().timestamp() - at > SENT_SECONDS:
        return None
    return queries.case_by_uid(database, uid)


def _just_sent(case: Case) -> bool:
    """A page kept open for days on a shared computer must not show the code again."""
    age = (now() - case.received_at).total_seconds()
    return case.source == "resident" and age <= SENT_SECONDS


def _sent(uid: str) -> ResponseReturnValue:
    session.pop(DRAFT, None)
    session[SENT] = (uid, int(now().timestamp()))
    return kept_pages.drop(redirect(url_for(".sent"), code=303))


def _answers() -> dict[str, str]:
    with reading(the_engine()) as database:
        return drafts.read(database, the_vault(), _draft_key(), now=now())


def _draft_key() -> str:
    """Of this visit, or the one this browser was allowed to keep."""
    return session.get(DRAFT) or kept_pages.read()


def _work(database: Session) -> Work:
    by = By(name=APPLICANT, station="")
    return Work(database, the_vault(), the_catalogue(), by, now())


def _question_or_404(key: str) -> steps.Question:
    question = steps.BY_KEY.get(key)
    if question is None or not question.is_asked(_answers()):
        abort(404)
    return question


def _question_page(
    question: steps.Question, answers: dict[str, str], form: object
) -> str:
    previous = steps.before(question.key, answers)
    asked = steps.asked(answers)
    from_check = request.args.get("back") == "check"
    back = (
        url_for(".check")
        if from_check
        else url_for(".ask", key=previous.key)
        if previous
        else url_for("disputes.way", type=answers["type"], asked=1)
    )
    return render_template(
        "disputes/question.html",
        question=question,
        number=asked.index(question) + 1,
        total=len(asked),
        kept=answers.get(drafts.AGREED) == "yes",
        kind=the_catalogue().dispute_types.get(answers["type"]),
        form=form,
        back=back,
    )


def _check_page(answers: dict[str, str], problem: str = "") -> str:
    catalogue = the_catalogue()
    kind = catalogue.dispute_types[answers["type"]]
    area = catalogue.areas[answers["area"]]
    try:
        found = triage.walk(catalogue, kind, steps.triage_of(answers))
        competence = competent_station(catalogue, kind, area, found.way.kind)
    except Refusal as refusal:
        competence, problem = None, refusal.message
    form = Send(request_key=answers["request_key"])
    form.form_errors = [problem] if problem else []
    return render_template(
        "disputes/check.html",
        rows=summary.rows(answers, catalogue),
        kind=kind,
        competence=competence,
        form=form,
    )
