"""The page of the search: a place for answers, telephones, topics and an A–Z list.

Without JavaScript it is an index.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import AREAS_UNDER
from build_scripts.catalogue.model import Article, Record, Service
from build_scripts.catalogue.public import area_stations, published
from build_scripts.catalogue.watch import worth_keeping
from build_scripts.languages.speech import _
from build_scripts.pages.addresses import address
from build_scripts.pages.context import Frame, Group, Link, PhoneLine
from build_scripts.pages.letters import by_letter
from build_scripts.pages.navigation import section_frame
from build_scripts.pages.parts import first_number
from build_scripts.shared.frozen import Frozen

_MOST_PHONES = 60
"""A city has too many stations for one list; 'my village' has them all."""


class SearchPage(Frozen, kw_only=True):
    frame: Frame
    first_phones: tuple[PhoneLine, ...]
    local_phones: tuple[PhoneLine, ...]
    topics: tuple[Group, ...]
    letters: tuple[Group, ...]


def search_page(catalogue: Catalogue) -> SearchPage:
    return SearchPage(
        frame=section_frame(
            _("搜一搜"), _("用平常的话搜：办什么事、找哪个地方、出了什么事。")
        ),
        first_phones=tuple(_first_phones(catalogue)),
        local_phones=tuple(_local_phones(catalogue))[:_MOST_PHONES],
        topics=tuple(_topics(catalogue)),
        letters=by_letter(_entries(catalogue)),
    )


def _first_phones(catalogue: Catalogue) -> Iterator[PhoneLine]:
    """Who helps with everything, and who comes when there is danger."""
    known = {line.number: line for line in published(catalogue.hotlines)}
    for number, what in (("12345", _("什么事都能问")), ("110", _("有危险，马上打"))):
        note = known[number].name if number in known else ""
        yield PhoneLine(number, what, note, urgent=number == "110")


def _local_phones(catalogue: Catalogue) -> Iterator[PhoneLine]:
    """The police station of each township."""
    for key in catalogue.ids_by(AREAS_UNDER, catalogue.config.county):
        line = catalogue.once(police_line, key)
        if line is not None:
            yield line


@worth_keeping
def police_line(catalogue: Catalogue, key: str) -> PhoneLine | None:
    """The police station that answers for a township; for `catalogue.once`."""
    area = catalogue.areas[key]
    station = catalogue.stations.get(area_stations(catalogue, area).police)
    number = first_number(station.phones, ("duty",)) if station else ""
    if station is None or not number:
        return None
    return PhoneLine(number, station.name, area.name)


def _topics(catalogue: Catalogue) -> Iterator[Group]:
    links: dict[str, list[Link]] = {topic.id: [] for topic in catalogue.config.topics}
    for table in ("services", "articles"):
        for listed in _listed(catalogue, table):
            for topic_id in listed.topics:
                links.setdefault(topic_id, []).append(listed.links[0])
    for topic in catalogue.config.topics:
        if links[topic.id]:
            yield Group(topic.id, topic.name, tuple(links[topic.id]))


def _entries(catalogue: Catalogue) -> Iterator[Link]:
    """What can be looked up by its letter: things to do, and troubles."""
    for table in ("services", "life_events", "dispute_types"):
        for listed in _listed(catalogue, table):
            yield from listed.links


class Listed(Frozen):
    """A record under its topics and names, people's own name first."""

    topics: tuple[str, ...]
    links: tuple[Link, ...]


def _listed(catalogue: Catalogue, table: str) -> Iterator[Listed]:
    for key in getattr(catalogue, table):
        found = catalogue.once(listed_as, table, key)
        if found is not None:
            yield found


def listed_as(catalogue: Catalogue, table: str, key: str) -> Listed | None:
    """How a published record is listed; for `catalogue.once`."""
    record: Record = getattr(catalogue, table)[key]
    if record.status != "published":
        return None
    url = address(record)
    if isinstance(record, Service):
        names = (record.plain_name, record.name)
        return Listed((record.topic,), tuple(Link(name, url) for name in names))
    topics = record.topics if isinstance(record, Article) else ()
    return Listed(topics, (Link(record.name, url),))
