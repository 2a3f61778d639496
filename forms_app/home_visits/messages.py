"""What a request from home has to say; made at sending time, with no name and no errand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.home_visits import queries
from forms_app.home_visits.models import HomeRequest, Kind, Status
from forms_app.notifications import outbox
from forms_app.notifications.channels import Telling
from forms_app.notifications.models import Message
from forms_app.notifications.outbox import News
from forms_app.references import spoken
from forms_app.times import WEEKDAY_NAMES, local
from forms_app.vault import Vault

ROOM = "home"
WORTH = timedelta(days=3)
"""After that nobody needs the message."""
SMS_LENGTH = 70


class Told(StrEnum):
    """What there is to tell; a clerk telephones where no channel carries it."""

    PLANNED = "planned"
    NOT_POSSIBLE = "not_possible"
    POSTED = "posted"


NOTES: Mapping[Told, str] = {
    Told.PLANNED: "定好时间了",
    Told.NOT_POSSIBLE: "这次办不了",
    Told.POSTED: "寄出了",
}
STANDS: Mapping[Told, Status] = {
    Told.PLANNED: Status.PLANNED,
    Told.NOT_POSSIBLE: Status.NOT_POSSIBLE,
    Told.POSTED: Status.DONE,
}


def tell(session: Session, kind: Told, row: HomeRequest, *, now: datetime) -> None:
    """Put it into the outbox, in the caller's transaction; one for each change."""
    expires = now + WORTH
    if kind is Told.PLANNED and row.planned_at is not None:
        expires = row.planned_at
    message = News(
        room=ROOM,
        subject=row.reference,
        kind=kind,
        round=row.version,
        station_id=row.station_id,
        phone_digest=row.phone_digest,
        expires_at=expires,
        must_reach=True,
        at_once=False,
    )
    outbox.enqueue(session, message, now=now)


@dataclass(frozen=True, slots=True)
class Teller:
    """This room's answer to the outbox."""

    vault: Vault
    catalogue: Catalogue

    def __call__(self, session: Session, message: Message) -> Telling | None:
        row = queries.by_reference(session, message.subject)
        kind = Told(message.kind)
        if row is None or not row.phone_sealed or not is_true(message, row):
            return None
        phone = self.vault.open(f"home.phone:{row.reference}", row.phone_sealed)
        place = self.catalogue.station_name(row.station_id)
        pieces = {
            "place": place,
            "time": f"{local(row.planned_at or row.changed_at):%Y-%m-%d %H:%M}",
            "code": spoken(row.reference),
            "note": NOTES[kind],
        }
        station = self.catalogue.stations.get(row.station_id)
        ask = f"打{station.phone}" if station and station.phone else "到窗口说"
        return Telling(phone, WORDS[kind](row, place, ask)[:SMS_LENGTH], pieces)


def is_true(message: Message, row: HomeRequest) -> bool:
    """Whether nothing has happened to the request since this was put in."""
    return row.version == message.round and row.status == STANDS[Told(message.kind)]


def planned_words(row: HomeRequest, place: str, ask: str) -> str:
    moment = local(row.planned_at or row.changed_at)
    day = f"{moment.month}月{moment.day}日周{WEEKDAY_NAMES[moment.weekday()][-1]}"
    clock = f"{moment.hour}:{moment:%M}"
    comes = "上门" if row.kind == Kind.VISIT else "送到"
    return (
        f"{place}{day}{clock}左右{comes}，编号{spoken(row.reference)}。不方便请{ask}。"
    )


def not_possible_words(row: HomeRequest, place: str, ask: str) -> str:
    code = spoken(row.reference)
    cannot = "上不了门" if row.kind == Kind.VISIT else "送不了"
    return f"对不起，{place}这次{cannot}，编号{code}。原因上网查，或{ask}。"


def posted_words(row: HomeRequest, place: str, ask: str) -> str:
    code = spoken(row.reference)
    return f"{place}给您寄出了，编号{code}，邮寄单号上网查，或{ask}。"


WORDS: Mapping[Told, Callable[[HomeRequest, str, str], str]] = {
    Told.PLANNED: planned_words,
    Told.NOT_POSSIBLE: not_possible_words,
    Told.POSTED: posted_words,
}
