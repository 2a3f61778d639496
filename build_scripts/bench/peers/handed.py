"""What a peer is handed: our records with every word worked out, so that it only prints.

Hours, periods, fees, last days and all that depends on one record alone come finished,
as HTML where our templates keep them finished too.  That favours the peer, which does not check
anything either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from markupsafe import Markup

from build_scripts.bench.basis import Record
from build_scripts.bench.pages import OFFERING, kind_of
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.loader import read_folder
from build_scripts.catalogue.model import Service, Station
from build_scripts.catalogue.public import can_be_booked, in_use, public_catalogue
from build_scripts.pages.addresses import mistake_address
from build_scripts.pages.areas import NearStation
from build_scripts.pages.context import Fact, Page, Planned, StationLine
from build_scripts.pages.date_words import limit
from build_scripts.pages.filters import times
from build_scripts.pages.parts import station_line
from build_scripts.pages.plan import plan_pages
from build_scripts.pages.render import environment
from build_scripts.pages.shell import ROOT
from build_scripts.pages.townships import by_township

MANY_STATIONS = 40
"""With more the guide of a service shows only their names and numbers."""
SITE = "/site"
"""Where the peer's site stands on its host."""
RECORDS = ("service", "station", "area", "law", "material")
_LEFT_OUT = {
    "service": ("places",),
    "station": ("offerings", "first_booking"),
    "area": (
        *("hotlines", "townships", "near", "others", "articles"),
        *("name", "dispute_url", "police_phone"),
    ),
    "article": ("body",),
}
"""What the peer puts together itself from several records."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A page with its body as we render it."""

    url: str
    section: str
    title: str
    description: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Everything a peer needs for the same pages."""

    site_name: str
    records: Mapping[str, Mapping[str, Record]]
    """Kind → id → what its page shows."""
    articles: Mapping[str, tuple[Record, str]]
    """Id → what its page shows, and the Markdown of its body."""
    lists: Mapping[str, Record]
    """order: the stations by township; above: what villages share; cards: stations
    as villages show them."""
    finished: tuple[Finished, ...]
    """Lists, registers and single pages."""
    sections: Mapping[str, str]
    """Kind → the section whose shell its pages have."""


def read_plan(root: Path, today: date) -> tuple[Catalogue, list[Planned]]:
    """The public catalogue of a project that builds, and the plan of its pages."""
    public = public_catalogue(read_folder(root).catalogue(), today)
    return public, list(plan_pages(public, today))


def hand_over(catalogue: Catalogue, plan: Iterable[Planned], today: date) -> Handed:
    """Take the words out of our pages' contexts.

    The page of a service at a station is left to the peer, which has both records.
    """
    pages = [made.page() for made in plan if kind_of(made.url) != OFFERING]
    records: dict[str, dict[str, Record]] = {kind: {} for kind in RECORDS}
    articles: dict[str, tuple[Record, str]] = {}
    sections: dict[str, str] = {}
    finished = []
    for page in pages:
        kind, key = kind_of(page.url), Path(page.url).stem
        sections.setdefault(kind, page.section)
        if kind in RECORDS:
            records[kind][key] = _shown(kind, page)
        elif kind == "article":
            articles[key] = (_shown(kind, page), catalogue.articles[key].body)
        else:
            finished.append(_finished(page))
    for key in records["service"]:
        records["service"][key] |= _of_service(catalogue.services[key], catalogue)
    for key in records["station"]:
        station = catalogue.stations[key]
        records["station"][key] |= _of_station(station, catalogue, today)
    sections[OFFERING] = sections["station"]
    return Handed(
        site_name=str(catalogue.config.name),
        records=records,
        articles=articles,
        lists=_lists(catalogue, pages, today),
        finished=tuple(finished),
        sections=sections,
    )


def body_of(page: Page) -> str:
    """The page's own part of the HTML, with our mark for the way to the root."""
    template = environment().get_template(page.template)
    mistakes = mistake_address("forms", page.url)
    return template.render(page=page.context, mistakes=mistakes)


