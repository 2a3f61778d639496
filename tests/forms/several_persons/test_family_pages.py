"""How a family books, and how the desk sees it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.offers import Offer
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    STATION,
    a_wish,
    all_rows,
    booked,
)
from tests.forms.counter_builders import DESK, HERE, Desk
from tests.forms.family_builders import CHILDREN, FAMILY
from tests.forms.page import follow, read
from tests.forms.resident_builders import filled, set_clock
from tests.forms.visit_builders import LONG, SHORT


def test_a_family_books_page_by_page(
    resident: FlaskClient, engine: Engine, desk_as: Desk
) -> None:
    places = read(resident.get(f"/forms/book/{SHORT}"))
    assert any(link.endswith(f"book/{FAMILY}") for link in places.links)
    where = f"/forms/book/{FAMILY}/{STATION}"
    times = read(resident.get(where))
    assert "3 个人约一个号，连着办，一共大约 90 分钟" in times.text
    assert "每人一套" in times.text
    asked = read(resident.get(f"{where}?start=2026-11-24T09:00"))
    assert [name for name in asked.fields if "other" in name] == ["other_2", "other_3"]

    wrong = filled(other_2="王 小明", other_3="")
    refused = read(resident.post(where, data=wrong))
    assert refused.status == 422
    assert refused.errors == ["这个名字上面填过了。每个人填一次。", "请填写姓名。"]
    right = filled(other_2=CHILDREN[0], other_3=CHILDREN[1])
    shown = follow(resident, resident.post(where, data=right))

    assert shown.h1 == "已经约好了"
    assert "居民身份证换领（3 人）" in shown.text
    assert "一起来的 王**、王**" in shown.text
    assert [page.text.count("（大约 90 分钟）") for page in (asked, shown)] == [1, 1]
    (row,) = all_rows(engine)
    clerk = desk_as(HERE)
    assert (
        "（3 人）"
        in read(clerk.get(f"{DESK}/today?station={STATION}&day=2026-11-24")).text
    )
    item = read(clerk.post(f"{DESK}/item/{row.id}/person"))
    assert "王小满、王小禾" in item.text


def test_a_family_too_late_keeps_its_names(
    resident: FlaskClient, engine: Engine, vault: Vault, alone: Offer
) -> None:
    for number in (5, 6):
        booked(engine, vault, alone, a_wish(number))

    data = filled(other_2=CHILDREN[0], other_3=CHILDREN[1])
    late = read(resident.post(f"/forms/book/{FAMILY}/{STATION}", data=data))

    assert late.status == 409
    assert (late.fields["other_2"], late.fields["other_3"]) == CHILDREN


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (f"{SHORT}*5", "一个号最多 4 个人一起办"),
        (f"{LONG}*2", "一个人约一个号"),
        (f"{SHORT}*x", "一个号最多 4 个人一起办"),
    ],
)
def test_too_many_persons_are_told_how_many_may_come(
    resident: FlaskClient, asked: str, sentence: str
) -> None:
    page = read(resident.get(f"/forms/book/{asked}"))

    assert page.status == 404
    assert sentence in page.text


def test_nobody_is_put_down_for_whatever_comes_first(
    engine: Engine, desk_as: Desk
) -> None:
    clerk = desk_as(HERE)
    blank = read(clerk.get(f"{DESK}/walk-in?station={STATION}"))
    assert blank.one("select[name=service] option")["value"] == ""

    guest = {"station": STATION, "service": "", "name": "王小明", "persons": "1"}
    refused = read(clerk.post(f"{DESK}/walk-in", data=guest))
    assert refused.errors == ["请选择办什么事。"]
    assert not all_rows(engine)


def test_a_family_without_a_booking_is_one_line_of_the_day(
    engine: Engine, desk_as: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    guest = {"station": STATION, "service": SHORT, "name": "王小明", "persons": "3"}

    follow(clerk := desk_as(HERE), clerk.post(f"{DESK}/walk-in", data=guest))

    (row,) = all_rows(engine)
    assert (row.persons, row.minutes) == (3, 90)
