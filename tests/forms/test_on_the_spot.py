"""田间地头: many households at once, settled there, typed in whole or not at all."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from forms_app.database import transaction
from forms_app.disputes import erasure, queries, sealing
from forms_app.disputes.spot import record
from forms_app.times import local_day, now
from tests.disputes_builders import (
    CENTRE,
    JUSTICE,
    MONDAY,
    Page,
    Register,
    a_work,
    read,
    send,
)
from tests.forms.case_builders import DUTY, HEAD, MEDIATOR, Desk

NAMES = ("周大山", "བསྟན་འཛིན", "علي")


def a_sheet(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "request_key": "e" * 32,
        "station": JUSTICE,
        "type": "neighbour",
        "area": "qiaodong-huanxi",
        "day": local_day(now()).isoformat(),
        "place": "三社河边",
        "story": "牛群踩了党参地",
        "payer": "马老三",
        "payer_about": "河对岸",
        "agreement": "oral",
        "terms": "马老三当场赔给各家，以后牛拴好。",
        "paid_now": "y",
        "mediator": "赵妈妈",
    }
    for number, name in enumerate(NAMES):
        given |= a_household(number, name)
    return {**given, **changes}


def a_household(number: int, name: str, **changes: str) -> dict[str, str]:
    line = {"name": name, "phone": "", "what": "党参半亩", "yuan": "120.50", **changes}
    return {f"households-{number}-{key}": value for key, value in line.items()}


def enter(desk: FlaskClient, **changes: Any) -> Page:
    return send(desk, "/cases/spot", **a_sheet(**changes))


def nothing_is_entered(register: Register) -> bool:
    with register.engine.connect() as connection:
        tables = ("dispute_case", "dispute_party", "household_loss", "case_event")
        return not any(
            connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables
        )


def test_what_and_where_are_not_chosen_for_anybody(
    register: Register, desk_as: Desk
) -> None:
    desk = desk_as(DUTY)
    for address in ("/cases/spot", "/cases/new?type=neighbour"):
        area = read(desk, address).soup.select("select[name=area] option")[0]
        assert area["value"] == ""

    page = enter(desk, type="", area="")

    assert page.errors == ["请选一项：哪类事。", "请选一项：在哪个村社区。"]
    assert nothing_is_entered(register)


def test_three_households_are_paid_on_the_spot(
    register: Register, desk_as: Desk
) -> None:
    desk = desk_as(DUTY, name="赵警官")
    page = enter(desk)
    again = enter(desk)

    assert page.h1 == again.h1 == "现场调解记录 · 第 1 号"
    for words in (*NAMES, "党参半亩", "120.50", "361.50", "马老三", "赵妈妈"):
        assert words in page.text
    case = register.case(1)
    assert (case.status, case.source, case.way_decided_by) == (
        "fulfilled",
        "spot",
        "赵警官",
    )
    with Session(register.engine) as session:
        kinds = [event.kind for event in queries.events(session, 1)]
        (held,) = queries.sessions(session, 1)
        assert "周大山：党参半亩，120.50 元" in sealing.facts(register.vault, held)
    assert kinds == [
        *("received", "accepted", "assigned", "session_held", "agreed", "fulfilled")
    ]


def test_what_is_not_paid_yet_has_its_day(register: Register, desk_as: Desk) -> None:
    later = local_day(now()) + timedelta(days=10)
    page = enter(desk_as(DUTY), paid_now="", perform_by=later.isoformat())

    assert page.status == 200
    case = register.case(1)
    assert (case.status, case.perform_by) == ("agreed", later)


def test_a_written_agreement_is_drawn_up_afterwards(
    register: Register, desk_as: Desk
) -> None:
    page = enter(desk_as(DUTY), agreement="written")

    assert "书面协议另外打印" in page.text
    assert register.case(1).status == "in_mediation"


def test_a_sheet_of_paper_is_typed_in_days_later(
    register: Register, desk_as: Desk
) -> None:
    day = local_day(now()) - timedelta(days=5)
    enter(desk_as(DUTY), day=day.isoformat())

    with Session(register.engine) as session:
        (held,) = queries.sessions(session, 1)
        assert local_day(held.starts_at) == day
        words = [event.words for event in queries.events(session, 1)]
    assert any("今天按纸质记录补登" in line for line in words)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({f"households-{n}-name": "" for n in range(3)}, "这一家没有写户主。"),
        (
            {f"households-{n}-{k}": "" for n in range(3)
             for k in ("name", "what", "yuan")},
            "请至少写一家的损失。",
        ),
        (a_household(1, "周大山"), "“周大山”写了两次"),
        (a_household(1, "李四", what=""), "李四家损失了什么，请写上。"),
        (a_household(1, "李四", yuan=""), "李四家赔多少，请写上。"),
        (a_household(1, "李四", yuan="1.234"), "金额最多写到分。"),
        (a_household(1, "李四", yuan="-5"), "金额不对，请核对。"),
        (a_household(1, "李四", phone="12"), "11 位手机号"),
        ({"day": "2020-01-01"}, "日期不对"),
        ({"day": "2099-01-01"}, "日期不对"),
        ({"paid_now": ""}, "没有当场付清的"),
        ({"paid_now": "", "perform_by": "2020-01-01"}, "没有当场付清的"),
        ({"terms": " "}, "约定了什么"),
        ({"station": CENTRE}, ""),
        ({"mediator": "马老三"}, ""),
        ({"mediator": "周大山"}, ""),
    ],
)  # fmt: skip
def test_a_slip_gets_a_sentence_and_nothing_is_half_saved(
    register: Register, desk_as: Desk, changes: dict[str, str], sentence: str
) -> None:
    page = enter(desk_as(DUTY), **changes)

    assert page.status == 422
    assert page.errors
    assert sentence in "".join(page.errors)
    assert "牛群踩了党参地" in page.text
    assert nothing_is_entered(register)


def test_fifty_households_fit_and_sixty_one_do_not(
    register: Register, desk_as: Desk
) -> None:
    many: dict[str, str] = {}
    for number in range(50):
        many |= a_household(number, f"第{number}家")
    assert enter(desk_as(DUTY), **many).status == 200
    for number in range(61):
        many |= a_household(number, f"第{number}家")
    late = enter(desk_as(DUTY), request_key="f" * 32, **many)

    assert "一次最多登记 60 家" in "".join(late.errors)
    with Session(register.engine) as session:
        assert len(queries.parties(session, 1)) == 51
        assert len(record.listed(session, register.vault, 1, masked=True)) == 50


def test_more_lines_keep_what_is_written_and_save_nothing(
    register: Register, desk_as: Desk
) -> None:
    page = enter(desk_as(DUTY), more="1")

    assert page.value("households-0-name") == "周大山"
    assert page.soup.find("input", {"name": "households-7-name"}) is not None
    assert nothing_is_entered(register)


def test_names_are_masked_on_the_case_and_the_sheet_is_for_whoever_wrote_it(
    register: Register, desk_as: Desk
) -> None:
    enter(desk_as(DUTY))

    page = read(desk_as(HEAD, id=42), "/cases/1")
    assert "周**：党参半亩" in page.text
    assert "周大山" not in page.soup.select_one("#losses").get_text()  # type: ignore[union-attr]
    assert "周大山" not in read(desk_as(HEAD, id=42), "/cases/spot/sheet").text
    assert desk_as(MEDIATOR, id=43).get("/cases/spot").status_code == 403


def test_the_losses_lie_sealed_and_go_with_the_case(
    register: Register, desk_as: Desk
) -> None:
    enter(desk_as(DUTY))
    with register.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM household_loss")).first()
    assert row is not None
    stored = b"".join(bytes(v) for v in row if isinstance(v, (bytes, memoryview)))
    assert "党参".encode() not in stored
    with transaction(register.engine) as session:
        late = MONDAY.replace(year=2040)
        work = a_work(session, register.vault, register.catalogue, now=late)
        assert erasure.erase_old(work) == 1

    with Session(register.engine) as session:
        (first, *_) = record.listed(session, register.vault, 1, masked=True)
        assert (first.name, first.what, first.yuan) == ("", "", Decimal(0))


def test_the_blank_sheet_asks_for_what_the_form_asks(desk_as: Desk) -> None:
    page = read(desk_as(DUTY), "/cases/spot/blank")

    for words in (
        "日期",
        "地点",
        "赔的一方",
        "户主",
        "损失",
        "签名",
        "口头",
        "当场付清",
    ):
        assert words in page.text
    assert len(page.soup.select("tbody tr")) == 12
