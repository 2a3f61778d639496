"""A mother with two children: one visit, one code, time for each, a limit for each."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError

from forms_app import rotation
from forms_app.appointments import counter, waiting
from forms_app.appointments.calendar_file import calendar_file
from forms_app.appointments.messages import Teller
from forms_app.appointments.offers import Offer, at_the_desk, find_offer
from forms_app.appointments.participant_models import Participant
from forms_app.appointments.people import Person, name_digest, opened
from forms_app.appointments.table import csv_table
from forms_app.appointments.waiting import Asked
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.notifications.models import Message
from forms_app.refusals import SlotFull, TooManyOfOneName
from forms_app.vault import Vault, load_vault
from forms_app.wire import overheard
from tests.forms.booking_builders import (
    HALF_HOUR,
    NOW,
    STATION,
    TUESDAY_NINE,
    WEDNESDAY_NINE,
    a_wish,
    all_rows,
    booked,
    cancel,
    day,
    name_places,
    row_of,
)
from tests.forms.family_builders import CHILDREN, FAMILY, wish_of
from tests.forms.test_rotation import with_another_digest_key
from tests.forms.visit_builders import LONG, OTHER, SHORT


@pytest.mark.parametrize(
    ("asked", "slots"),
    [
        (SHORT, [1]),
        (FAMILY, [3]),
        (f"{OTHER}*3", [2]),  # 15 + 5 + 5 minutes in slots of 15
        (f"{OTHER}+{SHORT}*2", [2, 2]),
        (f"{OTHER}+{SHORT}*3", [2, 3]),
        (f"{OTHER}+{SHORT}*4", None),
        (f"{SHORT}*5", None),
        (f"{LONG}*2", None),
        (f"{SHORT}*1", None),
        (f"{SHORT}*0", None),
        (f"{SHORT}*-2", None),
        (f"{SHORT}*２", None),
        (f"{SHORT}*", None),
        (f"{SHORT}*2*2", None),
    ],
)
def test_a_visit_takes_time_for_every_person_and_thing(
    catalogue: Catalogue, asked: str, slots: list[int] | None
) -> None:
    offer = find_offer(catalogue, asked, STATION)

    assert (offer and [leg.slots for leg in offer.legs]) == slots
    if offer is not None:
        assert offer.asked == asked


def test_a_family_has_one_code_and_seats_in_a_row(
    engine: Engine, vault: Vault, family: Offer
) -> None:
    row = booked(engine, vault, family, wish_of())

    assert (row.persons, row.minutes, row.asked) == (3, 90, FAMILY)
    assert row.errand == "居民身份证换领（3 人）"
    assert row.service_name == "居民身份证换领"
    assert opened(vault, row) == Person("王小明", "13800000001", "", CHILDREN)
    with reading(engine) as session:
        assert session.scalar(text("SELECT count(*) FROM appointment_seat")) == 3


def test_who_comes_along_counts_against_the_limit_of_the_name(
    engine: Engine, vault: Vault, family: Offer, alone: Offer
) -> None:
    one, single = (replace(o, open_per_person=1) for o in (family, alone))
    booked(engine, vault, one, wish_of())

    with pytest.raises(TooManyOfOneName):
        booked(engine, vault, single, a_wish(2, name="王 小满"))
    again = wish_of(3, ("赵一", "王小满"), start=WEDNESDAY_NINE)
    with pytest.raises(TooManyOfOneName):
        booked(engine, vault, one, again)
    with reading(engine) as session:
        seats = session.scalar(text("SELECT count(*) FROM appointment_seat"))
    assert (seats, len(name_places(engine))) == (3, 3), (
        "who was refused left nothing taken"
    )
    assert booked(engine, vault, at_the_desk(single), a_wish(4, name="王小满"))


def test_who_has_a_booking_cannot_come_along_beyond_the_limit(
    engine: Engine, vault: Vault, family: Offer, alone: Offer
) -> None:
    one, single = (replace(o, open_per_person=1) for o in (family, alone))
    booked(engine, vault, single, a_wish(2, name="王小满"))

    with pytest.raises(TooManyOfOneName, match="和您一起来的王小满"):
        booked(engine, vault, one, wish_of())
    with pytest.raises(TooManyOfOneName):
        booked(engine, vault, one, wish_of(3, ("赵一", "赵 一")))
    assert len(all_rows(engine)) == 1


@pytest.mark.parametrize("ending", ["cancelled", "past", "past for one alone"])
def test_names_are_free_when_the_visit_is_over(
    engine: Engine, vault: Vault, family: Offer, alone: Offer, ending: str
) -> None:
    one, single = (replace(o, open_per_person=1) for o in (family, alone))
    first = booked(engine, vault, one, wish_of())
    later = TUESDAY_NINE if ending.startswith("past") else NOW
    if ending == "cancelled":
        cancel(engine, first)
        assert name_places(engine) == []

    if ending == "past for one alone":
        again = a_wish(2, name="王小满", starts_at=WEDNESDAY_NINE)
        assert booked(engine, vault, single, again, later)
    else:
        again = wish_of(2, start=WEDNESDAY_NINE)
        assert booked(engine, vault, one, again, later).persons == 3


def test_nobodys_past_is_looked_at_before_somebody_was_refused(
    engine: Engine, vault: Vault, family: Offer
) -> None:
    asked: list[str] = []

    def note(*told: Any) -> None:
        asked.append(told[2].split()[0])

    event.listen(engine, "before_cursor_execute", note)
    try:
        with overheard(lambda words, _values: asked.append(words.split()[0])):
            booked(engine, vault, family, wish_of())
    finally:
        event.remove(engine, "before_cursor_execute", note)

    assert not {"UPDATE", "DELETE"} & set(asked)
    assert asked.count("INSERT") >= 1 + len(CHILDREN)


def test_the_database_itself_keeps_the_limit(
    engine: Engine, vault: Vault, family: Offer
) -> None:
    booked(engine, vault, family, wish_of())

    digest = name_digest(vault, "王小满")
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.add(Participant(person_digest=digest, person_place=1, reference="X"))
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.execute(text("UPDATE appointment SET persons = 0"))


def test_the_seats_of_a_family_are_all_there_or_none(
    engine: Engine, vault: Vault, family: Offer, alone: Offer
) -> None:
    for number in (5, 6):
        wish = a_wish(number, starts_at=TUESDAY_NINE + 2 * HALF_HOUR)
        booked(engine, vault, alone, wish)
    before = name_places(engine)

    with pytest.raises(SlotFull):
        booked(engine, vault, family, wish_of())
    assert name_places(engine) == before


def test_every_word_about_the_visit_says_how_many(
    engine: Engine, vault: Vault, family: Offer, catalogue: Catalogue
) -> None:
    row = booked(engine, vault, family, wish_of())

    with reading(engine) as session:
        (message,) = session.query(Message).all()
        told = Teller(vault, catalogue)(session, message)
    assert told is not None
    assert "办事（3人），编号" in told.text
    papers = family.service.checklist
    entry = calendar_file(row, None, papers).decode().replace("\r\n ", "")
    assert "SUMMARY:居民身份证换领（3 人）" in entry
    assert "3 个人，每人一套" in entry
    head, line = csv_table([row]).decode("utf-8-sig").splitlines()
    assert (head.split(",")[-1], line.split(",")[-2:]) == ("人数", ["90", "3"])
    assert all(name not in entry + told.text for name in ("小明", *CHILDREN))


def test_a_family_waits_and_takes_a_seat_for_all(
    engine: Engine, vault: Vault, family: Offer, catalogue: Catalogue
) -> None:
    tuesday, person = day("2026-11-24"), wish_of().person
    with transaction(engine) as session:
        asked = Asked(person, tuesday, tuesday, "k")
        row = waiting.join(session, vault, family, asked, most=1, now=NOW)
        assert (row.asked, row.errand) == (FAMILY, "居民身份证换领（3 人）")
        assert waiting.serve(session, catalogue, STATION, now=NOW) == 1
        code = waiting.take(session, vault, catalogue, row, by="", now=NOW)

    taken = row_of(engine, code)
    assert (taken.persons, opened(vault, taken).others) == (3, CHILDREN)


def test_erasing_leaves_no_name(engine: Engine, vault: Vault, family: Offer) -> None:
    row = booked(engine, vault, family, wish_of())

    with transaction(engine) as session:
        later = TUESDAY_NINE.replace(year=2027)
        counter.erase_past(session, keep_days=90, now=later)

    assert row_of(engine, row.reference).whom_sealed == b""
    assert name_places(engine) == []


def test_with_another_digest_key_the_names_still_count(
    engine: Engine, vault: Vault, family: Offer, tmp_path: Path
) -> None:
    own = shutil.copytree(vault.folder, tmp_path / "keys")  # all tests share the other
    booked(engine, vault, family, wish_of())
    newer = with_another_digest_key(load_vault(own))

    rotation.redigest(engine, newer)

    with reading(engine) as session:
        found = {bytes(row.person_digest) for row in session.query(Participant)}
    assert found == {name_digest(newer, name) for name in ("王小明", *CHILDREN)}
