"""Reminders of a case: a time to come, a thing to do. Never a word of what it is about.

Only who said that a message may be left gets one; for everybody else the desk has its
list.  The code is in no message: with it and the telephone anybody could look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from forms_app.catalogue import Catalogue
from forms_app.disputes import queries as case_queries
from forms_app.disputes import sealing
from forms_app.disputes.after import queries
from forms_app.disputes.after.models import OPEN
from forms_app.disputes.models import Case
from forms_app.notifications import outbox
from forms_app.notifications.channels import Telling
from forms_app.notifications.models import Message
from forms_app.notifications.outbox import News
from forms_app.times import at_local, local_day, moment_words
from forms_app.vault import Vault

ROOM = "dispute"
SESSION_HOURS = 24
SMS_LENGTH = 70


class Kind(StrEnum):
    SESSION = "session"
    PROMISE = "promise"


def remind(
    session: Session, vault: Vault, catalogue: Catalogue, *, now: datetime
) -> int:
    """Put reminders into the outbox; the same thing is reminded of once."""
    ahead = now + timedelta(hours=SESSION_HOURS)
    last_day = local_day(now) + timedelta(days=catalogue.disputes.remind_days)
    count = 0
    for meeting, case in queries.sessions_between(session, None, now, ahead):
        news = _news(session, vault, case, Kind.SESSION, meeting.id, meeting.starts_at)
        count += _put(session, news, now)
    for row, case in queries.promises_due(session, None, last_day):
        ends = at_local(row.due, 24 * 60)
        if row.side == "applicant" and ends > now:
            news = _news(session, vault, case, Kind.PROMISE, row.id, ends)
            count += _put(session, news, now)
    return count


def _put(session: Session, news: News | None, now: datetime) -> int:
    if news is None:
        return 0
    outbox.enqueue(session, news, now=now)
    return 1


def _news(
    session: Session,
    vault: Vault,
    case: Case,
    kind: Kind,
    number: int,
    expires_at: datetime,
) -> News | None:
    phone = _phone(session, vault, case)
    if not phone:
        return None
    return News(
        room=ROOM,
        subject=case.uid,
        kind=kind,
        round=number,
        station_id=case.holder_station,
        phone_digest=outbox.phone_digest(vault, phone),
        expires_at=expires_at,
        at_once=False,
    )


def _phone(session: Session, vault: Vault, case: Case) -> str:
    """'' for who has not said that a message is safe."""
    if sealing.contact(vault, case).message != "yes":
        return ""
    party = case_queries.applicant_of(session, case.id)
    return sealing.phone(vault, party) if party else ""


@dataclass(frozen=True, slots=True)
class Teller:
    """This room's answer to the outbox: the words that are true now, or None."""

    vault: Vault
    catalogue: Catalogue

    def __call__(self, session: Session, message: Message) -> Telling | None:
        case = case_queries.case_by_uid(session, message.subject)
        if case is None:
            return None
        phone = _phone(session, self.vault, case)
        when = _when(session, case, Kind(message.kind), message.round)
        if not phone or not when:
            return None
        station = self.catalogue.stations.get(case.holder_station)
        ask = f"打{station.phone}" if station and station.phone else "到窗口问"
        text = f"提醒您：{when}。详情请用编号上网查，或{ask}。"[:SMS_LENGTH]
        return Telling(phone, text, {"note": when})


def _when(session: Session, case: Case, kind: Kind, number: int) -> str:
    """What to say, if it is still so; '' otherwise."""
    if kind is Kind.SESSION:
        meeting = case_queries.mediation_session(session, case.id, number)
        if meeting is None or meeting.state != "planned":
            return ""
        return f"{moment_words(meeting.starts_at)}有约"
    row = queries.undertaking(session, case.id, number)
    if row is None or row.state != OPEN:
        return ""
    return f"您答应的一件事，到{row.due.month}月{row.due.day}日为止"
