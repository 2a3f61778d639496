"""People who wait for a seat, and seats that are given back."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Engine

from forms_app.appointments import changes, queries, waiting, waiting_line
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.appointments.wait_models import Wait
from forms_app.appointments.waiting import Asked
from forms_app.catalogue import Catalogue
from forms_app.database import reading, transaction
from forms_app.vault import Vault
from tests.forms.booking_builders import LIMIT, NOW, a_wish, day

TUESDAY = day("2026-11-24")


def wait(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    number: int,
    *,
    key: str = "",
    most: int = 2,
    now: datetime = NOW,
) -> Wait:
    """Somebody with phone number 138…number waits for the Tuesday."""
    person = a_wish(number).person
    asked = Asked(person, TUESDAY, TUESDAY, key or secrets.token_hex(16))
    with transaction(engine) as session:
        return waiting.join(session, vault, offer, asked, most=most, now=now)


def give_back(
    engine: Engine, catalogue: Catalogue, row: Appointment, now: datetime = NOW
) -> None:
    with transaction(engine) as session:
        there = queries.by_id(session, row.id)
        assert there is not None
        freed = changes.cancel(session, there, limit_minutes=LIMIT, now=now)
        waiting.give_on(session, catalogue, freed, now=now)


def now_of(engine: Engine, row: Wait) -> Wait:
    with reading(engine) as session:
        found = waiting_line.by_id(session, row.id)
    assert found is not None
    return found
