"""What a booking has to say, and whether it is still true: one function per message.

Words are made at sending time.  No name and no errand is in them: a telephone lies on
the table, and others read along.  One message is one SMS of at most 70 characters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from forms_app.appointments.models import Appointment, Status
from forms_app.appointments.models import Kind as Came
from forms_app.appointments.people import listed
from forms_app.appointments.queries import by_reference, proposal_of
from forms_app.catalogue import Catalogue
from forms_app.notifications import outbox
from forms_app.notifications.channels import Telling
from forms_app.notifications.models import Message
from forms_app.notifications.outbox import News
from forms_app.references import spoken
from forms_app.times import WEEKDAY_NAMES, local
from forms_app.vault import Vault

ROOM = "appointment"
SMS_LENGTH = 70


class Kind(StrEnum):
    """What has happened to a booking."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CALLED_OFF = "called_off"
    """Cancelled by the desk: the person does not know."""
    REMINDER = "reminder"
    CLOSED = "closed"
    """The station closes that day: moved to another time."""
    NO_TIME = "no_time"
    """The station closes that day, and there is no other time."""


NEWS_TO_THEM = frozenset({Kind.CALLED_OFF, Kind.CLOSED, Kind.NO_TIME})
"""What nobody has seen on a screen: a clerk calls when no channel carries it."""
BY_DAY_ONLY = NEWS_TO_THEM | {Kind.REMINDER}
OVER_KINDS = frozenset({Kind.CANCELLED, Kind.CALLED_OFF})
"""True once the booking is cancelled; all others while it stands unchanged."""
KIND_WORDS: Mapping[Kind, str] = {
    Kind.BOOKED: "约好了",
    Kind.MOVED: "改了时间",
    Kind.CANCELLED: "取消了",
    Kind.CALLED_OFF: "窗口取消了预约",
    Kind.REMINDER: "提醒要来",
    Kind.CLOSED: "停办，改了时间",
    Kind.NO_TIME: "停办，没有空号可改",
}


def news(
    kind: Kind,
    *,
    reference: str,
    station_id: str,
    starts_at: datetime,
    phone_digest: bytes,
    sequence: int = 0,
) -> News:
    """The outbox's row: one message for each change of the time."""
    return News(
        room=ROOM,
        subject=reference,
        kind=kind,
        round=sequence,
        station_id=station_id,
        phone_digest=phone_digest,
        expires_at=starts_at,
        must_reach=kind in NEWS_TO_THEM,
        at_once=kind not in BY_DAY_ONLY,
    )


def tell(session: Session, kind: Kind, row: Appointment, *, now: datetime) -> None:
    """Put a message about this booking into the outbox, in the caller's transaction.

    Somebody who walked in stands at the counter: they need none.
    """
    if row.kind != Came.BOOKED or not row.phone_digest:
        return
    message = news(
        kind,
        reference=row.reference,
        station_id=row.station_id,
        starts_at=row.starts_at,
        phone_digest=row.phone_digest,
        sequence=row.sequence,
    )
    outbox.enqueue(session, message, now=now)


@dataclass(frozen=True, slots=True)
class Facts:
    """What every sentence is made of."""

    place: str
    phone: str
    time: str
    code: str
    closed: str
    """The day that is closed: '12月3日'; of other messages the booking's own."""
    people: str = ""
    """'（3人）' of a visit of several persons."""

    @property
    def ask(self) -> str:
        """How to reach the station: '打0000-0000101'."""
        return f"打{self.phone}" if self.phone else "到窗口说"


@dataclass(frozen=True, slots=True)
class Teller:
    """This room's answer to the outbox: the words that are true now, or None."""

    vault: Vault
    catalogue: Catalogue

    def __call__(self, session: Session, message: Message) -> Telling | None:
        row = by_reference(session, message.subject)
        if row is None or not row.phone_sealed or not is_true(message, row):
            return None
        kind, facts = Kind(message.kind), self.facts(session, row)
        text = WORDS[kind](facts)
        pieces = {
            "place": facts.place,
            "time": f"{local(row.starts_at):%Y-%m-%d %H:%M}",
            "code": facts.code,
            "note": KIND_WORDS[kind],
        }
        return Telling(listed(self.vault, row).phone, text, pieces)

    def facts(self, session: Session, row: Appointment) -> Facts:
        station = self.catalogue.stations.get(row.station_id)
        proposal = proposal_of(session, row)
        closed = local(proposal.from_starts_at if proposal else row.starts_at)
        return Facts(
            place=self.catalogue.station_name(row.station_id),
            phone=station.phone if station else "",
            time=short_time(row.starts_at),
            code=spoken(row.reference),
            closed=f"{closed.month}月{closed.day}日",
            people=f"（{row.persons}人）" if row.persons > 1 else "",
        )


def is_true(message: Message, row: Appointment) -> bool:
    """Whether the booking still stands where it stood when this was put in."""
    kind = Kind(message.kind)
    if kind in OVER_KINDS:
        return row.status == Status.CANCELLED
    return row.status == Status.BOOKED and row.sequence == message.round


def short_time(starts_at: datetime) -> str:
    """12月3日周四14:30"""
    moment = local(starts_at)
    day = f"{moment.month}月{moment.day}日"
    return f"{day}周{WEEKDAY_NAMES[moment.weekday()][-1]}{moment.hour}:{moment:%M}"


def fitted(before: str, place: str, after: str) -> str:
    """One SMS: the name of the place gives way, never the time, the code, the phone."""
    room = SMS_LENGTH - len(before) - len(after)
    if len(place) > room:
        place = place[: max(room - 1, 0)] + "…"
    return (before + place + after)[:SMS_LENGTH]


def booked_words(at: Facts) -> str:
    after = f"办事{at.people}，编号{at.code}。要改要取消，上网查预约或{at.ask}。"
    return fitted(f"您约了{at.time}到", at.place, after)


def moved_words(at: Facts) -> str:
    after = f"，编号{at.code}。不合适请{at.ask}。"
    return fitted(f"您的预约{at.people}改到{at.time}，还在", at.place, after)


def cancelled_words(at: Facts) -> str:
    after = f"的预约{at.people}已经取消，编号{at.code}。想重新约，上网或{at.ask}。"
    return fitted(f"您{at.time}到", at.place, after)


def called_off_words(at: Facts) -> str:
    after = f"取消了您{at.time}的预约{at.people}，编号{at.code}。请重新约，或{at.ask}。"
    return fitted("对不起，", at.place, after)


def reminder_words(at: Facts) -> str:
    after = f"办事{at.people}，编号{at.code}。来不了请上网取消，或{at.ask}。"
    return fitted(f"提醒您：{at.time}到", at.place, after)


def closed_words(at: Facts) -> str:
    after = f"{at.closed}停办，您{at.people}改到{at.time}，编号{at.code}。不合适上网换或{at.ask}。"
    return fitted("", at.place, after)


def no_time_words(at: Facts) -> str:
    after = f"{at.closed}停办，您的号{at.people}办不了，编号{at.code}。请上网换时间或{at.ask}。"
    return fitted("对不起，", at.place, after)


WORDS: Mapping[Kind, Callable[[Facts], str]] = {
    Kind.BOOKED: booked_words,
    Kind.MOVED: moved_words,
    Kind.CANCELLED: cancelled_words,
    Kind.CALLED_OFF: called_off_words,
    Kind.REMINDER: reminder_words,
    Kind.CLOSED: closed_words,
    Kind.NO_TIME: no_time_words,
}
