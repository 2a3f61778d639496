"""`doorstep erase` reaches every table: no sealed value and no digest outlives its time.

The test walks all tables, so that a new one is met here before it is forgotten.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, LargeBinary, select

from forms_app import cli, times
from forms_app.appointments import changes, waiting
from forms_app.appointments.changes import Step
from forms_app.appointments.offers import Offer
from forms_app.appointments.pauses import PauseRule
from forms_app.appointments.waiting import Asked
from forms_app.database import Base, reading, transaction
from forms_app.home_visits import requests
from forms_app.home_visits.models import Kind
from forms_app.home_visits.requests import Wanted
from forms_app.letters import letters
from forms_app.letters.letters import Written
from forms_app.letters.models import Kind as LetterKind
from forms_app.lookups import record_failure
from forms_app.seen import Seen
from forms_app.times import local_day
from forms_app.vault import load_vault
from tests.forms.booking_builders import (
    NOW,
    TUESDAY_NINE,
    a_wish,
    booked,
    cancel,
    offer_of,
    work,
)

LONG_AFTER = NOW + timedelta(days=1500)
KEPT_FOR_THE_STAFF = {"staff_member", "staff_session", "sign_in_attempt"}
"""Accounts end with the account, not with a calendar."""


@pytest.fixture
def installation(
    tmp_path: Path,
    published_site: Path,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """An installation of the commands, on the database of this run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DOORSTEP_SITE", str(published_site))
    monkeypatch.setattr("forms_app.migrate.upgrade", lambda _engine: None)
    monkeypatch.setattr("forms_app.migrate.current", lambda _engine: "0")
    monkeypatch.setattr("forms_app.migrate.newest", lambda: "0")
    assert CliRunner().invoke(cli.commands["upgrade"]).exit_code == 0
    return tmp_path


def test_nothing_personal_of_residents_is_left_in_any_table(
    installation: Path,
    engine: Engine,
    published_site: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vault = load_vault(installation / "instance" / "keys")
    offer = offer_of(published_site)
    come = booked(engine, vault, offer, a_wish(1))
    cancel(engine, booked(engine, vault, offer, a_wish(2)))
    work(engine, come, Step.ARRIVE, TUESDAY_NINE)
    missed = booked(engine, vault, offer, a_wish(3))
    with transaction(engine) as session:
        seen = Seen(missed.id, missed.version, "王")
        rule = PauseRule(1, 14)
        changes.work(session, Step.MISS, seen, rule=rule, now=TUESDAY_NINE)
    tuesday = local_day(TUESDAY_NINE)
    asked = Asked(a_wish(4).person, tuesday, tuesday, "k" * 32)
    with transaction(engine) as session:
        waiting.join(session, vault, offer, asked, most=2, now=NOW)
        requests.ask(session, vault, a_request(offer), most=2, now=NOW)
        letters.write(session, vault, a_letter(), most=2, now=NOW)
    with transaction(engine) as session:
        record_failure(session, "appointment", b"x" * 32, counts=True, now=NOW)
    assert {
        *("appointment", "booking_pause", "booking_wait", "failed_lookup"),
        *("home_request", "letter", "message"),
    } <= set(personal(engine))
    monkeypatch.setattr(times, "now", lambda: LONG_AFTER)

    result = CliRunner().invoke(cli.commands["erase"])

    assert result.exit_code == 0, result.output
    assert personal(engine) == {}


def a_request(offer: Offer) -> Wanted:
    """Somebody who asked for a visit, whom nobody has answered."""
    return Wanted(
        kind=Kind.VISIT,
        station=offer.station,
        service=offer.service,
        area_id="qiaodong-huanxi",
        name="王小明",
        phone="13800138000",
        address="三组",
        reason="ill",
        people=1,
        day=None,
        part="any",
        request_key="h" * 32,
    )


def a_letter() -> Written:
    """A question nobody has answered."""
    return Written(
        kind=LetterKind.QUESTION,
        station_id="qiaodong-justice-office",
        area_id="qiaodong-huanxi",
        page="",
        words="借条还能要吗",
        phone="13800138000",
        may_publish=False,
        due_on=None,
        request_key="q" * 32,
    )


def personal(engine: Engine) -> dict[str, list[str]]:
    """Table → its columns of sealed values and digests in which something is."""
    found: dict[str, list[str]] = {}
    with reading(engine) as session:
        for table in Base.metadata.tables.values():
            for column in table.columns:
                secret = isinstance(column.type, LargeBinary)
                if not secret or table.name in KEPT_FOR_THE_STAFF:
                    continue
                values = session.scalars(select(column))
                if any(values):
                    found.setdefault(table.name, []).append(column.name)
    return found
