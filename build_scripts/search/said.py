"""What a record says about itself, phrase by phrase, and how much each phrase weighs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import (
    Agency,
    Area,
    Article,
    DisputeType,
    Hotline,
    Law,
    LifeEvent,
    Material,
    Page,
    Record,
    Service,
    Station,
    Text,
)
from build_scripts.pages.labels import POST_ROLE, STATION_KIND
from build_scripts.search.phrase import Phrase
from build_scripts.search.said_news import SAYS_NEWS

STATE = "中华人民共和国"


def phrases(catalogue: Catalogue, table: str, record_id: str) -> Iterator[Phrase]:
    """Every phrase by which the record can be found."""
    record = getattr(catalogue, table)[record_id]
    yield from _named(record)
    for phrase in _SAYS[table](catalogue, record):
        if phrase.text:
            yield phrase


def _named(record: Record) -> Iterator[Phrase]:
    """What every record has: its name in all languages, other words, older names."""
    name = record.name.removeprefix(STATE)
    yield Phrase(name, 27, spoken=True)
    for translation in getattr(record.name, "translations", {}).values():
        yield Phrase(translation, 24)
    for words in (*record.search_terms, *record.formerly):
        yield Phrase(words, 27, spoken=True)


def _service(catalogue: Catalogue, service: Service) -> Iterator[Phrase]:
    yield Phrase(service.plain_name, 30, spoken=True)
    yield from _translations(service.plain_name, 24)
    for problem in service.problems:
        yield Phrase(problem, 26, spoken=True)
    yield Phrase(service.summary, 12)
    yield Phrase(service.eligibility, 6)
    for question in service.faq:
        yield Phrase(question.question, 12)
    for output in service.outputs:
        yield Phrase(output.name, 10)
    for topic in catalogue.config.topics:
        if topic.id == service.topic:
            yield Phrase(topic.name, 8)
    papers = {need.material for who in service.applicants for need in who.materials}
    for key in sorted(papers & catalogue.materials.keys()):
        yield Phrase(catalogue.materials[key].name, 5)


def _life_event(catalogue: Catalogue, event: LifeEvent) -> Iterator[Phrase]:
    yield Phrase(event.trigger, 28, spoken=True)
    yield Phrase(event.intro, 9)
    for step in event.steps:
        yield Phrase(step.title, 9)


def _dispute_type(catalogue: Catalogue, kind: DisputeType) -> Iterator[Phrase]:
    for example in kind.examples:
        yield Phrase(example, 26, spoken=True)
    yield Phrase(kind.proposal, 6)
    yield Phrase(kind.not_for, 4)


def _station(catalogue: Catalogue, station: Station) -> Iterator[Phrase]:
    yield Phrase(STATION_KIND[station.kind], 18)
    for key in station.areas_served:
        if area := catalogue.areas.get(key):
            yield Phrase(area.name, 14)
            for alias in area.aliases:
                yield Phrase(alias, 10)
    for key in station.agencies:
        if agency := catalogue.agencies.get(key):
            yield Phrase(agency.short_name, 6)
    yield Phrase(station.address.full, 10)
    yield Phrase(station.address.landmark, 10)
    yield Phrase(station.intro, 8)


def _area(catalogue: Catalogue, area: Area) -> Iterator[Phrase]:
    for alias in area.aliases:
        yield Phrase(alias, 27, spoken=True)
    for post in area.posts:
        yield Phrase(POST_ROLE[post.role], 12)
        yield Phrase(post.display_name, 12)
    if parent := catalogue.areas.get(area.parent):
        yield Phrase(parent.name, 6)
    yield Phrase(area.intro, 6)


def _article(catalogue: Catalogue, article: Article) -> Iterator[Phrase]:
    yield Phrase(article.summary, 12)
    for takeaway in article.takeaways:
        yield Phrase(takeaway, 10)
    for topic in catalogue.config.topics:
        if topic.id in article.topics:
            yield Phrase(topic.name, 8)


def _material(catalogue: Catalogue, material: Material) -> Iterator[Phrase]:
    yield Phrase(material.what, 8)
    yield Phrase(material.issued_by, 6)
    yield Phrase(material.how_to_get, 6)


def _law(catalogue: Catalogue, law: Law) -> Iterator[Phrase]:
    yield Phrase(law.document_no, 20)
    yield Phrase(law.summary, 8)
    for article in law.articles:
        yield Phrase(article.gist, 5)


def _agency(catalogue: Catalogue, agency: Agency) -> Iterator[Phrase]:
    yield Phrase(agency.short_name, 27, spoken=True)
    yield Phrase(agency.does, 16)


def _hotline(catalogue: Catalogue, line: Hotline) -> Iterator[Phrase]:
    yield Phrase(line.number, 30, spoken=True)
    yield Phrase(line.what_for, 14)
    yield from _translations(line.what_for, 10)


def _page(catalogue: Catalogue, page: Page) -> Iterator[Phrase]:
    yield Phrase(page.summary, 10)


def _translations(text: Text, weight: int) -> Iterator[Phrase]:
    for words in getattr(text, "translations", {}).values():
        yield Phrase(words, weight)


_SAYS: Mapping[str, Callable[[Catalogue, Any], Iterator[Phrase]]] = {
    "services": _service,
    "life_events": _life_event,
    "dispute_types": _dispute_type,
    "stations": _station,
    "areas": _area,
    "articles": _article,
    "agencies": _agency,
    "hotlines": _hotline,
    "materials": _material,
    "laws": _law,
    "pages": _page,
    **SAYS_NEWS,
}
