"""The calendar file as a phone's calendar reads it (RFC 5545)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar
from icalendar.cal import Component
from sqlalchemy import Engine

from forms_app.appointments import changes, moving
from forms_app.appointments.calendar_file import calendar_file
from forms_app.appointments.models import Appointment
from forms_app.appointments.offers import Offer
from forms_app.database import transaction
from forms_app.times import SHANGHAI
from forms_app.vault import Vault
from tests.forms.booking_builders import (
    NOW,
    TUESDAY_NINE,
    a_wish,
    at,
    booked,
    row_of,
)


@pytest.fixture
def row(engine: Engine, vault: Vault, offer: Offer) -> Appointment:
    return booked(engine, vault, offer, a_wish(1, name="王小明", whom="王老太"))


def event_of(row: Appointment, offer: Offer) -> Component:
    content = calendar_file(row, offer.station, offer.service.checklist)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_when_and_where_are_in_the_event(row: Appointment, offer: Offer) -> None:
    event = event_of(row, offer)

    assert event.decoded("dtstart") == TUESDAY_NINE
    assert event.decoded("dtend") == TUESDAY_NINE + timedelta(minutes=30)
    assert event["dtstart"].params["TZID"] == SHANGHAI.key
    assert event["location"] == "桥东派出所，禾川县桥东派出所"
    assert event["status"] == "CONFIRMED"


def test_code_phone_and_checklist_are_in_the_description(
    row: Appointment, offer: Offer
) -> None:
    words = event_of(row, offer)["description"]

    for expected in (row.reference[:4], "0000-0000101", "邮局对面", "旧身份证"):
        assert expected in words


def test_a_station_without_a_landmark_has_no_empty_brackets(
    row: Appointment, offer: Offer
) -> None:
    plain = replace(offer, station=replace(offer.station, landmark=""))

    assert "（）" not in event_of(row, plain)["description"]


def test_nobody_is_named(row: Appointment, offer: Offer) -> None:
    content = calendar_file(row, offer.station, offer.service.checklist).decode()

    for secret in ("王小明", "王老太", "13800000001"):
        assert secret not in content.replace("\r\n ", "")


def test_the_file_carries_its_own_time_zone(row: Appointment, offer: Offer) -> None:
    calendar = Calendar.from_ical(
        calendar_file(row, offer.station, offer.service.checklist)
    )

    (zone,) = calendar.walk("VTIMEZONE")
    (standard,) = zone.walk("STANDARD")
    assert zone["tzid"] == "Asia/Shanghai"
    assert standard.decoded("tzoffsetto") == timedelta(hours=8)


def test_the_phone_rings_the_day_before(row: Appointment, offer: Offer) -> None:
    (alarm,) = event_of(row, offer).walk("VALARM")

    assert alarm.decoded("trigger") == timedelta(days=-1)


def test_a_moved_booking_replaces_its_old_entry(
    engine: Engine, row: Appointment, offer: Offer
) -> None:
    before = event_of(row, offer)
    with transaction(engine) as session:
        moving.reschedule(
            session, row, offer, at("2026-11-25 09:00"), limit_minutes=60, now=NOW
        )

    after = event_of(row_of(engine, row.reference), offer)

    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == at("2026-11-25 09:00")


def test_a_cancelled_booking_cancels_its_entry(
    engine: Engine, row: Appointment, offer: Offer
) -> None:
    before = event_of(row, offer)
    with transaction(engine) as session:
        changes.cancel(session, row, limit_minutes=60, now=NOW)

    after = event_of(row_of(engine, row.reference), offer)

    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert not after.walk("VALARM")


def test_two_bookings_are_two_entries(
    engine: Engine, vault: Vault, row: Appointment, offer: Offer
) -> None:
    other = booked(engine, vault, offer, a_wish(2))

    assert event_of(row, offer)["uid"] != event_of(other, offer)["uid"]
    assert row.reference not in event_of(row, offer)["uid"]


def test_an_unpublished_station_leaves_a_readable_file(
    row: Appointment, offer: Offer
) -> None:
    (event,) = Calendar.from_ical(calendar_file(row, None, ())).walk("VEVENT")

    assert event["summary"] == row.service_name
    assert "location" not in event


def test_long_lines_are_folded_and_line_breaks_kept(
    row: Appointment, offer: Offer
) -> None:
    long_road = replace(offer.station, address="很长的路" * 60)

    content = calendar_file(row, long_road, offer.service.checklist)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert (
        "很长的路" * 60 in event_of(row, replace(offer, station=long_road))["location"]
    )
