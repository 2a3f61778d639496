"""我的信息: see, take away, mend and delete, by the code and nothing else."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from forms_app.disputes import clocks, own_data, queries, sealing, trail
from tests.disputes_builders import (
    OTHER,
    PHONE,
    STORY,
    Page,
    Register,
    a_catalogue,
    answer_everything,
    read,
    send,
)
from tests.forms.case_builders import DUTY, ELSEWHERE, HEAD, Desk
from tests.forms.test_case_erasure import sealed_values

DATA = "/forms/dispute/mine/data"


def open_case(client: FlaskClient, register: Register, case_id: int) -> Page:
    code = register.code(case_id)
    address = "/forms/dispute/progress"
    return send(client, address, code=code, tail=PHONE[-4:])


def mended(**changes: str) -> dict[str, str]:
    contact = {"contact_when": "evening", "contact_message": "no"}
    return {"phone": PHONE, **contact, "contact_note": "", "wrong": "", **changes}


def test_the_page_and_the_file_have_everything_the_applicant_told(
    client: FlaskClient, register: Register
) -> None:
    open_case(client, register, register.a_case())
    page = read(client, DATA)
    exported = client.get(f"{DATA}.json")

    for words in (STORY, "王小明", PHONE, OTHER, "住隔壁", "只在晚上"):
        assert words in page.text
        assert words in exported.get_data(as_text=True)
    told = json.loads(exported.get_data())
    assert told["version"] == "1.0"
    assert "attachment" in exported.headers["Content-Disposition"]
    assert register.code(1) not in page.text


def test_nothing_staff_wrote_is_in_it(client: FlaskClient, register: Register) -> None:
    open_case(client, register, register.a_case("accept", "plan", "hold", "fail"))

    text = client.get(f"{DATA}.json").get_data(as_text=True)
    for secret in ("愿意出一半钱", "谈不拢", "外机确实对着窗"):
        assert secret not in text


@pytest.mark.parametrize("address", ["", ".json", "/delete"])
def test_without_the_code_nobody_gets_any_of_it(
    client: FlaskClient, register: Register, address: str
) -> None:
    register.a_case()

    assert read(client, DATA + address).h1 == "查我的事项"
    if address != ".json":
        assert send(client, DATA + address, **mended()).h1 == "查我的事项"


def test_another_telephone_opens_from_now_on(
    client: FlaskClient, register: Register
) -> None:
    case_id = register.a_case()
    open_case(client, register, case_id)
    send(client, DATA, **mended(phone="13900002222", contact_when="never"))

    code, address = register.code(case_id), "/forms/dispute/progress"
    assert send(client, address, code=code, tail=PHONE[-4:]).status == 422
    page = send(client, address, code=code, tail="2222")
    assert "您改了联系方式。" in page.text
    assert sealing.contact(register.vault, register.case(case_id)).when == "never"


def test_a_wrong_telephone_changes_nothing(
    client: FlaskClient, register: Register
) -> None:
    case_id = register.a_case()
    open_case(client, register, case_id)
    page = send(client, DATA, **mended(phone="12", contact_when="never"))

    assert page.status == 422
    assert sealing.contact(register.vault, register.case(case_id)).when == "evening"


def test_what_else_is_wrong_reaches_the_desk_sealed(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    open_case(client, register, case_id)
    send(client, DATA, **mended(wrong="名字是王晓明"))

    with Session(register.engine) as session:
        last = queries.events(session, case_id)[-1]
        assert trail.note_of(register.vault, last) == "名字是王晓明"
    assert "名字是王晓明" in read(desk_as(HEAD), f"/cases/{case_id}").text


def test_a_wish_for_correction_has_its_clock_and_its_answer(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    open_case(client, register, case_id)
    send(client, DATA, **mended(wrong="名字是王晓明"))
    send(client, DATA, **mended(wrong="住在三社"))
    assert "前答复您" in read(client, DATA).text

    officer = desk_as(DUTY)
    address = f"/cases/{case_id}/mend"
    assert address in read(officer, "/cases/tasks").links().values()
    page = read(officer, address)
    assert "名字是王晓明" in page.text
    assert "住在三社" in page.text
    assert send(officer, address, done="yes", reason=" ").status == 422
    send(officer, address, done="yes", name="王晓明", reason="看过证件，改好了")

    assert "王晓明" in read(client, DATA).text
    assert "看过证件，改好了" in read(client, "/forms/dispute/mine").text
    assert officer.get(address).status_code == 404
    assert address not in read(officer, "/cases/tasks").links().values()


def test_a_correction_may_be_refused_with_a_reason(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case()
    open_case(client, register, case_id)
    send(client, DATA, **mended(wrong="改成别的名字"))
    assert desk_as(ELSEWHERE).get(f"/cases/{case_id}/mend").status_code == 404
    send(desk_as(DUTY), f"/cases/{case_id}/mend", done="no", reason="证件上不是")

    assert "证件上不是" in read(client, "/forms/dispute/mine").text
    assert "王小明" in read(client, DATA).text


def test_who_waits_for_an_answer_stands_in_a_list_that_turns_red(
    register: Register, desk_as: Desk
) -> None:
    """Asked on Friday 2026-02-13: fifteen working days of 2026 end on 12 March."""
    friday = datetime(2026, 2, 13, 2, tzinfo=UTC)
    case_id = register.a_case("accept")
    register.work(case_id, own_data.delete, friday)
    asked = register.case(case_id).erase_asked_at
    assert asked is not None
    assert clocks.rights_by(register.catalogue, asked) == date(2026, 3, 12)

    head = desk_as(HEAD)
    page = read(head, "/cases/tasks")
    assert f"/cases/{case_id}/erase" in page.links().values()
    assert page.soup.select(".ds-tag--stop")
    assert "要改、要删信息的请求" in read(head, "/").text
    register.work(
        case_id, lambda work, case: own_data.answer(work, case, grant=True, reason="")
    )
    assert "要改、要删信息的请求" not in read(head, "/").text


def test_before_anybody_agreed_deleting_is_done_at_once(
    client: FlaskClient, register: Register
) -> None:
    case_id = register.a_case()
    open_case(client, register, case_id)
    assert "删了就找不回来" in read(client, f"{DATA}/delete").text

    assert send(client, f"{DATA}/delete").h1 == "已经清除"
    assert sealed_values(register) == []
    case = register.case(case_id)
    assert (case.status, case.type_name) == ("withdrawn", "邻里纠纷")
    assert read(client, DATA).h1 == "查我的事项"


def test_later_it_is_a_request_that_the_head_answers_with_a_reason(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept")
    open_case(client, register, case_id)
    for _ in range(2):
        page = send(client, f"{DATA}/delete")
    assert "您要求删除信息" in page.text

    officer, head = desk_as(DUTY), desk_as(HEAD, name="李所长", id=42)
    assert officer.post(f"/cases/{case_id}/erase").status_code == 403
    assert "去答复" in read(head, f"/cases/{case_id}").links()
    silent = send(head, f"/cases/{case_id}/erase", grant="no", reason=" ")
    assert silent.status == 422
    send(head, f"/cases/{case_id}/erase", grant="no", reason="还在调解，结束后再删")

    assert "还在调解，结束后再删" in read(client, "/forms/dispute/mine").text
    assert head.get(f"/cases/{case_id}/erase").status_code == 404
    with Session(register.engine) as session:
        kinds = [event.kind for event in queries.events(session, case_id)]
    assert kinds.count("erase_asked") == 1


def test_a_granted_wish_leaves_the_figures(
    client: FlaskClient, register: Register, desk_as: Desk
) -> None:
    case_id = register.a_case("accept", "plan", "fail")
    open_case(client, register, case_id)
    send(client, f"{DATA}/delete")
    send(desk_as(HEAD), f"/cases/{case_id}/erase", grant="yes", reason="已经办完")

    assert sealed_values(register) == []
    assert register.case(case_id).outcome == "not_agreed"


def test_the_version_of_the_notice_is_kept_with_the_request(
    client: FlaskClient, register: Register
) -> None:
    check = answer_everything(client)
    assert "这份说明是 2026-03 版" in check.text
    assert "办完就删" in check.text
    send(client, "/forms/dispute/send", request_key=check.value("request_key"))

    assert sealing.details(register.vault, register.case(1)).notice == "2026-03"


def test_a_site_of_before_has_no_notice_and_works(tmp_path: Path) -> None:
    assert a_catalogue(tmp_path, policy={**POLICY}).notice.points == ()


POLICY = {
    "appointments": {"cancel_until_minutes": 60, "open_per_phone": 3, "keep_days": 90},
    "disputes": {
        "accept_workdays": 3,
        "referral_workdays": 3,
        "police_referral_hours": 24,
        "mediation_days": 30,
        "keep_days": 1095,
    },
    "emergency": ["110"],
}
