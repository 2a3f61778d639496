"""The desk plans the visits people ask for, does them, or says why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.catalogue import load_catalogue
from forms_app.database import reading, transaction
from forms_app.home_visits import requests
from forms_app.home_visits.messages import ROOM, Teller
from forms_app.home_visits.models import HomeEvent, HomeRequest, Status
from forms_app.notifications import delivery
from forms_app.notifications import queries as outbox_queries
from forms_app.notifications.gateways import Gateways
from forms_app.notifications.models import State
from forms_app.refusals import ChangedMeanwhile
from forms_app.seen import Seen
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import staff_builders
from tests.forms.booking_builders import NOW, STATION, at
from tests.forms.home_visit_builders import ADDRESS, DELIVERY, Desk, ask, rows
from tests.forms.page import Page, follow, read
from tests.staff_builders import a_desk

HERE = Grant(Role.COUNTER, f"station:{STATION}")
ELSEWHERE = Grant(Role.HEAD, "station:chunhe-police-station")


def press(desk: FlaskClient, row: HomeRequest, step: str, **data: str) -> Page:
    form = {"version": str(row.version), **data}
    page = follow(desk, desk.post(f"/home-visits/{row.id}/{step}", data=form))
    assert page.status != 404
    return page


def message_of(engine: Engine, vault: Vault, site: Path) -> str:
    """What the last thing that happened to the last request makes people be told."""
    *_, row = rows(engine)
    with reading(engine) as session:
        *_, message = outbox_queries.about(session, ROOM, row.reference)
        catalogue = load_catalogue(site / "catalogue.json")
        telling = Teller(vault, catalogue)(session, message)
    assert telling is not None
    return telling.text


def test_the_desk_plans_and_is_done_and_the_person_sees_it(
    resident: FlaskClient, clerk: Desk, engine: Engine, vault: Vault, site: Path
) -> None:
    ask(resident)
    desk = clerk(HERE)
    (row,) = rows(engine)
    assert "要上门、要送证的" in read(desk.get("/")).text
    listed = read(desk.get("/home-visits/")).text
    assert "欢喜村" in listed
    assert "王小明" not in listed

    press(desk, row, "plan", day="2026-11-25", time="09:30")
    assert "11月25日 星期三 09:30" in read(resident.get("/forms/home-visit")).text
    text = message_of(engine, vault, site)
    assert "11月25日周三9:30左右上门" in text
    assert len(text) <= 70
    assert "王小明" not in text

    press(desk, rows(engine)[0], "done")
    assert read(resident.get("/forms/home-visit")).h1 == "已经办完"
    with reading(engine) as session:
        assert [e.what for e in session.query(HomeEvent)] == ["ask", "planned", "done"]


def test_what_is_not_possible_gives_its_reason(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    desk, (row,) = clerk(HERE), rows(engine)

    empty = press(desk, row, "not-possible", answer="")
    assert empty.status == 422
    press(desk, row, "not-possible", answer="采指纹的机器搬不动，我们派车来接您。")

    page = read(resident.get("/forms/home-visit"))
    assert page.h1 == "对不起，这次办不了"
    assert "派车来接您" in page.text


def test_a_paper_is_brought_and_nobody_is_told_of_a_visit(
    resident: FlaskClient, clerk: Desk, engine: Engine, vault: Vault, site: Path
) -> None:
    ask(resident, DELIVERY, part="hand")
    desk = clerk(HERE)

    press(desk, rows(engine)[0], "plan", day="2026-11-25", time="09:30")
    assert "11月25日周三9:30左右送到" in message_of(engine, vault, site)
    press(desk, rows(engine)[0], "not-possible", answer="证件还没制好。")
    assert "这次送不了" in message_of(engine, vault, site)


def test_a_sent_paper_has_its_number(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident, DELIVERY, part="post")
    desk, (row,) = clerk(HERE), rows(engine)

    assert press(desk, row, "posted", number="=1+1").status == 422
    press(desk, row, "posted", number="EX123456789CN")

    page = read(resident.get("/forms/home-visit"))
    assert "EX123456789CN" in page.text
    assert page.h1 == "已经办完"


def test_without_a_gateway_the_clerk_telephones_and_says_so_once(
    resident: FlaskClient, clerk: Desk, engine: Engine, vault: Vault, site: Path
) -> None:
    ask(resident)
    desk, (row,) = clerk(HERE), rows(engine)
    press(desk, row, "plan", day="2026-11-25", time="09:30")
    catalogue = load_catalogue(site / "catalogue.json")
    post = delivery.Post(
        engine=engine,
        tellers={ROOM: Teller(vault, catalogue)},
        channels=[],
        cap=5,
    )
    done = delivery.deliver(post, clock=lambda: at("2026-11-23 09:00"))
    assert done.counts[State.TO_CALL] == 1

    assert "短信发不到" in read(desk.get(f"/home-visits/{row.id}")).text
    for _ in range(2):
        desk.post(f"/home-visits/{row.id}/told")

    assert "短信发不到" not in read(desk.get(f"/home-visits/{row.id}")).text
    with reading(engine) as session:
        assert [e.what for e in session.query(HomeEvent)].count("told") == 1


def test_the_call_is_asked_for_at_once_and_only_while_it_is_true(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    desk, (row,) = clerk(HERE), rows(engine)
    press(desk, row, "plan", day="2026-11-25", time="09:30")
    press(desk, rows(engine)[0], "plan", day="2026-11-26", time="09:30")

    planned = read(desk.get(f"/home-visits/{row.id}")).text
    assert planned.count("定好时间了") == 1, "of two plans the one that stands"
    assert "上门送证，要打电话的" in read(desk.get("/")).text
    assert "要打电话" in read(desk.get("/home-visits/")).text
    press(desk, rows(engine)[0], "done")

    assert "短信发不到" not in read(desk.get(f"/home-visits/{row.id}")).text
    for path in ("/", "/home-visits/"):
        assert "要打电话" not in read(desk.get(path)).text


def test_what_a_gateway_will_carry_is_not_called_before_it_was_tried(
    resident: FlaskClient, home: Settings, engine: Engine
) -> None:
    ask(resident)
    (row,) = rows(engine)
    gateways = Gateways(file="-")
    desk = staff_builders.signed_in(
        a_desk(replace(home, gateways=gateways)),
        staff_builders.a_member(engine, HERE),
    )

    press(desk, row, "plan", day="2026-11-25", time="09:30")

    assert "短信发不到" not in read(desk.get(f"/home-visits/{row.id}")).text


def test_two_clerks_at_once_the_second_looks_again(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    desk, (seen,) = clerk(HERE), rows(engine)
    press(desk, seen, "plan", day="2026-11-25", time="09:30")

    page = press(desk, seen, "not-possible", answer="路断了，修好了再来。")

    assert page.status == 409
    assert "王警官在 08:00 改过这条申请" in page.errors[0]
    assert page.one("input[name=answer]")["value"] == "路断了，修好了再来。"
    assert press(desk, seen, "done").status == 409


@pytest.mark.parametrize("day", ["2026-11-22", "2027-11-22", "9999-12-31", "x"])
def test_a_day_nobody_can_go_is_asked_again(
    resident: FlaskClient, clerk: Desk, engine: Engine, day: str
) -> None:
    ask(resident)
    desk, (row,) = clerk(HERE), rows(engine)

    assert press(desk, row, "plan", day=day, time="09:30").status == 422


def test_who_looks_at_the_address_is_written_down(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    desk, (row,) = clerk(HERE), rows(engine)

    assert ADDRESS not in read(desk.get(f"/home-visits/{row.id}")).text
    full = read(desk.post(f"/home-visits/{row.id}/person"))

    assert ADDRESS in full.text
    assert "看了姓名、电话和住址" in full.text


def test_another_stations_requests_are_no_page(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    desk, (row,) = clerk(ELSEWHERE), rows(engine)

    assert "欢喜村" not in read(desk.get("/home-visits/")).text
    assert desk.get(f"/home-visits/{row.id}").status_code == 404
    for step in ("person", "plan", "done", "not-possible", "posted", "told"):
        assert desk.post(f"/home-visits/{row.id}/{step}").status_code == 404


def test_an_old_version_is_refused(resident: FlaskClient, engine: Engine) -> None:
    ask(resident)
    (row,) = rows(engine)

    with pytest.raises(ChangedMeanwhile), transaction(engine) as session:
        requests.step(session, Seen(row.id, 9, "王"), Status.DONE, now=NOW)
