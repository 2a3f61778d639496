"""Drawing an agreement up: whole, from the page that was seen, by a mediator."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.disputes import queries, sealing
from forms_app.disputes.models import Case, Party
from forms_app.disputes.papers import agreement
from forms_app.disputes.papers.docx_file import docx_of
from forms_app.disputes.papers.items import ITEMS
from forms_app.disputes.papers.texts import agreement_paper
from forms_app.disputes.trail import Work
from tests.disputes_builders import ITEM_TEXTS, MONDAY, Page, Register, read, send
from tests.forms.case_builders import DUTY, MEDIATOR, Desk
from tests.forms.paper_builders import READY, of_case, read_back


def draft(
    client: FlaskClient, register: Register, case_id: int, **changes: str
) -> Page:
    """Fill the form of the agreement and send it."""
    case = register.case(case_id)
    items = ITEMS[agreement.kind_of(case)]
    with Session(register.engine) as session:
        parties = queries.parties(session, case_id)
    data = {
        "version": str(case.version),
        "perform_by": "2036-04-30",
        **{f"about_{party.id}": "住三组" for party in parties},
        **{f"item_{key}": ITEM_TEXTS[key] for key in items},
        **changes,
    }
    return send(client, f"/cases/{case_id}/agreement", **data)


def test_an_agreement_with_an_empty_item_is_not_kept_but_the_form_is(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case(*READY[:5])
    desk = desk_as(MEDIATOR)

    page = draft(desk, register, case_id, item_place=" ")

    assert page.status == 422
    assert page.errors == ["还不能印：履行的地点没有填。"]
    assert ITEM_TEXTS["facts"] in page.text
    assert "还没有拟" in read(desk, f"/cases/{case_id}/papers").text


def test_a_draft_from_an_old_page_does_not_pass(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case(*READY[:5])
    seen = register.case(case_id).version
    register.do(case_id, "rights")

    page = draft(desk_as(MEDIATOR), register, case_id, version=str(seen))

    assert page.status == 409
    assert "改过这件事" in page.errors[0]


def test_a_second_text_keeps_the_papers_of_people_covered(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case(*READY[:5])
    desk = desk_as(MEDIATOR)
    draft(desk, register, case_id)

    page = read(desk, f"/cases/{case_id}/agreement")
    assert ITEM_TEXTS["facts"] in page.text
    assert "住三组" not in page.text
    with Session(register.engine) as session:
        covered = {f"about_{p.id}": "" for p in queries.parties(session, case_id)}
    page = draft(desk, register, case_id, item_manner="另一种", **covered)

    assert "第2稿" in page.text
    assert {side.about for side in of_case(register, case_id).terms.sides} == {"住三组"}  # type: ignore[union-attr]  # it was drawn up


def test_only_a_mediator_draws_an_agreement_up(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case(*READY[:5])

    assert draft(desk_as(DUTY), register, case_id).status == 403
    assert desk_as(MEDIATOR).get("/cases/999/agreement").status_code == 404


@pytest.mark.slow
def test_fifty_people_sign_one_agreement(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case(*READY[:5])
    register.work(case_id, lambda w, c: add_people(w, c, 48))

    page = draft(desk_as(MEDIATOR), register, case_id)
    assert page.status == 200
    record = of_case(register, case_id)

    assert record.terms is not None
    assert record.terms.copies == 51
    file = docx_of(agreement_paper(record.terms), author="司法所", now=MONDAY)
    assert "村民47" in read_back(file)


def add_people(work: Work, case: Case, count: int) -> None:
    for n in range(count):
        uid = f"{n:032x}"
        name = sealing.seal(work.vault, "party.name", uid, f"村民{n}")
        party = Party(uid=uid, case_id=case.id, role="respondent", name_sealed=name)
        work.session.add(party)
