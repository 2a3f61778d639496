"""Which pages the site has: from the catalogue to a list of addresses and contexts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.pages.addresses import address
from build_scripts.pages.areas import area_page
from build_scripts.pages.articles import article_index, article_page
from build_scripts.pages.context import Page
from build_scripts.pages.disputes import dispute_index, dispute_page
from build_scripts.pages.guide_list import guide_index
from build_scripts.pages.guides import guide
from build_scripts.pages.home import home_page
from build_scripts.pages.life_events import life_event_index, life_event_page
from build_scripts.pages.papers import (
    law_index,
    law_page,
    material_index,
    material_page,
)
from build_scripts.pages.registers import (
    agency_index,
    agency_page,
    calendar_page,
    hotline_page,
    not_found,
    own_page,
)
from build_scripts.pages.search_page import search_page
from build_scripts.pages.stations import station_index, station_page


def plan_pages(catalogue: Catalogue, today: date) -> list[Page]:
    """Every page of the site; `catalogue` is already without drafts."""
    return [
        Page("index.html", "home", "home.html", home_page(catalogue, today)),
        *_services(catalogue, today),
        *_places(catalogue, today),
        *_disputes(catalogue),
        *_learning(catalogue, today),
        *_papers(catalogue),
        *_registers(catalogue, today),
    ]


def _services(catalogue: Catalogue, today: date) -> Iterator[Page]:
    yield Page("services/index.html", "services", "index.html", guide_index(catalogue))
    for service in catalogue.services.values():
        shown = guide(catalogue, service, today)
        yield Page(address(service), "services", "service.html", shown)
    events = life_event_index(catalogue)
    yield Page("life-events/index.html", "life-events", "index.html", events)
    for event in catalogue.life_events.values():
        page = life_event_page(catalogue, event)
        yield Page(address(event), "life-events", "life_event.html", page)


def _places(catalogue: Catalogue, today: date) -> Iterator[Page]:
    index = station_index(catalogue)
    yield Page("stations/index.html", "stations", "stations.html", index)
    for station in catalogue.stations.values():
        page = station_page(catalogue, station, today)
        yield Page(address(station), "stations", "station.html", page)
    for area in catalogue.areas.values():
        url = address(area, catalogue.config)
        yield Page(url, "areas", "area.html", area_page(catalogue, area, today))


def _disputes(catalogue: Catalogue) -> Iterator[Page]:
    index = dispute_index(catalogue)
    yield Page("disputes/index.html", "disputes", "disputes.html", index)
    for kind in catalogue.dispute_types.values():
        page = dispute_page(catalogue, kind)
        yield Page(address(kind), "disputes", "dispute.html", page)


def _learning(catalogue: Catalogue, today: date) -> Iterator[Page]:
    index = article_index(catalogue, today)
    yield Page("articles/index.html", "articles", "articles.html", index)
    for article in catalogue.articles.values():
        page = article_page(catalogue, article, today)
        yield Page(address(article), "articles", "article.html", page)


def _papers(catalogue: Catalogue) -> Iterator[Page]:
    yield Page("laws/index.html", "about", "index.html", law_index(catalogue))
    for law in catalogue.laws.values():
        yield Page(address(law), "about", "law.html", law_page(catalogue, law))
    papers = material_index(catalogue)
    yield Page("materials/index.html", "services", "index.html", papers)
    for material in catalogue.materials.values():
        page = material_page(catalogue, material)
        yield Page(address(material), "services", "material.html", page)


def _registers(catalogue: Catalogue, today: date) -> Iterator[Page]:
    yield Page("agencies/index.html", "about", "index.html", agency_index(catalogue))
    for agency in catalogue.agencies.values():
        page = agency_page(catalogue, agency)
        yield Page(address(agency), "about", "agency.html", page)
    hotlines = hotline_page(catalogue)
    yield Page("hotlines/index.html", "about", "hotlines.html", hotlines)
    days = calendar_page(catalogue, today)
    yield Page("calendar/index.html", "about", "calendar.html", days)
    for own in catalogue.pages.values():
        yield Page(address(own), "about", "prose.html", own_page(catalogue, own))
    yield Page("search.html", "about", "search.html", search_page(catalogue))
    yield Page("404.html", "about", "not_found.html", not_found(catalogue))
