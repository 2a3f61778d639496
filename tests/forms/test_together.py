"""一件事: several things chosen on one page become one visit with one list of papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.papers import papers_for
from forms_app.catalogue import Checklist, ChecklistItem, load_catalogue
from tests.forms.booking_builders import STATION, all_rows
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import filled
from tests.forms.visit_builders import LONG, OTHER, SHORT, TOGETHER, a_site_of_visits

WHERE = "/forms/together/child-born"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_site_of_visits(tmp_path_factory.mktemp("visits"))


def choose(resident: FlaskClient, *services: str) -> Page:
    where = f"{WHERE}?chosen=1" + "".join(f"&service={s}" for s in services)
    return follow(resident, resident.get(where))


def test_what_must_be_done_is_ticked_already(resident: FlaskClient) -> None:
    page = read(resident.get(WHERE))

    ticked = [box["value"] for box in page.soup.select("input[checked]")]
    assert ticked == [LONG]
    assert "首次申领身份证 不办也行" in page.text


def test_two_things_are_booked_as_one_visit(
    resident: FlaskClient, engine: Engine
) -> None:
    page = choose(resident, LONG, OTHER)
    assert page.h1 == "预约：出生登记、首次申领身份证"
    (here,) = [link for link in page.links if STATION in link]
    assert here.endswith(f"book/{TOGETHER}/{STATION}")

    where = f"/forms/book/{TOGETHER}/{STATION}"
    asked = read(resident.get(f"{where}?start=2026-11-24T09:00"))
    shown = follow(resident, resident.post(where, data=filled()))

    assert "出生登记、首次申领身份证" in asked.text
    assert shown.h1 == "已经约好了"
    assert all_rows(engine)[0].asked == TOGETHER
    papers = [
        li.get_text(" ", strip=True) for li in shown.soup.select(".ds-checklist li")
    ]
    assert papers == ["旧身份证 必须带 原件 1 份"], "each paper once"


@pytest.mark.parametrize(
    ("services", "sentence"),
    [
        ((), "请至少选一样"),
        (("nothing",), "请至少选一样"),
        ((SHORT,), "请至少选一样"),
    ],
)
def test_nothing_that_belongs_to_it_chosen_is_asked_again(
    resident: FlaskClient, services: tuple[str, ...], sentence: str
) -> None:
    page = choose(resident, *services)

    assert page.status == 422
    assert sentence in page.errors[0]
    assert "tel:12348" in page.links, "whom to ask"


def test_one_thing_alone_is_a_plain_booking(resident: FlaskClient) -> None:
    assert choose(resident, OTHER).h1 == "预约：首次申领身份证"


def test_an_event_nobody_knows_is_no_page(resident: FlaskClient) -> None:
    assert resident.get("/forms/together/nothing").status_code == 404


def test_what_no_station_does_together_says_so(
    resident: FlaskClient, site: Path
) -> None:
    page = read(resident.get(f"/forms/book/{SHORT}+nothing"))

    assert page.status == 404
    assert "居民身份证换领" in page.text
    assert "这几样没有一个地方能一次办完" in page.text
    assert "直接到窗口" not in page.text


def test_papers_are_merged_the_most_originals_and_all_copies(site: Path) -> None:
    services = load_catalogue(site / "catalogue.json").services
    card = ChecklistItem("户口簿", "if_applicable", "有就带", 1, 1, "")
    book = replace(card, need="required", need_label="必须带", originals=2)
    one, two = (
        replace(services[LONG], checklist=(Checklist("self", "本人", "", (item,)),))
        for item in (card, book)
    )

    (merged,) = papers_for((one, two))

    (item,) = merged.items
    assert (item.originals, item.copies, item.need) == (2, 2, "required")
    assert papers_for((one,)) == one.checklist
