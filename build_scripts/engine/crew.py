"""What the workers of a build do: check records, make pages and entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import astuple, replace

from build_scripts.artefacts.catalogue_json import entry_json, head_json
from build_scripts.artefacts.event_calendar import calendar_files
from build_scripts.artefacts.open_data.files import DATA, data_lines
from build_scripts.artefacts.pictures import published_picture
from build_scripts.artefacts.spoken_json import KIND, spoken_entry
from build_scripts.artefacts.station_contact import CONTACT, contact_files
from build_scripts.artefacts.station_files import MAKERS as STATION_FILES
from build_scripts.catalogue.catalogue import Catalogue, Kept
from build_scripts.catalogue.check import Checker
from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.watch import Key, shell_key, template_key
from build_scripts.engine.notes import Report, Teller
from build_scripts.engine.others import CALENDAR, JSON, JSON_HEAD, PICTURE, Name
from build_scripts.engine.otherwise import ORDER, ids_in_order
from build_scripts.engine.search_update import CARD, SAID, TERMS
from build_scripts.languages.tongues import placed
from build_scripts.output import Desk
from build_scripts.pages.context import Page
from build_scripts.pages.editions import SitePlan, editions_of
from build_scripts.pages.pictures import picture_address
from build_scripts.pages.render import Renderer
from build_scripts.pages.shell import Shells
from build_scripts.search.entries import card_line, terms_lines, words_line
from build_scripts.shared.frozen import Frozen

PAGES_AT_ONCE = 50
PICTURES_AT_ONCE = 4
"""More would keep a worker too long; each that takes one imports Pillow for it."""
ENTRIES: Mapping[str, Callable[[Catalogue, str, str], Any]] = {
    JSON: entry_json,
    JSON_HEAD: head_json,
    ORDER: ids_in_order,
    CALENDAR: calendar_files,
    DATA: data_lines,
    TERMS: terms_lines,
    CARD: card_line,
    SAID: words_line,
}
"""First word of an entry's name → what makes it."""


class Task(Frozen):
    """Names of one kind of work; `desk` is where pages are put."""

    kind: str
    names: Sequence[Any]
    desk: Desk | None = None


class Crew:
    """Everything a worker needs; made before the workers are forked."""

    def __init__(
        self,
        root: Path,
        inventory: Inventory,
        shells: Shells,
        today: date,
        earlier: Callable[[Key], Kept | None],
    ) -> None:
        """`earlier` gives what the last build worked out and still holds."""
        self.root = root
        self.inventory = inventory
        self.inventory.today = self.today = today
        self.shells = shells
        self.checker = Checker(root, inventory, today)
        self.public = replace(inventory.catalogue(drafts=False), earlier=earlier)
        self.plan = SitePlan(self.public, today)
        self.editions = editions_of(self.public, self.plan)
        self._checks = Teller(self.checker.catalogue)
        self._pages = Teller(self.public)

    @cached_property
    def renderer(self) -> Renderer:
        config = self.public.config
        root, name = path_of(config.site_url), config.name
        return Renderer(self.shells, root, name, self.editions)

    def work(self, task: Task) -> Report:
        report = Report()
        for name in task.names:
            if task.kind == "check":
                self._check(name, report)
            elif task.kind == "page" and task.desk:
                self._page(name, task.desk, report)
            elif task.kind == PICTURE and task.desk:
                self._picture(name, task.desk, report)
            else:
                self._entry(name, report)
        (self._checks if task.kind == "check" else self._pages).close(report)
        return report

    def _check(self, subject: tuple[str, str], report: Report) -> None:
        problems, read = self.checker.problems_of(subject)
        self._checks.done(report, subject, tuple(map(astuple, problems)), read)

    def _page(self, place: str, desk: Desk, report: Report) -> None:
        planned = self.plan[place]
        with self.public.watch.noting() as read:
            page = planned.page()
            made = list(self.renderer.files(page))
        section = placed(planned.section, planned.language)
        read |= {template_key(planned.template), shell_key(section)}
        self._pages.done(report, place, may_be_found(page), read)
        report.written += [(url, desk.put(url, content)) for url, content in made]

    def _picture(self, name: Name, desk: Desk, report: Report) -> None:
        with self.public.watch.noting() as read:
            picture = self.public.pictures[name[2]]
        url = picture_address(picture)
        self._pages.done(report, name, url, read)
        written = desk.put(url, published_picture(self.root, picture))
        report.written.append((url, written))

    def _entry(self, name: tuple[str, str, str], report: Report) -> None:
        kind, table, record_id = name
        with self.public.watch.noting() as read:
            if kind == CONTACT:
                entry: Any = contact_files(self.public, record_id, self.today)
            elif kind.startswith(KIND):
                language = kind.removeprefix(KIND)
                entry = spoken_entry(self.public, language, table, record_id)
            elif kind in STATION_FILES:
                make = STATION_FILES[kind]
                entry = make(self.public, table, record_id, self.today)
            else:
                entry = ENTRIES[kind](self.public, table, record_id)
        self._pages.done(report, name, entry, read)


def may_be_found(page: Page) -> bool:
    """Whether search engines are told of it."""
    frame = page.context.frame
    return page.url != "404.html" and not (frame.no_index or frame.canonical)


def path_of(site_url: str) -> str:
    """'https://example.gov.cn/jmk/' → '/jmk'; '' (the top) when it is unknown."""
    return urlsplit(site_url).path.rstrip("/")
