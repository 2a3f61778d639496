"""Opening a booking with its code and the phone's last four digits.

Unknown, locked, erased or wrong: the caller learns only that it did not open.
"""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy.orm import Session

from forms_app.appointments import waiting_line
from forms_app.appointments.models import Appointment
from forms_app.appointments.people import opened
from forms_app.appointments.queries import by_reference
from forms_app.appointments.wait_models import Wait
from forms_app.lookups import may_try, record_failure
from forms_app.references import normalised
from forms_app.vault import Vault

LOOKUP = "appointment"
TAIL = 4


def open_by_code(
    session: Session, vault: Vault, typed: str, tail: str, *, now: datetime
) -> Appointment | Wait | None:
    """The booking or the place in the waiting line, or None; a wrong try is counted, so the transaction must commit."""
    code = normalised(typed)
    digest = vault.digest("appointment.code", code)
    allowed = may_try(session, LOOKUP, digest, now=now)
    row = by_reference(session, code) or waiting_line.by_reference(session, code)
    known = _tail_of(vault, row)
    matches = hmac.compare_digest(known.encode(), tail.encode())
    if matches and allowed and row is not None:
        return row
    counts = allowed and row is not None
    record_failure(session, LOOKUP, digest, counts=counts, now=now)
    return None


def _tail_of(vault: Vault, row: Appointment | Wait | None) -> str:
    """The phone's last digits; the same work is done when there is no row."""
    if row is None:
        vault.open("nobody", vault.seal("nobody", "0" * 11))
        return ""
    return opened(vault, row).phone[-TAIL:]
