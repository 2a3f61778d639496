"""What stands in one cell of an open-data file, where it is more than one field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from build_scripts.artefacts.open_data.osm_hours import osm_hours
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.coordinates import wgs84_of
from build_scripts.catalogue.model import (
    Alert,
    Area,
    Article,
    Law,
    LegalEvent,
    LifeEvent,
    Material,
    Notice,
    Phone,
    Service,
    Station,
)
from build_scripts.catalogue.public import area_stations
from build_scripts.catalogue.related import offered_at
from build_scripts.pages.date_words import limit
from build_scripts.pages.events import where
from build_scripts.pages.fees import fee_text
from build_scripts.pages.hours_words import hours_sentence
from build_scripts.pages.labels import (
    AREA_LEVEL,
    AUDIENCE,
    HANDLE_AREA,
    LAW_LEVEL,
    LAW_STATUS,
    MATERIAL_SOURCE,
    READER,
    STATION_KIND,
    STATION_STATUS,
)
from build_scripts.pages.learning_labels import (
    ALERT_KIND,
    EVENT_KIND,
    EVENT_STATUS,
    NOTICE_KIND,
    SEVERITY,
)
from build_scripts.pages.parts import agency_name, area_link, name_of


def link(catalogue: Catalogue, url: str) -> str:
    """The whole address where the site's own is known, else from the site's root."""
    base = catalogue.config.site_url
    return f"{base.rstrip('/')}/{url}" if base else url


def phones(_catalogue: Catalogue, record: Any) -> Iterable[str]:
    return (p.number for p in record.phones if p.kind != "supervision")


def _numbers(given: Iterable[Phone]) -> Iterable[str]:
    return (phone.number for phone in given)


def consult(_catalogue: Catalogue, service: Service) -> Iterable[str]:
    return _numbers(service.consult)


def supervise(_catalogue: Catalogue, record: Any) -> Iterable[str]:
    return _numbers(record.supervise)


def areas(catalogue: Catalogue, record: Any) -> Iterable[str]:
    return _area_names(catalogue, record.areas)


def served(catalogue: Catalogue, station: Station) -> Iterable[str]:
    return _area_names(catalogue, station.areas_served)


def _area_names(catalogue: Catalogue, ids: Iterable[str]) -> Iterable[str]:
    return (
        catalogue.once(area_link, key).name for key in ids if key in catalogue.areas
    )


def topic(catalogue: Catalogue, service: Service) -> str:
    return "".join(t.name for t in catalogue.config.topics if t.id == service.topic)


def topics(catalogue: Catalogue, article: Article) -> Iterable[str]:
    return (t.name for t in catalogue.config.topics if t.id in article.topics)


def competent(catalogue: Catalogue, service: Service) -> str:
    return agency_name(catalogue, service.competent_agency)


def agencies(catalogue: Catalogue, station: Station) -> Iterable[str]:
    return (agency_name(catalogue, key) for key in station.agencies)


def publisher(catalogue: Catalogue, article: Article) -> str:
    return name_of(catalogue, article.publisher)


def audience(_catalogue: Catalogue, service: Service) -> Iterable[str]:
    return (AUDIENCE[reader] for reader in service.audience)


def readers(_catalogue: Catalogue, article: Article) -> Iterable[str]:
    return (READER[reader] for reader in article.audience)


def materials(catalogue: Catalogue, service: Service) -> Iterable[str]:
    needed = (need.material for who in service.applicants for need in who.materials)
    known = catalogue.materials
    return (known[key].name for key in dict.fromkeys(needed) if key in known)


def statutory(_catalogue: Catalogue, service: Service) -> str:
    return limit(service.statutory_limit)


def promised(_catalogue: Catalogue, service: Service) -> str:
    return limit(service.promised_limit)


def fee(_catalogue: Catalogue, service: Service) -> str:
    return fee_text(service)


def handle_area(_catalogue: Catalogue, service: Service) -> str:
    return HANDLE_AREA[service.handle_area]


def station_kind(_catalogue: Catalogue, station: Station) -> str:
    return STATION_KIND[station.kind]


def station_state(_catalogue: Catalogue, station: Station) -> str:
    return STATION_STATUS[station.station_status]


def full_address(_catalogue: Catalogue, station: Station) -> str:
    return f"{station.address.full}{station.address.room}"


def latitude(_catalogue: Catalogue, station: Station) -> str:
    return f"{wgs84_of(station.geo).lat:.6f}" if station.geo else ""


def longitude(_catalogue: Catalogue, station: Station) -> str:
    return f"{wgs84_of(station.geo).lon:.6f}" if station.geo else ""


def hours(_catalogue: Catalogue, station: Station) -> str:
    return hours_sentence(station.hours)


def osm(catalogue: Catalogue, station: Station) -> str:
    return osm_hours(station.hours, catalogue.calendar, catalogue.today or date.min)


def duty(_catalogue: Catalogue, station: Station) -> bool:
    return station.hours.duty_24h


def offers(catalogue: Catalogue, station: Station) -> Iterable[str]:
    return offered_at(catalogue, station)


def area_level(_catalogue: Catalogue, area: Area) -> str:
    return AREA_LEVEL[area.level]


def police(catalogue: Catalogue, area: Area) -> str:
    return area_stations(catalogue, area).police


def justice(catalogue: Catalogue, area: Area) -> str:
    return area_stations(catalogue, area).justice


def governance(catalogue: Catalogue, area: Area) -> str:
    return area_stations(catalogue, area).governance


def source(_catalogue: Catalogue, material: Material) -> str:
    return MATERIAL_SOURCE[material.source]


def law_level(_catalogue: Catalogue, law: Law) -> str:
    return LAW_LEVEL[law.level]


def law_state(_catalogue: Catalogue, law: Law) -> str:
    return LAW_STATUS[law.law_status]


def tasks(_catalogue: Catalogue, event: LifeEvent) -> Iterable[str]:
    every = (task.service for step in event.steps for task in step.tasks)
    return (key for key in every if key)


def event_kind(_catalogue: Catalogue, event: LegalEvent) -> str:
    return EVENT_KIND[event.kind]


def event_state(_catalogue: Catalogue, event: LegalEvent) -> str:
    return EVENT_STATUS[event.event_status]


def where_held(catalogue: Catalogue, event: LegalEvent) -> str:
    return where(catalogue, event)


def alert_kind(_catalogue: Catalogue, alert: Alert) -> str:
    return ALERT_KIND[alert.kind]


def severity(_catalogue: Catalogue, alert: Alert) -> str:
    return SEVERITY[alert.severity]


def notice_kind(_catalogue: Catalogue, notice: Notice) -> str:
    return NOTICE_KIND[notice.kind]
