"""What may happen to a booking afterwards: moved, cancelled, arrived, done, missed.

Every change is one guarded UPDATE on the version somebody saw, and a line of the trail.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from forms_app.appointments import holds, participants, pauses, seats, tickets
from forms_app.appointments.holds import Seat
from forms_app.appointments.messages import Kind as Message
from forms_app.appointments.messages import tell
from forms_app.appointments.models import (
    Appointment,
    AppointmentEvent,
    Kind,
    Status,
)
from forms_app.appointments.pauses import NO_PAUSE, PauseRule
from forms_app.appointments.queries import by_id
from forms_app.database import rows_of
from forms_app.refusals import (
    ChangedMeanwhile,
    NotBooked,
    NotToday,
    NotYet,
    TooLateToChange,
)
from forms_app.seen import Seen
from forms_app.times import local, local_day

THE_PERSON = ""
"""`by` when the one who booked acts."""


class Step(StrEnum):
    """What a clerk does with somebody on the list."""

    ARRIVE = "arrive"
    FULFIL = "fulfil"
    MISS = "miss"
    UNDO = "undo"
    CANCEL = "cancel"


S = Status
TRANSITIONS: Mapping[Step, Mapping[Status, Status]] = {
    Step.ARRIVE: {S.BOOKED: S.ARRIVED, S.NOSHOW: S.ARRIVED},
    Step.FULFIL: {S.BOOKED: S.FULFILLED, S.ARRIVED: S.FULFILLED},
    Step.MISS: {S.BOOKED: S.NOSHOW},
    Step.UNDO: {
        S.ARRIVED: S.BOOKED,
        S.FULFILLED: S.ARRIVED,
        S.NOSHOW: S.BOOKED,
    },
    Step.CANCEL: {S.BOOKED: S.CANCELLED, S.ARRIVED: S.CANCELLED},
}
"""Step → from which status to which; a step that is not here is refused."""


ON_THE_DAY = frozenset({Step.ARRIVE, Step.FULFIL, Step.MISS})


def offered(row: Appointment, *, now: datetime) -> tuple[Step, ...]:
    """The steps worth a button: nobody comes, or stays away, before the day is there."""
    ahead = local_day(row.starts_at) > local_day(now)
    return tuple(
        step
        for step in Step
        if next_status(step, row) is not None and not (ahead and step in ON_THE_DAY)
    )


def next_status(step: Step, row: Appointment) -> Status | None:
    """Where the step leads from here, or None.  A walk-in was never only booked."""
    new = TRANSITIONS[step].get(Status(row.status))
    if row.kind == Kind.WALK_IN and new is Status.BOOKED:
        return None
    return new


def work(
    session: Session,
    step: Step,
    seen: Seen,
    *,
    rule: PauseRule = NO_PAUSE,
    now: datetime,
) -> Appointment:
    """A clerk takes one step with the row they saw; `rule` says what misses lead to.

    ChangedMeanwhile names who was faster; NotToday, NotYet, NotBooked say why not.
    """
    row = by_id(session, seen.id)
    if row is None:
        raise NotBooked
    if row.version != seen.version:
        raise ChangedMeanwhile(_who_was_faster(row))
    new = next_status(step, row)
    if new is None:
        raise NotBooked
    _is_its_time(step, row, now)
    before = row.status
    if not _turn(session, row, new, by=seen.by, now=now):
        raise ChangedMeanwhile
    note_event(session, [row.id], step, seen.by, now)
    newest = by_id(session, seen.id) or row
    if step is Step.ARRIVE:
        tickets.draw(session, newest, now=now)
    if step is Step.CANCEL:
        tell(session, Message.CALLED_OFF, newest, now=now)
    if S.NOSHOW in (new, before):
        pauses.weigh(session, newest.phone_digest, rule, now=now)
    return newest


def _is_its_time(step: Step, row: Appointment, now: datetime) -> None:
    if step in (Step.ARRIVE, Step.FULFIL) and local_day(row.starts_at) > local_day(now):
        raise NotToday
    if step is Step.MISS and now < row.starts_at:
        raise NotYet


def cancel(
    session: Session,
    row: Appointment,
    *,
    limit_minutes: int,
    now: datetime,
) -> list[Seat]:
    """The person who booked gives the time back; twice is as good as once.

    Gives the seats that are free now, for `waiting.give_on`.
    """
    if row.status == Status.CANCELLED:
        return []
    refuse_late_change(row, limit_minutes, now)
    before = holds.seats_of(session, row)
    if not _turn(session, row, Status.CANCELLED, by=THE_PERSON, now=now):
        newest = by_id(session, row.id)
        if newest is not None and newest.status == Status.CANCELLED:
            return []
        raise ChangedMeanwhile
    note_event(session, [row.id], Step.CANCEL, THE_PERSON, now)
    tell(session, Message.CANCELLED, by_id(session, row.id) or row, now=now)
    return before


def may_change(row: Appointment, limit_minutes: int, now: datetime) -> bool:
    """Whether the page still offers moving and cancelling."""
    limit = row.starts_at - timedelta(minutes=limit_minutes)
    return row.status == Status.BOOKED and now <= limit


def refuse_late_change(row: Appointment, limit_minutes: int, now: datetime) -> None:
    if row.status != Status.BOOKED:
        raise NotBooked
    if not may_change(row, limit_minutes, now):
        raise TooLateToChange


def _turn(
    session: Session, row: Appointment, new: Status, *, by: str, now: datetime
) -> bool:
    """The guarded change of status; False when the row is no longer as it was seen."""
    values: dict[str, Any] = {
        "status": new,
        "phone_place": None,
        "version": row.version + 1,
        "changed_at": now,
        "changed_by": by,
    }
    if new is Status.CANCELLED:
        values |= {"seat": None, "sequence": row.sequence + 1}
    result = session.execute(
        update(Appointment)
        .where(
            Appointment.id == row.id,
            Appointment.version == row.version,
            Appointment.status == row.status,
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if rows_of(result) != 1:
        return False
    if new is Status.CANCELLED:
        seats.give_back(session, row.reference)
    participants.end(session, row.reference)
    return True


def note_event(
    session: Session,
    rows_of: list[int],
    what: str,
    by: str,
    now: datetime,
) -> None:
    """One line of the trail for each appointment."""
    rows = [
        {"appointment_id": row, "at": now, "what": what, "by": by} for row in rows_of
    ]
    if rows:
        session.execute(insert(AppointmentEvent), rows)


def _who_was_faster(row: Appointment) -> str:
    who = row.changed_by or "预约人"
    return f"{who}在 {local(row.changed_at):%H:%M} 改过这条预约，请看一眼最新内容再改。"
