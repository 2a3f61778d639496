"""A new key for personal data: everything sealed under an older one is sealed anew.

In small transactions, each value only if nobody has changed it meanwhile, so the
service runs on; stopped half-way it goes on where it was, because every value says
under which key it lies.  Drafts of an intake are left alone: only their owner's
browser knows their place, and a week later they are gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Engine, Table, func, select, update

from forms_app import migrate
from forms_app.database import Base, reading, rows_of, transaction
from forms_app.vault import HEADER_BYTES, Vault

BATCH = 100
SEALED = "_sealed"
ROOMS = migrate.TABLES_OF
"""Imported, so that Base knows every table."""
PLACES: Mapping[str, tuple[str, str]] = {
    "appointment": ("appointment", "reference"),
    "booking_wait": ("wait", "reference"),
    "home_request": ("home", "reference"),
    "letter": ("letter", "reference"),
    "invited_person": ("invited", "uid"),
    "dispute_case": ("case", "uid"),
    "dispute_party": ("party", "uid"),
    "dispute_referral": ("referral", "uid"),
    "mediation_session": ("session", "uid"),
    "case_event": ("case_event", "seq"),
    "agreement": ("agreement", "uid"),
    "undertaking": ("undertaking", "uid"),
    "follow_up_visit": ("visit", "uid"),
    "household_loss": ("loss", "uid"),
    "evidence_file": ("evidence", "uid"),
}
"""Table → (first word of the contexts of its sealed values, column of the row's mark)."""
LEFT_ALONE = frozenset({"intake_draft"})


@dataclass(frozen=True, slots=True)
class Place:
    """One column of sealed values."""

    table: Table
    column: Column[Any]
    prefix: str
    mark: Column[Any]

    def context(self, mark: object) -> str:
        return f"{self.prefix}.{self.column.name.removesuffix(SEALED)}:{mark}"


def places() -> Iterator[Place]:
    """Every column that holds sealed values, of every table we know the contexts of."""
    for name, (prefix, mark) in PLACES.items():
        table = Base.metadata.tables[name]
        for column in table.columns:
            if column.name.endswith(SEALED):
                yield Place(table, column, prefix, table.columns[mark])


def left(engine: Engine, vault: Vault) -> int:
    """How many values lie under an older key than the newest."""
    with reading(engine) as session:
        return sum(
            session.scalar(select(func.count()).where(_old(place, vault))) or 0
            for place in places()
        )


def reseal(
    engine: Engine, vault: Vault, told: Callable[[int], None] = lambda _count: None
) -> int:
    """Seal anew what lies under an older key; how many values it was."""
    done = 0
    for place in places():
        while count := _one_batch(engine, vault, place):
            done += count
            told(done)
    return done


def _one_batch(engine: Engine, vault: Vault, place: Place) -> int:
    """Up to BATCH values of one column; 0 when none is old any more."""
    column, mark = place.column, place.mark
    old = select(mark, column).where(_old(place, vault)).order_by(mark).limit(BATCH)
    with transaction(engine) as session:
        rows = session.execute(old).all()
        for row_mark, sealed in rows:
            context = place.context(row_mark)
            anew = vault.seal_bytes(context, vault.open_bytes(context, sealed))
            unchanged = (mark == row_mark) & (column == sealed)
            changed = update(place.table).where(unchanged).values({column.name: anew})
            rows_of(session.execute(changed))
    return len(rows)


def _old(place: Place, vault: Vault) -> Any:
    """There is a value, and it begins with another key's header."""
    head = func.substr(place.column, 1, HEADER_BYTES)
    return (func.length(place.column) > 0) & (head != vault.header)
