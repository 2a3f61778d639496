"""Every step with everybody who might try it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from forms_app.access import Grant
from forms_app.settings import Settings
from tests import staff_builders
from tests.disputes_builders import Register, read
from tests.forms.case_builders import FILLED, MAY, PATH_TO, PEOPLE, Desk, take

CHOSEN = ("session", "undertaking")
"""Fields whose choices are rows of the case."""
pytestmark = [pytest.mark.slow, pytest.mark.any_database]
"""Every step with every person: who may do what is decided before any SQL."""


@pytest.fixture
def chair(settings: Settings, engine: Engine) -> Desk:
    """One desk in which one person after the other sits down."""
    app = staff_builders.the_desk(settings)

    def sit_down(person: Grant) -> FlaskClient:
        number = 100 + PEOPLE.index(person)
        member = staff_builders.the_same_or_another(
            engine, person, name="王警官", id=number
        )
        return staff_builders.signed_in(app, member)

    return sit_down


@pytest.mark.parametrize("key", list(FILLED))
def test_a_step_is_refused_to_everybody_without_its_permission_at_the_station(
    register: Register, chair: Desk, key: str
) -> None:
    case_id = register.a_case(*PATH_TO[key])
    before = register.case(case_id).version

    for person in set(PEOPLE) - MAY[key]:
        desk = chair(person)
        assert take(desk, register, case_id, key).status in (403, 404)
        page = read(desk, f"/cases/{case_id}")
        assert page.soup.find("details", id=key) is None
    assert register.case(case_id).version == before


@pytest.mark.parametrize("key", list(FILLED))
def test_a_step_is_offered_and_open_to_those_with_its_permission(
    register: Register, chair: Desk, key: str
) -> None:
    for person in MAY[key]:
        desk = chair(person)
        case_id = register.a_case(*PATH_TO[key])
        before = register.case(case_id).version
        shown = read(desk, f"/cases/{case_id}").soup
        offered = shown.select_one(f"details#{key}")
        choice = shown.select_one(f"#{key} option[value]")
        changes = {n: choice["value"] for n in CHOSEN if choice and n in FILLED[key]}
        page = take(desk, register, case_id, key, **changes)

        assert offered is not None
        assert page.status == 200
        assert not page.errors
        assert register.case(case_id).version > before
