"""Questions the other way round: who serves this area, which guides cite this law.

An index is a function from one record to the values it is found by.  It looks at
status, links and languages only, never at words: so the engine can keep what it returned and
knows which answers an edit changes without reading the other records.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from sys import intern
from typing import Any

from build_scripts.catalogue.coordinates import cell_name, cell_of, wgs84_of
from build_scripts.catalogue.model import (
    Alert,
    Area,
    Article,
    Code,
    DisputeType,
    Hotline,
    LegalEvent,
    LifeEvent,
    LostFound,
    Notice,
    Quiz,
    Record,
    Redirect,
    Service,
    Station,
    Term,
    VolunteerGroup,
)
from build_scripts.catalogue.tables import RECORD_TABLES
from build_scripts.shared.frozen import Frozen


class Index(Frozen):
    """Ids of a table's records by the values `keys` gives for each."""

    name: str
    table: str
    keys: Callable[[Any], Iterable[str]]

    def invert(self, found: Iterable[tuple[str, Collection[str]]]) -> Mapping[str, Ids]:
        """From (id, its values) to value → ids, in the order they came."""
        ids: dict[str, list[str]] = {}
        for record_id, values in found:
            for value in values if len(values) < 2 else dict.fromkeys(values):
                ids.setdefault(value, []).append(record_id)
        return {value: tuple(inside) for value, inside in ids.items()}


Ids = tuple[str, ...]
EVERY = "*"
"""A value that finds all records of an index."""


def in_use(station: Station) -> bool:
    """Whether people can go there, now or after a pause."""
    return station.status == "published" and station.station_status in (
        "open",
        "closed_temporarily",
    )


def _parent(area: Area) -> Iterable[str]:
    return (area.parent,) if area.parent else ()


def _code(area: Area) -> Iterable[str]:
    return (area.code,)


def _areas_served(station: Station) -> Iterable[str]:
    return station.areas_served if station.status != "withdrawn" else ()


def _kind(station: Station) -> Iterable[str]:
    return (station.kind,) if in_use(station) else ()


def _listed(station: Station) -> Iterable[str]:
    return (EVERY, station.kind) if station.status != "withdrawn" else ()


def _topic(service: Service) -> Iterable[str]:
    return (service.topic,) if service.status != "withdrawn" else ()


def _own_offerings(station: Station) -> Iterable[str]:
    return (own.service for own in station.offerings) if in_use(station) else ()


def _published_kind(station: Station) -> Iterable[str]:
    return (EVERY, station.kind) if station.status == "published" else ()


def _for_disputes(station: Station) -> Iterable[str]:
    return _published_kind(station) if station.takes_disputes else ()


def _published_offerings(station: Station) -> Iterable[str]:
    published = station.status == "published"
    return (own.service for own in station.offerings) if published else ()


def _booked(station: Station) -> Iterable[str]:
    plans = station.booking.schedules if station.booking else ()
    return (EVERY, *(service for plan in plans for service in plan.services))


def _taking(station: Station) -> Iterable[str]:
    if station.booking is None or station.station_status != "open":
        return ()
    if station.status != "published":
        return ()
    plans = station.booking.schedules
    return (service for plan in plans for service in plan.services)


def _station_kinds(service: Service) -> Iterable[str]:
    return service.station_kinds if service.status == "published" else ()


def _published_services(service: Service) -> Iterable[str]:
    return (EVERY, service.id) if service.status == "published" else ()


def _agency(service: Service) -> Iterable[str]:
    return (service.competent_agency,) if service.status == "published" else ()


def _agencies(station: Station) -> Iterable[str]:
    return station.agencies if station.status == "published" else ()


def _asked_for(service: Service) -> Iterable[str]:
    return (m.material for way in service.applicants for m in way.materials)


def _cited(record: Service | LifeEvent | Article | Alert) -> Iterable[str]:
    return (citation.law for citation in record.legal_basis)


def _taken_in(kind: DisputeType) -> Iterable[str]:
    return (EVERY,) if kind.intake and kind.status == "published" else ()


def _cited_by_ways(kind: DisputeType) -> Iterable[str]:
    return (citation.law for way in kind.ways for citation in way.legal_basis)


def _tasks(event: LifeEvent) -> Iterable[str]:
    return (task.service for step in event.steps for task in step.tasks if task.service)


def _areas_meant(article: Article) -> Iterable[str]:
    return article.areas if article.status == "published" else ()


def _areas_warned(alert: Alert) -> Iterable[str]:
    return (EVERY, *alert.areas) if alert.status == "published" else ()


def _with_a_poster(article: Article) -> Iterable[str]:
    texts = article.renditions
    return (EVERY,) if texts is not None and texts.poster is not None else ()


def _cited_by_questions(quiz: Quiz) -> Iterable[str]:
    return (c.law for question in quiz.questions for c in question.legal_basis)


def _areas_invited(event: LegalEvent) -> Iterable[str]:
    if event.status != "published":
        return ()
    return (EVERY, *event.areas, *(stop.area for stop in event.stops))


def _areas_told(record: Notice | VolunteerGroup) -> Iterable[str]:
    return (EVERY, *record.areas) if record.status == "published" else ()


def _stations_meant(notice: Notice) -> Iterable[str]:
    return notice.stations if notice.status == "published" else ()


def _open_finds(item: LostFound) -> Iterable[str]:
    return (EVERY,) if item.status == "published" else ()


def _kept_at(item: LostFound) -> Iterable[str]:
    shown = item.status == "published" and item.kind == "found"
    return (item.station,) if shown else ()


