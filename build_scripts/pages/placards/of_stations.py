"""What hangs at a station: the door card, 五亮, and what has been found."""

from __future__ import annotations

from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import FINDS_AT
from build_scripts.catalogue.model import Station
from build_scripts.pages.alerts import area_names
from build_scripts.pages.context import Fact, PhoneLine
from build_scripts.pages.date_words import day
from build_scripts.pages.hours_words import (
    HoursTable,
    holiday_sentence,
    hours_tables,
    special_day,
    special_day_words,
)
from build_scripts.pages.labels import STATION_KIND
from build_scripts.pages.learning_labels import LOST_CATEGORY
from build_scripts.pages.parts import (
    agency_name,
    first_number,
    phone_lines,
    public_phones,
    station_state,
)
from build_scripts.pages.placards.frame import Issue, Told
from build_scripts.pages.placards.of_badges import badges_of
from build_scripts.shared.frozen import Frozen

MOST_FINDS = 14
"""So many things fit on the sheet; the others are on the website."""


class DoorCard(Frozen, kw_only=True):
    kind: str
    agencies: str
    state: str
    """'已搬走，请到…' and the like; '' when it is open as usual."""
    tables: tuple[HoursTable, ...]
    holidays: str
    duty: str
    phones: tuple[PhoneLine, ...]
    after_hours: str
    takes_over: str
    takes_over_phones: tuple[PhoneLine, ...]
    address: str
    landmark: str
    supervision: tuple[PhoneLine, ...]


class PledgeCard(Frozen, kw_only=True):
    """五亮: five times a word, what it means, and the station's own sentence."""

    lines: tuple[Fact, ...]
    supervision: tuple[PhoneLine, ...]


class FindRow(Frozen):
    name: str
    category: str
    when: str
    area: str


class FindsSheet(Frozen, kw_only=True):
    finds: tuple[FindRow, ...]
    more: int
    """How many there was no room for."""
    where: str
    phone: str


def station_issue(catalogue: Catalogue, station: Station, code: str) -> Issue:
    return Issue(
        code=code,
        issuer=agency_name(catalogue, station.agencies[0]) if station.agencies else "",
        issued_on=station.reviewed_on,
        valid_to=station.review_by,
        phone=first_number(public_phones(station), ("counter",)),
    )


def placards_at(
    catalogue: Catalogue, station: Station, today: date
) -> tuple[Told, ...]:
    """All that hangs at a station, the door card first."""
    found = (
        _door(catalogue, station, today),
        _pledges(station),
        _finds(catalogue, station),
        badges_of(catalogue, station),
    )
    return tuple(told for told in found if told is not None)


def _door(catalogue: Catalogue, station: Station, today: date) -> Told:
    night = station.after_hours
    other = catalogue.stations.get(night.station) if night else None
    moved = catalogue.stations.get(station.moved_to)
    state = station_state(station)
    special = special_day(station.hours, today, catalogue.calendar)
    shown = DoorCard(
        kind=STATION_KIND[station.kind],
        agencies="、".join(agency_name(catalogue, key) for key in station.agencies),
        state=f"{state}，请到{moved.name}（{moved.address.full}）" if moved else state,
        tables=hours_tables(station.hours),
        holidays=holiday_sentence(station.hours),
        duty="夜里和节假日也有人值守" if station.hours.duty_24h else "",
        phones=phone_lines(public_phones(station)),
        after_hours=night.text if night else "",
        takes_over=other.name if other else "",
        takes_over_phones=phone_lines(public_phones(other)) if other else (),
        address=f"{station.address.full}{station.address.room}",
        landmark=station.address.landmark,
        supervision=_supervision(station),
    )
    return Told(
        anchor="door",
        kind="门牌卡",
        headline=station.name,
        body="door",
        shown=shown,
        room=222,
        passing=special_day_words(special) if special else "",
    )


def _pledges(station: Station) -> Told | None:
    told = station.commitments
    if told is None:
        return None
    lines = (
        Fact("亮身份", told.identity, "我们是谁"),
        Fact("亮职责", told.duties, "我们管什么"),
        Fact("亮流程", told.process, "怎么办"),
        Fact("亮承诺", told.promises, "我们答应"),
        Fact("亮目标", told.goals, "我们的目标"),
    )
    return Told(
        anchor="pledges",
        kind="五亮卡",
        headline=station.name,
        body="pledges",
        shown=PledgeCard(lines=lines, supervision=_supervision(station)),
        room=245,
    )


def _finds(catalogue: Catalogue, station: Station) -> Told | None:
    ids = catalogue.ids_by(FINDS_AT, station.id)
    if not ids:
        return None
    items = [catalogue.lost_found[key] for key in ids]
    items.sort(key=lambda item: (item.when, item.id), reverse=True)
    rows = tuple(
        FindRow(
            item.name,
            LOST_CATEGORY[item.category],
            day(item.when),
            area_names(catalogue, (item.area,)),
        )
        for item in items[:MOST_FINDS]
    )
    shown = FindsSheet(
        finds=rows,
        more=max(0, len(items) - MOST_FINDS),
        where=f"{station.name}（{station.address.full}{station.address.room}）",
        phone=first_number(public_phones(station), ("counter",)),
    )
    return Told(
        anchor="finds",
        kind="失物招领",
        headline="捡到的东西，等您来领",
        body="finds",
        shown=shown,
        room=115,
    )


def _supervision(station: Station) -> tuple[PhoneLine, ...]:
    return phone_lines(p for p in station.phones if p.kind == "supervision")
