"""The whole build, told once: read, check, plan, make what is stale, swap."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from build_scripts.artefacts.catalogue_json import TABLES, catalogue_json, join_json
from build_scripts.artefacts.sitemap import robots, sitemap
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.check import all_problems, subjects
from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.loader import Source, read_folder
from build_scripts.catalogue.packing import pack, unpack
from build_scripts.catalogue.stored import CALENDAR, SETTINGS, StoredFile
from build_scripts.engine.crew import (
    FILES_AT_ONCE,
    PAGES_AT_ONCE,
    Crew,
    Report,
    Task,
    bundles,
    hands,
    may_be_found,
    path_of,
    read_bundle,
)
from build_scripts.engine.forked import Workers
from build_scripts.engine.kept_files import read_kept, write_kept
from build_scripts.engine.notes import Notes
from build_scripts.engine.parse_cache import read_parsed, write_parsed
from build_scripts.engine.program import program
from build_scripts.engine.search_update import (
    SearchUpdate,
    kept_entries,
    search_names,
    update,
)
from build_scripts.engine.templates import looks
from build_scripts.engine.versions import Versions
from build_scripts.output import (
    BUILDS,
    Desk,
    SiteWriter,
    Twin,
    live_folder,
    one_build_at_a_time,
)
from build_scripts.pages.context import Planned
from build_scripts.pages.render import Renderer, content_security_policy
from build_scripts.pages.shell import Shells, load_shells
from build_scripts.problems import Problem
from build_scripts.search.entries import Entry, Key
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
    with one_build_at_a_time(out):
        known = read_parsed(root / CACHE)
        inventory = read_folder(root, known, _read_in_parallel)
        write_parsed(root / CACHE, inventory, known)
        return _Build(root, out, today, inventory).run(progress)


def site_files(
    catalogue: Catalogue, shells: Shells, plan: Iterable[Planned]
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its address and its bytes."""
    config = catalogue.config
    renderer = Renderer(shells, path_of(config.site_url), config.name)
    listed = []
    for planned in plan:
        page = planned.page()
        yield page.url, renderer.render(page).encode()
        if may_be_found(page):
            listed.append(page.url)
    yield from other_files(catalogue, shells, catalogue_json(catalogue), listed)
    yield from search_files(catalogue)