def _shown(kind: str, page: Page) -> Record:
    left_out = _LEFT_OUT.get(kind, ())
    shown = {
        name: value for name, value in _fields(page.context) if name not in left_out
    }
    return shown | _of_area(page.context) if kind == "area" else shown


def _of_area(context: Any) -> Record:
    """The names of the stations' cards instead of the cards; the way up, no crumbs."""
    frame = context.frame
    up = Path(frame.crumbs[-1].url).stem
    record: Record = {
        "frame": dict(_fields(replace(frame, crumbs=()))),
        "up": "" if up == "index" else up,
        "near": [_card_id(entry) for entry in context.near],
    }
    others = [_id(line) for line in context.others]
    return record | ({"others": others} if others else {})


def _card_id(entry: NearStation) -> str:
    """A station has a card for each of its roles."""
    role = crc32(entry.card.partition("：")[0].encode())
    return f"{Path(entry.url).stem}-{role:08x}"


def _id(line: StationLine) -> str:
    return Path(line.url).stem


def _finished(page: Page) -> Finished:
    frame = page.context.frame
    body = body_of(page).replace(ROOT, SITE)
    return Finished(page.url, page.section, frame.head_title, frame.description, body)


def plain(value: Any) -> Any:
    """Dataclasses as maps, tuples as lists; hours as HTML that does not break."""
    if isinstance(value, Markup):
        return str(value).replace(ROOT, SITE)
    if isinstance(value, str | bool):
        return value if isinstance(value, bool) else str(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return dict(_fields(value))
    return "" if value is None else str(value)


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields that say something: a template finds no others either."""
    broken = {StationLine: "hours", Fact: "note"}.get(type(value), "")
    for field in fields(value):
        shown = getattr(value, field.name)
        if shown:
            yield (
                field.name,
                str(times(shown)) if field.name == broken else plain(shown),
            )


def _of_service(service: Service, catalogue: Catalogue) -> Record:
    stations = [s for s in catalogue.stations.values() if in_use(s)]
    here = [s for s in stations if s.kind in service.station_kinds or _own(s, service)]
    must = service.booking.required
    return {
        "kinds": list(service.station_kinds),
        "many": len(here) > MANY_STATIONS,
        "promised": limit(service.promised_limit),
        "book": "要先预约" if must else "可以约，也可以直接来",
        "no_book": "要先打电话约" if must else "不用约，直接来",
    }


def _own(station: Station, service: Service) -> bool:
    return any(offering.service == service.id for offering in station.offerings)


def _of_station(station: Station, catalogue: Catalogue, today: date) -> Record:
    services = catalogue.services.values()
    return {
        "key": station.id,
        "kind_id": station.kind,
        "line": plain(station_line(catalogue, station.id, today)),
        "own": {own.service: dict(_fields(own)) for own in station.offerings},
        "books": [s.id for s in services if can_be_booked(station, s)],
    }


def _lists(catalogue: Catalogue, pages: list[Page], today: date) -> dict[str, Record]:
    keys = [s.id for s in catalogue.stations.values() if in_use(s)]
    lines = ((key, station_line(catalogue, key, today)) for key in keys)
    groups = by_township(catalogue, lines)
    order = [
        {"anchor": g.anchor, "name": g.name, "stations": [_id(s) for s in g.stations]}
        for g in groups
    ]
    areas = [(page, _any(page)) for page in pages if kind_of(page.url) == "area"]
    written = {
        Path(page.url).stem: plain(context.articles)
        for page, context in areas
        if not context.is_village and context.articles
    }
    return {
        "order": {"groups": order},
        "above": {
            "crumbs": plain(areas[0][1].frame.crumbs[:2]),
            "hotlines": plain(areas[0][1].hotlines),
            "articles": written,
        },
        "cards": {
            _card_id(entry): plain(entry.card)
            for _, context in areas
            for entry in context.near
        },
    }


def _any(page: Page) -> Any:
    """The context with the fields that only its own kind has."""
    return page.context
