"""A small catalogue made of values, one record of every type, and pages to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from msgspec.structs import replace

from build_scripts.build import site_files
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import (
    Hotline,
    LifeEvent,
    Page,
)
from build_scripts.catalogue.model.ledger import Figure, TrailHead
from build_scripts.catalogue.model.places import (
    AreaStations,
)
from build_scripts.catalogue.model.registers import CalendarSpan, CalendarYear
from build_scripts.catalogue.model.services import (
    LifeEventStep,
    LifeEventTask,
)
from build_scripts.pages.editions import plan_site
from build_scripts.pages.shell import Shells
from build_scripts.shared.working_days import WorkingCalendar
from tests.community_builders import (
    a_code,
    a_counterfoil,
    a_find,
    a_form,
    a_move,
    a_notice,
    a_picture_record,
    a_term,
    volunteers,
)
from tests.learning_builders import a_quiz, a_trail, a_van, an_alert, an_event
from tests.record_builders import (
    T,
    a_config,
    a_dispute_type,
    a_law,
    a_material,
    a_post,
    a_search_word,
    a_service,
    a_station,
    a_triage,
    an_agency,
    an_area,
    an_article,
)

TODAY = date(2026, 11, 20)
GUIDE = "services/id-card-renewal.html"


def a_catalogue(**changes: object) -> Catalogue:
    """One record of every type, all linked with each other."""
    stations = AreaStations(
        police="qiaodong-police-station",
        justice="qiaodong-justice-office",
        governance="",
    )
    posts = (a_post(),)
    services = {"id-card-renewal": a_service()}
    given: dict[str, object] = {
        "config": a_config(),
        "agencies": {"county-psb": an_agency()},
        "areas": by_id(
            an_area("hechuan", "禾川县", "county", ""),
            an_area("qiaodong", "桥东镇", "township", "hechuan", stations=stations),
            an_area("huanxi", "欢喜村", "village", "qiaodong", posts=posts),
        ),
        "stations": by_id(
            a_station(),
            a_station(
                id="qiaodong-justice-office",
                name=T("桥东司法所"),
                kind="justice_office",
                booking=None,
                offerings=(),
                after_hours=None,
            ),
        ),
        "services": services,
        "materials": by_id(
            a_material("old-card", "原居民身份证"), a_material("booklet", "户口簿")
        ),
        "laws": {"id-card-law": a_law()},
        "life_events": {"child-born": a_life_event()},
        "articles": by_id(an_article()),
        "dispute_types": by_id(
            a_dispute_type(),
            a_dispute_type(
                id="family-violence", name=T("家暴"), sensitive=True, intake=False
            ),
        ),
        "hotlines": by_id(a_hotline("110", True), a_hotline("12348", False)),
        "alerts": by_id(an_alert()),
        "events": by_id(an_event(), a_van()),
        "notices": by_id(a_notice()),
        "volunteers": by_id(volunteers()),
        "lost_found": by_id(a_find()),
        "terms": by_id(a_term()),
        "forms": by_id(a_form()),
        "codes": by_id(a_code()),
        "codes_given": by_id(a_counterfoil()),
        "redirects": by_id(a_move()),
        "quizzes": by_id(
            a_quiz(), a_quiz(id="exam", name=T("考一考"), mode="exam"), a_trail()
        ),
        "search_words": by_id(a_search_word()),
        "pictures": by_id(a_picture_record()),
        "trail_heads": by_id(a_head()),
        "figures": by_id(a_figure(), a_figure(id="all", name=T("全县"), received=40)),
        "triage": by_id(a_triage()),
        "pages": by_id(*(a_page(key) for key in ("about", "privacy", "accessibility"))),
        "calendar_years": {2026: a_year()},
        "calendar": WorkingCalendar(
            years={2026: False, 2027: True},
            holidays={date(2027, 1, 1): "元旦"},
        ),
    }
    return Catalogue(**(given | changes))  # type: ignore[arg-type]


def by_id(*records: object) -> dict[str, object]:
    return {record.id: record for record in records}  # type: ignore[attr-defined]


def a_life_event() -> LifeEvent:
    return LifeEvent(
        id="child-born",
        path="life_events/child-born.yml",
        name=T("小孩出生"),
        trigger=T("孩子出生了"),
        intro=T("先上户口。"),
        agencies=("county-psb",),
        steps=(
            LifeEventStep(
                title=T("第一步"),
                logic="or",
                tasks=(
                    LifeEventTask(service="id-card-renewal"),
                    LifeEventTask(article="fake-police", need="optional"),
                    LifeEventTask(offline=T("医院里办出生证")),
                ),
            ),
        ),
    )


def a_hotline(number: str, urgent: bool) -> Hotline:
    return Hotline(
        id=number,
        path="hotlines.yml",
        name=T("热线"),
        number=number,
        what_for=T("有事"),
        what_happens=T("有人接"),
        hours=T("全天"),
        cost=T("免费"),
        urgent=urgent,
    )


def a_page(key: str) -> Page:
    return Page(
        id=key,
        path=f"pages/{key}.md",
        name=T(key),
        summary=T("一页"),
        body="# 大\n正文",
    )


def a_year() -> CalendarYear:
    return CalendarYear(
        path="calendar/2026.yml",
        year=2026,
        source=T("国办通知"),
        holidays=(
            CalendarSpan(
                name=T("国庆节"),
                start=date(2026, 10, 1),
                end=date(2026, 10, 7),
                makeup=(date(2026, 10, 10),),
            ),
        ),
    )


class Pages(Mapping[str, BeautifulSoup]):
    """The pages as trees, each grown when somebody looks at it."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.urls = [u for u in files if u.endswith(".html") and "shell/" not in u]
        self.grown: dict[str, BeautifulSoup] = {}

    def __getitem__(self, url: str) -> BeautifulSoup:
        if url not in self.grown:
            self.grown[url] = BeautifulSoup(self.files[url], "html.parser")
        return self.grown[url]

    def __contains__(self, url: object) -> bool:
        return str(url).endswith(".html") and url in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.urls)

    def __len__(self) -> int:
        return len(self.urls)


