"""Who mediates, who helps, and when everybody can come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.disputes import mediation, queries, sessions
from forms_app.disputes.mediation import Ties
from forms_app.disputes.meeting import free_times, invited, mediators
from forms_app.disputes.meeting import queries as meeting_queries
from forms_app.disputes.meeting.mediators import Entry, same_name
from forms_app.disputes.sessions import Meeting
from forms_app.refusals import (
    LinkMissing,
    MediatorBusy,
    PartyIsMediator,
    RoomTaken,
    TiesNotTold,
    WrongStatus,
)
from forms_app.times import local_day, now
from tests.disputes_builders import JUSTICE, MONDAY, Register, read, send
from tests.forms.case_builders import DUTY, ELSEWHERE, HEAD, MEDIATOR, Desk, take

FRIDAY = datetime(2026, 3, 20, 1, 30, tzinfo=UTC)
AUNT = Entry(
    name="赵妈妈",
    station=JUSTICE,
    languages=("zh", "en"),
    skills=("market",),
    foreign=False,
    consent=False,
)


@pytest.mark.parametrize(
    "written", ["王小明", "王 小明", "王・小明", "  王小明", "王\u3000小明"]
)
def test_a_party_is_never_the_mediator(register: Register, written: str) -> None:
    case_id = register.a_case("accept")

    with pytest.raises(PartyIsMediator):
        register.work(
            case_id,
            lambda w, c: mediation.assign(w, c, mediator=written, mediator_id=None),
        )
    meeting = Meeting(FRIDAY, "二楼", written)
    with pytest.raises(PartyIsMediator):
        register.work(case_id, lambda w, c: sessions.plan(w, c, meeting))
    with pytest.raises(PartyIsMediator):
        register.work(
            case_id,
            lambda w, c: invited.invite(w, c, name=written, relation="neighbour"),
        )
    assert register.case(case_id).status == "accepted"


def test_names_are_the_same_however_they_are_written() -> None:
    assert same_name("Ａbdul·Karim ") == same_name("abdul karim")
    assert same_name("བཀྲ་ཤིས") == same_name("བཀྲ་ཤིས ")
    assert same_name("王小明") != same_name("王晓明")


def test_the_mediator_cannot_be_added_as_a_party(register: Register) -> None:
    case_id = register.a_case("accept", "assign")

    with pytest.raises(PartyIsMediator):
        register.work(
            case_id,
            lambda w, c: invited.add_party(
                w, c, role="respondent", name="赵 妈妈", phone="", about=""
            ),
        )


def test_ties_are_told_or_there_is_no_mediator(register: Register) -> None:
    case_id = register.a_case("accept")
    with pytest.raises(TiesNotTold):
        register.work(
            case_id,
            lambda w, c: mediation.assign(
                w, c, mediator="赵妈妈", mediator_id=None, ties=Ties(told=True)
            ),
        )
    register.work(
        case_id,
        lambda w, c: mediation.assign(
            w, c, mediator="赵妈妈", mediator_id=None, ties=Ties(True, "远房表亲")
        ),
    )

    with Session(register.engine) as session:
        line = queries.events(session, case_id)[-1]
    assert "说明了和当事人的关系，双方都同意" in line.words
    assert "表亲" not in line.words


def test_nobody_is_named_without_an_answer_about_ties(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept")

    page = take(desk_as(HEAD), register, case_id, "assign", ties="")

    assert page.status == 422
    assert "请先问调解员：和当事人有没有关系？" in page.errors
    assert register.case(case_id).mediator_name is None


def test_a_room_and_a_mediator_are_taken_once(register: Register) -> None:
    first, second = register.a_case("accept"), register.a_case("accept")
    register.work(
        first, lambda w, c: sessions.plan(w, c, Meeting(FRIDAY, "二楼", "赵"))
    )

    def plan(minutes: int, place: str, who: str, mode: str = "room") -> None:
        at = FRIDAY + timedelta(minutes=minutes)
        meeting = Meeting(at, place, who, mode, "https://meet.example/1")
        register.work(second, lambda w, c: sessions.plan(w, c, meeting))

    for minutes in (0, 89, -89):
        with pytest.raises(RoomTaken, match="3月20日"):
            plan(minutes, " 二 楼", "钱")
        with pytest.raises(MediatorBusy):
            plan(minutes, "三楼", "赵")
    with pytest.raises(MediatorBusy):
        plan(0, "二楼", "赵", "video")
    plan(90, "二楼", "赵")
    plan(0, "二楼", "钱", "video")


def test_another_station_has_a_second_floor_too(register: Register) -> None:
    first, second = register.a_case("accept"), register.a_case("refer", "take_over")
    register.do(second, "accept")
    meeting = Meeting(FRIDAY, "二楼", "赵")

    for case_id in (first, second):
        register.work(case_id, lambda w, c: sessions.plan(w, c, meeting))


@pytest.mark.parametrize("link", ["", "http://a.b", "https://", "https://a.b c", "x"])
def test_a_video_session_needs_an_address(register: Register, link: str) -> None:
    case_id = register.a_case("accept")
    meeting = Meeting(FRIDAY, "二楼", "赵", "video", link)

    with pytest.raises(LinkMissing):
        register.work(case_id, lambda w, c: sessions.plan(w, c, meeting))


def test_helpers_need_the_consent_of_both(register: Register, desk_as: Desk) -> None:
    case_id = register.a_case("accept")
    desk = desk_as(MEDIATOR)

    page = take(desk, register, case_id, "invite", respondent_agrees="")
    assert "对方不同意，就不能请。" in page.errors
    page = take(desk, register, case_id, "invite")

    assert "邻居钱**" in page.text
    assert "钱大伯" not in page.text


def test_what_suits_both_is_shown_in_order(register: Register) -> None:
    case_id = register.a_case("accept")
    days = [free_times.key_of(half) for half in free_times.offered(MONDAY)]

    def offer(side: str, *numbers: int) -> None:
        chosen = [days[n] for n in numbers]
        register.work(case_id, lambda w, c: free_times.offer(w, c, side, chosen))

    offer("applicant", 5, 1, 0, 7)
    offer("respondent", 7, 2)
    offer("respondent", 5, 0, 2)  # what was said before is replaced

    with Session(register.engine) as session:
        both = free_times.suiting_both(session, case_id, MONDAY)
        later = free_times.suiting_both(session, case_id, MONDAY + timedelta(days=2))
    assert [free_times.words_of(half) for half in both] == [
        "3月17日 星期二 上午",
        "3月18日 星期三 晚上",
    ]
    assert [half[0] for half in later] == [date(2026, 3, 18)]


def test_times_that_were_never_offered_are_not_kept(register: Register) -> None:
    case_id = register.a_case("accept")
    forged = ["2026-03-16.morning", "2026-09-01.morning", "x", "2026-03-17.night"]

    register.work(case_id, lambda w, c: free_times.offer(w, c, "applicant", forged))

    with Session(register.engine) as session:
        assert meeting_queries.free_times(session, case_id, date(2020, 1, 1)) == []
    with pytest.raises(WrongStatus):
        register.work(
            register.a_case(),
            lambda w, c: free_times.offer(w, c, "applicant", ()),
        )


def follow(client: FlaskClient, register: Register, case_id: int) -> None:
    send(
        client,
        "/forms/dispute/progress",
        code=register.code(case_id),
        tail="8000",
    )


def test_the_applicant_says_when_and_the_desk_sees_what_suits_both(
    register: Register, desk_as: Desk, client: FlaskClient
) -> None:
    case_id = register.a_case("accept")
    tomorrow = f"{local_day(now()) + timedelta(days=1)}.morning"
    follow(client, register, case_id)
    assert "告诉我们哪天方便" in read(client, "/forms/dispute/mine").text

    send(client, "/forms/dispute/mine/times", times=tomorrow)
    assert "checked" in str(
        read(client, "/forms/dispute/mine/times").soup.find("input", value=tomorrow)
    )
    page = take(desk_as(MEDIATOR), register, case_id, "times")

    assert "双方都方便的时间" in page.text


def test_the_applicant_asks_for_another_mediator(
    register: Register, desk_as: Desk, client: FlaskClient
) -> None:
    case_id = register.a_case("accept", "assign")
    follow(client, register, case_id)

    page = send(client, "/forms/dispute/mine/mediator", reason="他和对方是牌友")
    assert "您要求换一位调解员" in page.text
    desk = desk_as(HEAD)
    page = read(desk, f"/cases/{case_id}")
    assert "申请人要求换一位调解员" in page.text
    assert "他和对方是牌友" in page.text

    page = take(desk, register, case_id, "assign", mediator="钱师傅")
    assert "换了调解员，现在是钱师傅" in page.text
    assert "申请人要求换一位调解员" not in page.text


@pytest.mark.parametrize("address", ["times", "mediator"])
def test_nobody_reaches_these_pages_without_a_code(
    client: FlaskClient, address: str
) -> None:
    for answer in (
        client.get(f"/forms/dispute/mine/{address}"),
        client.post(f"/forms/dispute/mine/{address}"),
    ):
        assert answer.status_code == 303


def test_a_register_shows_everybody_only_who_agreed(
    register: Register, desk_as: Desk, client: FlaskClient
) -> None:
    desk = desk_as(HEAD)
    new = {"name": "玛丽亚", "station": JUSTICE, "languages": ["en"], "foreign": "y"}
    send(desk, "/cases/mediators/new", **new, active="y")
    assert "玛丽亚" not in read(client, "/forms/dispute/mediators").text

    send(desk, "/cases/mediators/1", **new, active="y", consent="y")
    page = read(client, "/forms/dispute/mediators")
    assert "玛丽亚" in page.text
    assert "英语；洋娘舅" in page.text

    send(desk, "/cases/mediators/1", **new, consent="y")  # works here no more
    assert "玛丽亚" not in read(client, "/forms/dispute/mediators").text


def test_only_the_head_keeps_the_register(register: Register, desk_as: Desk) -> None:
    register.work(
        register.a_case(),
        lambda w, _c: mediators.enter(w.session, AUNT, by="李", now=MONDAY),
    )

    for grant in (MEDIATOR, DUTY):
        assert desk_as(grant).get("/cases/mediators/new").status_code == 403
        assert desk_as(grant).get("/cases/mediators/1").status_code == 403
        assert "赵妈妈" in read(desk_as(grant), "/cases/mediators").text
    other = desk_as(ELSEWHERE, id=9)
    assert other.get("/cases/mediators/1").status_code == 404
    new = {"name": "别人", "station": JUSTICE}
    assert send(other, "/cases/mediators/new", **new).status == 422


def test_the_register_is_offered_and_abroad_comes_first_with_an_interpreter(
    register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept", needs=("interpreter",))
    uncle = Entry(
        name="玛丽亚",
        station=JUSTICE,
        languages=("en",),
        skills=(),
        foreign=True,
        consent=False,
    )
    for entry in (AUNT, uncle):
        register.work(
            case_id,
            lambda w, _c, entry=entry: mediators.enter(
                w.session, entry, by="李", now=MONDAY
            ),
        )
    desk = desk_as(HEAD)
    page = read(desk, f"/cases/{case_id}")
    offered = [o.get_text(strip=True) for o in page.soup.select("#assign option")]
    assert offered.index("玛丽亚（英语；洋娘舅）") < offered.index(
        "赵妈妈（普通话、英语；买卖和市场）"
    )

    take(desk, register, case_id, "assign", colleague="m2")
    assert register.case(case_id).mediator_name == "玛丽亚"


def test_a_consent_keeps_its_day_and_can_be_taken_back(register: Register) -> None:
    with Session(register.engine) as session:
        row = mediators.enter(session, AUNT, by="李", now=MONDAY)
        assert row.consent_on is None
        agreed = replace(AUNT, consent=True)
        mediators.change(row, agreed, by="李", now=MONDAY)
        mediators.change(row, agreed, by="李", now=MONDAY + timedelta(days=9))
        assert row.consent_on == MONDAY.date()
        mediators.change(row, AUNT, by="李", now=MONDAY)
        assert row.consent_on is None
