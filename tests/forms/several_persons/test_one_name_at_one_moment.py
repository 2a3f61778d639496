"""A name that is booked and brought along in the same moment: one limit for both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from forms_app.appointments import booking
from forms_app.appointments.offers import Offer
from forms_app.database import transaction
from forms_app.refusals import TooManyOfOneName
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    WEDNESDAY_NINE,
    a_wish,
    booked,
    name_places,
)
from tests.forms.family_builders import wish_of
from tests.forms.two_servers import until_somebody_waits


@pytest.mark.parametrize("first", ["the family", "the child alone"])
def test_who_is_faster_by_a_moment_has_the_place_of_the_name(
    engine: Engine,
    other_engine: Engine,
    vault: Vault,
    family: Offer,
    alone: Offer,
    first: str,
) -> None:
    together = replace(family, open_per_person=1), wish_of()
    child = (
        replace(alone, open_per_person=1),
        a_wish(2, name="王小满", starts_at=WEDNESDAY_NINE),
    )
    early, late = (together, child) if first == "the family" else (child, together)

    with ThreadPoolExecutor(1) as pool:
        with transaction(engine) as session:
            code = booking.take_seat(session, vault, *early, now=NOW)
            answer = pool.submit(booked, other_engine, vault, *late)
            until_somebody_waits(engine)
        with pytest.raises(TooManyOfOneName):
            answer.result()

    assert {reference for reference, _ in name_places(engine)} == {code}
