"""A closed day: people agree or choose for themselves, and the desk sees who has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments import queries, reoffer
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.notifications.models import Message, State
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    STATION,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    all_rows,
    at,
    booked,
    cancel,
    close,
    move,
    row_of,
)
from tests.forms.counter_builders import DESK, HEAD_HERE, HERE, TUESDAY, Desk
from tests.forms.outbox_builders import a_post, send, states
from tests.forms.page import follow, read
from tests.forms.reoffer_builders import proposals

CLOSE = {"station": STATION, "day": TUESDAY, "reason": "停电检修", "move": "y"}


def opened(client: FlaskClient, row: Appointment) -> FlaskClient:
    data = {"code": row.reference, "tail": "0001"}
    client.post("/forms/appointment/open", data=data)
    return client


def accept(client: FlaskClient, sequence: str) -> str:
    data = {"sequence": sequence}
    return follow(client, client.post("/forms/appointment/accept", data=data)).text


def test_the_person_agrees_with_one_button_twice_is_as_good_as_once(
    client: FlaskClient, engine: Engine, moved: Appointment
) -> None:
    page = read(opened(client, moved).get("/forms/appointment"))
    assert "那天停办" in page.text
    assert "11月25日 星期三 上午 9:00" in page.text

    for _ in range(2):
        text = accept(client, "1")

    assert "那天停办" not in text
    (proposal,) = proposals(engine)
    assert (proposal.accepted_at, proposal.accepted_by) == (NOW, "")


@pytest.mark.parametrize("sequence", ["", "0", "2", "-1", "１", "9" * 40])
def test_only_the_time_that_was_on_the_page_is_agreed_to(
    client: FlaskClient, engine: Engine, moved: Appointment, sequence: str
) -> None:
    opened(client, moved)

    assert "那天停办" in accept(client, sequence)
    assert proposals(engine)[0].accepted_at is None


def test_who_could_not_be_moved_reads_that_the_day_is_closed(
    client: FlaskClient, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = booked(engine, vault, offer, a_wish(1))
    close(engine, TUESDAY)

    page = read(opened(client, row).get("/forms/appointment"))

    assert "那天停办：培训。请换个时间" in page.text


def test_a_stranger_agrees_to_nothing(
    client: FlaskClient, engine: Engine, moved: Appointment
) -> None:
    accept(client, "1")

    assert proposals(engine)[0].accepted_at is None


def test_who_picks_another_time_or_cancels_has_answered(
    client: FlaskClient, engine: Engine, offer: Offer, moved: Appointment
) -> None:
    move(engine, offer, moved, WEDNESDAY_NINE + HALF_HOUR)

    assert "那天停办" not in read(opened(client, moved).get("/forms/appointment")).text
    with reading(engine) as session:
        row = queries.by_id(session, moved.id)
        assert row is not None
        assert not reoffer.is_open(row, queries.proposal_of(session, row))


def test_a_closed_day_at_the_desk_shows_who_has_answered(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer, client: FlaskClient
) -> None:
    rows = [booked(engine, vault, offer, a_wish(number)) for number in (1, 2)]
    later = TUESDAY_NINE + HALF_HOUR
    rows += [booked(engine, vault, offer, a_wish(n, starts_at=later)) for n in (3, 4)]
    desk = desk_as(HEAD_HERE)
    assert "一起换时间" in read(desk.get(f"{DESK}/close?day={TUESDAY}")).text

    page = follow(desk, desk.post(f"{DESK}/close", data=CLOSE))
    assert page.text.count("还没答复") == 4

    accept(opened(client, rows[0]), "1")
    cancel(engine, row_of(engine, rows[1].reference))
    move(engine, offer, row_of(engine, rows[2].reference), at("2026-11-26 09:00"))
    text = read(desk.get(f"{DESK}/close?day={TUESDAY}")).text
    for words in ("同意了", "取消了", "自己另选了时间", "还没答复"):
        assert text.count(words) == 1, words


def test_unticked_nobody_is_moved_until_the_second_button(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    booked(engine, vault, offer, a_wish())
    desk = desk_as(HEAD_HERE)
    data = {key: value for key, value in CLOSE.items() if key != "move"}

    asked = follow(desk, desk.post(f"{DESK}/close", data=data))
    assert "还有 1 个人约着号" in asked.text
    assert proposals(engine) == []

    page = follow(desk, desk.post(f"{DESK}/move-everybody", data=data))
    assert page.text.count("还没答复") == 1
    desk.post(f"{DESK}/reopen", data=data)
    booked(engine, vault, offer, a_wish(2))
    desk.post(f"{DESK}/move-everybody", data=data)
    assert len(proposals(engine)) == 1, "an open day moves nobody"


def test_a_counter_clerk_closes_no_day(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    booked(engine, vault, offer, a_wish())

    assert desk_as(HERE).post(f"{DESK}/move-everybody", data=CLOSE).status_code == 403
    assert proposals(engine) == []


def test_who_has_not_answered_stays_on_the_call_list_until_somebody_agrees(
    desk_as: Desk, engine: Engine, moved: Appointment
) -> None:
    send(a_post(engine, room="appointment"))
    assert states(engine)[1] == State.TO_CALL
    with transaction(engine) as session:
        session.get_one(Message, 2).state = State.SENT
    desk = desk_as(HERE)
    assert "短信发了，还没答复" in read(desk.get(f"{DESK}/calls")).text

    page = follow(desk, desk.post(f"{DESK}/calls/2/agreed", data={"missed": "0"}))

    assert "没有要打电话通知的人" in page.text
    assert proposals(engine)[0].accepted_by == "王警官"


def test_reopening_leaves_people_where_they_were_moved(
    desk_as: Desk, engine: Engine, moved: Appointment, offer: Offer
) -> None:
    desk_as(HEAD_HERE).post(f"{DESK}/reopen", data=CLOSE)

    assert row_of(engine, moved.reference).starts_at == WEDNESDAY_NINE
    move(engine, offer, moved, TUESDAY_NINE)
    assert row_of(engine, moved.reference).starts_at == TUESDAY_NINE


def test_today_is_closed_when_it_has_begun(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    catalogue: Catalogue,
    desk_as: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booked(engine, vault, offer, a_wish(1, starts_at=at("2026-11-24 15:00")))
    booked(engine, vault, offer, a_wish(2))
    noon = TUESDAY_NINE + timedelta(hours=3)
    monkeypatch.setattr(times, "now", lambda: noon)

    desk = desk_as(HEAD_HERE)
    follow(desk, desk.post(f"{DESK}/close", data=CLOSE))

    afternoon, morning = all_rows(engine)
    assert afternoon.starts_at == at("2026-11-25 15:00")
    assert morning.starts_at == TUESDAY_NINE
