"""The life of a request: asked, planned, done, or not possible with a reason.

Every step is a guarded change of the version somebody saw, a line of the trail and,
where the person has not caused it themselves, a message.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from forms_app import lookups
from forms_app.catalogue import ServiceEntry, StationEntry
from forms_app.database import added, rows_of
from forms_app.home_visits import queries
from forms_app.home_visits.messages import Told, tell
from forms_app.home_visits.models import HomeEvent, HomeRequest, Kind, Status
from forms_app.lookups import Attempt
from forms_app.references import APPOINTMENT_LENGTH, new_reference, normalised
from forms_app.refusals import ChangedMeanwhile, TooManyHomeRequests, WrongStatus
from forms_app.seen import Seen
from forms_app.times import local
from forms_app.vault import Vault

SEALED = ("name", "phone", "address", "reason")
LOOKUP = "home"
NEVER_ANSWERED = "很久没有办，已经自动结束。还要办的话，请重新申请，或者打电话。"
S = Status
TRANSITIONS: Mapping[Status, tuple[Status, ...]] = {
    S.PLANNED: (S.ASKED, S.PLANNED),
    S.DONE: (S.PLANNED, S.ASKED),
    S.NOT_POSSIBLE: (S.ASKED, S.PLANNED),
    S.WITHDRAWN: (S.ASKED, S.PLANNED),
}
"""Where to → from where; what is not here is refused."""
NEWS: Mapping[Status, Told] = {
    S.PLANNED: Told.PLANNED,
    S.NOT_POSSIBLE: Told.NOT_POSSIBLE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks for; `request_key` is the hidden key of their form."""

    kind: Kind
    station: StationEntry
    service: ServiceEntry
    area_id: str
    name: str
    phone: str
    address: str
    reason: str
    people: int
    day: date | None
    part: str
    request_key: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The personal part of a request; '' where it was emptied."""

    name: str
    phone: str
    address: str
    reason: str


def ask(
    session: Session, vault: Vault, wanted: Wanted, *, most: int, now: datetime
) -> HomeRequest:
    """Write the request down; the same form sent twice is one.  TooManyHomeRequests."""
    words = (wanted.request_key, wanted.phone, wanted.service.id, wanted.area_id)
    key = vault.digest("home.request", "\0".join(words)).hex()
    if earlier := queries.by_request(session, key):
        return earlier
    for place in range(1, most + 1):
        row = _row(vault, wanted, key, now)
        row.phone_place = place
        if added(session, row):
            note(session, row, "ask", "", now)
            return row
        if earlier := queries.by_request(session, key):
            return earlier
    raise TooManyHomeRequests


def step(
    session: Session, seen: Seen, new: Status, *, now: datetime, **values: Any
) -> HomeRequest:
    """Take one step with the row that was seen; ChangedMeanwhile, WrongStatus."""
    row = queries.by_id(session, seen.id)
    if row is None or row.status not in TRANSITIONS[new]:
        raise WrongStatus
    if row.version != seen.version:
        raise ChangedMeanwhile(_who_was_faster(row))
    given = {
        **values,
        "status": new,
        "version": row.version + 1,
        "changed_at": now,
        "changed_by": seen.by,
    }
    if new not in queries.OPEN:
        given["phone_place"] = None
    done = session.execute(
        update(HomeRequest)
        .where(HomeRequest.id == row.id, HomeRequest.version == row.version)
        .values(**given)
        .execution_options(synchronize_session=False)
    )
    if rows_of(done) != 1:
        raise ChangedMeanwhile
    note(session, row, new, seen.by, now)
    newest = queries.by_id(session, row.id) or row
    if new in NEWS:
        tell(session, NEWS[new], newest, now=now)
    return newest


def posted(session: Session, seen: Seen, number: str, *, now: datetime) -> HomeRequest:
    """The paper is in the post: done, with its number to follow it."""
    row = step(session, seen, Status.DONE, now=now, mail_number=number)
    tell(session, Told.POSTED, row, now=now)
    return row


def opened(vault: Vault, row: HomeRequest) -> Opened:
    """The personal part; what was emptied is ''."""
    return Opened(**vault.open_columns("home", row, SEALED))


def open_by_code(
    session: Session, vault: Vault, typed: str, tail: str, *, now: datetime
) -> HomeRequest | None:
    """The request these open, or None; the caller must commit."""
    code = normalised(typed)
    row = queries.by_reference(session, code)
    phone = opened(vault, row).phone if row else None
    attempt = Attempt(LOOKUP, vault.digest("home.code", code), tail)
    fits = lookups.opens(session, vault, attempt, phone, now=now)
    return row if fits else None


def note(session: Session, row: HomeRequest, what: str, by: str, now: datetime) -> None:
    line = {"request_id": row.id, "at": now, "what": what, "by": by}
    session.execute(insert(HomeEvent), [line])


def erase_past(
    session: Session, *, address_days: int, keep_days: int, now: datetime
) -> int:
    """Empty the address and the reason soon after it is over, the rest later.

    What nobody has touched for all that time is over too: nobody's address lies for ever.
    """
    over = HomeRequest.status.not_in(queries.OPEN)
    soon, later = (now - timedelta(days=days) for days in (address_days, keep_days))
    session.execute(
        update(HomeRequest)
        .where(HomeRequest.status.in_(queries.OPEN), HomeRequest.changed_at < later)
        .values(status=Status.NOT_POSSIBLE, answer=NEVER_ANSWERED, phone_place=None)
        .execution_options(synchronize_session=False)
    )
    gone = session.execute(
        update(HomeRequest)
        .where(over, HomeRequest.changed_at < soon, HomeRequest.address_sealed != b"")
        .values(address_sealed=b"", reason_sealed=b"")
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(HomeRequest)
        .where(over, HomeRequest.changed_at < later, HomeRequest.phone_sealed != b"")
        .values(name_sealed=b"", phone_sealed=b"", phone_digest=b"", mail_number="")
        .execution_options(synchronize_session=False)
    )
    return rows_of(gone)


def phone_digest(vault: Vault, phone: str) -> bytes:
    """The same as of bookings: the cap of messages counts a telephone once."""
    return vault.digest("appointment.phone", phone)


def _row(vault: Vault, wanted: Wanted, key: str, now: datetime) -> HomeRequest:
    reference = new_reference(APPOINTMENT_LENGTH)
    sealed = {
        f"{name}_sealed": vault.seal(f"home.{name}:{reference}", getattr(wanted, name))
        for name in SEALED
    }
    return HomeRequest(
        reference=reference,
        station_id=wanted.station.id,
        service_id=wanted.service.id,
        service_name=wanted.service.name,
        kind=wanted.kind,
        area_id=wanted.area_id,
        people=wanted.people,
        wanted_day=wanted.day,
        wanted_part=wanted.part,
        status=Status.ASKED,
        answer="",
        mail_number="",
        phone_digest=phone_digest(vault, wanted.phone),
        request_key=key,
        version=1,
        created_at=now,
        changed_at=now,
        changed_by="",
        **sealed,
    )


def _who_was_faster(row: HomeRequest) -> str:
    who = row.changed_by or "申请人"
    return f"{who}在 {local(row.changed_at):%H:%M} 改过这条申请，请看一眼最新内容再改。"
