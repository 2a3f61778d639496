"""The whole build, told once: read, check, plan, make what is stale, swap."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from build_scripts.artefacts.catalogue_json import TABLES, catalogue_json, join_json
from build_scripts.artefacts.event_calendar import event_calendars
from build_scripts.artefacts.sitemap import robots, sitemap
from build_scripts.artefacts.station_files import station_file_names, station_files
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.check import all_problems, subjects
from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.loader import read_folder
from build_scripts.engine.crew import (
    PAGES_AT_ONCE,
    PICTURE,
    Crew,
    Report,
    Task,
    bundles,
    hands,
    may_be_found,
    path_of,
    read_in_parallel,
)
from build_scripts.engine.forked import Workers
from build_scripts.engine.notes import Notes
from build_scripts.engine.parse_cache import read_parsed, write_parsed
from build_scripts.engine.search_update import kept_entries, search_names, update
from build_scripts.engine.state import base_of, recall, remember
from build_scripts.engine.templates import looks
from build_scripts.engine.versions import Versions
from build_scripts.languages.editions import Editions
from build_scripts.languages.tongues import HANS
from build_scripts.output import (
    BUILDS,
    Desk,
    SiteWriter,
    live_folder,
    one_build_at_a_time,
)
from build_scripts.pages.context import Planned
from build_scripts.pages.editions import editions_of
from build_scripts.pages.placards.qr import keep_qr
from build_scripts.pages.render import Renderer, content_security_policy, keep_compiled
from build_scripts.pages.shell import Shells, load_shells
from build_scripts.problems import Problem
from build_scripts.search.entries import Entry, Key
from build_scripts.search.hanzi import keep_tables
from build_scripts.search.index import search_files

CACHE = ".cache"
Progress = Callable[[int, int], None]
"""Called with pages done and pages to do."""


def silent(_done: int, _to_do: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did; `published` is False when errors stopped it."""

    problems: tuple[Problem, ...]
    published: bool
    pages: int = 0
    written: int = 0
    unchanged: int = 0


def build_site(
    root: Path, out: Path, today: date, progress: Progress = silent
) -> BuildReport:
    """Build the project at `root` into `out`; the old site stays when it fails.

    Errors in the content are returned; anything else that goes wrong is raised.
    """
    keep_compiled(root / CACHE)
    keep_tables(root / CACHE)
    keep_qr(root / CACHE)
    with one_build_at_a_time(out):
        with no_collections():
            known = read_parsed(root / CACHE)
            read = partial(read_in_parallel, root / CACHE)
            inventory = read_folder(root, known, read)
            write_parsed(root / CACHE, inventory, known)
            build = _Build(root, out, today, inventory)
        return build.run(progress)


@contextmanager
def no_collections() -> Iterator[None]:
    """While much is made that stays, looking for garbage again and again is idle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # what was made stays: never look through it again
            gc.enable()


def site_files(
    catalogue: Catalogue, shells: Shells, plan: Iterable[Planned], today: date
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site but pictures: its address and its bytes."""
    config, plan = catalogue.config, list(plan)
    editions = editions_of(config, plan)
    renderer = Renderer(shells, path_of(config.site_url), config.name, editions)
    listed = []
    for planned in plan:
        page = planned.page()
        for place, text in renderer.files(page):
            yield place, text.encode()
        if may_be_found(page):
            listed.append(page.place)
    joined = {"catalogue.json": catalogue_json(catalogue)}
    joined |= dict(station_files(catalogue, today))
    yield from other_files(catalogue, (shells, editions), joined, listed)
    yield from search_files(catalogue)


def other_files(
    catalogue: Catalogue,
    dress: tuple[Shells, Editions],
    joined: Mapping[str, str],
    listed: Iterable[str],
) -> Iterator[tuple[str, bytes]]:
    """Every file that is no page; `joined` are those put together from entries."""
    config = catalogue.config
    yield from theme_files(*dress)
    for url, text in joined.items():
        yield url, text.encode()
    yield from event_calendars(catalogue)
    yield "sitemap.xml", sitemap(listed, dress[1]).encode()
    yield "robots.txt", robots(config.site_url, config.forms_path).encode()


def theme_files(shells: Shells, editions: Editions) -> Iterator[tuple[str, bytes]]:
    """Stylesheets and scripts, and the empty pages for the forms."""
    for asset in shells.files.all():
        yield asset.url, asset.content
    for name, text in shells.pages.items():
        language = name.rpartition("/")[0] or HANS
        led = text if language == HANS else editions.led(text, language)
        yield f"shell/{name}.html", led.encode()
    yield "shell/shell.json", shells.describe().encode()
    yield "shell/headers.json", _headers(shells)


