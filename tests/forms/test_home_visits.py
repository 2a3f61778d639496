"""Who cannot come asks for a visit or the paper; the desk plans, does, or says why not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.apps import create_public_app
from forms_app.catalogue import Catalogue, load_catalogue
from forms_app.catalogue.villages import villages
from forms_app.database import reading, transaction
from forms_app.home_visits import requests
from forms_app.home_visits.messages import ROOM, Teller
from forms_app.home_visits.models import HomeEvent, HomeRequest, Kind, Status
from forms_app.home_visits.reach import kinds_of, station_for
from forms_app.home_visits.requests import Opened, Seen
from forms_app.notifications import delivery
from forms_app.notifications import queries as outbox_queries
from forms_app.notifications.models import State
from forms_app.refusals import ChangedMeanwhile, WrongStatus
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests import forms_builders, staff_builders
from tests.forms.booking_builders import NOW, STATION, at
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import code_on, set_clock
from tests.staff_builders import a_desk

Desk = Callable[..., FlaskClient]
HERE = Grant(Role.COUNTER, f"station:{STATION}")
ELSEWHERE = Grant(Role.HEAD, "station:chunhe-police-station")
SERVICE, VILLAGE = "id-card-renewal", "qiaodong-huanxi"
VISIT, DELIVERY = (
    f"/forms/home-visit/{SERVICE}/visit",
    f"/forms/home-visit/{SERVICE}/delivery",
)
ADDRESS = "三组桥头红瓦房"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A station that comes home, and a service that is done there."""
    folder = forms_builders.a_published_site(tmp_path_factory.mktemp("home"))
    data = forms_builders.a_catalogue()
    for service in data["services"]:
        if service["id"] == SERVICE:
            service.update(home_visit=True, delivery=True)
    for station in data["stations"]:
        if station["id"] == STATION:
            station["home_visit"] = {"for_whom": "老人", "how": "打电话"}
    (folder / "catalogue.json").write_text(json.dumps(data, ensure_ascii=False))
    return folder


@pytest.fixture
def catalogue(site: Path) -> Catalogue:
    return load_catalogue(site / "catalogue.json")


@pytest.fixture
def home(settings: Settings, site: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    set_clock(monkeypatch, NOW)
    return replace(settings, site=site)


@pytest.fixture
def resident(home: Settings) -> FlaskClient:
    app = create_public_app(home)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.jinja_env.bytecode_cache = staff_builders.COMPILED
    return app.test_client()


@pytest.fixture
def clerk(home: Settings, engine: Engine) -> Desk:
    def open_desk(*grants: Grant, id: int = 1) -> FlaskClient:
        member = staff_builders.the_same_or_another(
            engine, *grants, name="王警官", id=id
        )
        return staff_builders.signed_in(a_desk(home), member)

    return open_desk


def filled(**changes: str) -> dict[str, str]:
    return {
        "area": VILLAGE,
        "address": ADDRESS,
        "reason": "ill",
        "people": "1",
        "day": "any",
        "part": "any",
        "name": "王小明",
        "phone": "13800138000",
        "request_key": "a" * 32,
        **changes,
    }


def ask(resident: FlaskClient, where: str = VISIT, **changes: str) -> Page:
    return follow(resident, resident.post(where, data=filled(**changes)))


def rows(engine: Engine) -> list[HomeRequest]:
    with reading(engine) as session:
        return list(session.query(HomeRequest).order_by(HomeRequest.id))


def press(desk: FlaskClient, row: HomeRequest, step: str, **data: str) -> Page:
    form = {"version": str(row.version), **data}
    return follow(desk, desk.post(f"/home-visits/{row.id}/{step}", data=form))


def test_the_villages_own_station_comes_and_only_where_one_comes(
    catalogue: Catalogue,
) -> None:
    service = catalogue.services[SERVICE]

    def of(kind: Kind, area: str) -> str:
        station = station_for(catalogue, service, kind, area)
        return station.id if station else ""

    assert of(Kind.VISIT, VILLAGE) == STATION
    assert of(Kind.VISIT, "chunhe") == ""
    assert of(Kind.DELIVERY, "chunhe") == "chunhe-police-station"
    assert of(Kind.VISIT, "nowhere") == ""
    assert kinds_of(catalogue.services["birth-registration"]) == ()
    assert villages(catalogue) == {"桥东镇": [(VILLAGE, "欢喜村")]}


def test_a_visit_is_asked_for_once_and_says_nothing_of_the_address(
    resident: FlaskClient, engine: Engine, vault: Vault
) -> None:
    pages = [ask(resident, people="3", day="2026-11-24") for _ in range(2)]

    (row,) = rows(engine)
    assert [page.h1 for page in pages] == ["申请收到了"] * 2
    assert (row.station_id, row.people, row.kind) == (STATION, 3, "visit")
    assert requests.opened(vault, row) == Opened(
        "王小明", "13800138000", ADDRESS, "ill"
    )
    assert ADDRESS not in pages[0].text
    assert ADDRESS.encode() not in row.address_sealed


def test_what_can_come_is_chosen_first(resident: FlaskClient) -> None:
    page = read(resident.get(f"/forms/home-visit/{SERVICE}"))

    assert [link for link in page.links if "/home-visit/" in link] == [
        f"../../forms/home-visit/{SERVICE}/visit",
        f"../../forms/home-visit/{SERVICE}/delivery",
    ]
    for path in ("birth-registration", "nothing", f"{SERVICE}/sale"):
        assert resident.get(f"/forms/home-visit/{path}").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("area", ""),
        ("area", "nowhere"),
        ("address", ""),
        ("address", "x" * 81),
        ("reason", "lazy"),
        ("people", "0"),
        ("people", "51"),
        ("people", "两个"),
        ("day", "2026-02-30"),
        ("day", "2026-11-22"),
        ("part", "night"),
        ("phone", "12345"),
        ("name", " "),
    ],
)
def test_what_cannot_be_is_asked_again_and_nothing_is_kept(
    resident: FlaskClient, engine: Engine, field: str, value: str
) -> None:
    page = ask(resident, **{field: value})

    assert page.status == 422
    assert page.errors
    assert rows(engine) == []


