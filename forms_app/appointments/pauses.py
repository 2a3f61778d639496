"""The fair rule for visits that were missed without a word.

Some misses within the time that bookings are kept, and the telephone books no more
online for some days.  It is told beforehand, the counter serves everybody, an urgent
service is never closed, and who asks once is believed at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from forms_app.appointments.models import MISSED, Appointment, Pause
from forms_app.catalogue import Catalogue
from forms_app.refusals import CounterOnly
from forms_app.times import date_words, local_day

WINDOW = timedelta(days=90)
"""Misses older than that are forgotten; so is that somebody has asked once."""


@dataclass(frozen=True, slots=True)
class PauseRule:
    """So many misses, so many days; no misses mean that there is no rule."""

    misses: int
    days: int

    def __bool__(self) -> bool:
        return self.misses > 0


NO_PAUSE = PauseRule(0, 0)


def rule_of(catalogue: Catalogue) -> PauseRule:
    policy = catalogue.appointments
    return PauseRule(policy.misses_before_pause, policy.pause_days)


def weigh(session: Session, digest: bytes, rule: PauseRule, *, now: datetime) -> None:
    """After a miss was marked or taken back: begin the pause, or end it."""
    if not rule or not digest:
        return
    found = select(func.count(), func.max(Appointment.starts_at)).where(
        Appointment.phone_digest == digest,
        text(MISSED),  # as its index says it: a parameter would not be recognised
        Appointment.starts_at > now - WINDOW,
    )
    misses, last = session.execute(found).one()
    pause = _of(session, digest)
    if misses < rule.misses:
        if pause is not None and pause.appealed_at is None:
            session.delete(pause)
        elif pause is not None:
            pause.until = min(pause.until, now)
        return
    until = last + timedelta(days=rule.days)
    if pause is None:
        pause = Pause(phone_digest=digest, since=now, until=until)
        session.add(pause)
    elif until > pause.until:
        pause.since, pause.until = now, until
        pause.lifted_at = pause.lifted_by = None
        if pause.appealed_at and pause.appealed_at <= now - WINDOW:
            pause.appealed_at = None
    session.flush()


def running(session: Session, digest: bytes, *, now: datetime) -> Pause | None:
    """The pause of this telephone, while it lasts."""
    pause = _of(session, digest) if digest else None
    if pause is None or pause.lifted_at is not None or pause.until <= now:
        return None
    return pause


def appeal(session: Session, digest: bytes, *, now: datetime) -> bool:
    """One step: granted the first time; False when there is nothing to grant."""
    pause = running(session, digest, now=now)
    if pause is None or pause.appealed_at is not None:
        return False
    pause.appealed_at = pause.lifted_at = now
    pause.lifted_by = ""
    return True


def lift(session: Session, digest: bytes, *, by: str, now: datetime) -> bool:
    """A clerk has heard the reason; False when there was nothing to lift."""
    pause = running(session, digest, now=now)
    if pause is None:
        return False
    pause.lifted_at, pause.lifted_by = now, by
    return True


def refusal(session: Session, digest: bytes) -> CounterOnly:
    """What somebody reads who may not book online for now."""
    pause = _of(session, digest)
    if pause is None:
        return CounterOnly()
    until = date_words(local_day(pause.until))
    return CounterOnly(
        f"这个手机号几次约了没来，网上先停约到{until}。窗口照常办，不用预约。"
        "有原因的，用上次的预约编号查预约，点一下就能恢复，或者打站点电话。"
    )


def forget_past(session: Session, *, now: datetime) -> None:
    """Drop pauses that nobody remembers any more."""
    over = (Pause.until <= now) & (Pause.since <= now - WINDOW)
    session.execute(delete(Pause).where(over))


def _of(session: Session, digest: bytes) -> Pause | None:
    return session.scalar(select(Pause).where(Pause.phone_digest == digest))
