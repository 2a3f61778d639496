"""New keys.  For personal data: everything sealed under an older one is sealed anew.

In small transactions, each value only if nobody has changed it meanwhile, so the
service runs on; stopped half-way it goes on where it was, because every value says
under which key it lies.  Drafts of an intake are left alone: only their owner's
browser knows their place, and a week later they are gone.

For digests: rows are found by them, so they are made anew from what is sealed beside
them, all in one transaction and with the service stopped.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Engine, Table, func, select, update
from sqlalchemy.orm import Session

from forms_app import migrate
from forms_app.appointments import people
from forms_app.appointments.models import Appointment
from forms_app.appointments.participant_models import Participant
from forms_app.database import Base, reading, rows_of, transaction
from forms_app.disputes import sealing
from forms_app.notifications import outbox
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


@dataclass(frozen=True, slots=True)
class Looked:
    """A digest by which rows are found, and what it is made of."""

    table: str
    column: str
    fields: tuple[str, ...]
    """Sealed columns beside it, without `_sealed`."""
    made: Callable[..., bytes]
    """From the vault and the opened fields."""


def _code_digest(vault: Vault, code: str) -> bytes:
    return vault.digest(sealing.CODE_PURPOSE, code)


def _party_digest(vault: Vault, phone: str) -> bytes:
    return vault.digest(sealing.PHONE_PURPOSE, phone)


LOOKED_UP = (
    Looked("dispute_case", "code_digest", ("code",), _code_digest),
    Looked("dispute_party", "phone_digest", ("phone",), _party_digest),
    Looked("appointment", "phone_digest", ("phone",), outbox.phone_digest),
    Looked("booking_wait", "phone_digest", ("phone",), outbox.phone_digest),
    Looked("home_request", "phone_digest", ("phone",), outbox.phone_digest),
    Looked("letter", "phone_digest", ("phone",), outbox.phone_digest),
)
FOLLOWING = (
    *("booking_pause.phone_digest", "message.phone_digest"),
    "appointment_participant.person_digest",
)
"""The same telephones and names without them: exchanged for what they are now."""
ENDING = (
    *("failed_lookup.code_digest", "sign_in_attempt.name_digest"),
    *("intake_draft.key_digest", "staff_session.token_digest"),
    "station_feed.secret_digest",
)
"""Of secrets we do not have: tries, drafts, sign-ins and calendars begin anew."""
RESTING = ("case_event.note_digest", "evidence_file.original_digest")
"""Never changed: the trail's rest on the old key, a file's needs none."""


def redigest(engine: Engine, vault: Vault) -> int:
    """Make every digest anew after the digest key was replaced; how many they were.

    With the service stopped.  Once more is no harm: it begins again from what is sealed.
    """
    exchanged: dict[bytes, bytes] = {}
    with transaction(engine) as session:
        done = sum(_redigest(session, vault, one, exchanged) for one in LOOKED_UP)
        _exchange_participants(session, vault, exchanged)
        for name in FOLLOWING:
            _follow(session, name, exchanged)
    return done


def _redigest(
    session: Session, vault: Vault, one: Looked, exchanged: dict[bytes, bytes]
) -> int:
    table = Base.metadata.tables[one.table]
    prefix, mark_name = PLACES[one.table]
    mark, column = table.columns[mark_name], table.columns[one.column]
    places = [
        Place(table, table.columns[f"{field}{SEALED}"], prefix, mark)
        for field in one.fields
    ]
    wanted = select(mark, *(place.column for place in places))
    rows = session.execute(wanted.where(func.length(column) > 0)).all()
    for row_mark, *values in rows:
        anew = secrets.token_bytes(32)  # of nobody: what was sealed is erased
        if all(values):
            told = [
                vault.open(place.context(row_mark), value)
                for place, value in zip(places, values, strict=True)
            ]
            anew = one.made(vault, *told)
            exchanged |= {one.made(old, *told): anew for old in vault.before()}
        changed = update(table).where(mark == row_mark).values({one.column: anew})
        rows_of(session.execute(changed))
    return len(rows)


def _exchange_participants(
    session: Session, vault: Vault, exchanged: dict[bytes, bytes]
) -> None:
    """The names of whom a visit is for stand sealed in its row."""
    a = Appointment
    named = select(a).where(a.reference.in_(select(Participant.reference)))
    for row in session.scalars(named):
        person = people.opened(vault, row)
        for name in (person.served, *person.others):
            anew = people.name_digest(vault, name)
            exchanged |= {people.name_digest(old, name): anew for old in vault.before()}


def _follow(session: Session, name: str, exchanged: Mapping[bytes, bytes]) -> None:
    table_name, column_name = name.split(".")
    table = Base.metadata.tables[table_name]
    column = table.columns[column_name]
    now = set(exchanged.values())
    for old in session.scalars(
        select(column).where(func.length(column) > 0).distinct()
    ):
        if bytes(old) in now:
            continue
        anew = exchanged.get(bytes(old)) or secrets.token_bytes(32)
        changed = update(table).where(column == old).values({column_name: anew})
        rows_of(session.execute(changed))
