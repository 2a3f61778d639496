"""Who cannot come asks for a visit or the paper; how many, where, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.catalogue import Catalogue
from forms_app.catalogue.villages import villages
from forms_app.database import transaction
from forms_app.home_visits import requests
from forms_app.home_visits.models import Kind, Status
from forms_app.home_visits.reach import kinds_of, station_for
from forms_app.home_visits.requests import Opened
from forms_app.refusals import WrongStatus
from forms_app.seen import Seen
from forms_app.vault import Vault
from tests.forms.booking_builders import NOW, STATION
from tests.forms.home_visit_builders import (
    ADDRESS,
    DELIVERY,
    SERVICE,
    VILLAGE,
    VISIT,
    ask,
    rows,
)
from tests.forms.page import follow, read
from tests.forms.resident_builders import code_on


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
    assert f"{row.service_name}（3 人）" in pages[0].text
    assert (row.station_id, row.people, row.kind) == (STATION, 3, "visit")
    assert requests.opened(vault, row) == Opened(
        "王小明", "13800138000", ADDRESS, "ill"
    )
    assert pages[0].one("[translate=no]").get_text() == "王**", "a name stays as it is"
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
    again = read(resident.get("/forms/home-visit"))
    assert again.h1 == "查上门和送证的申请"
    assert any(link.startswith("tel:") for link in again.links), "whom to call"


@pytest.mark.parametrize("where", [VISIT, DELIVERY])
def test_what_is_to_be_mended_is_told_in_the_order_of_the_page(
    resident: FlaskClient, where: str
) -> None:
    empty = dict.fromkeys(("reason", "area", "address", "name", "phone"), "")
    page = ask(resident, where, people="0", part="never", **empty)

    links = [f"{link['href']}" for link in page.soup.select("[role=alert] a")]
    shown = [f"#{field['id']}" for field in page.soup.select("[id]")]
    assert len(links) >= 6
    assert links == sorted(links, key=shown.index)


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
