"""The desk's pages about papers: the dossier, drawing an agreement up, one sheet."""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from forms_app.access import Permission, actor, requires
from forms_app.database import reading, transaction
from forms_app.disputes import mediation, queries, sealing
from forms_app.disputes.applicants import ROLES
from forms_app.disputes.desk_opening import (
    INSIDE,
    Opened,
    must_be_filled,
    open_case,
    work_at,
)
from forms_app.disputes.lifecycle import CaseStatus
from forms_app.disputes.models import Case
from forms_app.disputes.papers import agreement, dossier
from forms_app.disputes.papers import queries as paper_queries
from forms_app.disputes.papers.docx_file import TYPE, docx_of
from forms_app.disputes.papers.index import index_of, missing_words
from forms_app.disputes.papers.items import KIND_WORDS, SIDES, Kind, Terms
from forms_app.disputes.papers.paper import Paper, grouped
from forms_app.disputes.papers.paper_forms import Print, draft_form
from forms_app.disputes.papers.record import Dossier
from forms_app.disputes.papers.texts import PAPERS, agreement_paper
from forms_app.disputes.standing import may_at
from forms_app.form_fields import given, masked_name
from forms_app.refusals import (
    ChangedMeanwhile,
    NoAgreement,
    Refusal,
)
from forms_app.times import now
from forms_app.wiring import the_catalogue, the_engine, the_vault

AGREEMENT = "agreement"
bp = Blueprint("papers", __name__)


@bp.get("/<int:case_id>/papers")
@requires(Permission.SEE_CASES)
def show(case_id: int) -> ResponseReturnValue:
    return _dossier_page(case_id, None)


@bp.post("/<int:case_id>/papers")
@requires(Permission.SEE_CASES)
def sheet(case_id: int) -> ResponseReturnValue:
    """One paper with every name in full; who had it made is in the trail."""
    form: Any = Print()
    try:
        with transaction(the_engine()) as database:
            opened = _inside(database, case_id)
            form.what.choices = _choices(database, opened.case)
            must_be_filled(form)
            work = work_at(database, opened.station)
            paper = _paper(dossier.opened(work, opened.case), given(form.what))
            what = f"文书“{paper.title}”里的姓名和联系方式"
            mediation.log_reading(work, opened.case, what=what, reason="制作文书")
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        return _dossier_page(case_id, form), 422
    if given(form.form) == "docx":
        return _as_word(paper, opened)
    return render_template(
        "disputes/papers/paper.html", paper=paper, case=opened.case, printed_at=now()
    )


@bp.get("/<int:case_id>/agreement")
@requires(Permission.MEDIATE)
def draw(case_id: int) -> ResponseReturnValue:
    return _draft_page(case_id, None)


@bp.post("/<int:case_id>/agreement")
@requires(Permission.MEDIATE)
def draw_up(case_id: int) -> ResponseReturnValue:
    """Keep the text and give it its number and fingerprint; refuses empty items."""
    form: Any = None
    try:
        with transaction(the_engine()) as database:
            opened = _inside(database, case_id, drawing=True)
            form, before = _form(database, opened.case)
            must_be_filled(form)
            mediation.unchanged(opened.case, form.version.data)
            work = work_at(database, opened.station)
            agreement.draw(work, opened.case, _draft(work.session, form, before))
    except Refusal as refusal:
        form.form_errors = [refusal.message]
        status = 409 if isinstance(refusal, ChangedMeanwhile) else 422
        return _draft_page(case_id, form), status
    return redirect(url_for(".show", case_id=case_id), code=303)


def _inside(database: Session, case_id: int, *, drawing: bool = False) -> Opened:
    """The case, for whoever may read its people (and draw its agreement up)."""
    find = queries.case_for_change if drawing else queries.case_by_id
    opened = open_case(database, case_id, find)
    if opened.view.standing not in INSIDE:
        abort(403)
    may = may_at(actor(), the_catalogue())
    if drawing and not may(Permission.MEDIATE, opened.case.holder_station):
        abort(403)
    return opened


