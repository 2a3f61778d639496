"""A station for the telephone's own books: its card, and its unusual days as a calendar.

`stations/<id>.vcf` goes among the contacts; `stations/<id>.ics` holds the coming days
whose hours differ from the week's, neighbouring ones as one entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from build_scripts.artefacts.content_lines import content_lines, escaped
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.coordinates import wgs84_of
from build_scripts.catalogue.model import Station
from build_scripts.pages.hours_words import hours_sentence, times_in_words
from build_scripts.pages.parts import agency_name, public_phones
from build_scripts.pages.special_days import Span, card_address, days_address, spans

CONTACT = "contact"
"""First word of the entries' names."""
Files = tuple[tuple[str, bytes], ...]


def contact_names(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    return [(CONTACT, "stations", key) for key in catalogue.stations]


def contact_files(catalogue: Catalogue, record_id: str, today: date) -> Files:
    """Address and bytes of a station's own files; none once it is withdrawn."""
    station = catalogue.stations[record_id]
    if station.status == "withdrawn":
        return ()
    card = card_address(station), content_lines(_card(catalogue, station))
    unusual = tuple(spans(station.hours, today, catalogue.calendar))
    if not unusual:
        return (card,)
    days = content_lines(_calendar(catalogue, station, unusual))
    return card, (days_address(station), days)


def _card(catalogue: Catalogue, station: Station) -> Iterator[str]:
    """vCard 3.0, which old telephones read."""
    name, where = escaped(station.name), station.address
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:station-{station.id}@{catalogue.config.county}.doorstep"
    yield f"FN:{name}"
    yield f"N:{name};;;;"
    agencies = [agency_name(catalogue, key) for key in station.agencies]
    if any(agencies):
        yield f"ORG:{escaped('、'.join(filter(None, agencies)))}"
    for phone in public_phones(station):
        yield f"TEL;TYPE=WORK,VOICE:{escaped(phone.number)}"
    yield f"ADR;TYPE=WORK:;;{escaped(f'{where.full}{where.room}')};;;;"
    if station.geo is not None:
        point = wgs84_of(station.geo)
        yield f"GEO:{point.lat:.6f};{point.lon:.6f}"
    yield f"NOTE:{escaped(hours_sentence(station.hours))}"
    yield "END:VCARD"


def _calendar(
    catalogue: Catalogue, station: Station, unusual: tuple[Span, ...]
) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Doorstep//Stations//ZH"
    yield "METHOD:PUBLISH"
    yield f"X-WR-CALNAME:{escaped(station.name)}"
    for span in unusual:
        written = station.reviewed_on or span.start
        words = f"{station.name}：{span.reason}，{times_in_words(span.intervals)}"
        yield "BEGIN:VEVENT"
        yield f"UID:{station.id}-{span.start:%Y%m%d}@{catalogue.config.county}.doorstep"
        yield f"DTSTAMP:{written:%Y%m%d}T000000Z"
        yield f"DTSTART;VALUE=DATE:{span.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{span.end + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{escaped(words)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"
