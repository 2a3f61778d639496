"""Opening a booking with its code and the phone's last four digits."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from forms_app import lookups
from forms_app.appointments import waiting_line
from forms_app.appointments.models import Appointment
from forms_app.appointments.people import opened
from forms_app.appointments.queries import by_reference
from forms_app.appointments.wait_models import Wait
from forms_app.lookups import Attempt
from forms_app.references import normalised
from forms_app.vault import Vault

LOOKUP = "appointment"


def open_by_code(
    session: Session, vault: Vault, typed: str, tail: str, *, now: datetime
) -> Appointment | Wait | None:
    """The booking or the place in the waiting line; the caller must commit."""
    code = normalised(typed)
    row = _found(session, code)
    phone = opened(vault, row).phone if row else None
    attempt = Attempt(LOOKUP, vault.digest("appointment.code", code), tail)
    fits = lookups.opens(session, vault, attempt, phone, now=now)
    return row if fits else None


def _found(session: Session, code: str) -> Appointment | Wait | None:
    booking = by_reference(session, code)
    return waiting_line.by_reference(session, code) if booking is None else booking
