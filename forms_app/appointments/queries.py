"""Look-ups of this room; nothing here writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from forms_app.appointments.days import Day, Slot
from forms_app.appointments.looks import closed_days, seats_taken
from forms_app.appointments.models import (
    Appointment,
    AppointmentEvent,
    Closure,
    Proposal,
    StationFeed,
    Status,
    TakenSeat,
)
from forms_app.appointments.offers import Offer, horizon
from forms_app.appointments.plans import Place
from forms_app.appointments.slots import NEAREST, nearest, offered_days, soonest_start
from forms_app.appointments.statements import holding, parameters
from forms_app.database import day_of, instant_of
from forms_app.times import at_local, local_day
from forms_app.wire import Row, Wire

Window = tuple[date, date]
"""First and last day."""
KEPT = 512
"""Windows of offers that are remembered as they were last seen: some 5 KB each."""


def days_on_offer(
    session: Session,
    offer: Offer,
    *,
    now: datetime,
    window: Window | None = None,
    own_hold: str = "",
) -> tuple[Day, ...]:
    """What can be booked now, or why not, day by day (of the window, if given).

    What others hold is not free; `own_hold` is.
    """
    wire = Wire.of(session)
    return days_shown(wire, offer, now=now, window=window, own_hold=own_hold).days


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Days as they are now; known by its identity, the same while nothing changes."""

    days: tuple[Day, ...]


def days_shown(
    wire: Wire,
    offer: Offer,
    *,
    now: datetime,
    window: Window | None = None,
    own_hold: str = "",
) -> Shown:
    """`days_on_offer` for who has no session."""
    first, last = window or horizon(offer, now)
    taken = _seats_taken(wire, offer, (first, last), own_hold, now)
    closed = wire.rows(
        closed_days(wire.dialect),
        {"the_station_id": offer.station.id, "first": first, "last": last},
    )
    soonest = soonest_start(offer, (first, last), now)
    return _shown(offer, (first, last), soonest, tuple(taken), tuple(closed))


@lru_cache(maxsize=KEPT)
def _shown(
    offer: Offer,
    window: Window,
    soonest: datetime | None,
    taken: tuple[Row, ...],
    closed: tuple[Row, ...],
) -> Shown:
    """Nothing but what stands in the arguments: the rows are as they were read."""
    seats: dict[Place, int] = {}
    for schedule_id, starts_at, busy in taken:
        place = (schedule_id, instant_of(starts_at))
        seats[place] = seats.get(place, 0) | busy
    reasons = {day_of(row[0]): row[1] for row in closed}
    return Shown(offered_days(offer, seats, reasons, soonest, window))


def nearest_free(
    look: Callable[[Window], Shown], offer: Offer, wanted: datetime, *, now: datetime
) -> tuple[Slot, ...]:
    """Three free times close to the wanted one: of that day if it has them.

    A refusal in a rush must be cheap, so the other days are looked at only then.
    """
    first, last = horizon(offer, now)
    day = local_day(wanted)
    near = nearest(look((day, day)).days, wanted) if first <= day <= last else ()
    return near if len(near) == NEAREST else nearest(look((first, last)).days, wanted)


def _seats_taken(
    wire: Wire, offer: Offer, window: Window, own_hold: str, now: datetime
) -> list[Row]:
    """What is given or held by others at the counters of this offer."""
    first, last = window
    pools = {f"pool_{n}": leg.schedule.id for n, leg in enumerate(offer.legs)}
    where = {
        "the_station_id": offer.station.id,
        "since": at_local(first, 0),
        "until": at_local(last + timedelta(days=1), 0),
        **parameters(holding(own_hold, now)),
        **pools,
    }
    return wire.rows(seats_taken(wire.dialect, len(pools)), where)


def closure_of(session: Session, station_id: str, day: date) -> Closure | None:
    return session.scalar(
        select(Closure).where(Closure.station_id == station_id, Closure.day == day)
    )


def holds_start(session: Session, phone_digest: bytes, starts_at: datetime) -> bool:
    """Whether this phone has an open booking at this very time, anywhere."""
    found = select(Appointment.id).where(
        Appointment.phone_digest == phone_digest,
        Appointment.starts_at == starts_at,
        Appointment.phone_place.is_not(None),
    )
    return session.scalar(found) is not None


def has_booked(session: Session, phone_digest: bytes) -> bool:
    """Whether this phone has ever booked anything."""
    found = select(Appointment.id).where(Appointment.phone_digest == phone_digest)
    return session.scalar(found.limit(1)) is not None


def latest_of_phone(session: Session, phone_digest: bytes) -> Appointment | None:
    found = select(Appointment).where(Appointment.phone_digest == phone_digest)
    return session.scalar(found.order_by(Appointment.id.desc()).limit(1))


