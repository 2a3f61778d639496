"""Numbers for who is there: one line for the booked and the walk-ins, nobody named."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app import times
from forms_app.appointments import tickets
from forms_app.appointments.changes import Step
from forms_app.appointments.models import Appointment, Ticket
from forms_app.appointments.offers import Offer
from forms_app.database import reading, transaction
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    SERVICE,
    STATION,
    TUESDAY_NINE,
    a_wish,
    all_rows,
    booked,
    row_of,
    work,
)
from tests.forms.counter_builders import DESK, ELSEWHERE, HERE, Desk, press, trail_of
from tests.forms.page import follow, read

SCREEN = f"/forms/screen/{STATION}"
EARLY = TUESDAY_NINE - timedelta(minutes=5)
TODAY = TUESDAY_NINE.date()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "now", lambda: EARLY)


def arrived(
    engine: Engine, vault: Vault, offer: Offer, number: int, start: datetime
) -> Appointment:
    row = booked(engine, vault, offer, a_wish(number, starts_at=start))
    return work(engine, row, Step.ARRIVE, EARLY)


def numbers(engine: Engine) -> list[tuple[int, int]]:
    """(appointment, number), in the order they were drawn."""
    with reading(engine) as session:
        drawn = session.query(Ticket).order_by(Ticket.id)
        return [(ticket.appointment_id, ticket.number) for ticket in drawn]


def walk_in(desk: FlaskClient, key: str = "c") -> None:
    guest = {"station": STATION, "service": SERVICE, "name": "赵六", "phone": ""}
    desk.post(f"{DESK}/walk-in", data={**guest, "request_key": key * 32})


def test_everybody_who_is_there_has_a_number_and_keeps_it(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = arrived(engine, vault, offer, 1, TUESDAY_NINE)
    desk = desk_as(HERE)
    for _ in range(2):
        walk_in(desk)
    work(engine, row, Step.UNDO, EARLY)
    work(engine, row_of(engine, row.reference), Step.ARRIVE, EARLY)

    guest = all_rows(engine)[1]
    assert numbers(engine) == [(row.id, 1), (guest.id, 2)]
    page = read(desk.get(f"{DESK}/item/{guest.id}")).text
    assert "002" in page


def test_the_line_goes_by_the_time_booked_or_come_not_by_who_drew_first(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    later = arrived(engine, vault, offer, 1, TUESDAY_NINE + HALF_HOUR)
    walk_in(desk_as(HERE))
    first = arrived(engine, vault, offer, 2, TUESDAY_NINE - HALF_HOUR)
    guest = next(row for row in all_rows(engine) if row.kind == "walk_in")

    with reading(engine) as session:
        line = tickets.waiting(session, STATION, TODAY)

    assert list(line) == [first.id, guest.id, later.id]


def test_the_person_sees_the_number_and_how_many_come_before(
    client: FlaskClient, desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = arrived(engine, vault, offer, 1, TUESDAY_NINE)
    walk_in(desk_as(HERE))
    client.post("/forms/appointment/open", data={"code": row.reference, "tail": "0001"})
    assert "前面还有 1 个人" in read(client.get("/forms/appointment")).text

    desk = desk_as(HERE)
    desk.post(f"{DESK}/item/{all_rows(engine)[1].id}/call")
    assert "下一个就是您" in read(client.get("/forms/appointment")).text

    desk.post(f"{DESK}/item/{row.id}/call")
    assert "叫到您了" in read(client.get("/forms/appointment")).text
    press(desk, row, "fulfil", version=2)
    assert "叫到您了" not in read(client.get("/forms/appointment")).text


def test_who_was_called_in_vain_and_comes_back_waits_again(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    row = arrived(engine, vault, offer, 1, TUESDAY_NINE)
    desk_as(HERE).post(f"{DESK}/item/{row.id}/call")
    gone = work(engine, row, Step.UNDO, EARLY)
    back = work(engine, gone, Step.ARRIVE, EARLY)

    with reading(engine) as session:
        line = tickets.in_line(session, back)
    assert line == tickets.InLine("001", 0, called=False)


def test_the_screen_shows_numbers_and_nobody(
    client: FlaskClient, desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    assert "今天还没有叫号" in read(client.get(SCREEN)).text
    rows = [arrived(engine, vault, offer, n, TUESDAY_NINE) for n in (1, 2)]
    desk = desk_as(HERE)

    for _ in range(2):  # called again: still one line of numbers
        follow(desk, desk.post(f"{DESK}/item/{rows[0].id}/call"))

    page = read(client.get(SCREEN))
    assert page.one(".ds-call__number").get_text() == "001"
    assert "还有 1 个人在等" in page.text
    assert "王" not in page.text
    assert rows[0].reference[:4] not in page.text
    refresh = page.soup.select_one("meta[http-equiv=refresh]")
    assert refresh is not None
    assert trail_of(engine, rows[0])[-1] == ("call", "王警官")


def test_yesterdays_numbers_are_not_on_the_screen(
    client: FlaskClient,
    desk_as: Desk,
    engine: Engine,
    vault: Vault,
    offer: Offer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = arrived(engine, vault, offer, 1, TUESDAY_NINE)
    desk_as(HERE).post(f"{DESK}/item/{row.id}/call")

    monkeypatch.setattr(times, "now", lambda: EARLY + timedelta(days=1))
    walk_in(desk_as(HERE))

    assert "今天还没有叫号" in read(client.get(SCREEN)).text
    assert numbers(engine)[-1][1] == 1


@pytest.mark.parametrize("station", ["none", "qiaodong-justice-office", "𠮷"])
def test_a_station_without_counters_has_no_screen(
    client: FlaskClient, station: str
) -> None:
    assert client.get(f"/forms/screen/{station}").status_code == 404


def test_only_who_is_there_is_called_and_only_by_their_station(
    desk_as: Desk, engine: Engine, vault: Vault, offer: Offer
) -> None:
    absent = booked(engine, vault, offer, a_wish(1))
    present = arrived(engine, vault, offer, 2, TUESDAY_NINE)

    desk_as(HERE).post(f"{DESK}/item/{absent.id}/call")
    elsewhere = desk_as(ELSEWHERE, id=2, name="林")
    assert elsewhere.post(f"{DESK}/item/{present.id}/call").status_code == 404

    with reading(engine) as session:
        assert tickets.on_the_screen(session, STATION, TODAY) == []


def test_a_number_is_given_once(engine: Engine, vault: Vault, offer: Offer) -> None:
    rows = [booked(engine, vault, offer, a_wish(n)) for n in (1, 2)]
    with transaction(engine) as session:
        for row in (*rows, *rows):
            tickets.draw(session, row, now=EARLY)

    assert [number for _, number in numbers(engine)] == [1, 2]