def _paper(record: Dossier, what: str) -> Paper:
    if what != AGREEMENT:
        return PAPERS[what][1](record)
    if record.terms is None:
        raise NoAgreement
    return agreement_paper(record.terms)


def _as_word(paper: Paper, opened: Opened) -> Response:
    author = the_catalogue().station_name(opened.case.holder_station)
    answer = Response(docx_of(paper, author=author, now=now()), mimetype=TYPE)
    name = f"{opened.case.id}-{paper.key}.docx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _choices(database: Session, case: Case) -> dict[str, str]:
    """The papers that can be made now: the confirmation needs an agreement."""
    found = {key: name for key, (name, _) in PAPERS.items()}
    if agreement.kind_of(case) is Kind.POLICE or case.outcome != "agreed":
        del found["confirmation"]
    row = paper_queries.standing_agreement(database, case.id)
    if row is not None and row.terms_sealed is not None:
        found = {AGREEMENT: KIND_WORDS[Kind(row.kind)], **found}
    return found


def _dossier_page(case_id: int, failed: Any) -> str:
    with reading(the_engine()) as database:
        opened = _inside(database, case_id)
        form: Any = failed or Print(None)
        form.what.choices = _choices(database, opened.case)
        record = dossier.opened(work_at(database, opened.station), opened.case)
        entries = index_of(record)
        return render_template(
            "disputes/papers/dossier.html",
            opened=opened,
            form=form,
            entries=entries,
            missing=missing_words(entries),
            agreements=paper_queries.agreements(database, case_id),
            kinds=KIND_WORDS,
            grouped=grouped,
            confirm=record.confirm,
            may_draw=_may_draw(opened),
        )


def _may_draw(opened: Opened) -> bool:
    may = may_at(actor(), the_catalogue())
    return (
        opened.case.status == CaseStatus.IN_MEDIATION
        and opened.view.agreement_state != "signed"
        and may(Permission.MEDIATE, opened.case.holder_station)
    )


def _draft_page(case_id: int, failed: Any) -> str:
    with reading(the_engine()) as database:
        opened = _inside(database, case_id)
        if not _may_draw(opened):
            abort(404)
        form = failed or _form(database, opened.case)[0]
        if failed is not None:
            form.version.data, form.version.raw_data = opened.case.version, None
        return render_template(
            "disputes/papers/draft.html",
            case=opened.case,
            form=form,
            title=KIND_WORDS[agreement.kind_of(opened.case)],
        )


def _form(database: Session, case: Case) -> tuple[Any, Terms | None]:
    """The form of this case's kind, filled with the earlier text but for the people's
    papers: those stay covered and are kept where the field is left empty."""
    vault, kind = the_vault(), agreement.kind_of(case)
    row = paper_queries.standing_agreement(database, case.id)
    before = agreement.opened(vault, row) if row else None
    sides = {
        party.id: f"{ROLES[party.role]}{masked_name(sealing.name(vault, party))}"
        for party in queries.parties(database, case.id)
        if party.role in SIDES
    }
    known = frozenset(sides) if before else frozenset()
    filled: dict[str, Any] = {"version": case.version}
    if before is not None and before.kind is kind:
        filled |= {f"item_{key}": text for key, text in before.items.items()}
        filled["perform_by"] = before.perform_by
    form = draft_form(kind, sides, known)
    posted = request.form if request.method == "POST" else None
    return form(posted, **filled), before


def _draft(database: Session, form: Any, before: Terms | None) -> agreement.Draft:
    kept = {side.name: side.about for side in before.sides} if before else {}
    vault, about, items = the_vault(), {}, {}
    for field in form:
        word, _, rest = field.short_name.partition("_")
        if word == "about":
            about[int(rest)] = given(field)
        elif word == "item":
            items[rest] = given(field)
    for party_id, text in about.items():
        if not text:
            name = sealing.name(vault, queries.party_by_id(database, party_id))
            about[party_id] = kept.get(name, "")
    return agreement.Draft(about=about, items=items, perform_by=form.perform_by.data)
