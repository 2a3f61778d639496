"""Forged and odd input gets a calm answer; it never breaks a page or opens a way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant, Role
from forms_app.appointments import queries
from forms_app.apps import create_public_app
from forms_app.database import reading
from forms_app.settings import Settings
from forms_app.staff import accounts
from forms_app.times import local_day, now
from forms_app.vault import SealBroken, Vault
from tests.disputes_builders import (
    JUSTICE,
    PHONE,
    Register,
    answer_everything,
    send,
)
from tests.forms.booking_builders import SERVICE, STATION
from tests.forms.case_builders import DUTY, HEAD, take
from tests.forms.test_case_register import registration
from tests.staff_builders import PASSWORD, a_desk, a_member

Desk = Callable[..., FlaskClient]
ARABIC = "١٢٣٤"
COUNTER = Grant(Role.COUNTER, f"station:{STATION}")
TOO_LONG = "9" * 30


@pytest.mark.parametrize("address", ["appointment/open", "dispute/progress"])
def test_digits_of_another_script_are_no_last_four_digits(
    client: FlaskClient, address: str
) -> None:
    page = send(client, f"/forms/{address}", code="ABCD2345", tail=ARABIC)

    assert page.status == 422
    assert "请填写手机号的后四位数字。" in page.errors


def test_one_telephone_cannot_be_written_as_many(client: FlaskClient) -> None:
    where = f"/forms/book/{SERVICE}/{STATION}"
    form = {"start": "2036-03-20T09:00", "name": "王小明", "phone": f"1380013{ARABIC}"}

    assert "请填写 11 位手机号" in "".join(send(client, where, **form).errors)


@pytest.mark.parametrize(
    "address",
    [f"/cases/{TOO_LONG}", f"/cases/{TOO_LONG}/sheet", f"/accounts/{TOO_LONG}"],
)
def test_a_number_no_row_can_have_is_no_page(desk_as: Desk, address: str) -> None:
    everything = desk_as(HEAD, Grant(Role.ADMIN, "*"))

    assert everything.get(address).status_code == 404


def test_a_page_far_behind_the_last_is_empty(desk_as: Desk) -> None:
    assert desk_as(HEAD).get(f"/cases/?page={TOO_LONG}").status_code == 200


def test_a_sign_in_name_with_a_nul_is_just_wrong(
    settings: Settings, engine: Engine
) -> None:
    a_member(engine, username="wang")
    browser = a_desk(settings).test_client()

    page = send(browser, "/sign-in", username="no\0body", password=PASSWORD)

    assert page.status == 422
    assert accounts.sign_in_name("wa\0n\u202eg") == "wang"


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_day_nobody_can_have_meant_is_asked_again(
    register: Register, desk_as: Desk, year: str
) -> None:
    case = register.a_case("accept")
    desk = desk_as(HEAD)

    page = take(desk, register, case, "plan", day=f"{year}-01-01", time="00:00")

    assert page.status == 422
    assert "日期不对，请核对年份。" in page.errors


def test_a_kept_page_filled_in_for_the_next_caller_is_another_case(
    register: Register, desk_as: Desk
) -> None:
    desk = desk_as(DUTY)
    send(desk, "/cases/new", **registration())
    send(desk, "/cases/new", **registration(name="李大山", story="墙裂了"))

    assert register.case(2).holder_station == JUSTICE


def test_a_kept_page_filled_in_for_the_next_guest_is_another_guest(
    desk_as: Desk, engine: Engine
) -> None:
    desk = desk_as(COUNTER)
    guest = {"station": STATION, "service": SERVICE, "request_key": "c" * 32}
    for name in ("王小明", "王小明", "李大山"):
        send(desk, "/appointments/walk-in", **guest, name=name)

    with reading(engine) as session:
        assert len(queries.list_of_day(session, STATION, local_day(now()))) == 2


def test_an_old_page_sent_again_does_not_show_the_code(
    client: FlaskClient, register: Register
) -> None:
    key = answer_everything(client).value("request_key")
    first = send(client, "/forms/dispute/send", request_key=key)
    again = send(client, "/forms/dispute/send", request_key=key)
    old = register.a_case(request_key="d" * 32)
    late = send(client, "/forms/dispute/send", request_key="d" * 32)

    assert register.code(1) in first.text
    assert register.code(1) in again.text
    assert late.status == 410
    assert register.code(old) not in late.text


def test_a_broken_seal_names_no_row(vault: Vault) -> None:
    sealed = vault.seal("appointment.name:ABCD2345", PHONE)

    with pytest.raises(SealBroken) as broken:
        vault.open("appointment.name:WXYZ6789", sealed)
    assert str(broken.value) == "appointment.name"


@pytest.mark.parametrize(
    "path", ["/shell/home.html", "/./shell/home.html", "/assets/../shell/home.html"]
)
def test_no_spelling_of_the_address_leads_to_the_raw_shells(
    client: FlaskClient, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_with_tls_the_session_belongs_to_this_host_and_this_app(
    settings: Settings,
) -> None:
    plain, desk = create_public_app(settings), a_desk(settings)
    safe = create_public_app(replace(settings, https=True))

    assert safe.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert safe.config["SESSION_COOKIE_SECURE"]
    assert plain.config["SECRET_KEY"] != desk.config["SECRET_KEY"]
