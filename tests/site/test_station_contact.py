"""A station for the telephone's own books: read back by a library, or by the rules."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from build_scripts.pages.special_days import spans
from build_scripts.shared.opening_hours import WORKWEEK, Hours, Interval, WeekRule
from build_scripts.shared.working_days import WorkingCalendar
from tests.record_builders import T, a_station
from tests.site.conftest import Build
from tests.site_builders import BuiltSite, by_id, hrefs

MORNING = Interval(510, 720)
HOURS = Hours(regular=(WeekRule(days=WORKWEEK, open=(MORNING,)),))
CALENDAR = WorkingCalendar(
    years={2026: False},
    holidays={date(2026, 10, day): "国庆节" for day in range(1, 8)},
    makeup_workdays={date(2026, 10, 10): "国庆节"},
)
STATION = "stations/qiaodong-police-station"


def test_a_holiday_is_one_span_though_its_weekend_is_closed_anyway() -> None:
    found = [
        (span.start.day, span.end.day, span.reason, span.intervals)
        for span in spans(HOURS, date(2026, 9, 21), CALENDAR)
    ]
    assert found == [(1, 7, "国庆节", ()), (10, 10, "国庆节调休上班", (MORNING,))]
    assert not list(spans(HOURS, date(2026, 10, 11), CALENDAR))
    assert not list(spans(HOURS, date(2031, 1, 1), CALENDAR))


def test_a_calendar_reads_the_unusual_days(own_site: BuiltSite) -> None:
    calendar = Calendar.from_ical(own_site.files[f"{STATION}.ics"].decode())
    events = list(calendar.walk("VEVENT"))
    first = events[0]

    assert str(first["SUMMARY"]) == "桥东派出所：元旦，不开门"
    assert first.decoded("DTSTART") == date(2027, 1, 1)
    assert first.decoded("DTEND") == date(2027, 1, 2)
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_the_card_has_name_numbers_and_place(build: Build) -> None:
    station = a_station(name=T("桥东;派出所,一"))
    card = build(stations=by_id(station)).files[f"{STATION}.vcf"].decode()
    lines = card.replace("\r\n ", "").split("\r\n")

    assert "FN:桥东\\;派出所\\,一" in lines
    assert [line for line in lines if line.startswith("TEL")] == [
        "TEL;TYPE=WORK,VOICE:0000-0000202",
        "TEL;TYPE=WORK,VOICE:0000-0000201",
    ]
    assert "ADR;TYPE=WORK:;;桥东镇中街1号;;;;" in lines
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))


def test_the_page_offers_the_files_there_are(build: Build, own_site: BuiltSite) -> None:
    links = hrefs(own_site.pages[f"{STATION}.html"])
    assert "../stations/qiaodong-police-station.vcf" in links
    assert "../stations/qiaodong-police-station.ics" in links
    always = Hours(regular=HOURS.regular, public_holidays="as_usual")
    site = build(stations=by_id(a_station(hours=always)))
    assert f"{STATION}.vcf" in site.files
    assert f"{STATION}.ics" not in site.files