class _Build:
    """One build: what is known from the last one, and what becomes of it."""

    def __init__(
        self, root: Path, out: Path, today: date, inventory: Inventory
    ) -> None:
        self.out = out
        self.inventory = inventory
        self.live = live_folder(out)
        self.state = recall(self.live, base_of(inventory, today))
        self.shells = load_shells(inventory.catalogue().config, root / CACHE)
        self.crew = Crew(root, inventory, self.shells, today)
        self.public = self.crew.public
        self.plan = list(self.crew.plan)
        self.entries: list[Any] = [
            ("json", table, key)
            for table in TABLES
            for key in getattr(self.public, table)
        ]
        self.entries += search_names(self.public)
        self.entries += station_file_names(self.public)
        self.pictures = [(PICTURE, key) for key in self.public.pictures]
        self.check_version = Versions(
            inventory, self.crew.checker.settings, drafts=True
        )
        config = self.public.config
        others = looks(self.shells, f"{path_of(config.site_url)} {config.name}")
        self.page_version = Versions(
            inventory, self.public, drafts=False, others=others
        )

    def run(self, progress: Progress) -> BuildReport:
        checks, to_check = self.state.checks, subjects(self.inventory)
        asked = self.crew.checker.catalogue
        stale = checks.stale(to_check, self.check_version, asked)
        missing = len(self.plan) - len(self.state.pages.work)
        with Workers(self.crew.work, hands(len(stale) + missing)) as workers:
            for report in workers.results(_tasks("check", _in(to_check, stale))):
                _keep(report, checks, self.check_version)
            found = (checks.work[subject][0] for subject in to_check)
            problems = tuple(all_problems(self.crew.checker, found))
            if any(problem.severity == "error" for problem in problems):
                return BuildReport(problems=problems, published=False)
            checks.forget_but(set(to_check))
            written = self._publish(workers, progress)
        pages = sum(len(self._made_of(place)) for place in self.plan)
        return BuildReport(
            problems=problems,
            published=True,
            pages=pages,
            written=written,
            unchanged=pages + len(self.state.others) - written,
        )

    def _publish(self, workers: Workers[Task, Report], progress: Progress) -> int:
        """Make what is stale and swap; how many files were written."""
        pages = self.state.pages
        names = [*self.plan, *self.entries, *self.pictures]
        searched = kept_entries(pages.work)
        gone = {name for name in pages.work if isinstance(name, str)} - set(self.plan)
        lost = {n for n in pages.work if n[0] == PICTURE} - set(self.pictures)
        pages.forget_but(set(names))
        stale = pages.stale(names, self.page_version, self.public)
        if not (stale or gone or lost or self._looks_changed()):
            return 0
        for report in workers.results(_tasks("entry", _in(self.entries, stale))):
            _keep(report, pages, self.page_version)
        writer = SiteWriter(self.out, self.state.twin)
        try:
            self._write(writer, stale, workers, progress)
            self._write_others(writer, gone, searched)
            remember(self.state, writer.folder, writer.twin_after())
            writer.publish()
        except BaseException:
            writer.abandon()
            raise
        return writer.written

    def _write(
        self,
        writer: SiteWriter,
        stale: set[Any],
        workers: Workers[Task, Report],
        progress: Progress,
    ) -> None:
        """Pages and pictures, as many at a time as there are hands."""
        done, urls = 0, _in(self.plan, stale)
        tasks = _tasks("page", urls, writer.desk())
        tasks += _tasks(PICTURE, _in(self.pictures, stale), writer.desk())
        for report in workers.results(tasks):
            _keep(report, self.state.pages, self.page_version)
            for url, written in report.written:
                writer.note(url, written=written)
            done += len(report.written) if report.kind != PICTURE else 0
            progress(done, len(urls))

    def _write_others(
        self, writer: SiteWriter, gone: set[str], searched: Mapping[Key, Entry]
    ) -> None:
        """Every file that is no page; away with pages and others that are no more."""
        work = self.state.pages.work
        texts = {
            table: [work["json", table, key][0] for key in getattr(self.public, table)]
            for table in TABLES
        }
        listed = [url for url in self.plan if work[url][0]]
        joined = {"catalogue.json": join_json(self.public, texts)}
        joined |= station_files(
            self.public, self.crew.today, lambda name: str(work[name][0])
        )
        dress = (self.shells, self.crew.editions)
        others = dict(other_files(self.public, dress, joined, listed))
        search = update(self.public, searched, work, (self.live, self.state.others))
        for url, content in (*others.items(), *search.files.items()):
            writer.write(url, content)
        wanted = search.urls.union(others, (work[name][0] for name in self.pictures))
        pages = {url for place in gone for url in self._made_of(place)}
        for url in pages | (self.state.others - wanted):
            writer.remove(url)
        self.state.others = wanted

    def _made_of(self, place: str) -> tuple[str, ...]:
        """The files that come of a page: itself, and its zh-Hant."""
        return self.crew.editions.made_of(place)

    def _looks_changed(self) -> bool:
        """Whether a file of the theme is another one than in the live site.

        All other files are made from pages and entries, of which none is stale.
        """
        if self.live is None:
            return True
        desk = Desk(self.live, self.live, patches=True)
        files = theme_files(self.shells, self.crew.editions)
        return not all(desk.has(url, content) for url, content in files)


def _keep(report: Report, notes: Notes, version_of: Versions) -> None:
    for made in report.made:
        notes.add_made(made, version_of)
    for done in report.done:
        notes.add(done, version_of)


def _tasks(kind: str, names: Sequence[Any], desk: Desk | None = None) -> list[Task]:
    return [Task(kind, bundle, desk) for bundle in bundles(names, PAGES_AT_ONCE)]


def _in(names: Sequence[Any], wanted: set[Any]) -> list[Any]:
    return [name for name in names if name in wanted]


def _headers(shells: Shells) -> bytes:
    """The headers a web server should send with the static site."""
    policy = f"{content_security_policy(shells)}; frame-ancestors 'none'"
    headers = {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return (json.dumps(headers, indent=1, sort_keys=True) + "\n").encode()


__all__ = ["BUILDS", "BuildReport", "build_site", "other_files", "site_files"]
