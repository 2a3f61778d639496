"""Why no seat was given: looked at only after an INSERT wrote nothing, or where lately
none could.

One look sees everything that may have stood against it; which refusal fits comes after.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from forms_app.appointments import participants, pauses
from forms_app.appointments.looks import WhoSpoke, who_spoke
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.appointments.participant_models import Participant
from forms_app.appointments.plans import Part, Plan
from forms_app.appointments.statements import parameters, starts
from forms_app.refusals import (
    SameTimeTwice,
    SlotFull,
    SlotGone,
    TooManyOfOneName,
    TooManyOpen,
)
from forms_app.wire import Wire


def look_who_spoke(
    wire: Wire, offer: Offer, row: dict[str, Any], now: datetime
) -> str | None:
    """The code this form was given before, or the refusal that stopped the INSERT.

    None when another try may work.
    """
    found = what_stands_against(wire, offer, row)
    if found.earlier is not None:
        return str(found.earlier)
    with Session(wire.connection) as session:
        free_past_places(session, row, now)
        _refuse_over_the_limit(session, offer, row)
    return None


def what_stands_against(wire: Wire, offer: Offer, row: dict[str, Any]) -> WhoSpoke:
    """What `who_spoke` sees, unless it is a refusal: then that."""
    first = Part(offer.schedule.id, 0, offer.seats, (row["starts_at"],))
    found = _asked(wire, row, first)
    if found.earlier is not None:
        return found
    if found.same_start:
        raise SameTimeTwice
    if found.closed:
        raise SlotGone
    if found.paused and offer.pausing:
        with Session(wire.connection) as session:
            raise pauses.refusal(session, row["phone_digest"])
    if found.free is None and not offer.further:
        raise SlotFull
    return found


def _refuse_over_the_limit(session: Session, offer: Offer, row: dict[str, Any]) -> None:
    """Both are counted at one moment: somebody may book between two questions."""
    a, p = Appointment, Participant
    of_phone = select(func.count()).where(
        a.phone_digest == row["phone_digest"], a.phone_place <= offer.open_per_phone
    )
    of_name = select(func.count()).where(
        p.person_digest == row["person_digest"],
        p.person_place <= offer.open_per_person,
    )
    both = select(of_phone.scalar_subquery(), of_name.scalar_subquery())
    on_phone, in_name = session.execute(both).one()
    if on_phone >= offer.open_per_phone:
        raise TooManyOpen
    if offer.open_per_person and in_name >= offer.open_per_person:
        raise TooManyOfOneName


def free_past_places(session: Session, row: dict[str, Any], now: datetime) -> None:
    """A booking whose time is past no longer counts against its phone or its name."""
    a = Appointment
    session.execute(
        update(a)
        .where(
            a.phone_digest == row["phone_digest"],
            a.phone_place.is_not(None),
            a.starts_at <= now,
        )
        .values(phone_place=None)
        .execution_options(synchronize_session=False)
    )
    participants.forget_past(session, digest=row["person_digest"], now=now)


def is_free(wire: Wire, plan: Plan, row: dict[str, Any]) -> bool:
    """Whether every part of the plan still has a seat."""
    return all(
        _asked(wire, {**row, "schedule_id": part.schedule_id}, part).free is not None
        for part in plan
    )


def _asked(wire: Wire, row: dict[str, Any], part: Part) -> WhoSpoke:
    look = who_spoke(wire.dialect, part.seats, len(part.starts))
    (found,) = wire.rows(look, parameters({**row, **starts(part.starts)}))
    return WhoSpoke(*found)
