"""The personal part of an appointment: sealed when stored, opened for the few.

Each value is bound to its column and to the row's code, so it cannot be moved.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from forms_app.appointments.models import Appointment
from forms_app.appointments.wait_models import Wait
from forms_app.notifications import outbox
from forms_app.vault import SealBroken, Vault


@dataclass(frozen=True, slots=True)
class Person:
    """Who comes: name and phone of the one who booked, and for whom ('' = self)."""

    name: str
    phone: str
    whom: str = ""
    others: tuple[str, ...] = ()
    """Who comes along for the same things."""

    @property
    def served(self) -> str:
        """The name to call at the counter."""
        return self.whom or self.name

    @property
    def lines(self) -> str:
        """For whom and who else, as it is sealed: a line each."""
        return "\n".join((self.whom, *self.others))


def person_from(name: str, phone: str, lines: str) -> Person:
    """The person whose `lines` these are."""
    whom, *others = lines.split("\n")
    return Person(name, phone, whom, tuple(others))


BOOKINGS, WAITS = "appointment", "wait"
GONE = Person(name="", phone="")
UNREADABLE = Person(name="？", phone="")
log = logging.getLogger(__name__)


def phone_digest(vault: Vault, phone: str) -> bytes:
    return outbox.phone_digest(vault, phone)


def person_digest(vault: Vault, person: Person) -> bytes:
    """Of the name that is called at the counter.

    More than a name is not known, and need not be: it is checked against the ID card, so
    whoever stocks up on times must do it under names that really come.
    """
    return name_digest(vault, person.served)


def name_digest(vault: Vault, name: str) -> bytes:
    return vault.digest("appointment.person", "".join(name.split()))


def sealed(
    vault: Vault, reference: str, person: Person, table: str = BOOKINGS
) -> dict[str, bytes]:
    """The columns of `person` for the row with this code."""
    values = {"name": person.name, "phone": person.phone, "whom": person.lines}
    return {
        f"{key}_sealed": vault.seal(f"{table}.{key}:{reference}", text)
        for key, text in values.items()
    }


def opened(vault: Vault, row: Appointment | Wait) -> Person:
    """The person of a row; GONE after the data were erased."""
    if not row.phone_sealed:
        return GONE
    table = BOOKINGS if isinstance(row, Appointment) else WAITS
    return person_from(
        vault.open(f"{table}.name:{row.reference}", row.name_sealed),
        vault.open(f"{table}.phone:{row.reference}", row.phone_sealed),
        vault.open(f"{table}.whom:{row.reference}", row.whom_sealed),
    )


def listed(vault: Vault, row: Appointment | Wait) -> Person:
    """`opened` for a list: one damaged row must not take the whole day away."""
    try:
        return opened(vault, row)
    except SealBroken as broken:
        log.warning("%s of row number %s does not open", broken, row.id)
        return UNREADABLE
