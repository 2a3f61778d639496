"""Choosing where and when, as a resident sees it, without JavaScript."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.offers import Offer
from forms_app.refusals import SlotFull
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    SERVICE,
    STATION,
    a_wish,
    booked,
)
from tests.forms.page import read
from tests.forms.resident_builders import (
    NINE,
    WHERE,
    set_clock,
)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def test_choosing_where_shows_address_phone_and_next_free_time(
    client: FlaskClient,
) -> None:
    page = read(client.get(f"/forms/book/{SERVICE}"))

    assert page.status == 200
    assert "预约" in page.h1
    for words in ("桥东派出所", "0000-0000101", "11月23日 星期一 上午 9:00"):
        assert words in page.text
    assert f"../../forms/book/{SERVICE}/{STATION}" in page.links


def test_choosing_when_shows_the_checklist_before_the_times(
    client: FlaskClient,
) -> None:
    page = read(client.get(WHERE))

    assert page.text.index("先看看要带什么") < page.text.index("选一个时间")
    assert "旧身份证" in page.text
    assert page.radios["11月24日 星期二 上午 9:00，还有 2 个号"] == NINE
    assert "星期六不上班。之后最早的空号是11月30日 星期一 上午 8:30。" in page.text
    assert "0000-0000101" in page.text


def test_a_day_not_given_out_yet_says_from_when_it_can_be_booked(
    client: FlaskClient,
) -> None:
    assert (
        "12月8日 星期二的号还没放出来，明天零点开始约" in read(client.get(WHERE)).text
    )

    page = read(client.get(f"{WHERE}?start=2026-12-10T09:00"))

    assert page.status == 422
    assert page.errors == ["2026年12月10日的号还没有放出来，2026年11月26日零点开始约。"]


def test_the_first_day_with_free_times_is_unfolded_and_only_that_one(
    client: FlaskClient,
) -> None:
    page = read(client.get(WHERE))

    days = page.soup.select("details.ds-day")
    assert len(days) > 1
    assert [day for day in days if day.has_attr("open")] == days[:1]
    assert days[0].select_one("input[type=radio]")


def test_a_chosen_time_leads_to_the_page_that_asks_who(client: FlaskClient) -> None:
    page = read(client.get(f"{WHERE}?start={NINE}"))

    assert "11月24日 星期二 上午 9:00" in page.text
    assert page.fields["start"] == NINE
    assert len(page.fields["request_key"]) == 32
    assert "90 天后自动清除" in page.text
    assert "旧身份证" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "chosen=1",
        "start=",
        "start=2026-11-24",
        "start=2026-11-24T09:10",
        "start=2026-11-24T09:00:00%2B08:00",
        "start=2026-02-30T09:00",
        "start=0001-01-01T00:00",
        "start=9999-12-31T23:59",
        "start=2026-11-28T09:00",
        "start=２０２６-11-24T09:00",
        "start=%00",
        "start=" + "9" * 5000,
    ],
)
def test_a_time_that_is_none_is_answered_with_a_sentence(
    client: FlaskClient, query: str
) -> None:
    page = read(client.get(f"{WHERE}?{query}"))

    assert page.status == 422
    assert page.errors
    assert page.radios


def test_a_full_time_offers_the_nearest_before_all_others(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    for number in (1, 2):
        booked(engine, vault, offer, a_wish(number))

    page = read(client.get(f"{WHERE}?start={NINE}"))

    assert page.errors == [SlotFull.message]
    assert "离您想要的时间最近的" in page.text
