"""What each process of a race does.  Started by a fork server that has imported this.

A job is (kind, arguments); its outcome is a code, 'ok' or the refusal's name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from forms_app.appointments import (
    booking,
    changes,
    counter,
    holds,
    moving,
    queries,
    reoffer,
    tickets,
)
from forms_app.appointments.offers import Offer
from forms_app.catalogue import load_catalogue
from forms_app.database import connect, transaction
from forms_app.refusals import Refusal
from forms_app.vault import Vault, load_vault
from tests.forms.booking_builders import a_wish, offer_of

Job = tuple[Any, ...]
PATIENCE = 300
"""Seconds until everybody has started, also on a busy machine."""


@dataclass(frozen=True)
class Arena:
    """Where the race is run."""

    url: str
    keys: Path
    site: Path
    now: datetime
    places: int = 3


def run_jobs(arena: Arena, jobs: list[Job], start: Barrier, out: Queue[Any]) -> None:
    """Wait for the others, do the jobs, hand back the outcomes."""
    engine = connect(arena.url)
    vault = load_vault(arena.keys)
    offer = replace(offer_of(arena.site), open_per_phone=arena.places)
    start.wait(timeout=PATIENCE)
    out.put([_outcome(engine, vault, offer, arena.now, job) for job in jobs])
    engine.dispose()


def _outcome(
    engine: Engine, vault: Vault, offer: Offer, now: datetime, job: Job
) -> str:
    """A busy database (503 to a browser) wrote nothing, so the job is tried again."""
    kind, *arguments = job
    while True:
        try:
            return JOBS[kind](engine, vault, offer, now, *arguments)
        except Refusal as refusal:
            return type(refusal).__name__
        except OperationalError:
            continue


def _book(
    engine: Engine,
    vault: Vault,
    offer: Offer,
    now: datetime,
    number: int,
    starts_at: datetime,
    *key_and_name: str,
) -> str:
    key, name = (*key_and_name, "", "")[:2]
    wish = a_wish(number, starts_at=starts_at, key=key, name=name)
    return booking.book(engine, vault, offer, wish, now=now)


def _move(
    engine: Engine,
    _vault: Vault,
    offer: Offer,
    now: datetime,
    reference: str,
    starts_at: datetime,
) -> str:
    with transaction(engine) as session:
        row = queries.by_reference(session, reference)
        assert row is not None
        moving.reschedule(session, row, offer, starts_at, limit_minutes=60, now=now)
    return "ok"


def _cancel(
    engine: Engine, _vault: Vault, _offer: Offer, now: datetime, reference: str
) -> str:
    with transaction(engine) as session:
        row = queries.by_reference(session, reference)
        assert row is not None
        changes.cancel(session, row, limit_minutes=60, now=now)
    return "ok"


def _hold(
    engine: Engine, _vault: Vault, offer: Offer, now: datetime, starts_at: datetime
) -> str:
    with transaction(engine) as session:
        holds.hold(session, offer, starts_at, "", now=now)
    return "held"


def _close(
    engine: Engine, _vault: Vault, offer: Offer, now: datetime, site: Path, text: str
) -> str:
    """Close a day and give everybody on it another time."""
    catalogue, day = load_catalogue(site / "catalogue.json"), date.fromisoformat(text)
    with transaction(engine) as session:
        counter.close_day(session, offer.station.id, day, "培训", by="王", now=now)
        done = reoffer.move_everybody(
            session, catalogue, offer.station.id, day, by="王", now=now
        )
    return f"moved {done.moved}"


def _draw(
    engine: Engine, _vault: Vault, _offer: Offer, now: datetime, reference: str
) -> str:
    with transaction(engine) as session:
        row = queries.by_reference(session, reference)
        assert row is not None
        tickets.draw(session, row, now=now)
        ticket = tickets.of(session, row)
    return ticket.words if ticket else "none"


JOBS = {
    "book": _book,
    "move": _move,
    "cancel": _cancel,
    "close": _close,
    "hold": _hold,
    "draw": _draw,
}
