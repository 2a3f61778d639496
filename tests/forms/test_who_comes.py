"""What to bring depends on who comes: chosen once, shown everywhere, nothing else kept."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.appointments.papers import papers_for, way_of
from forms_app.catalogue import load_catalogue
from forms_app.vault import Vault
from tests import forms_builders
from tests.forms.booking_builders import (
    SERVICE,
    a_wish,
    all_rows,
    booked,
    offer_of,
)
from tests.forms.page import Page, follow, read
from tests.forms.resident_builders import NINE, WHERE, filled
from tests.forms.visit_builders import LONG
from tests.forms.way_builders import SELF_AND_GUARDIAN


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = forms_builders.a_catalogue()
    for service in data["services"]:
        if service["id"] == SERVICE:
            service["checklist"] = SELF_AND_GUARDIAN
    return forms_builders.a_published_site(tmp_path_factory.mktemp("ways"), **data)


def papers_on(page: Page) -> list[str]:
    found = page.soup.select(".ds-checklist label")
    return [label.get_text(strip=True) for label in found]


def ticked(page: Page) -> list[str]:
    return [str(radio["value"]) for radio in page.soup.select("input[checked]")]


GUARDIANS = ["孩子的旧证", "监护人身份证"]
EVERYBODYS = ["旧身份证", *GUARDIANS]


def test_only_the_chosen_ones_papers_are_shown_to_the_end(
    resident: FlaskClient, engine: Engine
) -> None:
    first = read(resident.get(WHERE))
    assert papers_on(first) == EVERYBODYS
    (chosen,) = [link for link in first.links if link.endswith("?who=guardian")]
    times = read(resident.get(f"{WHERE}?who=guardian"))
    assert chosen.endswith(f"{WHERE.removeprefix('/')}?who=guardian")
    assert (papers_on(times), times.fields["who"]) == (GUARDIANS, "guardian")

    held = {"start": NINE, "who": "guardian"}
    asked = follow(resident, resident.post(f"{WHERE}/hold", data=held))
    assert papers_on(asked) == GUARDIANS
    assert "都带得齐，确认预约" in asked.text
    shown = follow(resident, resident.post(WHERE, data=filled(who="guardian")))
    with resident.get("/forms/appointment/calendar.ics") as answer:
        entry = answer.get_data(as_text=True)

    assert papers_on(shown) == GUARDIANS
    assert "监护人身份证" in entry
    assert "旧身份证" not in entry
    assert all_rows(engine)[0].who == "guardian"


def test_another_place_or_another_time_need_not_be_told_again(
    resident: FlaskClient,
) -> None:
    times = read(resident.get(f"{WHERE}?who=guardian"))
    (elsewhere,) = times.soup.find_all("a", string="换一个地方办")
    places = read(resident.get(urljoin(WHERE, str(elsewhere["href"]))))
    onward = [link for link in places.links if "/book/" in link]
    assert [link.endswith("?who=guardian") for link in onward] == [True] * 2

    follow(resident, resident.post(WHERE, data=filled(who="guardian")))
    over = follow(resident, resident.post("/forms/appointment/cancel"))
    (again,) = over.soup.find_all("a", string="重新预约")
    assert str(again["href"]).endswith("?who=guardian")


def test_nobody_has_to_choose(resident: FlaskClient, engine: Engine) -> None:
    asked = read(resident.get(f"{WHERE}?start={NINE}"))
    assert list(asked.radios.values()) == ["self", "guardian"]

    shown = follow(resident, resident.post(WHERE, data=filled()))

    assert papers_on(shown) == EVERYBODYS
    assert all_rows(engine)[0].who is None


@pytest.mark.parametrize("who", ["nobody", "a" * 9000, "<b>", "𠮷", ""])
def test_a_forged_choice_is_none(
    resident: FlaskClient, engine: Engine, who: str
) -> None:
    assert papers_on(read(resident.get(WHERE, query_string={"who": who}))) == EVERYBODYS
    follow(resident, resident.post(WHERE, data=filled(who=who)))

    assert all_rows(engine)[0].who is None


def test_who_comes_too_late_need_not_choose_again(
    resident: FlaskClient, engine: Engine, vault: Vault, site: Path
) -> None:
    for number in (5, 6):
        booked(engine, vault, offer_of(site), a_wish(number))

    late = read(resident.post(WHERE, data=filled(who="guardian")))

    assert (late.status, ticked(late)) == (409, ["guardian"])
    assert papers_on(late) == GUARDIANS


def test_a_choice_can_be_taken_back_after_a_slip_in_another_field(
    resident: FlaskClient, engine: Engine
) -> None:
    slip = read(resident.post(WHERE, data=filled(name="", who="self")))

    assert (slip.status, ticked(slip)) == (422, ["self"])
    assert list(slip.radios.values()) == ["self", "guardian"]
    follow(resident, resident.post(WHERE, data=filled(who="guardian")))
    assert all_rows(engine)[0].who == "guardian"


def test_who_has_said_so_before_the_time_is_not_asked_again(
    resident: FlaskClient, engine: Engine
) -> None:
    asked = read(resident.get(f"{WHERE}?start={NINE}&who=guardian"))
    where = urljoin(f"{WHERE}?", str(asked.one("form")["action"]))

    slip = read(resident.post(where, data=filled(name="")))
    assert (slip.status, slip.radios, papers_on(slip)) == (422, {}, GUARDIANS)
    follow(resident, resident.post(where, data=filled()))

    assert all_rows(engine)[0].who == "guardian"


def test_of_several_things_the_first_says_who_may_come(site: Path) -> None:
    services = load_catalogue(site / "catalogue.json").services
    both = (services[SERVICE], services[LONG])

    assert way_of(both, "guardian") == "guardian"
    assert way_of((services[LONG],), "self") == ""
    (merged,) = papers_for(both, "guardian")
    assert [item.name for item in merged.items][:2] == GUARDIANS
