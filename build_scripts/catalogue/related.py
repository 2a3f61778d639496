"""Which records belong together: tables of ids, each worked out once for all pages.

A table looks at nothing but whether a record is in force and at the ids it names,
never at names or texts: so it stays the same when somebody mends a sentence, and only
the pages that show that sentence have to be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Citation, Service, Station
from build_scripts.catalogue.public import in_use, published

Table = Mapping[str, tuple[str, ...]]
"""The ids that belong to an id, in the order of the catalogue."""


def related(
    catalogue: Catalogue, table: Callable[[Catalogue], Table], key: str
) -> tuple[str, ...]:
    """What `table` has for `key`; nothing for an id it does not know."""
    return catalogue.once(table).get(key, ())


def offered_at(catalogue: Catalogue) -> Table:
    """Station, in use or not → the published services that are done there."""
    services = list(published(catalogue.services))
    return {
        station.id: tuple(s.id for s in services if _offers(own, station, s))
        for own, station in _with_own_services(catalogue.stations.values())
    }


def stations_for(catalogue: Catalogue) -> Table:
    """Service, in force or not → the stations in use where it is done."""
    stations = list(_with_own_services(filter(in_use, catalogue.stations.values())))
    return {
        service.id: tuple(s.id for own, s in stations if _offers(own, s, service))
        for service in catalogue.services.values()
    }


def _with_own_services(
    stations: Iterable[Station],
) -> Iterator[tuple[frozenset[str], Station]]:
    for station in stations:
        yield frozenset(own.service for own in station.offerings), station


def _offers(own: frozenset[str], station: Station, service: Service) -> bool:
    """The rule of `public.offering`, for very many questions."""
    return service.id in own or station.kind in service.station_kinds


def children(catalogue: Catalogue) -> Table:
    """Area → the areas directly under it."""
    return _gather((area.parent, area.id) for area in catalogue.areas.values())


def stations_serving(catalogue: Catalogue) -> Table:
    """Area → the stations that name this very area; not those of its parents."""
    return _gather(
        (area, station.id)
        for station in catalogue.stations.values()
        if station.status != "withdrawn"
        for area in station.areas_served
    )


def home_of(catalogue: Catalogue) -> Table:
    """Station → the one township it belongs to; the county when it serves several."""
    county = catalogue.config.county
    township = {
        area.id: next(
            (a.id for a in catalogue.ancestors(area.id) if a.level == "township"),
            county,
        )
        for area in catalogue.areas.values()
    }
    homes = {}
    for station in catalogue.stations.values():
        found = {township.get(key, county) for key in station.areas_served}
        homes[station.id] = (found.pop() if len(found) == 1 else county,)
    return homes


def articles_for(catalogue: Catalogue) -> Table:
    """Area → the published articles written for it."""
    return _gather(
        (area, article.id)
        for article in published(catalogue.articles)
        for area in article.areas
    )


def life_events_with(catalogue: Catalogue) -> Table:
    """Service → the life events it is a step of."""
    return _gather(
        (task.service, event.id)
        for event in catalogue.life_events.values()
        for step in event.steps
        for task in step.tasks
    )


def services_asking_for(catalogue: Catalogue) -> Table:
    """Material → the services somebody brings it to."""
    return _gather(
        (needed.material, service.id)
        for service in catalogue.services.values()
        for way in service.applicants
        for needed in way.materials
    )


def services_citing(catalogue: Catalogue) -> Table:
    """Law → the services that rest on it."""
    return _cited((s.id, s.legal_basis) for s in catalogue.services.values())


def life_events_citing(catalogue: Catalogue) -> Table:
    """Law → the life events that rest on it."""
    return _cited((e.id, e.legal_basis) for e in catalogue.life_events.values())


def dispute_types_citing(catalogue: Catalogue) -> Table:
    """Law → the dispute types of which a way rests on it."""
    return _cited(
        (kind.id, way.legal_basis)
        for kind in catalogue.dispute_types.values()
        for way in kind.ways
    )


def articles_citing(catalogue: Catalogue) -> Table:
    """Law → the articles that quote it."""
    return _cited((a.id, a.legal_basis) for a in catalogue.articles.values())


def stations_of(catalogue: Catalogue) -> Table:
    """Agency → the published stations where it works."""
    return _gather(
        (agency, station.id)
        for station in published(catalogue.stations)
        for agency in station.agencies
    )


def services_of(catalogue: Catalogue) -> Table:
    """Agency → the published services it answers for."""
    services = published(catalogue.services)
    return _gather((service.competent_agency, service.id) for service in services)


def _cited(citing: Iterable[tuple[str, tuple[Citation, ...]]]) -> Table:
    return _gather((citation.law, key) for key, cited in citing for citation in cited)


def _gather(pairs: Iterable[tuple[str, str]]) -> Table:
    """(to, from) pairs → the ids for each id, each once."""
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}
