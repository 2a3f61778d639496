"""Another station's case in an emergency: with a reason, for an hour, never unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.database import transaction
from forms_app.disputes import queries, trail
from forms_app.disputes.readings import guests
from tests.disputes_builders import MONDAY, PHONE, STORY, Register, a_work, read, send
from tests.forms.case_builders import DUTY, ELSEWHERE, HEAD, MEDIATOR, Desk, take

LIST = "/cases/emergency/list"
REASON = "有人报警说申请人被打，要马上找到她"


def break_in(desk: FlaskClient, number: object, reason: str = REASON) -> object:
    return send(desk, "/cases/emergency", number=number, reason=reason)


def test_it_opens_with_a_reason_and_shows_the_case(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    stranger = desk_as(ELSEWHERE, name="远方所长", id=77)
    assert stranger.get(f"/cases/{case_id}").status_code == 404

    break_in(stranger, case_id)

    page = read(stranger, f"/cases/{case_id}")
    assert STORY in page.text
    assert "紧急查看别站的事项" in page.text
    look = {"look-what": "party-1", "look-reason": "找人"}
    assert PHONE in send(stranger, f"/cases/{case_id}/look", **look).text


def test_the_applicant_and_the_holder_see_that_it_was_done(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    break_in(desk_as(ELSEWHERE, name="远方所长", id=77), case_id)

    with Session(register.engine) as session:
        last = queries.events(session, case_id)[-1]
    assert (last.kind, last.by_id, last.shown) == ("guest", 77, True)
    assert trail.note_of(register.vault, last) == REASON
    assert REASON in read(desk_as(HEAD), f"/cases/{case_id}").text
    code = register.code(case_id)
    mine = send(client, "/forms/dispute/progress", code=code, tail=PHONE[-4:])
    assert "远方所长因为紧急情况临时查看了这件事" in mine.text
    assert REASON not in mine.text


def test_a_guest_does_nothing_with_the_case(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case()
    guest = desk_as(ELSEWHERE, id=77)
    break_in(guest, case_id)

    for step in ("accept", "decline", "note"):
        assert take(guest, register, case_id, step).status == 403
    assert guest.post(f"/cases/{case_id}/files").status_code == 403
    assert guest.post(f"/cases/{case_id}/code").status_code == 404
    assert register.case(case_id).status == "submitted"


@pytest.mark.parametrize(
    ("number", "reason"), [("1", "急"), ("1", " "), ("999", REASON), ("x", REASON)]
)
def test_without_a_reason_or_a_case_it_stays_shut(
    register: Register, desk_as: Desk, number: str, reason: str
) -> None:
    register.a_case()
    guest = desk_as(ELSEWHERE, id=77)
    page = read(guest, "/cases/emergency")
    refused = guest.post("/cases/emergency", data={"number": number, "reason": reason})

    assert page.status == 200
    assert refused.status_code == 422
    assert guest.get("/cases/1").status_code == 404
    with Session(register.engine) as session:
        assert trail.head(session).seq == 1


def test_after_an_hour_it_is_shut_again(register: Register) -> None:
    case_id = register.a_case()
    with transaction(register.engine) as session:
        work = a_work(session, register.vault, register.catalogue)
        guests.let_in(work, register.case(case_id), reason=REASON)
        almost, over = MONDAY + timedelta(minutes=59), MONDAY + timedelta(hours=1)

        assert guests.is_in(session, case_id, 7, almost)
        assert not guests.is_in(session, case_id, 7, over)
        assert not guests.is_in(session, case_id, 8, almost)


def test_a_mediator_has_no_such_door(desk_as: Desk) -> None:
    assert desk_as(MEDIATOR).get("/cases/emergency").status_code == 403


def test_the_head_sees_every_one_and_is_told_until_it_was_noted(
    register: Register, desk_as: Desk
) -> None:
    first, second = register.a_case(), register.a_case()
    for n, case_id in enumerate((first, second, first)):
        break_in(desk_as(ELSEWHERE, name="远方所长", id=77), case_id, f"{REASON}{n}")
    head = desk_as(HEAD, name="李所长", id=42)
    card = "别站紧急看过我们的事项"
    assert f"3{card}" in told_at_home(head)
    assert card not in told_at_home(desk_as(DUTY))
    assert card not in told_at_home(desk_as(ELSEWHERE, id=77))

    page = read(head, LIST)
    for n in range(3):
        assert f"{REASON}{n}" in page.text
    assert page.text.count("远方所长") == 3
    for n in (1, 1, 2):
        send(head, f"{LIST}/{n}")

    assert f"1{card}" in told_at_home(head)
    assert read(head, LIST).text.count("李所长，") == 2


def test_only_the_head_of_the_holder_has_the_list(
    register: Register, desk_as: Desk
) -> None:
    stranger = desk_as(ELSEWHERE, name="远方所长", id=77)
    break_in(stranger, register.a_case())

    assert REASON not in read(stranger, LIST).text
    assert stranger.post(f"{LIST}/1").status_code == 404
    assert desk_as(DUTY).get(LIST).status_code == 403
    assert desk_as(HEAD).post(f"{LIST}/9").status_code == 404


def told_at_home(desk: FlaskClient) -> str:
    """The cards of the first page, without spaces."""
    return "".join(read(desk, "/").soup.get_text().split())