def by_reference(session: Session, reference: str) -> Appointment | None:
    return session.scalar(
        select(Appointment)
        .where(Appointment.reference == reference)
        .execution_options(populate_existing=True)
    )


def by_request(session: Session, key: str) -> Appointment | None:
    return session.scalar(select(Appointment).where(Appointment.request_key == key))


def by_id(session: Session, row_id: int) -> Appointment | None:
    return session.get(Appointment, row_id, populate_existing=True)


def list_of_day(session: Session, station_id: str, day: date) -> Sequence[Appointment]:
    """Everybody on the day's list, the cancelled too, by time."""
    return list_between(session, station_id, day, day)


def seats_of_day(session: Session, station_id: str, day: date) -> Sequence[TakenSeat]:
    """Every counter that is given on a day, by time."""
    return session.scalars(
        select(TakenSeat)
        .where(
            TakenSeat.station_id == station_id,
            TakenSeat.starts_at >= at_local(day, 0),
            TakenSeat.starts_at < at_local(day + timedelta(days=1), 0),
        )
        .order_by(TakenSeat.starts_at, TakenSeat.seat)
    ).all()


def list_between(
    session: Session, station_id: str, first: date, last: date
) -> Sequence[Appointment]:
    """Everybody of these days, the cancelled too, by time."""
    return session.scalars(
        select(Appointment)
        .where(Appointment.station_id == station_id, *_within(first, last))
        .order_by(Appointment.starts_at, Appointment.id)
    ).all()


def outcomes(
    session: Session, station_id: str, first: date, last: date
) -> Sequence[tuple[datetime, str, str]]:
    """(start, status, kind) of every visit of these days; nothing of any person."""
    found = select(Appointment.starts_at, Appointment.status, Appointment.kind).where(
        Appointment.station_id == station_id, *_within(first, last)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(found)]


def feed_of(session: Session, station_id: str) -> StationFeed | None:
    found = select(StationFeed).where(StationFeed.station_id == station_id)
    return session.scalar(found)


def feed_behind(session: Session, secret_digest: str) -> StationFeed | None:
    found = select(StationFeed).where(StationFeed.secret_digest == secret_digest)
    return session.scalar(found)


def still_to_serve(session: Session, station_ids: Sequence[str], day: date) -> int:
    """Booked or arrived that day at these stations."""
    counted = select(func.count()).where(
        Appointment.station_id.in_(station_ids),
        *_within(day, day),
        Appointment.status.in_((Status.BOOKED, Status.ARRIVED)),
    )
    return session.scalar(counted) or 0


def affected_by_closing(
    session: Session, station_id: str, day: date
) -> Sequence[Appointment]:
    """Who still counts on coming that day and must be called."""
    listed = list_of_day(session, station_id, day)
    return [row for row in listed if row.status == Status.BOOKED]


def proposal_of(session: Session, row: Appointment) -> Proposal | None:
    """The desk's move to the time this booking has now, if it was the desk."""
    return session.scalar(
        select(Proposal).where(
            Proposal.appointment_id == row.id, Proposal.sequence == row.sequence
        )
    )


def proposals_of_day(
    session: Session, station_id: str, day: date
) -> Sequence[tuple[Proposal, Appointment]]:
    """Everybody who was moved away from that day, by the time they had."""
    rows = session.execute(
        select(Proposal, Appointment)
        .join(Appointment, Appointment.id == Proposal.appointment_id)
        .where(
            Proposal.station_id == station_id,
            Proposal.from_starts_at >= at_local(day, 0),
            Proposal.from_starts_at < at_local(day + timedelta(days=1), 0),
        )
        .order_by(Proposal.from_starts_at, Proposal.id)
    )
    return [(row[0], row[1]) for row in rows]


def booked_between(
    session: Session, since: datetime, until: datetime
) -> Sequence[Appointment]:
    """Who still counts on coming in that time, by time."""
    return session.scalars(
        select(Appointment)
        .where(
            Appointment.starts_at > since,
            Appointment.starts_at <= until,
            Appointment.status == Status.BOOKED,
        )
        .order_by(Appointment.starts_at, Appointment.id)
    ).all()


def trail(session: Session, appointment_id: int) -> Sequence[AppointmentEvent]:
    return session.scalars(
        select(AppointmentEvent)
        .where(AppointmentEvent.appointment_id == appointment_id)
        .order_by(AppointmentEvent.id)
    ).all()


def _within(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Appointment.starts_at >= at_local(first, 0),
        Appointment.starts_at < at_local(last + timedelta(days=1), 0),
    )
