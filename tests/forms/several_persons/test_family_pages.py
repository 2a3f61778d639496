"""How a family books, and how the desk sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.changes import Step
from forms_app.appointments.models import Hold
from forms_app.appointments.offers import Offer
from forms_app.appointments.people import opened
from forms_app.appointments.queries import days_on_offer
from forms_app.appointments.wait_models import Wait
from forms_app.database import reading
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import staff_builders
from tests.forms.booking_builders import (
    NOW,
    STATION,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    booked,
    day,
    work,
)
from tests.forms.counter_builders import DESK, HEAD_HERE, HERE, TUESDAY, Desk
from tests.forms.family_builders import CHILDREN, FAMILY, wish_of
from tests.forms.page import follow, read
from tests.forms.resident_builders import NINE, filled, set_clock
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


def test_a_clerk_writes_down_the_whole_family(
    site: Path,
    settings: Settings,
    engine: Engine,
    vault: Vault,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, NOW)
    desk = staff_builders.signed_in(
        staff_builders.a_desk(replace(settings, site=site)),
        staff_builders.a_member(engine, HERE),
    )
    asked = read(desk.get(f"{DESK}/phone?station={STATION}&service={FAMILY}"))
    assert {"other_2", "other_3"} <= asked.fields.keys()
    assert "other_4" not in asked.fields

    names = {"other_2": CHILDREN[0], "other_3": CHILDREN[1]}
    data = filled(station=STATION, service=FAMILY, **names)
    follow(desk, desk.post(f"{DESK}/phone", data=data))

    (row,) = all_rows(engine)
    assert opened(vault, row).others == CHILDREN


def test_a_family_in_the_line_is_written_down_whole(
    resident: FlaskClient, engine: Engine, vault: Vault, alone: Offer
) -> None:
    tuesday = (day(TUESDAY), day(TUESDAY))
    with reading(engine) as session:
        (free,) = days_on_offer(session, alone, now=NOW, window=tuesday)
    for number, slot in enumerate(
        free.slots[::3] * alone.seats
    ):  # never three in a row
        booked(engine, vault, alone, a_wish(100 + number, starts_at=slot.starts_at))
    where = f"/forms/book/{FAMILY}/{STATION}/wait"
    assert {"other_2", "other_3"} <= read(resident.get(where)).fields.keys()

    names = {"other_2": CHILDREN[0], "other_3": CHILDREN[1]}
    shown = follow(resident, resident.post(where, data=filled(days=TUESDAY, **names)))

    assert shown.h1 == "已经排上候补"
    with reading(engine) as session:
        (row,) = session.query(Wait).all()
    assert opened(vault, row).others == CHILDREN


def test_a_family_too_late_keeps_its_names(
    resident: FlaskClient, engine: Engine, vault: Vault, alone: Offer
) -> None:
    for number in (5, 6):
        booked(engine, vault, alone, a_wish(number))

    data = filled(other_2=CHILDREN[0], other_3=CHILDREN[1])
    late = read(resident.post(f"/forms/book/{FAMILY}/{STATION}", data=data))

    assert late.status == 409
    assert (late.fields["other_2"], late.fields["other_3"]) == CHILDREN


def test_a_seat_kept_for_one_is_not_taken_for_seats_of_all(
    resident: FlaskClient, engine: Engine
) -> None:
    tokens = []
    for asked, slots in ((SHORT, 1), (FAMILY, 3), (FAMILY, 3), (SHORT, 1)):
        where = f"/forms/book/{asked}/{STATION}"
        page = follow(resident, resident.post(f"{where}/hold", data={"start": NINE}))
        assert "留到上午 8:10" in page.text
        with reading(engine) as session:
            kept = [hold.token for hold in session.query(Hold)]
        assert len(kept) == slots
        tokens.append(kept[0])

    assert tokens[1] == tokens[2], "the same again"
    for asked in (FAMILY, f"{SHORT}*2"):
        other = read(resident.get(f"/forms/book/{asked}/{STATION}?start={NINE}"))
        assert (other.fields["start"], "留到" in other.text) == (NINE, False)


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


def test_a_family_at_the_wrong_place_is_not_told_it_is_too_large(
    resident: FlaskClient,
) -> None:
    page = read(resident.get(f"/forms/book/{FAMILY}/nowhere"))

    assert page.status == 404
    assert "这个地方约不了，请换一个地方。" in page.text
    assert not any(words in page.text for words in ("一个号最多", "直接到窗口"))
    assert any(link.endswith(f"book/{FAMILY}/{STATION}") for link in page.links)


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


def test_whoever_waits_hears_of_people_and_not_of_numbers(
    resident: FlaskClient,
    engine: Engine,
    vault: Vault,
    family: Offer,
    alone: Offer,
    desk_as: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = booked(engine, vault, family, wish_of())
    last = booked(engine, vault, alone, a_wish(2))
    closing = read(
        desk_as(HEAD_HERE).get(f"{DESK}/close?station={STATION}&day={TUESDAY}")
    )
    assert "这天已经有 4 个人约了号" in closing.text

    for row in (first, last):
        work(engine, row, Step.ARRIVE, TUESDAY_NINE)
    set_clock(monkeypatch, TUESDAY_NINE)
    code = {"code": last.reference, "tail": "0002"}
    mine = follow(resident, resident.post("/forms/appointment/open", data=code))

    assert "前面还有 3 个人。" in mine.text
    assert "还有 4 个人在等" in read(resident.get(f"/forms/screen/{STATION}")).text


def test_a_family_without_a_booking_is_one_line_of_the_day(
    engine: Engine, desk_as: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    guest = {"station": STATION, "service": SHORT, "name": "王小明", "persons": "3"}

    follow(clerk := desk_as(HERE), clerk.post(f"{DESK}/walk-in", data=guest))

    (row,) = all_rows(engine)
    assert (row.persons, row.minutes) == (3, 90)
