"""The desk: who sees and does what, two clerks at one case, hand-overs, registering."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import g
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.access import Actor, Grant, Role
from forms_app.disputes import queries, sealing, trail
from tests.disputes_builders import (
    CENTRE,
    JUSTICE,
    OTHER,
    PHONE,
    STORY,
    Page,
    Register,
    read,
    send,
)

Desk = Callable[..., FlaskClient]
HEAD = Grant(Role.HEAD, f"station:{JUSTICE}")
MEDIATOR = Grant(Role.MEDIATOR, f"station:{JUSTICE}")
DUTY = Grant(Role.DUTY_OFFICER, f"station:{JUSTICE}")
COUNTER = Grant(Role.COUNTER, f"station:{JUSTICE}")
CENTRE_HEAD = Grant(Role.HEAD, f"station:{CENTRE}")
ELSEWHERE = Grant(Role.HEAD, "station:chunhe-justice-office")
BY_AGENCY = Grant(Role.HEAD, "agency:county-justice")
ADMIN = Grant(Role.ADMIN, "*")

FILLED: dict[str, dict[str, str]] = {
    "take-over": {},
    "hand-back": {"reason": "不归我们管"},
    "accept": {"identity_checked": "y"},
    "hand-over": {
        "to_station": CENTRE,
        "reason": "牵涉几个部门",
        "ground": "转交办法",
        "consent": "agreed",
    },
    "decline": {"reason": "法院判过了", "ground": "人民调解法", "way": "court"},
    "assign": {"mediator": "赵妈妈"},
    "plan": {
        "day": "2036-03-20",
        "time": "09:30",
        "place": "二楼",
        "mediator": "赵妈妈",
    },
    "record": {"session": "1", "facts": "事实清楚", "concessions": "各让一步"},
    "cancel": {"session": "1"},
    "agree": {"terms": "四月底前挪走"},
    "fail": {"reason": "谈不拢", "way": "court"},
    "follow-up": {"kept": "yes", "note": "去看过"},
    "withdraw": {"reason": "来电说不调了"},
    "close": {"reason": "办完了"},
    "note": {"text": "打过一次电话", "reader": "station"},
}
PATH_TO: dict[str, tuple[str, ...]] = {
    "take-over": ("refer",),
    "hand-back": ("refer",),
    "accept": (),
    "hand-over": (),
    "decline": (),
    "assign": ("accept",),
    "plan": ("accept",),
    "record": ("accept", "plan"),
    "cancel": ("accept", "plan"),
    "agree": ("accept", "plan"),
    "fail": ("accept", "plan"),
    "follow-up": ("accept", "plan", "agree"),
    "withdraw": ("accept",),
    "close": ("decline",),
    "note": (),
}
MAY: dict[str, frozenset[Grant]] = {
    "take-over": frozenset({CENTRE_HEAD}),
    "hand-back": frozenset({CENTRE_HEAD}),
    "accept": frozenset({HEAD, DUTY, BY_AGENCY}),
    "hand-over": frozenset({HEAD, DUTY, BY_AGENCY}),
    "decline": frozenset({HEAD, DUTY, BY_AGENCY}),
    "assign": frozenset({HEAD, DUTY, BY_AGENCY}),
    "plan": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "record": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "cancel": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "agree": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "fail": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "follow-up": frozenset({HEAD, MEDIATOR, BY_AGENCY}),
    "withdraw": frozenset({HEAD, DUTY, BY_AGENCY}),
    "close": frozenset({HEAD, BY_AGENCY}),
    "note": frozenset({HEAD, DUTY, MEDIATOR, BY_AGENCY}),
}
PEOPLE = (HEAD, MEDIATOR, DUTY, COUNTER, CENTRE_HEAD, ELSEWHERE, BY_AGENCY, ADMIN)


def take(
    client: FlaskClient, register: Register, case_id: int, key: str, **changes: Any
) -> Page:
    """Take a step with the version now in the register."""
    values = {"version": register.case(case_id).version, **FILLED[key], **changes}
    data = {f"{key}-{name}": value for name, value in values.items()}
    return send(client, f"/cases/{case_id}/do/{key}", **data)


def sit_down(client: FlaskClient, person: Grant) -> None:
    """Somebody else takes the chair: one app serves a whole row of people."""
    someone = Actor(id=1, name="王警官", grants=frozenset({person}))
    hooks = client.application.before_request_funcs[None]
    hooks[0] = lambda: setattr(g, "actor", someone)


@pytest.mark.parametrize("key", list(FILLED))
def test_a_step_is_refused_to_everybody_without_its_permission_at_the_station(
    register: Register, desk_as: Desk, key: str
) -> None:
    case_id = register.a_case(*PATH_TO[key])
    before = register.case(case_id).version
    desk = desk_as(HEAD)

    for person in set(PEOPLE) - MAY[key]:
        sit_down(desk, person)
        assert take(desk, register, case_id, key).status in (403, 404)
        page = read(desk, f"/cases/{case_id}")
        assert page.soup.find("details", id=key) is None
    assert register.case(case_id).version == before


@pytest.mark.parametrize("key", list(FILLED))
def test_a_step_is_offered_and_open_to_those_with_its_permission(
    register: Register, desk_as: Desk, key: str
) -> None:
    desk = desk_as(HEAD)

    for person in MAY[key]:
        sit_down(desk, person)
        case_id = register.a_case(*PATH_TO[key])
        before = register.case(case_id).version
        offered = read(desk, f"/cases/{case_id}").soup.find("details", id=key)
        session = read(desk, f"/cases/{case_id}").soup.select_one(
            f"#{key} option[value]"
        )
        changes = {"session": session["value"]} if "session" in FILLED[key] else {}
        page = take(desk, register, case_id, key, **changes)

        assert offered is not None
        assert page.status == 200
        assert not page.errors
        assert register.case(case_id).version > before


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
    look = {"look-what": "code", "look-reason": "想看"}
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
        **{"look-what": "code", "look-reason": "本人来窗口找回"},
    )

    with Session(register.engine) as session:
        last = queries.events(session, case_id)[-1]
        assert (last.kind, last.by_name, last.by_id) == ("read", "李所长", 42)
        assert trail.note_of(register.vault, last) == "本人来窗口找回"
        assert not last.shown


def test_the_lost_code_is_found_again_at_the_counter(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    page = send(
        desk_as(HEAD),
        f"/cases/{case_id}/look",
        **{"look-what": "code", "look-reason": "本人带身份证来"},
    )

    assert register.code(case_id) in page.text


def test_looking_at_a_page_writes_nothing(register: Register, desk_as: Desk) -> None:
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


def registration(**changes: str) -> dict[str, str]:
    return {
        "request_key": "b" * 32,
        "safe": "y",
        "source": "phone",
        "station": JUSTICE,
        "type": "injury-light",
        "area": "qiaodong-huanxi",
        "story": STORY,
        "wish": "赔药费",
        "name": "王小明",
        "phone": PHONE,
        "minor": "no",
        "contact_when": "any",
        "contact_message": "no",
        **changes,
    }


def test_a_case_is_registered_at_the_clerks_own_station(
    register: Register, desk_as: Desk
) -> None:
    desk = desk_as(DUTY)
    page = send(desk, "/cases/new", **registration())
    again = send(desk, "/cases/new", **registration())

    assert page.status == 200
    assert page.h1 == again.h1
    case = register.case(1)
    assert (case.holder_station, case.source) == (JUSTICE, "phone")
    assert "桥东派出所负责" in page.text
    assert "还没有核实" in page.text


@pytest.mark.parametrize(
    "changes",
    [
        {"safe": ""},
        {"station": CENTRE},
        {"type": "petition"},
        {"type": "family-violence"},
        {"phone": "12"},
        {"story": ""},
        {"area": "nowhere"},
    ],
)
def test_the_counter_keeps_the_rules_of_the_intake(
    register: Register, desk_as: Desk, changes: dict[str, str]
) -> None:
    page = send(desk_as(DUTY), "/cases/new", **registration(**changes))

    assert page.status == 422
    assert page.errors
    with Session(register.engine) as session:
        assert trail.head(session).seq == 0


def test_a_mediator_registers_nothing(desk_as: Desk) -> None:
    assert desk_as(MEDIATOR).get("/cases/new").status_code == 403
    assert desk_as(MEDIATOR).post("/cases/new", data=registration()).status_code == 403


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
    take(desk_as(HEAD), register, case_id, "assign", mediator_id="42")

    assert "第 1 号" in read(desk_as(MEDIATOR, id=42), "/cases/?tab=mine").text
    assert "共 0 件" in read(desk_as(MEDIATOR, id=43), "/cases/?tab=mine").text


def test_the_list_shows_the_end_of_the_trail(register: Register, desk_as: Desk) -> None:
    register.a_case()
    with Session(register.engine) as session:
        head = trail.head(session)

    assert head.hash[:16] in read(desk_as(HEAD), "/cases/").text
