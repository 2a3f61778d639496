"""What a letter has to say to who wrote it: that there is an answer, never which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.letters import queries
from forms_app.letters.models import Letter, Status
from forms_app.notifications import outbox
from forms_app.notifications.channels import Telling
from forms_app.notifications.models import Message
from forms_app.notifications.outbox import News
from forms_app.references import spoken
from forms_app.times import local
from forms_app.vault import Vault

ROOM = "letter"
WORTH = timedelta(days=3)
"""After that nobody needs the message."""
SMS_LENGTH = 70


def tell(session: Session, row: Letter, *, now: datetime) -> None:
    """Put it into the outbox, in the caller's transaction; nobody is telephoned for it."""
    if not row.phone_sealed:
        return
    message = News(
        room=ROOM,
        subject=row.reference,
        kind="answered",
        round=row.version,
        station_id=row.station_id,
        phone_digest=row.phone_digest,
        expires_at=now + WORTH,
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
        if row is None or row.status != Status.ANSWERED or not row.phone_sealed:
            return None
        phone = self.vault.open(f"letter.phone:{row.reference}", row.phone_sealed)
        place = self.catalogue.station_name(row.station_id) or "网站"
        pieces = {
            "place": place,
            "time": f"{local(row.changed_at):%Y-%m-%d %H:%M}",
            "code": spoken(row.reference),
            "note": "有答复了",
        }
        words = (
            f"{place}答复您了，编号{spoken(row.reference)}，上网凭编号和手机尾号看。"
        )
        return Telling(phone, words[:SMS_LENGTH], pieces)