def other_files(
    catalogue: Catalogue, shells: Shells, compiled: str, listed: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Every file that is no page; `compiled` is the text of catalogue.json."""
    config = catalogue.config
    for asset in shells.files.all():
        yield asset.url, asset.content
    for section, text in shells.pages.items():
        yield f"shell/{section}.html", text.encode()
    yield "shell/shell.json", shells.describe().encode()
    yield "shell/headers.json", _headers(shells)
    yield "catalogue.json", compiled.encode()
    yield "sitemap.xml", sitemap(listed, config.site_url).encode()
    yield "robots.txt", robots(config.site_url, config.forms_path).encode()


class _Build:
    """One build: what is known from the last one, and what becomes of it."""

    def __init__(
        self, root: Path, out: Path, today: date, inventory: Inventory
    ) -> None:
        self.out = out
        self.inventory = inventory
        self.base = _base(inventory, today)
        self.live = live_folder(out)
        self.checks, self.pages, self.others = Notes(), Notes(), frozenset[str]()
        self.search = SearchUpdate()
        self.twin: Twin | None = None
        self._recall()
        self.shells = load_shells(inventory.catalogue().config, root / CACHE)
        self.crew = Crew(root, inventory, self.shells, today)
        self.check_version = Versions(
            inventory, self.crew.checker.settings, drafts=True
        )
        public = self.crew.public
        site = f"{path_of(public.config.site_url)} {public.config.name}"
        self.page_version = Versions(
            inventory, public, drafts=False, others=looks(self.shells, site)
        )

    def run(self, progress: Progress) -> BuildReport:
        to_check = subjects(self.inventory)
        stale_checks = self.checks.stale(to_check, self.check_version, self.crew.public)
        with Workers(self.crew.work, self._hands(stale_checks)) as workers:
            asked = [subject for subject in to_check if subject in stale_checks]
            for report in workers.results(_tasks("check", asked)):
                self._keep(report, self.checks, self.check_version)
            found = (self.checks.work[subject][0] for subject in to_check)
            problems = tuple(all_problems(self.crew.checker, found))
            if any(problem.severity == "error" for problem in problems):
                return BuildReport(problems=problems, published=False)
            self.checks.forget_but(set(to_check))
            return self._publish(problems, workers, progress)

    def _publish(
        self,
        problems: tuple[Problem, ...],
        workers: Workers[Task, Report],
        progress: Progress,
    ) -> BuildReport:
        plan, entries = list(self.crew.plan), self._entries()
        gone = {name for name in self.pages.work if isinstance(name, str)} - set(plan)
        before = kept_entries(self.pages.work)
        self.pages.forget_but({*plan, *entries})
        names = [*plan, *entries]
        stale = self.pages.stale(names, self.page_version, self.crew.public)
        for report in workers.results(_tasks("entry", _in(entries, stale))):
            self._keep(report, self.pages, self.page_version)
        self.search = self._search(before)
        stale_pages = _in(plan, stale)
        if not (stale_pages or gone or self._others_changed()):
            files = len(plan) + len(self.others)
            return BuildReport(
                problems=problems, published=True, pages=len(plan), unchanged=files
            )
        writer = SiteWriter(self.out, self.twin)
        try:
            self._write(writer, stale_pages, workers, progress)
            for url in gone:
                writer.remove(url)
            self._write_others(writer)
            self._remember(writer)
            writer.publish()
        except BaseException:
            writer.abandon()
            raise
        files = len(plan) + len(self.others)
        return BuildReport(
            problems=problems,
            published=True,
            pages=len(plan),
            written=writer.written,
            unchanged=files - writer.written,
        )

    def _write(
        self,
        writer: SiteWriter,
        urls: list[str],
        workers: Workers[Task, Report],
        progress: Progress,
    ) -> None:
        done = 0
        for report in workers.results(_tasks("page", urls, writer.desk())):
            self._keep(report, self.pages, self.page_version)
            for url, written in report.written:
                writer.note(url, written=written)
            done += len(report.written)
            progress(done, len(urls))

    def _keep(self, report: Report, notes: Notes, version_of: Versions) -> None:
        for made in report.made:
            notes.add_made(made, version_of)
        for done in report.done:
            notes.add(done, version_of)

    def _entries(self) -> list[Any]:
        """Names of the entries of catalogue.json and of the search."""
        public = self.crew.public
        compiled = [
            ("json", table, key) for table in TABLES for key in getattr(public, table)
        ]
        return [*compiled, *search_names(public)]

    def _search(self, before: Mapping[Key, Entry]) -> SearchUpdate:
        known = (self.live, self.others)
        return update(self.crew.public, before, self.pages.work, known)

    def _other_files(self) -> Iterator[tuple[str, bytes]]:
        public, work = self.crew.public, self.pages.work
        texts = {
            table: [work["json", table, key][0] for key in getattr(public, table)]
            for table in TABLES
        }
        listed = [url for url in self.crew.plan if url in work and work[url][0]]
        return other_files(public, self.shells, join_json(public, texts), listed)

    def _others_changed(self) -> bool:
        """Whether a file that is no page is another one than in the live site."""
        if self.live is None or self.search.files:
            return True
        others = dict(self._other_files())
        desk = Desk(self.live, self.live, patches=True)
        return others.keys() | self.search.urls != self.others or not all(
            desk.has(url, content) for url, content in others.items()
        )

    def _write_others(self, writer: SiteWriter) -> None:
        others = {**dict(self._other_files()), **self.search.files}
        for url, content in others.items():
            writer.write(url, content)
        wanted = self.search.urls.union(others)
        for url in self.others - wanted:
            writer.remove(url)
        self.others = wanted

    def _hands(self, stale_checks: set[Any]) -> int:
        """Workers for all of this build; pages are as many as the last one lacks."""
        return hands(len(stale_checks) + len(self.crew.plan) - len(self.pages.work))

    def _notes_of(self, folder: Path) -> Path:
        return folder.with_name(f"{folder.name}.notes")

    def _recall(self) -> None:
        """What the build of the live site wrote down; nothing if it can't be used."""
        if (
            self.live is None
            or (packed := read_kept(self._notes_of(self.live))) is None
        ):
            return
        base, twin, checks, pages, others = unpack(packed)
        self.twin = Twin(*twin)
        if base == self.base:
            self.checks, self.pages = Notes.unpacked(checks), Notes.unpacked(pages)
            self.others = frozenset(others)
        else:
            self.twin = None

    def _remember(self, writer: SiteWriter) -> None:
        """Written before the swap: the live site is never without its notes."""
        twin = writer.twin_after()
        state = (
            self.base,
            (twin.name, twin.differs),
            self.checks.packed(),
            self.pages.packed(),
            sorted(self.others),
        )
        write_kept(self._notes_of(writer.folder), pack(state))


def _read_in_parallel(sources: list[Source]) -> Iterator[StoredFile]:
    with Workers(read_bundle, hands(len(sources))) as workers:
        for files in workers.results(bundles(sources, FILES_AT_ONCE)):
            yield from files


def _tasks(kind: str, names: Sequence[Any], desk: Desk | None = None) -> list[Task]:
    return [Task(kind, bundle, desk) for bundle in bundles(names, PAGES_AT_ONCE)]


def _in(names: Sequence[Any], wanted: set[Any]) -> list[Any]:
    return [name for name in names if name in wanted]


def _base(inventory: Inventory, today: date) -> bytes:
    """What everything rests on: program, day, settings and calendar."""
    digest = hashlib.blake2b(program(), digest_size=16)
    digest.update(today.isoformat().encode())
    for table in (SETTINGS, CALENDAR):
        for stored in inventory.records.get(table, {}).values():
            digest.update(stored.version)
    return digest.digest()


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
