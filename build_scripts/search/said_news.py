"""What the records of the day say about themselves: alerts, events, notices, finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import (
    Alert,
    Form,
    LegalEvent,
    LostFound,
    Notice,
    Quiz,
    Term,
    VolunteerGroup,
)
from build_scripts.pages.learning_labels import (
    ALERT_KIND,
    EVENT_KIND,
    LOST_CATEGORY,
    NOTICE_KIND,
    QUIZ_MODE,
)
from build_scripts.search.phrase import Phrase


def _alert(catalogue: Catalogue, alert: Alert) -> Iterator[Phrase]:
    yield Phrase(ALERT_KIND[alert.kind], 10)
    yield Phrase(alert.looks_like, 14)
    for words in (*alert.do, *alert.dont):
        yield Phrase(words, 6)
    yield from _areas(catalogue, alert.areas)


def _event(catalogue: Catalogue, event: LegalEvent) -> Iterator[Phrase]:
    yield Phrase(EVENT_KIND[event.kind], 20, spoken=True)
    yield Phrase(event.summary, 12)
    yield Phrase(event.place, 10)
    yield from _stations(catalogue, (event.station,))
    for stop in event.stops:
        yield Phrase(stop.place, 8)
    yield from _areas(catalogue, (*event.areas, *(stop.area for stop in event.stops)))


def _notice(catalogue: Catalogue, notice: Notice) -> Iterator[Phrase]:
    yield Phrase(NOTICE_KIND[notice.kind], 10)
    yield Phrase(notice.text, 12)
    yield from _stations(catalogue, notice.stations)
    yield from _areas(catalogue, notice.areas)


def _quiz(catalogue: Catalogue, quiz: Quiz) -> Iterator[Phrase]:
    yield Phrase(quiz.intro, 10)
    yield Phrase(QUIZ_MODE[quiz.mode], 8)
    for topic in catalogue.config.topics:
        if topic.id in quiz.topics:
            yield Phrase(topic.name, 8)
    for stop in quiz.stops:
        yield Phrase(stop.name, 8)
    yield from _stations(catalogue, (quiz.station,))


def _volunteers(catalogue: Catalogue, group: VolunteerGroup) -> Iterator[Phrase]:
    yield Phrase(group.summary, 12)
    for duty in group.duties:
        yield Phrase(duty, 8)
    yield Phrase(group.recognise, 5)
    yield from _areas(catalogue, group.areas)


def _lost_found(catalogue: Catalogue, item: LostFound) -> Iterator[Phrase]:
    said = "捡到" if item.kind == "found" else "丢了"
    yield Phrase(f"{said}{LOST_CATEGORY[item.category]}", 18, spoken=True)
    yield from _areas(catalogue, (item.area,))
    yield from _stations(catalogue, (item.station,))


def _term(catalogue: Catalogue, term: Term) -> Iterator[Phrase]:
    yield Phrase(f"{term.name}是什么意思", 27, spoken=True)
    for words in term.people_say:
        yield Phrase(words, 27, spoken=True)
    yield Phrase(term.plain, 10)
    yield Phrase(term.example, 5)


def _form(catalogue: Catalogue, form: Form) -> Iterator[Phrase]:
    yield Phrase(f"{form.name}空白表格样表模板怎么写", 18)
    yield Phrase(form.what, 10)
    yield Phrase(form.hand_in, 5)


def _areas(catalogue: Catalogue, areas: Iterable[str]) -> Iterator[Phrase]:
    for key in dict.fromkeys(areas):
        area = catalogue.areas.get(key)
        if area is not None and area.level != "county":
            yield Phrase(area.name, 8)


def _stations(catalogue: Catalogue, stations: Iterable[str]) -> Iterator[Phrase]:
    for key in stations:
        station = catalogue.stations.get(key)
        if station is not None:
            yield Phrase(station.name, 10)


SAYS_NEWS: Mapping[str, Callable[[Catalogue, Any], Iterator[Phrase]]] = {
    "alerts": _alert,
    "events": _event,
    "notices": _notice,
    "quizzes": _quiz,
    "volunteers": _volunteers,
    "lost_found": _lost_found,
    "terms": _term,
    "forms": _form,
}
