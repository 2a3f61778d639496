"""After the outcome: visits on their days, promises, reminders, the applicant's word."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.database import transaction
from forms_app.disputes.after import messages, promises, queries, rating
from forms_app.disputes.after.messages import Kind, Teller
from forms_app.disputes.sealing import SafeContact
from forms_app.notifications.models import Message
from forms_app.notifications.queries import about
from forms_app.refusals import (
    NoPromise,
    RatedAlready,
    TimePast,
    WrongStatus,
)
from tests.disputes_builders import (
    OTHER,
    PHONE,
    Register,
    a_catalogue,
    read,
    send,
)
from tests.forms.case_builders import ELSEWHERE, HEAD, MEDIATOR, Desk, take
from tests.forms_builders import a_catalogue as the_file

AGREED = ("accept", "plan", "agree")


def days_of(register: Register, case_id: int) -> list[tuple[int, date, str]]:
    with Session(register.engine) as session:
        rows = queries.visits(session, case_id)
        return [(row.days, row.due, row.state) for row in rows]


def test_visits_are_planned_for_three_days_none_of_them_a_rest_day(
    register: Register,
) -> None:
    at = datetime(2026, 4, 26, 2, 0, tzinfo=UTC)
    case_id = register.a_case("accept", "plan_soon", "agree", now=at)

    assert days_of(register, case_id) == [
        (7, date(2026, 5, 6), "planned"),  # 3 May is a holiday
        (30, date(2026, 5, 26), "planned"),
        (90, date(2026, 7, 27), "planned"),  # 25 July is a Saturday
    ]


def test_how_often_is_visited_is_the_countys_choice(
    register: Register, tmp_path: Path
) -> None:
    policy = the_file()["policy"]
    policy["disputes"]["follow_up_days"] = [3, 14]
    register.catalogue = a_catalogue(tmp_path, policy=policy)
    case_id = register.a_case(*AGREED)

    assert [row[0] for row in days_of(register, case_id)] == [3, 14]
    failed = register.a_case("accept", "plan", "fail")
    assert [row[0] for row in days_of(register, failed)] == [3]


def test_a_visit_takes_the_next_planned_one_and_closing_drops_the_rest(
    register: Register,
) -> None:
    case_id = register.a_case(*AGREED, "kept", "asked", "close")

    states = [state for _, _, state in days_of(register, case_id)]
    assert states == ["done", "done", "dropped"]


@pytest.mark.parametrize(
    ("kept", "status", "way"),
    [
        ("yes", "fulfilled", None),
        ("no", "breached", "court"),
        ("not_yet", "agreed", None),
    ],
)
def test_a_visit_tells_whether_the_agreement_was_kept(
    register: Register, desk_as: Desk, kept: str, status: str, way: str | None
) -> None:
    case_id = register.a_case(*AGREED)

    page = take(desk_as(MEDIATOR), register, case_id, "visit", kept=kept)

    case = register.case(case_id)
    assert (case.status, case.next_way) == (status, way)
    assert ("强制执行" in page.text) is (kept == "no")


def test_a_promise_is_kept_or_broken_once(register: Register) -> None:
    case_id = register.a_case(*AGREED, "promise")
    with pytest.raises(NoPromise):
        register.work(case_id, lambda w, c: promises.settle(w, c, 99, kept=True))

    register.work(case_id, lambda w, c: promises.settle(w, c, 1, kept=False))

    with pytest.raises(NoPromise):
        register.work(case_id, lambda w, c: promises.settle(w, c, 1, kept=True))


def test_a_promise_of_another_case_is_not_touched(register: Register) -> None:
    register.a_case(*AGREED, "promise")
    other = register.a_case(*AGREED, "promise")

    with pytest.raises(NoPromise):
        register.work(other, lambda w, c: promises.settle(w, c, 1, kept=True))


def test_nobody_promises_for_yesterday_or_before_there_is_an_agreement(
    register: Register,
) -> None:
    def promise(case_id: int, due: date) -> None:
        register.work(
            case_id,
            lambda w, c: promises.promise(w, c, side="respondent", what="修", due=due),
        )

    with pytest.raises(TimePast):
        promise(register.a_case(*AGREED), date(2026, 3, 15))
    with pytest.raises(WrongStatus):
        promise(register.a_case("accept"), date(2026, 4, 1))


SAFE = SafeContact(message="yes")


def waiting(register: Register, case_id: int) -> list[Message]:
    with Session(register.engine) as session:
        return list(about(session, messages.ROOM, register.case(case_id).uid))


def remind(register: Register, at: datetime) -> int:
    with transaction(register.engine) as session:
        return messages.remind(session, register.vault, register.catalogue, now=at)


def told(register: Register, message: Message) -> str:
    with Session(register.engine) as session:
        telling = Teller(register.vault, register.catalogue)(session, message)
    return telling.text if telling else ""


def test_a_reminder_tells_a_time_and_nothing_else(register: Register) -> None:
    case_id = register.a_case("accept", "plan", contact=SAFE)
    at = datetime(2026, 3, 19, 2, 0, tzinfo=UTC)

    assert [remind(register, at), remind(register, at)] == [1, 1]
    (message,) = waiting(register, case_id)

    text = told(register, message)
    assert (
        text
        == "提醒您：3月20日 星期五 09:00有约。详情请用编号上网查，或打0000-0000101。"
    )
    assert len(text) <= 70
    for word in ("调解", "纠纷", "王小明", OTHER, register.code(case_id)):
        assert word not in text


def test_a_promise_is_reminded_of_some_days_before(register: Register) -> None:
    case_id = register.a_case(*AGREED, contact=SAFE)
    due = date(2026, 4, 10)
    for side in ("applicant", "respondent"):
        register.work(
            case_id,
            lambda w, c, side=side: promises.promise(
                w, c, side=side, what="拆架子", due=due
            ),
        )

    assert remind(register, datetime(2026, 4, 6, 2, 0, tzinfo=UTC)) == 0
    assert remind(register, datetime(2026, 4, 7, 2, 0, tzinfo=UTC)) == 1
    (message,) = waiting(register, case_id)
    assert "4月10日" in told(register, message)
    assert "拆架子" not in told(register, message)

    register.work(case_id, lambda w, c: promises.settle(w, c, 1, kept=True))
    assert told(register, message) == ""
    assert message.kind == Kind.PROMISE


@pytest.mark.parametrize("message", ["no", ""])
def test_who_wants_no_message_gets_none(register: Register, message: str) -> None:
    contact = SafeContact(message=message)
    case_id = register.a_case("accept", "plan", contact=contact)

    assert remind(register, datetime(2026, 3, 19, 2, 0, tzinfo=UTC)) == 0
    assert waiting(register, case_id) == []


def test_a_cancelled_session_is_not_reminded_of(register: Register) -> None:
    case_id = register.a_case("accept", "plan", contact=SAFE)
    remind(register, datetime(2026, 3, 19, 12, 30, tzinfo=UTC))
    register.do(case_id, "withdraw")

    (message,) = waiting(register, case_id)
    assert told(register, message) == ""
    assert message.due_at > datetime(2026, 3, 19, 23, 0, tzinfo=UTC)  # not at night


def test_the_desk_sees_what_it_has_to_do_and_nobody_elses(
    register: Register, desk_as: Desk
) -> None:
    register.a_case(*AGREED, "promise")

    page = read(desk_as(HEAD), "/cases/tasks")

    assert "申请人要做的" in page.text
    assert "第 7 天的回访" in page.text
    assert "已超期" in page.text
    for secret in ("王小明", PHONE, OTHER, "旧架子"):
        assert secret not in page.text
    assert "第 1 号" not in read(desk_as(ELSEWHERE, id=5), "/cases/tasks").text


def follow(client: FlaskClient, register: Register, case_id: int) -> None:
    code = register.code(case_id)
    send(client, "/forms/dispute/progress", code=code, tail="8000")


def test_the_applicant_is_asked_once_and_the_head_hears_of_unsolved(
    register: Register, desk_as: Desk, client: FlaskClient
) -> None:
    case_id = register.a_case("decline")
    follow(client, register, case_id)
    assert "说说办得怎么样" in read(client, "/forms/dispute/mine").text

    page = send(client, "/forms/dispute/mine/rating", rating="unsolved")
    assert "您的评价：事情没有解决" in page.text
    assert "说说办得怎么样" not in page.text
    send(client, "/forms/dispute/mine/rating", rating="good")

    assert register.case(case_id).rating == "unsolved"
    assert "第 1 号" in read(desk_as(HEAD), "/cases/?tab=unsolved").text


def test_a_rating_is_refused_before_the_end_twice_and_when_forged(
    register: Register,
) -> None:
    with pytest.raises(WrongStatus):
        register.work(register.a_case(), lambda w, c: rating.rate(w, c, "good"))
    case_id = register.a_case("decline")
    with pytest.raises(WrongStatus):
        register.work(case_id, lambda w, c: rating.rate(w, c, "superb"))
    register.work(case_id, lambda w, c: rating.rate(w, c, "good"))
    with pytest.raises(RatedAlready):
        register.work(case_id, lambda w, c: rating.rate(w, c, "bad"))


def test_nobody_rates_without_a_code(client: FlaskClient) -> None:
    assert client.get("/forms/dispute/mine/rating").status_code == 303
    answer = client.post("/forms/dispute/mine/rating", data={"rating": "good"})
    assert answer.status_code == 303
