"""Which pages the site has: their addresses, and how to get what each shows.

Planning looks at ids only.  What a page shows is fetched when the page is made, so a
build that makes one page reads what that page shows and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.editor_schema import KINDS
from build_scripts.catalogue.indexes import QUIZZES_BY_BOARD
from build_scripts.catalogue.model import SiteConfig
from build_scripts.catalogue.related import Offering, offerings
from build_scripts.pages.addresses import FOLDER, area_address, offering_address
from build_scripts.pages.alerts import alert_index, alert_page
from build_scripts.pages.area_names import AREA_NAMES, area_names, letter_pages
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
from build_scripts.pages.foreigners import foreigners_page
from build_scripts.pages.guide_list import guide_index
from build_scripts.pages.guides import guide
from build_scripts.pages.handbook import (
    handbook_index,
    kind_address,
    kind_page,
    rules_page,
)
from build_scripts.pages.home import home_page
from build_scripts.pages.ledger import figures_page, trail_page
from build_scripts.pages.life_events import life_event_index, life_event_page
from build_scripts.pages.linked_data import with_linked_data
from build_scripts.pages.moved import moved_index, moved_pages
from build_scripts.pages.offerings import offering_page
from build_scripts.pages.open_data import open_data_page
from build_scripts.pages.papers import (
    law_index,
    law_page,
    material_index,
    material_page,
)
from build_scripts.pages.placards.codes import code_address
from build_scripts.pages.placards.of_badges import found_pages
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
from build_scripts.pages.whom import WHOM, whom_page
from build_scripts.pages.words import term_page


class Single(NamedTuple):
    """A page of which there is one."""

    url: str
    section: str
    template: str
    page: Callable[..., Context]
    """Of the catalogue and, if `dated`, of today."""
    dated: bool = False
    """Does it show what depends on the day it is made?"""


class Each(NamedTuple):
    """A page for every record of a table."""

    table: str
    section: str
    template: str
    page: Callable[..., Context]
    """Of the catalogue, the record and, if `dated`, of today."""
    dated: bool = False


SINGLES = (
    Single("index.html", "home", "home.html", home_page, dated=True),
    Single("services/index.html", "services", "index.html", guide_index),
    Single("life-events/index.html", "life-events", "index.html", life_event_index),
    Single("stations/index.html", "stations", "stations.html", station_index, True),
    Single(AREA_NAMES, "areas", "area_names.html", area_names),
    Single(WHOM, "home", "whom.html", whom_page),
    Single("disputes/index.html", "disputes", "disputes.html", dispute_index, True),
    Single("disputes/figures.html", "disputes", "figures.html", figures_page),
    Single("disputes/trail.html", "disputes", "trail.html", trail_page),
    Single("articles/index.html", "articles", "articles.html", article_index, True),
    Single("alerts/index.html", "articles", "alerts.html", alert_index),
    Single("quizzes/index.html", "articles", "index.html", quiz_index),
    Single("events/index.html", "articles", "events.html", event_index, True),
    Single("notices/index.html", "about", "notices.html", notice_index),
    Single("volunteers/index.html", "areas", "index.html", volunteer_index),
    Single("lost-found/index.html", "services", "lost_found.html", lost_found_page),
    Single("terms/index.html", "articles", "terms.html", term_page),
    Single("v/index.html", "about", "index.html", code_index),
    Single("sheets/index.html", "services", "index.html", sheet_index),
    Single("laws/index.html", "about", "index.html", law_index),
    Single("materials/index.html", "services", "index.html", material_index),
    Single("agencies/index.html", "about", "index.html", agency_index),
    Single("hotlines/index.html", "about", "hotlines.html", hotline_page),
    Single(
        "foreigners/index.html", "services", "foreigners.html", foreigners_page, True
    ),
    Single("calendar/index.html", "about", "calendar.html", calendar_page, True),
    Single("moved/index.html", "about", "index.html", moved_index),
    Single("handbook/index.html", "about", "index.html", handbook_index),
    Single("handbook/rules.html", "about", "handbook_rules.html", rules_page),
    Single("data/index.html", "about", "open_data.html", open_data_page),
    Single("search.html", "search", "search.html", search_page),
    Single("404.html", "about", "not_found.html", not_found),
)

EACH = (
    Each("services", "services", "service.html", guide, dated=True),
    Each("life_events", "life-events", "life_event.html", life_event_page, dated=True),
    Each("stations", "stations", "station.html", station_page, dated=True),
    Each("areas", "areas", "area.html", area_page, dated=True),
    Each("dispute_types", "disputes", "dispute.html", dispute_page, dated=True),
    Each("articles", "articles", "article.html", article_page, dated=True),
    Each("alerts", "articles", "alert.html", alert_page),
    Each("quizzes", "articles", "quiz.html", quiz_page),
    Each("events", "articles", "event.html", event_page, dated=True),
    Each("notices", "about", "notice.html", notice_page),
    Each("volunteers", "areas", "volunteer.html", volunteer_page),
    Each("forms", "services", "sheet.html", sheet_page),
    Each("laws", "about", "law.html", law_page),
    Each("materials", "services", "material.html", material_page),
    Each("agencies", "about", "agency.html", agency_page, dated=True),
    Each("pages", "about", "prose.html", own_page),
)


def plan_pages(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    """Every page of the site; `catalogue` is already without drafts."""
    yield from plan_all_but_offerings(catalogue, today)
    yield from (plan_offering(catalogue, pair, today) for pair in offerings(catalogue))


def plan_all_but_offerings(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    for url, section, template, page, dated in SINGLES:
        day = (today,) if dated else ()
        yield Planned(url, section, template, partial(page, catalogue, *day))
    for each in EACH:
        yield from _of_each(catalogue, each, today)
    for url, make in letter_pages(catalogue):
        yield Planned(url, "areas", "area_names.html", make)
    yield from _codes(catalogue, today)
    yield from _boards(catalogue)
    for url, made in found_pages(catalogue):
        yield Planned(url, "about", "found.html", made)
    yield from _samples(catalogue)
    yield from moved_pages(catalogue)
    yield from _handbook(catalogue)


def _of_each(catalogue: Catalogue, each: Each, today: date) -> Iterator[Planned]:
    table, section, template, page, dated = each
    day = (today,) if dated else ()
    for record_id in getattr(catalogue, table):
        make = partial(_of_record, catalogue, table, record_id, page, day)
        url = _address(table, record_id, catalogue.config)
        yield Planned(url, section, template, make)


def _of_record(
    catalogue: Catalogue,
    table: str,
    record_id: str,
    page: Callable[..., Context],
    day: tuple[date, ...],
) -> Context:
    record = getattr(catalogue, table)[record_id]
    return with_linked_data(page(catalogue, record, *day), catalogue, table, record)


def _address(table: str, record_id: str, config: SiteConfig) -> str:
    if table == "areas":
        return area_address(record_id, config)
    return f"{FOLDER[table]}/{record_id}.html"


def plan_offering(catalogue: Catalogue, pair: Offering, today: date) -> Planned:
    page = partial(_offering, catalogue, pair, today)
    return Planned(address_of(pair), "stations", "offering.html", page)


def address_of(pair: Offering) -> str:
    return offering_address(service=pair[1], station=pair[0])


def _offering(catalogue: Catalogue, pair: Offering, today: date) -> Context:
    station, service = catalogue.stations[pair[0]], catalogue.services[pair[1]]
    return offering_page(catalogue, station, service, today)


def _codes(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    for code, page in code_pages(catalogue, today):
        yield Planned(code_address(code), "about", "code.html", page)


def _boards(catalogue: Catalogue) -> Iterator[Planned]:
    for code, quizzes in catalogue.all_ids_by(QUIZZES_BY_BOARD).items():
        page = partial(board_page, catalogue, quizzes[0], code)
        yield Planned(board_address(code), "articles", "board.html", page)


def _handbook(catalogue: Catalogue) -> Iterator[Planned]:
    for kind in KINDS:
        page = partial(kind_page, catalogue, kind)
        yield Planned(kind_address(kind), "about", "handbook_kind.html", page)


def _samples(catalogue: Catalogue) -> Iterator[Planned]:
    for form in catalogue.forms:
        page = partial(sample_page, catalogue, form)
        yield Planned(sample_address(form), "services", "sheet.html", page)
