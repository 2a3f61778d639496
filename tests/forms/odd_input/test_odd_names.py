"""Telephones as people write them, names in every script, and what is neither."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.vault import Vault
from tests.forms.odd_input_builders import BOOK, MANY, everything, whole
from tests.forms.page import follow, read
from tests.forms.resident_builders import filled


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("＋８６　１３８００１３８０００", "13800138000"),
        ("0086-138 0013 8000", "13800138000"),
        ("(0571) 8765-4321", "057187654321"),
        ("０５７１－８７６５４３２１", "057187654321"),
    ],
)
def test_telephones_are_taken_as_people_write_them(
    resident: FlaskClient, engine: Engine, vault: Vault, typed: str, stored: str
) -> None:
    page = follow(resident, resident.post(BOOK, data=filled(phone=typed)))

    assert page.h1 == "已经约好了"
    assert f"电话尾号 {stored[-4:]}" in page.text


@pytest.mark.parametrize(
    "phone", ["+1 202 555 0100", "110", "1380013800", "2" * 11, "😀"]
)
def test_what_is_no_telephone_is_asked_again(
    resident: FlaskClient, engine: Engine, phone: str
) -> None:
    for where in (BOOK, MANY):
        page = read(resident.post(where, data=filled(phone=phone)))
        assert page.status == 422
        assert "手机号" in "".join(page.errors)
    assert everything(engine) == 0


@pytest.mark.parametrize(
    "name", ["𠮷田𠮷", "😀", "Ёлка", "أحمد", "王\u200d明", "N" * 40]
)
def test_every_script_is_a_name(
    resident: FlaskClient, engine: Engine, name: str
) -> None:
    page = follow(resident, resident.post(BOOK, data=filled(name=name, whom=name)))

    assert page.h1 == "已经约好了"
    assert f"{name[:1]}**" in page.text
    assert whole(engine)


@pytest.mark.parametrize("name", ["", " ", "a\0", "x\u202ey", "N" * 41, "\u2028"])
def test_what_nobody_can_read_is_no_name(
    resident: FlaskClient, engine: Engine, name: str
) -> None:
    assert read(resident.post(BOOK, data=filled(name=name))).status == 422
    assert everything(engine) == 0
