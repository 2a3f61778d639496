"""What a found record looks like in the list of results.

A card is JSON with short names: k kind, t title, u address, n a line of explanation,
l names in other languages, f facts as [name, value], p telephones as [what, number],
s services that have a page at this station, x stations that answer for this area, the
police station first (ids here, numbers once the index is put together).  Empty ones are
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Area, Record, Service, Station
from build_scripts.catalogue.public import area_stations, in_use
from build_scripts.catalogue.related import offered_at
from build_scripts.languages.tongues import translated_into
from build_scripts.pages.addresses import address
from build_scripts.pages.bring import variants
from build_scripts.pages.foreigners import TABLES
from build_scripts.pages.hours_words import hours_sentence
from build_scripts.pages.parts import public_phones, station_state
from build_scripts.pages.verdict import verdict, where_to
from build_scripts.search.cards_news import MORE_NEWS, phones

Card = dict[str, Any]
ON_THE_CARD = 4
"""带什么、到哪里、多久、多少钱 are the first four of a guide's verdict."""
LONGEST_NOTE = 60
_ON_ONE_PAGE = {
    "hotlines": "hotlines/index.html",
    "lost_found": "lost-found/index.html",
    "terms": "terms/index.html#{}",
}
"""Table → where its records stand together."""


def card_of(catalogue: Catalogue, table: str, record_id: str) -> Card:
    """The card of a record."""
    record: Record = getattr(catalogue, table)[record_id]
    note, more = _MORE.get(table, _nothing_more)(catalogue, record)
    if record.status == "suspended":
        note = record.status_note or "这一项现在暂停。"
    card = {
        "t": record.name,
        "u": _url(catalogue, table, record),
        "n": shortened(note),
        "l": _names(catalogue, table, record),
        **more,
    }
    return {key: value for key, value in card.items() if value}


def _names(catalogue: Catalogue, table: str, record: Record) -> dict[str, str]:
    """The record's names in the languages in which it has a page of its own."""
    told = getattr(record.name, "translations", {})
    return {
        tag: told[tag]
        for tag in translated_into(catalogue.config.languages)
        if tag in told and table in TABLES.get(tag, ())
    }


def shortened(text: str) -> str:
    """At most a line or two, cut with an ellipsis."""
    return text if len(text) <= LONGEST_NOTE else f"{text[: LONGEST_NOTE - 1]}…"


def _url(catalogue: Catalogue, table: str, record: Record) -> str:
    if table in _ON_ONE_PAGE:
        return _ON_ONE_PAGE[table].format(record.id)
    return address(record, catalogue.config)


def _service(catalogue: Catalogue, service: Service) -> tuple[str, Card]:
    where = catalogue.once(where_to, service.id)
    told = verdict(service, variants(catalogue, service.id), where)[:ON_THE_CARD]
    facts = [
        [fact.name, f"{fact.value}（{fact.note}）" if fact.note else fact.value]
        for fact in told
    ]
    return service.summary, {"f": facts}


def _station(catalogue: Catalogue, station: Station) -> tuple[str, Card]:
    where = station.address
    full = f"{where.full}{where.room}"
    landmark = f"（{where.landmark}）" if where.landmark else ""
    state = station_state(station)
    facts = [["地址", full + landmark], ["开门时间", hours_sentence(station.hours)]]
    return f"{state}：{where.full}" if state else where.full, {
        "f": [*([["现在", state]] if state else []), *facts],
        "p": phones(public_phones(station)),
        "s": list(offered_at(catalogue, station)) if in_use(station) else [],
    }


def _nothing_more(catalogue: Catalogue, record: Any) -> tuple[str, Card]:
    return "", {}


def stations_of_area(catalogue: Catalogue, area: Area) -> list[str]:
    """Ids of the stations that answer for an area, the police station first."""
    told = area_stations(catalogue, area)
    every = (told.police, told.justice, told.governance, told.mediation)
    return [key for key in dict.fromkeys(every) if key in catalogue.stations]


_MORE: Mapping[str, Callable[[Catalogue, Any], tuple[str, Card]]] = {
    "services": _service,
    "stations": _station,
    "life_events": lambda _, event: (event.intro, {}),
    "dispute_types": lambda _, kind: (kind.proposal, {}),
    "areas": lambda catalogue, area: (
        area.intro,
        {"x": stations_of_area(catalogue, area)},
    ),
    "articles": lambda _, article: (article.summary, {}),
    "agencies": lambda _, agency: (
        agency.does,
        {"p": phones(p for p in agency.phones if p.kind != "supervision")},
    ),
    "hotlines": lambda _, line: (line.what_for, {"p": [["拨打", line.number]]}),
    "materials": lambda _, material: (material.what, {}),
    "laws": lambda _, law: (law.summary, {}),
    "pages": lambda _, page: (page.summary, {}),
    **MORE_NEWS,
}
