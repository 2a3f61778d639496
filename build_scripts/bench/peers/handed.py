"""What a peer is handed: our records as data, so that it makes the pages itself.

Hugo gets every field of a record as the model has it, the words for fixed values, and
what only a program can work out: tables of opening days, last days, check codes of
sheets, texts to pass on, and which news an area is told.  Lists, registers and single
pages come with a finished body.  All that favours the peer, which checks nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec.structs import asdict

from build_scripts.bench.basis import Record
from build_scripts.bench.pages import OFFERING, kind_of
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import (
    ALERTS_CITING,
    AREAS_UNDER,
    DISPUTES_CITING,
    EVENTS_CITING,
    EVENTS_WITH,
    QUIZZES_CITING,
    VOLUNTEERS_FOR,
    Index,
)
from build_scripts.catalogue.loader import read_folder
from build_scripts.catalogue.model import Article, Station
from build_scripts.catalogue.public import public_catalogue, published
from build_scripts.catalogue.related_learning import (
    alerts_concerning,
    events_for,
    found_for_area,
    notices_for,
)
from build_scripts.pages import labels
from build_scripts.pages.addresses import mistake_address
from build_scripts.pages.alerts import alert_lines
from build_scripts.pages.areas import area_page
from build_scripts.pages.articles import article_page
from build_scripts.pages.community import notice_lines, volunteer_links
from build_scripts.pages.context import Page, Planned
from build_scripts.pages.events import event_lines
from build_scripts.pages.hours_words import special_day, special_day_words
from build_scripts.pages.last_day import last_day
from build_scripts.pages.opening_table import opening_data
from build_scripts.pages.passing_on import printed_at
from build_scripts.pages.plan import plan_pages
from build_scripts.pages.render import environment
from build_scripts.pages.shell import ROOT
from build_scripts.pages.stations import station_page
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.opening_hours import Interval, MonthDay

SITE = "/site"
"""Where the peer's site stands on its host."""
TABLES = ("services", "stations", "areas", "laws", "materials")
"""Records whose pages the peer makes from data; articles are Markdown beside them."""
MADE = ("service", "station", "area", "law", "material", "article", OFFERING)
LOOKED_UP = ("agencies",)
"""Registers in which the peer finds names."""
NAMED = {
    "life_events": EVENTS_CITING,
    "dispute_types": DISPUTES_CITING,
    "quizzes": QUIZZES_CITING,
    "alerts": ALERTS_CITING,
}
"""Records of which it needs only the name, and by which laws they are found."""
NEWS = ("alerts", "notices", "events", "volunteers")
LABELS = (
    *("STATION_KIND", "SETTING", "POST_ROLE", "PHONE_KIND", "PERSON_PHONE", "YES_NO"),
    *("ACCESSIBILITY", "AMENITY", "SERVICE_KIND", "PROJECT_TYPE", "AUDIENCE"),
    *("HANDLE_AREA", "CHANNEL", "WHO", "NEED", "MATERIAL_SOURCE", "DELIVERY"),
    *("LAW_LEVEL", "LAW_STATUS", "ARTICLE_FORMAT", "READER", "STATION_STATUS"),
    *("LANGUAGE", "LIMIT", "ONLINE_DEPTH"),
)


class Finished(Frozen):
    """A page with its body as we render it."""

    url: str
    section: str
    title: str
    description: str
    body: str


class Handed(Frozen, kw_only=True):
    """Everything a peer needs for the same pages."""

    site_name: str
    data: Mapping[str, Mapping[str, Record]]
    """Table → id → the record."""
    articles: Mapping[str, str]
    """Id → the Markdown of its body."""
    finished: tuple[Finished, ...]
    """Lists, registers and single pages."""
    sections: Mapping[str, str]
    """Kind → the section whose shell its pages have."""


def read_plan(root: Path, today: date) -> tuple[Catalogue, list[Planned]]:
    """The public catalogue of a project that builds, and the plan of its pages."""
    public = public_catalogue(read_folder(root).catalogue(), today)
    return public, list(plan_pages(public, today))


def hand_over(catalogue: Catalogue, plan: Iterable[Planned], today: date) -> Handed:
    """The records, and the bodies of what is made from no single record."""
    finished: list[Finished] = []
    sections: dict[str, str] = {}
    for planned in plan:
        kind = kind_of(planned.url)
        sections.setdefault(kind, planned.section)
        if kind not in MADE or planned.url == "areas/index.html":
            finished.append(_finished(planned.page()))
    data = {table: _records(catalogue, table) for table in (*TABLES, *LOOKED_UP)}
    data |= {table: _named(catalogue, table, index) for table, index in NAMED.items()}
    data["forms"] = {key: {"name": f.name} for key, f in catalogue.forms.items()}
    for service, keys in catalogue.all_ids_by(EVENTS_WITH).items():
        for key in keys:
            data["life_events"][key].setdefault("tasks", []).append(service)
    _add_what_is_worked_out(data, catalogue, today)
    data[""] = {
        "labels": {name.lower(): plain(getattr(labels, name)) for name in LABELS},
        "site": _of_site(catalogue, today),
        "lines": _news(catalogue, data["areas"], today),
        "last_days": _last_days(catalogue, today),
    }
    articles = catalogue.articles
    data["articles"] = {k: _article(catalogue, a, today) for k, a in articles.items()}
    return Handed(
        site_name=str(catalogue.config.name),
        data=data,
        articles={key: article.body for key, article in articles.items()},
        finished=tuple(finished),
        sections=sections,
    )


