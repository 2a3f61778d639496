"""The desk: who sees what, two clerks at one case, hand-overs, the list."""

from __future__ import annotations

from sqlalchemy.orm import Session

from forms_app.disputes import queries, sealing, trail
from tests.disputes_builders import (
    CENTRE,
    JUSTICE,
    OTHER,
    PHONE,
    STORY,
    Register,
    read,
    send,
)
from tests.forms.case_builders import (
    BY_AGENCY,
    CENTRE_HEAD,
    COUNTER,
    DUTY,
    ELSEWHERE,
    HEAD,
    MEDIATOR,
    Desk,
    take,
)


def test_a_stranger_does_not_learn_that_there_is_a_case(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    stranger = desk_as(ELSEWHERE)

    for address in (f"/cases/{case_id}", f"/cases/{case_id}/sheet", "/cases/999"):
        assert stranger.get(address).status_code == 404
    assert "第 1 号" not in read(stranger, "/cases/").text
    assert desk_as(COUNTER).get("/cases/").status_code == 403


def test_the_second_clerk_is_told_who_was_first(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    seen = register.case(case_id).version
    take(desk_as(HEAD, name="李所长"), register, case_id, "accept")

    late = take(desk_as(DUTY), register, case_id, "decline", version=seen)

    assert late.status == 409
    assert "李所长 在" in late.errors[0]
    assert "改过这件事" in late.errors[0]
    assert register.case(case_id).status == "accepted"


def test_who_was_taken_on_unseen_can_still_show_who_they_are(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept_unseen")
    mediator = desk_as(MEDIATOR)
    assert "先不要联系对方" in read(mediator, f"/cases/{case_id}").text

    page = take(mediator, register, case_id, "identity")

    assert page.status == 200
    assert "先不要联系对方" not in page.text
    assert "您的身份核对过了。" in page.text
    assert take(mediator, register, case_id, "identity").status == 422
    assert register.case(case_id).identity_checked


def test_two_notes_from_the_same_version_do_not_pass_each_other(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    seen = register.case(case_id).version
    desk = desk_as(HEAD)

    assert take(desk, register, case_id, "note", version=seen).status == 200
    assert take(desk, register, case_id, "note", version=seen).status == 409


def test_a_missing_reason_keeps_the_form_and_the_case(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()

    page = take(
        desk_as(HEAD), register, case_id, "decline", reason=" ", ground="第一条"
    )

    assert page.status == 422
    assert page.value("decline-ground") == "第一条"
    assert register.case(case_id).status == "submitted"


def test_a_session_in_the_past_is_refused(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case("accept")

    page = take(desk_as(HEAD), register, case_id, "plan", day="2020-01-01")

    assert page.status == 422
    assert register.case(case_id).status == "accepted"


def test_a_hand_over_goes_from_one_desk_to_the_other(
    register: Register, desk_as: Desk
) -> None:
    sender, receiver = desk_as(HEAD), desk_as(CENTRE_HEAD)
    case_id = register.a_case()
    assert receiver.get(f"/cases/{case_id}").status_code == 404

    take(sender, register, case_id, "hand-over")
    assert "第 1 号" in read(receiver, "/cases/?tab=handed").text
    assert STORY in read(receiver, f"/cases/{case_id}").text
    assert register.case(case_id).holder_station == JUSTICE

    take(receiver, register, case_id, "take-over")
    assert register.case(case_id).holder_station == CENTRE
    assert take(receiver, register, case_id, "accept").status == 200


def test_who_handed_a_case_over_sees_its_steps_but_no_longer_the_people(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("refer", "take_over", "accept")
    former = desk_as(HEAD)

    page = read(former, f"/cases/{case_id}")

    assert "转交给桥东镇综治中心" in page.text
    assert page.soup.find_all("details") == []
    for secret in (STORY, "王**", OTHER[0] + "**", "138****8000", "牵涉几个部门"):
        assert secret not in page.text
    look = {"look-what": "party-1", "look-reason": "想看"}
    assert former.post(f"/cases/{case_id}/look", data=look).status_code == 403
    assert former.get(f"/cases/{case_id}/sheet").status_code == 403
    assert take(former, register, case_id, "note").status == 403


def test_a_returned_case_is_back_at_the_sender_and_gone_from_the_receiver(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("refer")
    receiver = desk_as(CENTRE_HEAD)

    answer = receiver.post(
        f"/cases/{case_id}/do/hand-back",
        data={
            "hand-back-version": register.case(case_id).version,
            "hand-back-reason": "不归我们",
        },
    )

    assert answer.status_code == 303
    assert register.case(case_id).status == "submitted"
    assert register.case(case_id).holder_station == JUSTICE
    assert receiver.get(f"/cases/{case_id}").status_code == 404
    assert "不归我们" in read(desk_as(HEAD), f"/cases/{case_id}").text


def test_names_are_masked_until_somebody_says_why(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    desk = desk_as(HEAD, name="李所长")
    for address in ("/cases/", f"/cases/{case_id}", f"/cases/{case_id}/sheet"):
        page = read(desk, address)
        assert "王**" in page.text
        for secret in ("王小明", PHONE, OTHER, "住隔壁"):
            assert secret not in page.text

    silent = send(
        desk, f"/cases/{case_id}/look", **{"look-what": "party-1", "look-reason": " "}
    )
    assert silent.status == 422
    assert PHONE not in silent.text
    shown = send(
        desk,
        f"/cases/{case_id}/look",
        **{"look-what": "party-1", "look-reason": "约时间"},
    )
    assert PHONE in shown.text
    assert "王小明" in shown.text
    assert OTHER not in shown.text
    assert "晚上六点" in shown.text


def test_every_look_stands_in_the_trail_with_its_reason(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    send(
        desk_as(HEAD, name="李所长", id=42),
        f"/cases/{case_id}/look",
        **{"look-what": "party-1", "look-reason": "约时间"},
    )

    with Session(register.engine) as session:
        last = queries.events(session, case_id)[-1]
        assert (last.kind, last.by_name, last.by_id) == ("read", "李所长", 42)
        assert trail.note_of(register.vault, last) == "约时间"
        assert not last.shown


def test_looking_at_a_page_adds_nothing_to_the_trail(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    desk = desk_as(HEAD)
    for address in (
        "/cases/",
        f"/cases/{case_id}",
        f"/cases/{case_id}/sheet",
        "/cases/new",
    ):
        assert desk.get(address).status_code == 200

    with Session(register.engine) as session:
        assert trail.head(session).seq == 1


def test_facts_and_concessions_are_kept_apart(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept", "plan")
    take(desk_as(MEDIATOR), register, case_id, "record")

    page = read(desk_as(HEAD), f"/cases/{case_id}")
    assert "不得作为不利证据" in page.text
    with Session(register.engine) as session:
        meeting = queries.sessions(session, case_id)[0]
        assert sealing.facts(register.vault, meeting) == "事实清楚"
        assert sealing.concessions(register.vault, meeting) == "各让一步"


def test_the_list_shows_what_is_late(register: Register, desk_as: Desk) -> None:
    register.a_case()
    register.a_case("accept")
    register.a_case("refer")
    register.a_case("decline", "close")
    desk = desk_as(HEAD)

    assert "共 3 件" in read(desk, "/cases/?tab=overdue").text
    assert "已超期" in read(desk, "/cases/?tab=new").text
    assert "共 1 件" in read(desk, "/cases/?tab=closed").text
    assert "共 3 件" in read(desk, "/cases/?tab=open").text
    assert "共 0 件" in read(desk, "/cases/?tab=due").text
    assert "共 0 件" in read(desk, "/cases/?tab=handed").text


def test_my_cases_are_those_i_mediate(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case("accept")
    mine, other = desk_as(MEDIATOR, name="林调解员", id=42), desk_as(MEDIATOR, id=43)
    take(desk_as(HEAD), register, case_id, "assign", colleague="42", mediator="")

    assert "第 1 号" in read(mine, "/cases/?tab=mine").text
    assert "共 0 件" in read(other, "/cases/?tab=mine").text
    assert register.case(case_id).mediator_name == "林调解员"


def test_only_colleagues_who_may_mediate_here_are_offered(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept")
    desk_as(MEDIATOR, name="林调解员", id=42)
    desk_as(DUTY, name="赵警官", id=43)
    desk_as(CENTRE_HEAD, name="周主任", id=44)
    desk_as(BY_AGENCY, name="司法局长", id=45)

    page = read(desk_as(HEAD, name="李所长", id=46), f"/cases/{case_id}")
    offered = page.soup.select("#assign option")
    names = {option.get_text(strip=True) for option in offered}
    assert names == {"林调解员", "司法局长", "李所长", "另写姓名"}


def test_the_desk_begins_with_what_is_late(register: Register, desk_as: Desk) -> None:
    register.a_case()

    assert "超期的事项" in read(desk_as(HEAD), "/").text
    assert "等答复的事项" in read(desk_as(CENTRE_HEAD, id=2), "/").text
    assert "事项" not in read(desk_as(COUNTER, id=3), "/").h1


def test_the_list_shows_the_end_of_the_trail(register: Register, desk_as: Desk) -> None:
    register.a_case()
    with Session(register.engine) as session:
        head = trail.head(session)

    assert head.hash[:16] in read(desk_as(HEAD), "/cases/").text
