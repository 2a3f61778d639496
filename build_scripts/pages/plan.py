"""Which pages the site has: their addresses, and how to get what each shows.

Planning looks at ids only.  What a page shows is fetched when the page is made, so a
build that makes one page reads what that page shows and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TypeVar

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import QUIZZES_BY_BOARD
from build_scripts.catalogue.model import Record
from build_scripts.catalogue.related import offerings
from build_scripts.pages.addresses import FOLDER, area_address, offering_address
from build_scripts.pages.alerts import alert_index, alert_page
from build_scripts.pages.areas import area_page
from build_scripts.pages.articles import article_index, article_page
from build_scripts.pages.community import (
    lost_found_page,
    notice_index,
    notice_page,
    volunteer_index,
    volunteer_page,
)
from build_scripts.pages.context import Context, Planned
from build_scripts.pages.disputes import dispute_index, dispute_page
from build_scripts.pages.events import event_index, event_page
from build_scripts.pages.guide_list import guide_index
from build_scripts.pages.guides import guide
from build_scripts.pages.home import home_page
from build_scripts.pages.life_events import life_event_index, life_event_page
from build_scripts.pages.offerings import offering_page
from build_scripts.pages.papers import (
    law_index,
    law_page,
    material_index,
    material_page,
)
from build_scripts.pages.placards.codes import code_address
from build_scripts.pages.placards.verify import code_index, code_pages
from build_scripts.pages.quizzes import (
    board_address,
    board_page,
    quiz_index,
    quiz_page,
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
from build_scripts.pages.sheets import (
    sample_address,
    sample_page,
    sheet_index,
    sheet_page,
)
from build_scripts.pages.stations import station_index, station_page
from build_scripts.pages.words import term_page

R = TypeVar("R", bound=Record)


def plan_pages(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    """Every page of the site; `catalogue` is already without drafts."""
    yield Planned(
        "index.html", "home", "home.html", partial(home_page, catalogue, today)
    )
    yield from _services(catalogue, today)
    yield from _places(catalogue, today)
    yield from _disputes(catalogue)
    yield from _learning(catalogue, today)
    yield from _alerts(catalogue)
    yield from _quizzes(catalogue)
    yield from _events(catalogue, today)
    yield from _community(catalogue)
    yield from _words(catalogue)
    yield from _codes(catalogue, today)
    yield from _sheets(catalogue)
    yield from _papers(catalogue)
    yield from _registers(catalogue, today)


def _services(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    index = partial(guide_index, catalogue)
    yield Planned("services/index.html", "services", "index.html", index)
    yield from _each(
        catalogue.services,
        ("services", "services", "service.html"),
        lambda service: guide(catalogue, service, today),
    )
    events = partial(life_event_index, catalogue)
    yield Planned("life-events/index.html", "life-events", "index.html", events)
    yield from _each(
        catalogue.life_events,
        ("life_events", "life-events", "life_event.html"),
        lambda event: life_event_page(catalogue, event),
    )


def _places(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    index = partial(station_index, catalogue)
    yield Planned("stations/index.html", "stations", "stations.html", index)
    yield from _each(
        catalogue.stations,
        ("stations", "stations", "station.html"),
        lambda station: station_page(catalogue, station, today),
    )
    for station, service in offerings(catalogue):
        page = partial(_offering, catalogue, (station, service), today)
        url = offering_address(service, station)
        yield Planned(url, "stations", "offering.html", page)
    for area_id in catalogue.areas:
        page = partial(_area, catalogue, area_id, today)
        url = area_address(area_id, catalogue.config)
        yield Planned(url, "areas", "area.html", page)


def _offering(catalogue: Catalogue, pair: tuple[str, str], today: date) -> Context:
    station, service = catalogue.stations[pair[0]], catalogue.services[pair[1]]
    return offering_page(catalogue, station, service, today)


def _area(catalogue: Catalogue, area_id: str, today: date) -> Context:
    return area_page(catalogue, catalogue.areas[area_id], today)


def _disputes(catalogue: Catalogue) -> Iterator[Planned]:
    index = partial(dispute_index, catalogue)
    yield Planned("disputes/index.html", "disputes", "disputes.html", index)
    yield from _each(
        catalogue.dispute_types,
        ("dispute_types", "disputes", "dispute.html"),
        lambda kind: dispute_page(catalogue, kind),
    )


def _alerts(catalogue: Catalogue) -> Iterator[Planned]:
    index = partial(alert_index, catalogue)
    yield Planned("alerts/index.html", "articles", "alerts.html", index)
    yield from _each(
        catalogue.alerts,
        ("alerts", "articles", "alert.html"),
        lambda alert: alert_page(catalogue, alert),
    )


def _quizzes(catalogue: Catalogue) -> Iterator[Planned]:
    index = partial(quiz_index, catalogue)
    yield Planned("quizzes/index.html", "articles", "index.html", index)
    yield from _each(
        catalogue.quizzes,
        ("quizzes", "articles", "quiz.html"),
        lambda quiz: quiz_page(catalogue, quiz),
    )
    for code, quizzes in catalogue.all_ids_by(QUIZZES_BY_BOARD).items():
        page = partial(board_page, catalogue, quizzes[0], code)
        yield Planned(board_address(code), "articles", "board.html", page)


def _learning(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    index = partial(article_index, catalogue, today)
    yield Planned("articles/index.html", "articles", "articles.html", index)
    yield from _each(
        catalogue.articles,
        ("articles", "articles", "article.html"),
        lambda article: article_page(catalogue, article, today),
    )


def _events(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    index = partial(event_index, catalogue, today)
    yield Planned("events/index.html", "articles", "events.html", index)
    yield from _each(
        catalogue.events,
        ("events", "articles", "event.html"),
        lambda event: event_page(catalogue, event, today),
    )


def _community(catalogue: Catalogue) -> Iterator[Planned]:
    notices = partial(notice_index, catalogue)
    yield Planned("notices/index.html", "about", "notices.html", notices)
    yield from _each(
        catalogue.notices,
        ("notices", "about", "notice.html"),
        lambda notice: notice_page(catalogue, notice),
    )
    groups = partial(volunteer_index, catalogue)
    yield Planned("volunteers/index.html", "areas", "index.html", groups)
    yield from _each(
        catalogue.volunteers,
        ("volunteers", "areas", "volunteer.html"),
        lambda group: volunteer_page(catalogue, group),
    )
    finds = partial(lost_found_page, catalogue)
    yield Planned("lost-found/index.html", "services", "lost_found.html", finds)


def _words(catalogue: Catalogue) -> Iterator[Planned]:
    terms = partial(term_page, catalogue)
    yield Planned("terms/index.html", "articles", "terms.html", terms)


def _codes(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    codes = partial(code_index, catalogue)
    yield Planned("v/index.html", "about", "index.html", codes)
    for code, page in code_pages(catalogue, today):
        yield Planned(code_address(code), "about", "code.html", page)


def _sheets(catalogue: Catalogue) -> Iterator[Planned]:
    index = partial(sheet_index, catalogue)
    yield Planned("sheets/index.html", "services", "index.html", index)
    yield from _each(
        catalogue.forms,
        ("forms", "services", "sheet.html"),
        lambda form: sheet_page(catalogue, form),
    )
    for key in catalogue.forms:
        sample = partial(sample_page, catalogue, key)
        yield Planned(sample_address(key), "services", "sheet.html", sample)


def _papers(catalogue: Catalogue) -> Iterator[Planned]:
    laws = partial(law_index, catalogue)
    yield Planned("laws/index.html", "about", "index.html", laws)
    yield from _each(
        catalogue.laws,
        ("laws", "about", "law.html"),
        lambda law: law_page(catalogue, law),
    )
    papers = partial(material_index, catalogue)
    yield Planned("materials/index.html", "services", "index.html", papers)
    yield from _each(
        catalogue.materials,
        ("materials", "services", "material.html"),
        lambda material: material_page(catalogue, material),
    )


def _registers(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    agencies = partial(agency_index, catalogue)
    yield Planned("agencies/index.html", "about", "index.html", agencies)
    yield from _each(
        catalogue.agencies,
        ("agencies", "about", "agency.html"),
        lambda agency: agency_page(catalogue, agency),
    )
    lines = partial(hotline_page, catalogue)
    yield Planned("hotlines/index.html", "about", "hotlines.html", lines)
    days = partial(calendar_page, catalogue, today)
    yield Planned("calendar/index.html", "about", "calendar.html", days)
    yield from _each(
        catalogue.pages,
        ("pages", "about", "prose.html"),
        lambda own: own_page(catalogue, own),
    )
    search = partial(search_page, catalogue)
    yield Planned("search.html", "search", "search.html", search)
    missing = partial(not_found, catalogue)
    yield Planned("404.html", "about", "not_found.html", missing)


def _each(
    records: Mapping[str, R],
    looks: tuple[str, str, str],
    make: Callable[[R], Context],
) -> Iterator[Planned]:
    """A page for every record; `looks` are table, section and template."""
    table, section, template = looks
    for record_id in records:
        url = f"{FOLDER[table]}/{record_id}.html"
        yield Planned(url, section, template, partial(_made, records, record_id, make))


def _made(
    records: Mapping[str, R], record_id: str, make: Callable[[R], Context]
) -> Context:
    return make(records[record_id])
