"""The one message of the waiting line: a seat is kept for you, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms_app.appointments.messages import fitted, short_time
from forms_app.appointments.people import listed
from forms_app.appointments.wait_models import Wait, WaitState
from forms_app.catalogue import Catalogue
from forms_app.notifications import outbox
from forms_app.notifications.channels import Telling
from forms_app.notifications.models import Message
from forms_app.notifications.outbox import News
from forms_app.references import spoken
from forms_app.times import local
from forms_app.vault import Vault

ROOM = "waiting"
OFFERED = "offered"
NOTE = "候补有号了"


def tell_offered(session: Session, row: Wait, *, now: datetime) -> None:
    """Put the message into the outbox; true until the seat is somebody else's."""
    assert row.offered_until is not None  # noqa: S101 - see `waiting.serve`
    message = News(
        room=ROOM,
        subject=row.reference,
        kind=OFFERED,
        round=row.offers,
        station_id=row.station_id,
        phone_digest=row.phone_digest,
        expires_at=row.offered_until,
        at_once=False,
    )
    outbox.enqueue(session, message, now=now)


@dataclass(frozen=True, slots=True)
class Teller:
    """The waiting line's answer to the outbox."""

    vault: Vault
    catalogue: Catalogue

    def __call__(self, session: Session, message: Message) -> Telling | None:
        row = session.scalar(select(Wait).where(Wait.reference == message.subject))
        if row is None or row.state != WaitState.OFFERED or row.offers != message.round:
            return None
        assert row.offered_start is not None  # noqa: S101 - an offer has a start
        pieces = {
            "place": self.catalogue.station_name(row.station_id),
            "time": f"{local(row.offered_start):%Y-%m-%d %H:%M}",
            "code": spoken(row.reference),
            "note": NOTE,
        }
        return Telling(listed(self.vault, row).phone, self.words(row), pieces)

    def words(self, row: Wait) -> str:
        start, until = row.offered_start, row.offered_until
        assert start is not None  # noqa: S101 - an offer has a start
        assert until is not None  # noqa: S101 - and an end
        station = self.catalogue.stations.get(row.station_id)
        ask = f"打{station.phone}" if station and station.phone else "到窗口说"
        before = f"候补有号了：{short_time(start)}到"
        after = f"，给您留到{local(until):%H:%M}。编号{spoken(row.reference)}，上网查预约或{ask}。"
        return fitted(before, self.catalogue.station_name(row.station_id), after)
