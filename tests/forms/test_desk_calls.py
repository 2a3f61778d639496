"""The call list: whom no message reaches, masked until asked, marked call by call."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments import calls
from forms_app.appointments.changes import Step
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.database import reading
from forms_app.notifications.models import State
from forms_app.vault import Vault
from tests.forms.booking_builders import NOW, STATION, a_wish, booked, work
from tests.forms.counter_builders import (
    DESK,
    ELSEWHERE,
    HERE,
    MEDIATOR,
    Desk,
    trail_of,
)
from tests.forms.outbox_builders import a_post, lines, messages, send, states
from tests.forms.page import follow, read

CALLS = f"{DESK}/calls"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: NOW)


@pytest.fixture
def called_off(engine: Engine, vault: Vault, offer: Offer) -> Appointment:
    """A booking the desk has cancelled; no gateway can say so."""
    row = booked(engine, vault, offer, a_wish(1, name="王小明", whom="王老太"))
    work(engine, row, Step.CANCEL, NOW)
    send(a_post(engine, room="appointment"))
    return row


def test_names_and_numbers_come_only_by_asking_and_leave_a_line(
    desk_as: Desk, engine: Engine, called_off: Appointment
) -> None:
    desk = desk_as(HERE)

    masked = read(desk.get(CALLS))
    full = read(desk.post(CALLS))

    assert "王**" in masked.text
    assert "13800000001" not in masked.text
    assert "对不起，桥东派出所取消了您" in masked.text
    assert "王小明（帮王老太）" in full.text
    assert "13800000001" in full.text
    assert trail_of(engine, called_off)[-1] == ("seen", "王警官")


def test_who_was_reached_is_off_the_list(
    desk_as: Desk, engine: Engine, called_off: Appointment
) -> None:
    desk = desk_as(HERE)
    message = messages(engine)[1]
    where = f"{CALLS}/{message.id}"

    for _ in range(2):  # pressed twice, counted once
        page = follow(desk, desk.post(f"{where}/no-answer", data={"missed": "0"}))
    assert "1 次" in page.text

    for _ in range(2):
        page = follow(desk, desk.post(f"{where}/called", data={"missed": "1"}))
    assert "没有要打电话通知的人" in page.text
    assert states(engine)[1] == State.CALLED
    assert [line[:2] for line in lines(engine)[-2:]] == [
        ("no_answer", "王警官"),
        ("called", "王警官"),
    ]


def test_with_no_gateway_the_list_is_there_at_once(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    work(engine, booked(engine, vault, offer, a_wish(1)), Step.CANCEL, NOW)
    desk, called_off = desk_as(HERE), messages(engine)[1]

    assert "对不起，桥东派出所取消了您" in read(desk.get(CALLS)).text
    follow(desk, desk.post(f"{CALLS}/{called_off.id}/called", data={"missed": "0"}))

    assert states(engine)[1] == State.CALLED
    assert sum(send(a_post(engine, room="appointment")).counts.values()) <= 1
    assert states(engine)[1] == State.CALLED, "nobody calls a second time"


@pytest.mark.parametrize("by_machine", [True, False])
def test_what_a_gateway_will_carry_is_not_called_before_it_was_tried(
    engine: Engine, vault: Vault, offer: Offer, by_machine: bool
) -> None:
    work(engine, booked(engine, vault, offer, a_wish(1)), Step.CANCEL, NOW)

    with reading(engine) as session:
        found = calls.waiting(session, [STATION], by_machine=by_machine, now=NOW)

    assert len(found) == (0 if by_machine else 1)


def test_the_first_page_counts_who_waits_for_a_call(
    desk_as: Desk, called_off: Appointment
) -> None:
    assert "要打电话通知的人" in read(desk_as(HERE).get("/")).text


def test_what_is_past_is_called_no_more(
    desk_as: Desk, called_off: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(times, "now", lambda: called_off.starts_at + timedelta(hours=1))

    assert "没有要打电话通知的人" in read(desk_as(HERE).get(CALLS)).text


def test_another_station_neither_sees_nor_marks(
    desk_as: Desk, engine: Engine, called_off: Appointment
) -> None:
    desk = desk_as(ELSEWHERE)

    page = follow(desk, desk.post(f"{CALLS}/2/called", data={"missed": "0"}))

    assert "没有要打电话通知的人" in page.text
    assert states(engine)[1] == State.TO_CALL
    assert desk_as(MEDIATOR, id=2, name="林").get(CALLS).status_code == 403


@pytest.mark.parametrize(
    ("path", "missed", "status"),
    [
        ("2/called", "", 400),
        ("2/called", "①", 400),
        ("2/erase", "0", 400),
        ("2/no-answer", "9" * 40, 303),
        ("2147483647/called", "0", 303),
        ("99999999999/called", "0", 404),
    ],
)
def test_a_forged_mark_changes_nothing(
    desk_as: Desk,
    engine: Engine,
    called_off: Appointment,
    path: str,
    missed: str,
    status: int,
) -> None:
    answer = desk_as(HERE).post(f"{CALLS}/{path}", data={"missed": missed})

    assert answer.status_code == status
    assert states(engine)[1] == State.TO_CALL