def test_a_phone_has_so_many_open_requests_and_no_more(
    resident: FlaskClient, engine: Engine
) -> None:
    for key in "ab":
        ask(resident, request_key=key * 32)

    page = ask(resident, request_key="c" * 32)

    assert "还有没办完的" in page.errors[0]
    resident.post("/forms/home-visit/withdraw")
    assert ask(resident, request_key="c" * 32).h1 == "申请收到了"
    assert len(rows(engine)) == 3


def test_it_is_opened_by_code_and_digits_and_by_nothing_else(
    resident: FlaskClient, engine: Engine
) -> None:
    code = code_on(ask(resident))
    resident.post("/forms/appointment/forget")

    for tail in ("9999",) * 5:
        wrong = resident.post(
            "/forms/home-visit/open", data={"code": code, "tail": tail}
        )
        assert wrong.status_code == 422
    locked = resident.post(
        "/forms/home-visit/open", data={"code": code, "tail": "8000"}
    )
    assert locked.status_code == 422, "five wrong tries lock it for a while"
    assert read(resident.get("/forms/home-visit")).h1 == "查上门和送证的申请"


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
    with reading(engine) as session:
        (message,) = outbox_queries.about(session, ROOM, row.reference)
        catalogue = load_catalogue(site / "catalogue.json")
        telling = Teller(vault, catalogue)(session, message)
    assert telling is not None
    assert "11月25日周三9:30" in telling.text
    assert len(telling.text) <= 70
    assert "王小明" not in telling.text

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


def test_two_clerks_at_once_the_second_looks_again(
    resident: FlaskClient, clerk: Desk, engine: Engine
) -> None:
    ask(resident)
    desk, (seen,) = clerk(HERE), rows(engine)
    press(desk, seen, "plan", day="2026-11-25", time="09:30")

    page = press(desk, seen, "done")

    assert page.status == 409
    assert "王警官在 08:00 改过这条申请" in page.errors[0]


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


def test_what_is_over_cannot_be_changed(resident: FlaskClient, engine: Engine) -> None:
    ask(resident)
    (row,) = rows(engine)
    with transaction(engine) as session:
        requests.step(session, Seen(row.id, 1, ""), Status.WITHDRAWN, now=NOW)

    with pytest.raises(WrongStatus), transaction(engine) as session:
        requests.step(session, Seen(row.id, 2, "王"), Status.DONE, now=NOW)
    assert (
        follow(resident, resident.post("/forms/home-visit/withdraw")).h1
        == "您撤回了申请"
    )


def test_an_old_version_is_refused(resident: FlaskClient, engine: Engine) -> None:
    ask(resident)
    (row,) = rows(engine)

    with pytest.raises(ChangedMeanwhile), transaction(engine) as session:
        requests.step(session, Seen(row.id, 9, "王"), Status.DONE, now=NOW)


def test_address_and_reason_go_first_the_rest_later(
    resident: FlaskClient, engine: Engine, vault: Vault
) -> None:
    ask(resident)
    ask(resident, request_key="b" * 32)
    done, still_open = rows(engine)
    with transaction(engine) as session:
        requests.step(session, Seen(done.id, 1, "王"), Status.DONE, now=NOW)

    def after(days: int) -> Opened:
        with transaction(engine) as session:
            later = NOW + timedelta(days=days, seconds=1)
            requests.erase_past(session, address_days=7, keep_days=90, now=later)
        return requests.opened(vault, rows(engine)[0])

    assert after(6).address == ADDRESS
    assert after(7) == Opened("王小明", "13800138000", "", "")
    assert requests.opened(vault, rows(engine)[1]).address == ADDRESS
    assert still_open.status == Status.ASKED
    assert after(90) == Opened("", "", "", "")
    assert rows(engine)[1].status == Status.NOT_POSSIBLE, "nobody ever answered"
    assert requests.opened(vault, rows(engine)[1]) == Opened("", "", "", "")
