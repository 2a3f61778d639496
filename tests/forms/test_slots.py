"""Which times are free, as tables: hours, calendar, closures, bookings, the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from build_scripts.shared.opening_hours import (
    HoursException,
    MonthDay,
    Season,
    parse_interval,
)
from build_scripts.shared.working_days import WorkingCalendar
from forms_app.appointments import offers, slots
from forms_app.appointments.days import Day, Slot, Why, start_words
from forms_app.appointments.offers import Offer, horizon
from forms_app.times import local
from tests import forms_builders
from tests.forms.booking_builders import (
    NOW,
    a_site,
    an_offer,
    at,
    day,
    offer_of,
    week,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Offer:
    folder: Path = a_site(tmp_path_factory.mktemp("slots"))
    return offer_of(folder)


def offered_days(
    offer: Offer,
    taken: dict[tuple[str, datetime], int],
    closures: dict[date, str],
    now: datetime,
) -> tuple[Day, ...]:
    """Every day up to the horizon."""
    window = horizon(offer, now)
    soonest = slots.soonest_start(offer, window, now)
    return slots.offered_days(offer, taken, closures, soonest, window)


def look(
    offer: Offer,
    now: datetime,
    wanted: str,
    taken: dict[datetime, int] | None = None,
    closures: dict[str, str] | None = None,
) -> Day:
    closed = {day(text): reason for text, reason in (closures or {}).items()}
    seats = {
        (offer.schedule.id, start): (1 << count) - 1 << 1
        for start, count in (taken or {}).items()
    }
    days = offered_days(offer, seats, closed, now)
    return next(found for found in days if found.day == day(wanted))


def starts(found: Day) -> list[str]:
    return [f"{local(slot.starts_at):%H:%M}" for slot in found.slots]


# who looks when, at which day, why it is empty, what it says
EMPTY_DAYS = [
    ("2026-09-21 08:00", "2026-09-25", Why.HOLIDAY, "中秋节放假"),
    ("2026-09-28 08:00", "2026-10-05", Why.HOLIDAY, "国庆节放假"),
    ("2026-12-28 08:00", "2027-01-01", Why.HOLIDAY, "元旦放假"),
    ("2026-11-23 08:00", "2026-11-28", Why.WEEKDAY, "星期六不上班"),
    ("2026-11-23 16:05", "2026-11-23", Why.TOO_LATE, "来不及"),
    ("2026-11-23 23:59", "2026-11-23", Why.TOO_LATE, "来不及"),
]


def test_an_empty_day_names_the_next_free_time(base: Offer) -> None:
    days = offered_days(base, {}, {}, at("2026-11-26 16:05"))

    after = slots.next_free(days)

    assert set(after) == {
        day(f"2026-{text}") for text in ("11-28", "11-29", "12-05", "12-06")
    } | {day("2026-11-26")}
    saturday, last_sunday = after[day("2026-11-28")], after[day("2026-12-06")]
    assert saturday is not None
    assert saturday.starts_at == at("2026-11-30 08:30")
    assert last_sunday is not None
    assert slots.next_free(days[:4])[day("2026-11-28")] is None


def test_a_service_may_be_booked_further_ahead_and_later_than_others(
    tmp_path: Path,
) -> None:
    data = forms_builders.a_catalogue()
    data["services"][0] |= {"booking_days_ahead": 30, "booking_lead_minutes": 0}
    forms_builders.a_published_site(tmp_path, services=data["services"])
    own = offer_of(tmp_path)

    assert slots.is_offered(own, at("2026-12-23 09:00"), NOW)
    assert slots.is_offered(own, at("2026-11-23 08:30"), at("2026-11-23 08:29"))


def test_the_desk_has_seats_of_its_own_and_no_lead_time(base: Offer) -> None:
    offer = replace(base, schedule=replace(base.schedule, desk_seats=1))
    desk = offers.at_the_desk(offer)

    assert (offer.seats, desk.seats) == (2, 3)
    full = {at("2026-11-24 09:00"): 2}
    assert "09:00" not in starts(look(offer, NOW, "2026-11-24", full))
    assert "09:00" in starts(look(desk, NOW, "2026-11-24", full))
    assert slots.is_offered(desk, at("2026-11-23 08:30"), at("2026-11-23 08:29"))


@pytest.mark.parametrize(("now", "wanted", "why", "words"), EMPTY_DAYS)
def test_an_empty_day_says_why(
    base: Offer, now: str, wanted: str, why: Why, words: str
) -> None:
    found = look(base, at(now), wanted)

    assert (found.slots, found.why) == ((), why)
    assert words in found.sentence


MAKEUP_DAYS = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-10-10"]


@pytest.mark.parametrize("wanted", MAKEUP_DAYS)
def test_a_makeup_workday_is_bookable_though_it_is_a_weekend(
    base: Offer, wanted: str
) -> None:
    now = at(f"{wanted} 06:00")

    found = look(base, now, wanted)

    assert starts(found)[0] == "08:30"
    assert "调休上班" in found.sentence


def test_a_counter_that_skips_makeup_days_stays_closed(base: Offer) -> None:
    offer = an_offer(base, hours={"makeup_workdays": "closed"})

    assert look(offer, at("2026-10-09 08:00"), "2026-10-10").why is Why.WEEKDAY


def test_own_hours_of_the_schedule_follow_a_makeup_day_too(base: Offer) -> None:
    offer = an_offer(base, schedule_hours=week("09:00-10:00"))

    found = look(offer, at("2026-10-09 08:00"), "2026-10-10")

    assert starts(found) == ["09:00", "09:30"]


def test_a_station_that_works_on_holidays_can_be_booked(base: Offer) -> None:
    offer = an_offer(base, hours={"public_holidays": "as_usual"})

    assert look(offer, at("2026-09-28 08:00"), "2026-10-05").slots


def test_holiday_hours_are_bookable_when_the_station_gives_them(base: Offer) -> None:
    offer = an_offer(base, hours={"holiday_open": (parse_interval("09:00-10:00"),)})

    found = look(offer, at("2026-09-28 08:00"), "2026-10-05")

    assert starts(found) == ["09:00", "09:30"]


def test_a_year_without_a_calendar_is_not_guessed(base: Offer) -> None:
    calendar = WorkingCalendar(years={2026: False})
    offer = an_offer(base, calendar=calendar)

    found = look(offer, at("2026-12-28 08:00"), "2027-01-04")

    assert found.why is Why.CALENDAR
    assert "2027" in found.sentence
    assert not slots.is_offered(offer, at("2027-01-04 09:00"), at("2026-12-28 08:00"))


def test_a_dated_exception_closes_with_its_own_words(base: Offer) -> None:
    exception = HoursException(day=day("2026-11-25"), open=(), reason="系统升级")
    offer = an_offer(base, hours={"exceptions": (exception,)})

    found = look(offer, NOW, "2026-11-25")

    assert found.why is Why.CLOSED
    assert "系统升级" in found.sentence


def test_a_season_changes_the_grid(base: Offer) -> None:
    winter = Season(
        name="冬季",
        start=MonthDay(11, 25),
        end=MonthDay(3, 31),
        regular=week("10:00-11:00"),
    )
    offer = an_offer(base, hours={"seasons": (winter,)})

    assert starts(look(offer, NOW, "2026-11-24"))[0] == "08:30"
    assert starts(look(offer, NOW, "2026-11-25")) == ["10:00", "10:30"]


# station hours, schedule hours, minutes, the grid
GRIDS = [
    ("08:30-10:00", "", 30, ["08:30", "09:00", "09:30"]),
    ("08:30-09:50", "", 30, ["08:30", "09:00"]),
    ("08:30-12:00", "09:00-10:00", 30, ["09:00", "09:30"]),
    ("08:30-09:30", "09:00-12:00", 30, ["09:00"]),
    ("08:30-09:30", "09:30-12:00", 30, []),
    ("08:30-08:45", "", 20, []),
    ("23:00-24:00", "", 30, ["23:00", "23:30"]),
    ("00:00-01:00", "", 60, ["00:00"]),
]


@pytest.mark.parametrize(("open", "own", "minutes", "grid"), GRIDS)
def test_slots_fill_the_hours_both_are_open(
    base: Offer, open: str, own: str, minutes: int, grid: list[str]
) -> None:
    offer = an_offer(
        base,
        hours={"regular": week(open)},
        schedule_hours=week(own) if own else (),
        slot_minutes=minutes,
    )

    assert starts(look(offer, NOW, "2026-11-24")) == grid


def test_a_schedule_may_leave_a_weekday_to_walk_ins(base: Offer) -> None:
    offer = an_offer(base, schedule_hours=week("09:00-10:00", days=("tue",)))

    assert look(offer, NOW, "2026-11-24").slots
    assert look(offer, NOW, "2026-11-25").why is Why.NOT_OFFERED


def test_a_taken_seat_is_counted_and_a_full_day_says_so(base: Offer) -> None:
    offer = an_offer(base, seats=2, hours={"regular": week("09:00-10:00")})
    nine, half_past = at("2026-11-24 09:00"), at("2026-11-24 09:30")

    assert look(offer, NOW, "2026-11-24", {nine: 1}).slots == (
        Slot(nine, 1),
        Slot(half_past, 2),
    )
    assert starts(look(offer, NOW, "2026-11-24", {nine: 2})) == ["09:30"]
    full = look(offer, NOW, "2026-11-24", {nine: 2, half_past: 3})
    assert (full.slots, full.why) == ((), Why.FULL)


def test_a_closed_day_gives_nothing_and_says_the_reason(base: Offer) -> None:
    found = look(base, NOW, "2026-11-24", closures={"2026-11-24": "全员培训"})

    assert found.why is Why.CLOSED
    assert "全员培训" in found.sentence


def test_lead_time_counts_to_the_minute(base: Offer) -> None:
    assert starts(look(base, at("2026-11-23 08:30"), "2026-11-23"))[0] == "09:30"
    assert starts(look(base, at("2026-11-23 08:31"), "2026-11-23"))[0] == "10:00"


def test_days_run_up_to_the_horizon_and_no_further(base: Offer) -> None:
    days = offered_days(base, {}, {}, NOW)

    assert (days[0].day, days[-1].day) == (day("2026-11-23"), day("2026-12-07"))
    assert slots.is_offered(base, at("2026-12-07 17:00"), NOW)
    assert not slots.is_offered(base, at("2026-12-08 08:30"), NOW)


NOT_OFFERED = [
    "2026-11-24 09:10",  # off the grid
    "2026-11-24 12:00",  # lunch
    "2026-11-28 09:00",  # Saturday
    "2026-11-23 08:30",  # within the lead time
    "2026-11-20 09:00",  # past
    "2029-11-20 09:00",  # a year nobody knows
]


@pytest.mark.parametrize("start", NOT_OFFERED)
def test_a_start_outside_the_grid_is_not_offered(base: Offer, start: str) -> None:
    assert not slots.is_offered(base, at(start), NOW)


def test_the_three_nearest_free_times_come_in_order(base: Offer) -> None:
    wanted = at("2026-11-24 10:00")
    days = offered_days(base, {(base.schedule.id, wanted): 0b110}, {}, NOW)

    near = [f"{local(s.starts_at):%d %H:%M}" for s in slots.nearest(days, wanted)]

    assert near == ["24 09:00", "24 09:30", "24 10:30"]


def test_the_first_free_time_skips_empty_days(base: Offer) -> None:
    days = offered_days(base, {}, {}, at("2026-11-27 17:00"))

    first = slots.first_free(days)

    assert first is not None
    assert first.starts_at == at("2026-11-30 08:30")
    assert slots.first_free(()) is None
    later = slots.first_free(days, after=day("2026-11-30"))
    assert later is not None
    assert later.starts_at == at("2026-12-01 08:30")


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2026-12-03 09:30", "12月3日 星期四 上午 9:30"),
        ("2026-12-03 12:00", "12月3日 星期四 中午 12:00"),
        ("2026-12-03 14:30", "12月3日 星期四 下午 2:30"),
        ("2026-12-03 18:05", "12月3日 星期四 晚上 6:05"),
        ("2026-12-03 00:00", "12月3日 星期四 凌晨 0:00"),
    ],
)
def test_times_are_said_as_people_say_them(start: str, words: str) -> None:
    assert start_words(at(start)) == words
    assert slots.Slot(at(start), 2).words.endswith("还有 2 个号")


def test_fewer_seats_than_bookings_leaves_none_and_not_minus_one(base: Offer) -> None:
    offer = an_offer(base, seats=1, hours={"regular": week("09:00-09:30")})

    assert look(offer, NOW, "2026-11-24", {at("2026-11-24 09:00"): 2}).why is Why.FULL


def test_a_day_is_worked_out_once_and_bookings_are_laid_over_it(base: Offer) -> None:
    untouched = look(base, NOW, "2026-11-24")
    start = untouched.slots[0].starts_at

    taken = look(base, NOW, "2026-11-24", {start: 1})

    assert look(base, NOW, "2026-11-24") is untouched
    assert taken.slots[0].free == untouched.slots[0].free - 1
    assert taken.slots[1:] == untouched.slots[1:]
