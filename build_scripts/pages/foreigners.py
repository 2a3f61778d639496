"""外国人在本县: what foreign residents need first, and what there is in their languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    ARTICLES_READ_BY,
    SERVICES_FOR,
    SPOKEN,
    STATIONS_SPEAKING,
)
from build_scripts.catalogue.public import published
from build_scripts.languages.speech import _, speaking
from build_scripts.languages.tongues import TONGUES, placed, translated_into
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Link, PhoneLine, PostLine, StationLine
from build_scripts.pages.navigation import section_frame
from build_scripts.pages.parts import languages, post_lines, station_line
from build_scripts.shared.frozen import Frozen

FOREIGN = ("en", "ar", "fr", "es", "ru", "ko", "ja", "hi", "ur", "fa", "vi", "th")
_NUMBERS = ("110", "120", "119", "12345")
TABLES = {"en": ("services", "stations", "articles", "alerts")}
"""Language → what this page lists of it besides itself; all have pages in it."""


class SpeakingPlace(Frozen):
    """A station where somebody speaks a foreign language."""

    line: StationLine
    languages: str
    people: tuple[PostLine, ...]


class PagesIn(Frozen):
    """The pages there are in a language, under its own name."""

    tag: str
    name: str
    direction: str
    links: tuple[Link, ...]


class ForeignersPage(Frozen, kw_only=True):
    frame: Frame
    lead: str
    phones: tuple[PhoneLine, ...]
    services: tuple[Link, ...]
    places: tuple[SpeakingPlace, ...]
    articles: tuple[Link, ...]
    others: tuple[PagesIn, ...]


def foreigners_page(catalogue: Catalogue, today: date) -> ForeignersPage:
    lead = _("住下来先登记，办证、开证明、有纠纷，来这里看；窗口有人会说外语。")
    return ForeignersPage(
        frame=section_frame(_("外国人在本县"), lead),
        lead=lead,
        phones=tuple(_phones(catalogue)),
        services=_links(
            catalogue, "services", catalogue.ids_by(SERVICES_FOR, "foreigner")
        ),
        places=tuple(_places(catalogue, today)),
        articles=_links(
            catalogue, "articles", catalogue.ids_by(ARTICLES_READ_BY, "foreigners")
        ),
        others=tuple(_others(catalogue)),
    )


def _phones(catalogue: Catalogue) -> Iterator[PhoneLine]:
    known = {line.number: line for line in published(catalogue.hotlines)}
    for number in _NUMBERS:
        if number in known:
            line = known[number]
            yield PhoneLine(number, line.name, line.what_for, line.urgent)


def _links(catalogue: Catalogue, table: str, ids: tuple[str, ...]) -> tuple[Link, ...]:
    """Of readers of another language, only what they can read."""
    records = getattr(catalogue, table)
    named = set(records)
    return tuple(
        Link(records[key].name, address(records[key]), records[key].summary)
        for key in ids
        if key in named
    )


def _places(catalogue: Catalogue, today: date) -> Iterator[SpeakingPlace]:
    found = {key for tag in FOREIGN for key in catalogue.ids_by(STATIONS_SPEAKING, tag)}
    for key in sorted(found):
        station = catalogue.stations[key]
        posts = [p for p in station.posts if not set(FOREIGN).isdisjoint(p.languages)]
        told = languages(tag for tag in station.languages if tag in FOREIGN)
        people = post_lines(catalogue, posts)
        yield SpeakingPlace(station_line(catalogue, key, today), told, people)


def _others(catalogue: Catalogue) -> Iterator[PagesIn]:
    """What there is in the other languages, as their readers call it."""
    for tag in translated_into(catalogue.config.languages):
        if tag == catalogue.language:
            continue
        with speaking(tag):
            here = Link(_("外国人在本县"), placed("foreigners/index.html", tag))
        links = [
            link
            for table in TABLES.get(tag, ())
            for key in catalogue.ids_by(SPOKEN[table], tag)
            if (link := catalogue.once(link_in, table, key, tag)) is not None
        ]
        yield PagesIn(tag, TONGUES[tag].name, TONGUES[tag].direction, (here, *links))


def link_in(catalogue: Catalogue, table: str, key: str, tag: str) -> Link | None:
    """A record's page in another language; for `catalogue.once`."""
    record = getattr(catalogue.source, table)[key]
    if record.status != "published":
        return None
    return Link(record.name.translations[tag], placed(address(record), tag))
