"""Look-ups of this room; nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    bindparam,
    cast,
    func,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from forms_app.appointments.days import Day, Slot
from forms_app.appointments.models import (
    Appointment,
    AppointmentEvent,
    Closure,
    Hold,
    Proposal,
    StationFeed,
    Status,
    TakenSeat,
)
from forms_app.appointments.offers import Offer, horizon
from forms_app.appointments.plans import Place, Taken
from forms_app.appointments.slots import NEAREST, nearest, offered_days
from forms_app.appointments.statements import CLOCKS_DIFFER
from forms_app.times import at_local, local_day


def _at_these_counters(
    kind: type[TakenSeat | Hold], *more: ColumnElement[bool]
) -> Select[str, datetime, int]:
    """Schedule, start, its seats; seat n as bit n."""
    bit = cast(1, BigInteger).op("<<")(kind.seat)
    return (
        select(kind.schedule_id, kind.starts_at, cast(func.sum(bit), BigInteger))
        .where(
            kind.station_id == bindparam("station"),
            kind.schedule_id.in_(bindparam("schedules", expanding=True)),
            kind.starts_at >= bindparam("since"),
            kind.starts_at < bindparam("until"),
            *more,
        )
        .group_by(kind.schedule_id, kind.starts_at)
    )


SEATS_TAKEN = union_all(
    _at_these_counters(TakenSeat),
    _at_these_counters(
        Hold,
        Hold.token != bindparam("own"),
        Hold.expires_at > bindparam("now"),
        Hold.held_at <= bindparam("latest"),
    ),
)
"""Given or held by others.  Built once: building it costs more than running it."""
CLOSURES = select(Closure.day, Closure.reason).where(
    Closure.station_id == bindparam("station"),
    Closure.day.between(bindparam("first"), bindparam("last")),
)


def days_on_offer(
    session: Session,
    offer: Offer,
    *,
    now: datetime,
    window: tuple[date, date] | None = None,
    own_hold: str = "",
    closed: Mapping[date, str] | None = None,
) -> tuple[Day, ...]:
    """What can be booked now, or why not, day by day (of the window, if given).

    What others hold is not free; `own_hold` is.  `closed`: closed days, when known.
    """
    first, last = window or horizon(offer, now)
    taken = seats_taken(session, offer, (first, last), own_hold=own_hold, now=now)
    if closed is None:
        closed = closures(session, offer.station.id, first, last)
    return offered_days(offer, taken, closed, now, (first, last))


def nearest_free(
    session: Session,
    offer: Offer,
    wanted: datetime,
    *,
    now: datetime,
    is_open: bool = False,
) -> tuple[Slot, ...]:
    """Three free times close to the wanted one: of that day if it has them.

    A refusal in a rush must be cheap, so the other days are looked at only then;
    `is_open`: it is known that nobody has closed that day.
    """
    first, last = horizon(offer, now)
    day = local_day(wanted)
    if first <= day <= last:
        closed: Mapping[date, str] | None = {} if is_open else None
        days = days_on_offer(session, offer, now=now, window=(day, day), closed=closed)
        if len(found := nearest(days, wanted)) == NEAREST:
            return found
    return nearest(days_on_offer(session, offer, now=now), wanted)


def seats_taken(
    session: Session,
    offer: Offer,
    window: tuple[date, date],
    *,
    own_hold: str = "",
    now: datetime,
) -> Taken:
    """What is given or held by others at the counters of this offer."""
    first, last = window
    where = {
        "station": offer.station.id,
        "schedules": [leg.schedule.id for leg in offer.legs],
        "since": at_local(first, 0),
        "until": at_local(last + timedelta(days=1), 0),
        "own": own_hold,
        "now": now,
        "latest": now + CLOCKS_DIFFER,
    }
    taken: dict[Place, int] = {}
    rows = session.connection().execute(SEATS_TAKEN, where)
    for schedule_id, starts_at, seats in rows:
        place = (schedule_id, starts_at)
        taken[place] = taken.get(place, 0) | seats
    return taken


def closures(
    session: Session, station_id: str, first: date, last: date
) -> Mapping[date, str]:
    """Closed day → reason."""
    rows = session.connection().execute(
        CLOSURES, {"station": station_id, "first": first, "last": last}
    )
    return {row[0]: row[1] for row in rows}


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