def _target(code: Code) -> Iterable[str]:
    return (code.target,) if code.status == "published" else ()


def _published_term(term: Term) -> Iterable[str]:
    return (EVERY,) if term.status == "published" else ()


def _published_move(redirect: Redirect) -> Iterable[str]:
    return (EVERY,) if redirect.status == "published" else ()


def _old_address(redirect: Redirect) -> Iterable[str]:
    return (redirect.old,) if redirect.status == "published" else ()


def _boards(quiz: Quiz) -> Iterable[str]:
    return (stop.code for stop in quiz.stops)


def _quiz_about(quiz: Quiz) -> Iterable[str]:
    return (*quiz.articles, quiz.station) if quiz.status == "published" else ()


def _cells_around(station: Station) -> Iterable[str]:
    """The cell it lies in and the eight around it: who is in one of them is near."""
    if station.geo is None or not in_use(station):
        return ()
    north, east = cell_of(wgs84_of(station.geo))
    return (
        cell_name(north + up, east + right) for up in (-1, 0, 1) for right in (-1, 0, 1)
    )


def _number(hotline: Hotline) -> Iterable[str]:
    return (hotline.number,)


def _speaking(station: Station) -> Iterable[str]:
    return station.languages if in_use(station) else ()


def _applicants(service: Service) -> Iterable[str]:
    return service.audience if service.status == "published" else ()


def _readers(article: Article) -> Iterable[str]:
    return article.audience if article.status == "published" else ()


def _languages(record: Record) -> Iterable[str]:
    return record.name.translations


AREAS_UNDER = Index("areas_under", "areas", _parent)
AREAS_BY_CODE = Index("areas_by_code", "areas", _code)
STATIONS_SERVING = Index("stations_serving", "stations", _areas_served)
STATIONS_OF_KIND = Index("stations_of_kind", "stations", _kind)
STATIONS_LISTED = Index("stations_listed", "stations", _listed)
STATIONS_NAMING = Index("stations_naming", "stations", _own_offerings)
PUBLISHED_OF_KIND = Index("published_of_kind", "stations", _published_kind)
TAKING_DISPUTES = Index("taking_disputes", "stations", _for_disputes)
PUBLISHED_NAMING = Index("published_naming", "stations", _published_offerings)
STATIONS_BOOKING = Index("stations_booking", "stations", _booked)
STATIONS_TAKING = Index("stations_taking", "stations", _taking)
SERVICES_FOR_KIND = Index("services_for_kind", "services", _station_kinds)
EVENTS_WITH = Index("events_with", "life_events", _tasks)
ARTICLES_FOR = Index("articles_for", "articles", _areas_meant)
ALERTS_FOR = Index("alerts_for", "alerts", _areas_warned)
ARTICLE_POSTERS = Index("article_posters", "articles", _with_a_poster)
ALERTS_CITING = Index("alerts_citing", "alerts", _cited)
QUIZZES_CITING = Index("quizzes_citing", "quizzes", _cited_by_questions)
LEGAL_EVENTS_FOR = Index("legal_events_for", "events", _areas_invited)
NOTICES_FOR = Index("notices_for", "notices", _areas_told)
NOTICES_ABOUT = Index("notices_about", "notices", _stations_meant)
VOLUNTEERS_FOR = Index("volunteers_for", "volunteers", _areas_told)
FINDS = Index("finds", "lost_found", _open_finds)
FINDS_AT = Index("finds_at", "lost_found", _kept_at)
CODES_FOR = Index("codes_for", "codes", _target)
TERMS = Index("published_terms", "terms", _published_term)
REDIRECTS = Index("redirects", "redirects", _published_move)
REDIRECTS_BY_OLD = Index("redirects_by_old", "redirects", _old_address)
QUIZZES_BY_BOARD = Index("quizzes_by_board", "quizzes", _boards)
QUIZZES_ABOUT = Index("quizzes_about", "quizzes", _quiz_about)
SERVICES_ON = Index("services_on", "services", _topic)
PUBLISHED_SERVICES = Index("published_services", "services", _published_services)
SERVICES_OF_AGENCY = Index("services_of_agency", "services", _agency)
STATIONS_OF_AGENCY = Index("stations_of_agency", "stations", _agencies)
SERVICES_ASKING_FOR = Index("services_asking_for", "services", _asked_for)
SERVICES_CITING = Index("services_citing", "services", _cited)
EVENTS_CITING = Index("events_citing", "life_events", _cited)
DISPUTES_TAKEN_IN = Index("disputes_taken_in", "dispute_types", _taken_in)
DISPUTES_CITING = Index("disputes_citing", "dispute_types", _cited_by_ways)
ARTICLES_CITING = Index("articles_citing", "articles", _cited)
STATIONS_AROUND = Index("stations_around", "stations", _cells_around)
HOTLINES_BY_NUMBER = Index("hotlines_by_number", "hotlines", _number)
STATIONS_SPEAKING = Index("stations_speaking", "stations", _speaking)
SERVICES_FOR = Index("services_for", "services", _applicants)
ARTICLES_READ_BY = Index("articles_read_by", "articles", _readers)
SPOKEN = {
    table: Index(intern(f"spoken_{table}"), table, _languages)  # kept like the others
    for table in RECORD_TABLES
}
"""Table → its records by the languages in which they have a name."""

INDEXES = (
    *(found for found in list(globals().values()) if isinstance(found, Index)),
    *SPOKEN.values(),
)
"""All of them, in the order they stand here."""
