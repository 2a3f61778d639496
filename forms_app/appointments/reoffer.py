"""A station closes a day: everybody who has booked it gets another time, in one go.

Nobody is left with nothing to hold: the new seat is theirs at once, the old one is given
back by the same statement, and the message asks whether it suits.  They agree, choose
another time or cancel; the desk sees who has not answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.appointments import changes, moving, queries
from forms_app.appointments.messages import Kind, tell
from forms_app.appointments.models import Appointment, Proposal, Status
from forms_app.appointments.offers import Offer, at_the_desk, find_offer
from forms_app.catalogue import Catalogue
from forms_app.refusals import SameTimeTwice, SlotUnavailable
from forms_app.times import local, local_day


@dataclass(frozen=True, slots=True)
class Reoffered:
    """What one action has done."""

    moved: int
    without_a_time: int


def move_everybody(
    session: Session,
    catalogue: Catalogue,
    station_id: str,
    day: date,
    *,
    by: str,
    now: datetime,
) -> Reoffered:
    """Give each of that day's booked another time and one message; the day is closed.

    Those for whom nothing is free keep their booking until somebody has told them.
    """
    moved = left = 0
    for row in queries.affected_by_closing(session, station_id, day):
        if row.starts_at <= now:  # closed at noon: the morning is what it was
            continue
        offer = find_offer(catalogue, row.asked, station_id)
        same = offer is not None and offer.schedule.id == row.schedule_id
        desk = at_the_desk(offer) if offer is not None and same else None
        if desk is not None and _move(session, row, desk, by=by, now=now):
            moved += 1
        else:
            tell(session, Kind.NO_TIME, row, now=now)
            left += 1
    return Reoffered(moved, left)


def is_open(row: Appointment, proposal: Proposal | None) -> bool:
    """Whether the answer to a moved time is still outstanding."""
    return (
        proposal is not None
        and proposal.accepted_at is None
        and proposal.sequence == row.sequence
        and row.status == Status.BOOKED
    )


def accept(
    session: Session, row: Appointment, sequence: int, *, by: str, now: datetime
) -> None:
    """They know and agree; said twice, or to a time that is no more, changes nothing."""
    proposal = queries.proposal_of(session, row)
    if proposal is None or sequence != row.sequence or not is_open(row, proposal):
        return
    proposal.accepted_at, proposal.accepted_by = now, by
    changes.note_event(session, [row.id], "accept", by, now)


def _move(
    session: Session, row: Appointment, offer: Offer, *, by: str, now: datetime
) -> bool:
    """Into the best free time; the next best when somebody else was faster."""
    before = row.starts_at
    for starts_at in _best_first(session, offer, before, now):
        try:
            moving.swap(session, row, offer, starts_at, by=by, now=now)
        except (SlotUnavailable, SameTimeTwice):
            continue
        newest = queries.by_id(session, row.id) or row
        session.add(
            Proposal(
                appointment_id=row.id,
                sequence=newest.sequence,
                station_id=row.station_id,
                from_starts_at=before,
                proposed_at=now,
                proposed_by=by,
            )
        )
        session.flush()
        tell(session, Kind.CLOSED, newest, now=now)
        return True
    return False


def _best_first(
    session: Session, offer: Offer, before: datetime, now: datetime
) -> Iterator[datetime]:
    """Free starts after the lost one: the next days first, the same hour before others.

    Never earlier than they meant to come: the message may reach them late.
    """
    days = queries.days_on_offer(session, offer, now=now)
    free = [s.starts_at for d in days for s in d.slots if s.starts_at > before]
    wanted = local(before).hour * 60 + local(before).minute

    def distance(starts_at: datetime) -> tuple[date, int]:
        clock = local(starts_at).hour * 60 + local(starts_at).minute
        return local_day(starts_at), abs(clock - wanted)

    yield from sorted(free, key=distance)
