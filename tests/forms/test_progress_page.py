"""The applicant follows the case: their own side, and nothing for anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from forms_app import times
from forms_app.disputes import erasure
from forms_app.vault import Vault
from tests.disputes_builders import OTHER, PHONE, STORY, Page, Register, read, send

TAIL = PHONE[-4:]
ADDRESS = "/forms/dispute/progress"


def open_case(client: FlaskClient, register: Register, case_id: int) -> Page:
    return send(client, ADDRESS, code=register.code(case_id), tail=TAIL)


def test_the_page_shows_who_holds_it_what_happened_and_what_comes(
    client: FlaskClient, register: Register
) -> None:
    page = open_case(client, register, register.a_case())

    assert page.title.startswith("我的事项")
    assert "桥东司法所" in page.text
    assert "网上收到您的申请" in page.text
    assert "最晚 2026年3月19日 答复" in page.text
    assert "您现在不用做什么" in page.text


def test_a_planned_session_shows_time_and_place(
    client: FlaskClient, register: Register
) -> None:
    page = open_case(client, register, register.a_case("accept", "plan"))

    assert "3月20日 星期五 09:00" in page.text
    assert "司法所二楼调解室" in page.text
    assert "2026年4月15日" in page.text


def test_a_hand_over_is_told_with_its_reason_and_clock(
    client: FlaskClient, register: Register
) -> None:
    page = open_case(client, register, register.a_case("refer"))

    assert "转交给桥东镇综治中心" in page.text
    assert "牵涉几个部门" in page.text
    assert "问过申请人，同意转交" in page.text
    assert "3月19日" in page.text


def test_nothing_of_the_other_side_is_on_the_page(
    client: FlaskClient, register: Register
) -> None:
    page = open_case(
        client, register, register.a_case("accept", "plan", "hold", "fail")
    )

    for secret in (OTHER, "住隔壁", STORY, "王小明", PHONE, "谈不拢", "愿意出一半钱"):
        assert secret not in page.text
    assert "向人民法院起诉" in page.text


def test_what_staff_keep_to_themselves_stays_off_the_page(
    client: FlaskClient, register: Register
) -> None:
    page = open_case(
        client, register, register.a_case("accept", "plan", "agree", "kept", "close")
    )

    assert "办结归档" in page.text
    assert "已回访" not in page.text


def test_wrong_unknown_and_locked_codes_get_one_and_the_same_answer(
    client: FlaskClient, register: Register
) -> None:
    code = register.code(register.a_case())
    answers = [
        client.post(ADDRESS, data={"code": code, "tail": "0001"}),
        client.post(ADDRESS, data={"code": code, "tail": "0001"}),
        client.post(ADDRESS, data={"code": "ABCD-EFGH-JKMN", "tail": TAIL}),
    ]
    for _ in range(4):
        client.post(ADDRESS, data={"code": code, "tail": "0001"})
    locked = client.post(ADDRESS, data={"code": code, "tail": TAIL})

    def bare(text: str, typed: str, tail: str) -> str:
        return text.replace(typed, "*").replace(tail, "*")

    pages = {
        bare(answers[0].get_data(as_text=True), code, "0001"),
        bare(answers[2].get_data(as_text=True), "ABCD-EFGH-JKMN", TAIL),
        bare(locked.get_data(as_text=True), code, TAIL),
    }
    assert len(pages) == 1
    assert "打电话问" not in pages.pop()
    assert {a.status_code for a in (*answers, locked)} == {422}
    assert {len(a.headers) for a in (*answers, locked)} == {len(locked.headers)}


def test_filed_and_never_filed_cost_the_same_work(
    client: FlaskClient, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same statements and the same deeds of the vault."""
    done: list[str] = []
    event.listen(
        register.engine,
        "before_cursor_execute",
        lambda *told: done.append(told[2]),
    )
    for deed in ("seal_bytes", "open_bytes", "digest"):
        monkeypatch.setattr(Vault, deed, noting(done, deed, getattr(Vault, deed)))
    filed = register.code(register.a_case())
    gone = register.a_case()
    erased = register.code(gone)
    register.work(gone, lambda work, case: erasure.erase_case(work, case, "到期"))

    def work_for(code: str, tail: str) -> list[str]:
        done.clear()
        assert client.post(ADDRESS, data={"code": code, "tail": tail}).status_code
        return sorted(done)

    wrong_tail = work_for(filed, "0001")
    assert wrong_tail == work_for("ABCD-EFGH-JKMN", TAIL)
    assert wrong_tail == work_for(erased, TAIL)
    assert {"open_bytes", "seal_bytes", "digest"} <= set(wrong_tail)


def noting(done: list[str], name: str, deed: Callable[..., Any]) -> Callable[..., Any]:
    def noted(*given: Any) -> Any:
        done.append(name)
        return deed(*given)

    return noted


def test_without_the_code_the_page_leads_back_to_the_question(
    client: FlaskClient, register: Register
) -> None:
    register.a_case()

    for address in ("/forms/dispute/mine", "/forms/dispute/mine/stop"):
        assert read(client, address).h1 == "查我的事项"
    assert send(client, "/forms/dispute/mine/stop").h1 == "查我的事项"


def test_the_opened_case_closes_itself_after_twenty_minutes(
    client: FlaskClient, register: Register
) -> None:
    uid = register.case(register.a_case()).uid
    at = int(times.now().timestamp())
    with client.session_transaction() as session:
        session["opened"] = (uid, at - 20 * 60 + 30)
    assert read(client, "/forms/dispute/mine").h1 == "我的事项"
    with client.session_transaction() as session:
        session["opened"] = (uid, at - 20 * 60 - 30)
    assert read(client, "/forms/dispute/mine").h1 == "查我的事项"


def test_taking_it_back_is_asked_once_more_and_done_by_post(
    client: FlaskClient, register: Register
) -> None:
    case_id = register.a_case()
    open_case(client, register, case_id)

    question = read(client, "/forms/dispute/mine/stop")
    assert "确定" in question.h1
    assert register.case(case_id).status == "submitted"

    page = send(client, "/forms/dispute/mine/stop")
    assert "已撤回" in page.text
    assert register.case(case_id).status == "withdrawn"
    assert send(client, "/forms/dispute/mine/stop").status == 200


def test_what_has_ended_offers_no_withdrawal(
    client: FlaskClient, register: Register
) -> None:
    page = open_case(client, register, register.a_case("decline"))

    assert "我不想继续了" not in page.links()
    assert "法院已经判过" in page.text


def test_clearing_closes_the_case(client: FlaskClient, register: Register) -> None:
    open_case(client, register, register.a_case())

    send(client, "/forms/dispute/clear")

    assert read(client, "/forms/dispute/mine").h1 == "查我的事项"


@pytest.mark.parametrize("address", ["progress", "start", "home", "support"])
def test_no_page_asks_for_a_name_or_a_number_to_search_by(
    client: FlaskClient, address: str
) -> None:
    page = read(client, f"/forms/dispute/{address}")

    for word in ("name", "phone", "id_number"):
        assert page.soup.find("input", {"name": word}) is None
