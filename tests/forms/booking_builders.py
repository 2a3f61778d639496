"""Builders of this room's tests: an offer, a wish, a booked row, instants."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import structs
from sqlalchemy import Engine

from build_scripts.shared.opening_hours import WeekRule, parse_interval
from build_scripts.shared.working_days import WorkingCalendar
from forms_app.appointments import booking, changes, counter, moving, queries
from forms_app.appointments.changes import Step
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer, find_offer
from forms_app.appointments.participant_models import Participant
from forms_app.appointments.people import Person
from forms_app.catalogue import load_catalogue
from forms_app.database import reading, transaction
from forms_app.seen import Seen
from forms_app.times import at_local
from forms_app.vault import Vault
from tests import forms_builders

STATION = "qiaodong-police-station"
SERVICE = "id-card-renewal"
WORKWEEK = ("mon", "tue", "wed", "thu", "fri")


def at(text: str) -> datetime:
    """'2026-11-24 09:30' in Shanghai, as an instant."""
    moment = datetime.fromisoformat(text)
    return at_local(moment.date(), moment.hour * 60 + moment.minute)


NOW = at("2026-11-23 08:00")  # a Monday
TUESDAY_NINE = at("2026-11-24 09:00")
WEDNESDAY_NINE = at("2026-11-25 09:00")
HALF_HOUR = timedelta(minutes=30)
LIMIT = 60


def week(*open: str, days: tuple[str, ...] = WORKWEEK) -> tuple[WeekRule, ...]:
    return (WeekRule(days=days, open=tuple(parse_interval(text) for text in open)),)


def a_site(folder: Path, *, seats: int = 2) -> Path:
    """A published site whose counters have so many seats."""
    data = forms_builders.a_catalogue()
    for station in data["stations"]:
        for schedule in (station["booking"] or {"schedules": []})["schedules"]:
            schedule["seats"] = seats
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.json").write_text(json.dumps(data, ensure_ascii=False))
    return folder


def offer_of(site: Path, station: str = STATION) -> Offer:
    offer = find_offer(load_catalogue(site / "catalogue.json"), SERVICE, station)
    assert offer is not None
    return offer


def an_offer(
    base: Offer,
    *,
    seats: int | None = None,
    hours: dict[str, Any] | None = None,
    schedule_hours: tuple[WeekRule, ...] = (),
    slot_minutes: int = 30,
    calendar: WorkingCalendar | None = None,
    **changes: Any,
) -> Offer:
    schedule = replace(
        base.schedule,
        hours=schedule_hours,
        slot_minutes=slot_minutes,
        seats=seats or base.schedule.seats,
    )
    station = replace(
        base.station, hours=structs.replace(base.station.hours, **(hours or {}))
    )
    return replace(
        base,
        schedule=schedule,
        station=station,
        calendar=calendar or base.calendar,
        **changes,
    )


def a_wish(
    number: int = 1,
    *,
    starts_at: datetime = TUESDAY_NINE,
    key: str = "",
    name: str = "",
    whom: str = "",
) -> booking.Wish:
    """Somebody with phone number 138…number, and a name of their own."""
    name = name or ("王小明" if number == 1 else f"王小明{number}")
    person = Person(name=name, phone=f"138{number:08d}", whom=whom)
    return booking.Wish(starts_at, person, key or secrets.token_hex(16))


def booked(
    engine: Engine, vault: Vault, offer: Offer, wish: booking.Wish, now: datetime = NOW
) -> Appointment:
    """Book and look at the row."""
    return row_of(engine, booking.book(engine, vault, offer, wish, now=now))


def row_of(engine: Engine, reference: str) -> Appointment:
    with reading(engine) as session:
        row = queries.by_reference(session, reference)
    assert row is not None
    return row


def all_rows(engine: Engine) -> list[Appointment]:
    with reading(engine) as session:
        return list(session.query(Appointment).order_by(Appointment.id))


def name_places(engine: Engine) -> list[tuple[str, int]]:
    """Booking and place of every name that counts against the limit."""
    with reading(engine) as session:
        kept = session.query(Participant).all()
    return sorted((one.reference, one.person_place) for one in kept)


def day(text: str) -> date:
    return date.fromisoformat(text)


def move(engine: Engine, offer: Offer, row: Appointment, start: datetime) -> None:
    with transaction(engine) as session:
        now_there = queries.by_id(session, row.id)
        assert now_there is not None
        moving.reschedule(
            session, now_there, offer, start, limit_minutes=LIMIT, now=NOW
        )


def cancel(engine: Engine, row: Appointment, now: datetime = NOW) -> None:
    with transaction(engine) as session:
        now_there = queries.by_id(session, row.id)
        assert now_there is not None
        changes.cancel(session, now_there, limit_minutes=LIMIT, now=now)


def work(engine: Engine, row: Appointment, step: Step, now: datetime) -> Appointment:
    with transaction(engine) as session:
        return changes.work(session, step, Seen(row.id, row.version, "王"), now=now)


def close(engine: Engine, text_day: str) -> None:
    with transaction(engine) as session:
        counter.close_day(session, STATION, day(text_day), "培训", by="王", now=NOW)
