"""The resident's way in: is there danger, what is it about, which way does it go."""

from __future__ import annotations

from flask import (
    Blueprint,
    abort,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from forms_app.access import public
from forms_app.catalogue import DisputeTypeEntry, TriageQuestionEntry
from forms_app.disputes import (
    data_pages,
    intake_pages,
    kept_pages,
    progress_pages,
    receipt_pages,
    triage,
)
from forms_app.disputes.after import rating_pages
from forms_app.disputes.evidence import evidence_pages
from forms_app.disputes.forms import Confirm
from forms_app.disputes.meeting import own_pages
from forms_app.wiring import the_catalogue

bp = Blueprint("disputes", __name__)
bp.register_blueprint(intake_pages.bp)
bp.register_blueprint(progress_pages.bp)
bp.register_blueprint(own_pages.bp)
bp.register_blueprint(evidence_pages.bp)
bp.register_blueprint(rating_pages.bp)
bp.register_blueprint(data_pages.bp)
bp.register_blueprint(receipt_pages.bp)


@bp.before_request
def choose_shell() -> None:
    g.section = "disputes"


@bp.get("/dispute/start")
@public
def start() -> ResponseReturnValue:
    """Danger first, before anything else is asked."""
    return render_template(
        "disputes/start.html", type=_wanted_type(), unfinished=bool(kept_pages.read())
    )


@bp.get("/dispute/now")
@public
def urgent() -> ResponseReturnValue:
    """Numbers to call; there is no way from here into the form."""
    return render_template("disputes/urgent.html", type=_wanted_type())


@bp.get("/dispute/home")
@public
def at_home() -> ResponseReturnValue:
    """The second question: violence at home, or a child that is hurt."""
    return render_template("disputes/at_home.html", type=_wanted_type())


@bp.get("/dispute/support")
@public
def support() -> ResponseReturnValue:
    """Where somebody is safe; a neutral title, a quick way out."""
    return render_template("disputes/support.html")


@bp.get("/dispute/type")
@public
def choose_type() -> ResponseReturnValue:
    if not _was_asked():
        return redirect(url_for(".start", type=_wanted_type() or None), code=303)
    wanted = request.args.get("type", "")
    if wanted in the_catalogue().dispute_types:
        return redirect(url_for(".way", type=wanted, asked=1), code=303)
    return render_template("disputes/choose_type.html", missing="type" in request.args)


@bp.get("/dispute/way")
@public
def way() -> ResponseReturnValue:
    """The table's next question, or the proposed way with the articles it rests on."""
    if not _was_asked():
        return redirect(url_for(".start", type=_wanted_type() or None), code=303)
    kind = _type_or_404()
    if kind.sensitive and not kind.intake:
        return redirect(url_for(".support"), code=303)
    found = triage.walk(the_catalogue(), kind, triage.given(request.args))
    if found.question is not None and kind.intake:
        return _next_question(kind, found, found.question)
    others = [way for way in kind.ways if way is not found.way]
    return render_template(
        "disputes/way.html",
        kind=kind,
        found=found,
        others=others,
        told=triage.told(the_catalogue(), found.answers),
        prefix=triage.PARAMETER,
        form=Confirm(),
    )


def _next_question(
    kind: DisputeTypeEntry, found: triage.Walk, question: TriageQuestionEntry
) -> ResponseReturnValue:
    return render_template(
        "disputes/triage.html",
        kind=kind,
        question=question,
        answers=found.answers,
        prefix=triage.PARAMETER,
        missing=triage.unanswered(question, request.args),
    )


def _wanted_type() -> str:
    """A type the page was opened with, if there is such a type."""
    wanted = request.args.get("type", "")
    return wanted if wanted in the_catalogue().dispute_types else ""


def _was_asked() -> bool:
    """Whether both questions about danger were answered with no."""
    return request.args.get("asked") == "1"


def _type_or_404() -> DisputeTypeEntry:
    kind = the_catalogue().dispute_types.get(request.args.get("type", ""))
    if kind is None:
        abort(404)
    return kind
