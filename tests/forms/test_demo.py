"""The sample county fills itself once and never with a number somebody could dial."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select

from forms_app import demo
from forms_app.appointments import queries, waiting_line
from forms_app.appointments.models import Appointment
from forms_app.appointments.people import opened
from forms_app.database import reading
from forms_app.disputes.models import Case
from forms_app.home_visits import queries as home_queries
from forms_app.home_visits import requests as home_requests
from forms_app.home_visits.models import HomeRequest
from forms_app.settings import Settings
from forms_app.vault import Vault
from tests.disputes_builders import the_catalogue
from tests.staff_builders import CHEAP

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def counts(engine: Engine) -> tuple[int, int]:
    with reading(engine) as session:
        bookings = session.scalar(select(func.count()).select_from(Appointment)) or 0
        return bookings, session.scalar(select(func.count()).select_from(Case)) or 0


def test_filling_twice_adds_nothing(
    engine: Engine, vault: Vault, settings: Settings
) -> None:
    catalogue = the_catalogue(settings.site)
    demo.fill(engine, vault, catalogue, now=NOW, hasher=CHEAP)
    first = counts(engine)
    demo.fill(engine, vault, catalogue, now=NOW, hasher=CHEAP)

    assert counts(engine) == first
    assert first[0] >= 8
    assert first[1] > 0


def test_sample_phones_cannot_be_dialled(
    engine: Engine, vault: Vault, settings: Settings
) -> None:
    catalogue = the_catalogue(settings.site)
    demo.fill(engine, vault, catalogue, now=NOW, hasher=CHEAP)

    with reading(engine) as session:
        phones = [opened(vault, row).phone for row in session.query(Appointment)]
    assert not [phone for phone in phones if re.fullmatch(r"1[3-9]\d{9}", phone)]


def test_every_kind_of_visit_can_be_looked_at(
    engine: Engine, vault: Vault, settings: Settings
) -> None:
    catalogue = the_catalogue(settings.site)
    demo.fill(engine, vault, catalogue, now=NOW, hasher=CHEAP)

    with reading(engine) as session:
        for what, code, tail in demo.codes(engine, vault):
            row = (
                queries.by_reference(session, code)
                or waiting_line.by_reference(session, code)
                or home_queries.by_reference(session, code)
            )
            assert row is not None, what
            phone = (
                home_requests.opened(vault, row).phone
                if isinstance(row, HomeRequest)
                else opened(vault, row).phone
            )
            assert phone.endswith(tail)