@dataclass(frozen=True)
class BuiltSite:
    """Every file of a site in memory."""

    files: Mapping[str, bytes]

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.files)

    @cached_property
    def trees(self) -> dict[str, HtmlElement]:
        """The same pages for looking at all of them: twenty times as fast."""
        reads = HTMLParser(encoding="utf-8")
        return {
            url: document_fromstring(self.files[url], parser=reads)
            for url in self.pages
        }

    def text(self, url: str) -> str:
        """The words of a page's own content, without the shell around it."""
        article = self.pages[url].find("article")
        assert article is not None
        return article.get_text(" ", strip=True)


def a_site(catalogue: Catalogue, shells: Shells, today: date = TODAY) -> BuiltSite:
    catalogue = replace(catalogue, today=today)
    pages = plan_site(catalogue, today)
    return BuiltSite(dict(site_files(catalogue, shells, pages, today)))


ROOT = Path(__file__).resolve().parents[1]


def services(**changes: object) -> dict[str, object]:
    return {"services": {"id-card-renewal": a_service(**changes)}}


def facts_of(page: BeautifulSoup) -> dict[str, str]:
    strip = page.find("dl", class_="ds-facts")
    assert strip is not None
    return {
        str(row.dt.get_text()): str(row.dd.get_text(" ", strip=True))
        for row in strip.find_all("div")
        if row.dt and row.dd
    }


def hrefs(page: BeautifulSoup) -> list[str]:
    return [str(link["href"]) for link in page.find_all("a", href=True)]


def a_head(**changes: Any) -> TrailHead:
    values: dict[str, Any] = {
        "id": "2026-11-21",
        "path": "content/trail_heads.yml",
        "name": T("2026-11-21"),
        "line": 12,
        "hash": "ab" * 32,
        **changes,
    }
    return TrailHead(**values)


def a_figure(**changes: Any) -> Figure:
    values: dict[str, Any] = {
        "id": "qiaodong-police-station",
        "path": "content/figures.yml",
        "name": T("桥东派出所"),
        "since": date(2025, 11, 22),
        "until": date(2026, 11, 21),
        "received": 31,
        "median_days": 9,
        **changes,
    }
    return Figure(**values)