def body_of(page: Page) -> str:
    """The page's own part of the HTML, with our mark for the way to the root."""
    template = environment().get_template(page.template)
    mistakes = mistake_address("forms", page.url)
    return template.render(page=page.context, mistakes=mistakes)


def _finished(page: Page) -> Finished:
    frame = page.context.frame
    body = body_of(page).replace(ROOT, SITE)
    title, about = str(frame.head_title), str(frame.description)
    return Finished(page.url, page.section, title, about, body)


def plain(value: Any) -> Any:
    """Records as maps of what they say; hours and days as an editor writes them."""
    if isinstance(value, Markup):
        return str(value).replace(ROOT, SITE)
    if isinstance(value, bool | int | None):
        return "" if value is None else value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Frozen) and not isinstance(value, Interval):
        return dict(_fields(value))
    if isinstance(value, tuple | list) and not isinstance(value, MonthDay):
        return [plain(item) for item in value]
    return _in_words(value)


def _in_words(value: object) -> str:
    if isinstance(value, Interval):
        return value.text
    if isinstance(value, MonthDay):
        return f"{value.month}月{value.day}日"
    return str(value)


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields that say something: a template finds no others either."""
    for name, told in asdict(value).items():
        if told:
            yield name, plain(told)


def _records(catalogue: Catalogue, table: str) -> dict[str, Record]:
    return {key: plain(record) for key, record in getattr(catalogue, table).items()}


def _named(catalogue: Catalogue, table: str, index: Index) -> dict[str, Record]:
    """Names, and the laws they rest on."""
    found: dict[str, Record] = {
        key: {"name": str(record.name), "laws": []}
        for key, record in getattr(catalogue, table).items()
    }
    for law, keys in catalogue.all_ids_by(index).items():
        for key in keys:
            found[key]["laws"].append(law)
    return found


def _add_what_is_worked_out(
    data: Mapping[str, Mapping[str, Record]], catalogue: Catalogue, today: date
) -> None:
    for key, record in data["stations"].items():
        record.update(_of_station(catalogue, catalogue.stations[key], today))
    for key, record in data["services"].items():
        record["print_url"] = printed_at(catalogue, "service", key)
    for key, record in data["areas"].items():
        foot = area_page(catalogue, catalogue.areas[key], today).foot
        record["foot"] = plain(foot) if foot else ""
        record["inside"] = list(catalogue.ids_by(AREAS_UNDER, key))


def _of_station(catalogue: Catalogue, station: Station, today: date) -> Record:
    special = special_day(station.hours, today, catalogue.calendar)
    page = station_page(catalogue, station, today)
    return {
        "opening": str(opening_data(catalogue, station, today)),
        "special": special_day_words(special) if special else "",
        "special_ends": f"{special.day.isoformat()}T23:59:59+08:00" if special else "",
        "keep": plain(page.keep),
        "notices": plain(page.notices),
        "quizzes": plain(page.quizzes),
        "print_url": page.print_url,
        "badge_url": page.badge_url,
    }


def _of_site(catalogue: Catalogue, today: date) -> Record:
    config = catalogue.config
    return {
        "county": config.county,
        "forms_path": config.forms_path,
        "today": today.isoformat(),
        "hotlines": [plain(line) for line in published(catalogue.hotlines)],
        "topics": {topic.id: str(topic.name) for topic in config.topics},
    }


def _news(
    catalogue: Catalogue, areas: Mapping[str, Record], today: date
) -> dict[str, dict[str, Record]]:
    """Every piece of news as a line; an area's record gets the names of its own."""
    lines: dict[str, dict[str, Record]] = {kind: {} for kind in NEWS}
    for key, record in areas.items():
        helpers = found_for_area(catalogue, VOLUNTEERS_FOR, key)
        of_area: dict[str, tuple[Any, ...]] = {
            "alerts": alert_lines(catalogue, alerts_concerning(catalogue, key)),
            "notices": notice_lines(catalogue, notices_for(catalogue, key)),
            "events": event_lines(catalogue, events_for(catalogue, today, key)),
            "volunteers": volunteer_links(catalogue, helpers),
        }
        for kind, news in of_area.items():
            told = {Path(line.url).stem: plain(line) for line in news}
            lines[kind] |= told
            record[kind] = list(told)
    return lines


def _last_days(catalogue: Catalogue, today: date) -> dict[str, str]:
    """'workday-20' → the sentence and its table."""
    services = catalogue.services.values()
    limits = {s.promised_limit for s in services}
    limits |= {
        own.promised_limit
        for station in catalogue.stations.values()
        for own in station.offerings
        if own.promised_limit
    }
    return {
        f"{limit.unit}-{limit.n}": plain(
            last_day(catalogue, limit.n, limit.unit, today)
        )
        for limit in sorted(limits, key=repr)
    }


def _article(catalogue: Catalogue, article: Article, today: date) -> Record:
    page = article_page(catalogue, article, today)
    record: Record = plain(article)
    del record["body"]
    return record | {
        "terms": plain(page.terms),
        "quizzes": plain(page.quizzes),
        "texts": plain(page.texts),
        "image": plain(page.image),
        "print_url": page.print_url,
    }
