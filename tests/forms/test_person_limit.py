"""How many open bookings people of one name may have, whatever telephone they use."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from forms_app.appointments import counter
from forms_app.appointments.changes import Step
from forms_app.appointments.offers import Offer, at_the_desk
from forms_app.database import transaction
from forms_app.refusals import TooManyOfOneName
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    all_rows,
    booked,
    cancel,
    move,
    name_places,
    work,
)
from tests.forms.rush_workers import Arena, Job
from tests.forms.test_races import arena, race  # noqa: F401 - a fixture and its race


def fill(engine: Engine, vault: Vault, offer: Offer, *, name: str = "王小明") -> None:
    """Three open bookings of one name from three telephones."""
    for number in (1, 2, 3):
        start = TUESDAY_NINE + number * HALF_HOUR
        booked(engine, vault, offer, a_wish(number, starts_at=start, name=name))


def test_another_telephone_does_not_give_one_name_a_fourth_booking(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    fill(engine, vault, offer)

    with pytest.raises(TooManyOfOneName):
        booked(engine, vault, offer, a_wish(4, name="王 小明"))
    with pytest.raises(TooManyOfOneName):
        booked(engine, vault, offer, a_wish(4, name="李四", whom="王小明"))
    assert booked(engine, vault, offer, a_wish(4, name="王小明", whom="王老太"))


def test_the_clerk_can_tell_people_of_one_name_apart(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    fill(engine, vault, offer)

    by_phone = booked(engine, vault, at_the_desk(offer), a_wish(4, name="王小明"))

    assert by_phone.reference not in dict(name_places(engine))


def test_a_county_without_the_rule_has_no_limit(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    free = replace(offer, open_per_person=0)
    fill(engine, vault, free)

    assert booked(engine, vault, free, a_wish(4, name="王小明"))


@pytest.mark.parametrize("ending", ["cancelled", "worked", "past"])
def test_what_is_over_counts_no_more_against_the_name(
    engine: Engine, vault: Vault, offer: Offer, ending: str
) -> None:
    one = replace(offer, open_per_person=1)
    first = booked(engine, vault, one, a_wish(1))
    later = NOW
    if ending == "cancelled":
        cancel(engine, first)
    elif ending == "worked":
        work(engine, first, Step.ARRIVE, TUESDAY_NINE)
    else:
        later = TUESDAY_NINE

    again = a_wish(2, name="王小明", starts_at=WEDNESDAY_NINE)
    row = booked(engine, vault, one, again, later)

    assert name_places(engine) == [(row.reference, 1)]


def test_a_moved_booking_keeps_its_place(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    fill(engine, vault, offer)
    row, before = all_rows(engine)[0], name_places(engine)

    move(engine, offer, row, WEDNESDAY_NINE)

    assert name_places(engine) == before
    with pytest.raises(TooManyOfOneName):
        booked(engine, vault, offer, a_wish(4, name="王小明"))


def test_the_database_itself_keeps_the_limit(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    fill(engine, vault, offer)

    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.execute(text("UPDATE appointment_participant SET person_place = 1"))


def test_the_digest_goes_with_the_person(
    engine: Engine, vault: Vault, offer: Offer
) -> None:
    booked(engine, vault, offer, a_wish(1))
    later = TUESDAY_NINE.replace(year=2027)

    with transaction(engine) as session:
        counter.erase_past(session, keep_days=90, now=later)

    assert name_places(engine) == []


def test_many_telephones_at_once_give_one_name_no_more_than_the_limit(
    arena: Arena,  # noqa: F811 - the fixture imported above
    engine: Engine,
    keys: Path,
) -> None:
    jobs: list[Job] = [
        ("book", number, TUESDAY_NINE + number % 4 * HALF_HOUR, "", "王小明")
        for number in range(12)
    ]

    outcomes = Counter(race(arena, [jobs[n::6] for n in range(6)]))

    assert outcomes.pop("TooManyOfOneName") == 9
    assert sorted(place for _, place in name_places(engine)) == [1, 2, 3]
    with engine.connect() as connection:
        seats = connection.scalar(text("SELECT count(*) FROM appointment_seat"))
    assert seats == 3, "who was refused left no seat taken"
