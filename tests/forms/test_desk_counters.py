"""The day by counter, arriving by code or scan, keys instead of a mouse, workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import Engine, text

from forms_app.appointments.offers import Offer
from forms_app.references import scanned
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    STATION,
    TUESDAY_NINE,
    a_wish,
    booked,
)
from tests.forms.counter_builders import (
    DESK,
    ELSEWHERE,
    HERE,
    MEDIATOR,
    TUESDAY,
    status_of,
)
from tests.forms.page import follow, read
from tests.forms.resident_builders import book_here, set_clock
from tests.forms.visit_builders import LONG, a_site_of_visits, visit

Desk = Callable[..., FlaskClient]
DAY = f"{DESK}/today?station={STATION}&day={TUESDAY}"


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, TUESDAY_NINE)


@pytest.mark.parametrize(
    "typed",
    [
        "ABCD2345",
        "abcd-2345",
        "ＡＢＣＤ 2345",
        "DOORSTEP:ABCD2345",
        "https://x/?c=abcd2345",
    ],
)
def test_a_scanner_may_say_more_than_the_code(typed: str) -> None:
    assert scanned(typed, 8) == "ABCD2345"


def test_who_is_scanned_has_arrived_and_is_scanned_twice_without_harm(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1), TUESDAY_NINE - 3 * HALF_HOUR)
    desk = desk_as(HERE)

    for _ in range(2):
        answer = desk.post(f"{DESK}/check-in", data={"code": row.reference.lower()})
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith(f"#a-{row.id}")

    assert status_of(engine, row) == "arrived"
    page = read(desk.get(DAY))
    assert page.one(f"#a-{row.id}")
    assert "001" in page.text


def test_another_days_visitor_is_told_so_and_not_checked_in(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    later = a_wish(1, starts_at=TUESDAY_NINE + 48 * HALF_HOUR)
    row = booked(engine, vault, offer, later, TUESDAY_NINE)

    page = read(desk_as(HERE).post(f"{DESK}/check-in", data={"code": row.reference}))

    assert page.status == 409
    assert "不是今天的" in page.errors[0]
    assert status_of(engine, row) == "booked"
    shown = {button.get_text(strip=True) for button in page.soup.select("main button")}
    assert not shown & {"到了", "办完了", "没来", "来电话说会晚到"}
    assert "确定取消" in shown


@pytest.mark.parametrize("typed", ["", "ZZZZ9999", "😀" * 50, "x" * 5000, "\0"])
def test_what_is_no_code_is_not_found(desk_as: Desk, typed: str) -> None:
    answer = desk_as(HERE).post(f"{DESK}/check-in", data={"code": typed})

    assert answer.status_code == 404


def test_a_visitor_of_another_station_is_not_found(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1), TUESDAY_NINE - 3 * HALF_HOUR)
    asked = {"code": row.reference}

    assert desk_as(ELSEWHERE).post(f"{DESK}/check-in", data=asked).status_code == 404
    assert (
        desk_as(MEDIATOR, id=2).post(f"{DESK}/check-in", data=asked).status_code == 403
    )
    assert status_of(engine, row) == "booked"


def test_the_keyboard_comes_first_to_who_arrives(desk_as: Desk) -> None:
    page = read(desk_as(HERE).get(DAY))
    content = page.one("article")

    first = content.select_one("input:not([type=hidden]), a[href], button")
    assert first is not None
    assert (first.get("id"), first.get("autofocus")) == ("code", "")
    assert not content.select("[tabindex]"), "the order is the order of the page"
    keys = [
        tag.get_attribute_list("accesskey")[0] for tag in content.select("[accesskey]")
    ]
    assert len(set(keys)) == len(keys)
    assert {"d", "q", "w", "p", "n", "c"} <= set(keys)


def test_the_day_by_counter_shows_long_visits_to_their_end(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer, tmp_path: Path
) -> None:
    before = TUESDAY_NINE - 3 * HALF_HOUR
    booked(engine, vault, offer, a_wish(1, name="李四"), before)
    long = visit(a_site_of_visits(tmp_path), LONG)
    booked(engine, vault, long, a_wish(2, name="王小明"), before)

    page = read(desk_as(HERE).get(f"{DESK}/counters?station={STATION}&day={TUESDAY}"))

    lines = [
        [cell.get_text(" ", strip=True) for cell in line.select("th, td")]
        for line in page.soup.select("tbody tr")
    ]
    assert lines == [
        ["上午 9:00", "李** 居民身份证换领", "王** 出生登记"],
        ["上午 9:30", "", "接着办：王**"],
    ]
    assert (
        desk_as(ELSEWHERE, id=2).get(f"{DESK}/counters?station={STATION}").status_code
        == 403
    )


def test_a_workbook_holds_words_never_formulas(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1), TUESDAY_NINE - 3 * HALF_HOUR)
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE appointment SET service_name = '=HYPERLINK(\"http://x\")'")
        )
    where = f"{DESK}/export?station={STATION}&first={TUESDAY}&last={TUESDAY}"

    with desk_as(HERE).get(f"{where}&as=xlsx") as answer:
        assert answer.mimetype.endswith("spreadsheetml.sheet")
        assert answer.headers["Content-Disposition"].endswith('.xlsx"')
        sheet = load_workbook(io.BytesIO(answer.data)).active

    assert sheet is not None
    head, line = list(sheet.iter_rows())
    assert [cell.value for cell in head][:3] == ["日期", "时间", "编号"]
    assert [cell.value for cell in line] == [
        TUESDAY,
        "09:00",
        f"{row.reference[:4]}-{row.reference[4:]}",
        '=HYPERLINK("http://x")',
        "预约",
        "已预约",
        30,
        1,
    ]
    assert {cell.data_type for cell in line} == {"s", "n"}
    assert not any(cell.hyperlink for cell in line)
    assert "王小明" not in str([cell.value for cell in line])
    assert desk_as(HERE).get(f"{where}&as=exe").status_code == 404


def test_a_resident_has_the_code_as_a_square_without_a_name(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, TUESDAY_NINE - 48 * HALF_HOUR)
    page = book_here(client)

    assert page.one("img[src$='code.svg']")["alt"]
    with client.get("/forms/appointment/code.svg") as answer:
        assert answer.mimetype == "image/svg+xml"
        assert b"style=" not in answer.data
        assert answer.headers["Cache-Control"] == "no-store"
    client.post("/forms/appointment/forget")
    assert follow(client, client.get("/forms/appointment/code.svg")).h1 == "查我的预约"
