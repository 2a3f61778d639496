"""From what was read to the site: check, plan, make what is stale, swap."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from build_scripts.artefacts.catalogue_json import catalogue_json
from build_scripts.artefacts.event_calendar import event_calendars
from build_scripts.artefacts.open_data.files import data_files
from build_scripts.artefacts.sitemap import robots, sitemap
from build_scripts.artefacts.spoken_json import spoken_files
from build_scripts.artefacts.station_contact import contact_files
from build_scripts.artefacts.station_files import station_files
from build_scripts.artefacts.theme import theme_files
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.check import all_problems, subjects
from build_scripts.catalogue.inventory import Inventory
from build_scripts.engine.changes import Changes, snapshot
from build_scripts.engine.crew import (
    PAGES_AT_ONCE,
    PICTURES_AT_ONCE,
    Crew,
    Task,
    may_be_found,
    path_of,
)
from build_scripts.engine.forked import Aside, Workers
from build_scripts.engine.notes import Report
from build_scripts.engine.others import (
    PICTURE,
    Group,
    Others,
    names_of,
)
from build_scripts.engine.portions import alike, bundles, hands, leaves_time
from build_scripts.engine.results import PAGES, Wanted, by_kind
from build_scripts.engine.sight import CACHE
from build_scripts.engine.state import base_of, recall, remember
from build_scripts.engine.templates import looks
from build_scripts.outcome import BuildReport
from build_scripts.output import Desk, SiteWriter, live_folder
from build_scripts.pages.editions import SitePlan, editions_of
from build_scripts.pages.placards.qr import keep_qr
from build_scripts.pages.render import Renderer, keep_compiled
from build_scripts.pages.shell import Shells, load_shells
from build_scripts.problems import Problem
from build_scripts.program import kept_beside
from build_scripts.search.hanzi import keep_tables
from build_scripts.search.index import search_files

Progress = Callable[[int, int], None]
"""Called with pages done and pages to do."""


def keep_what_is_made(cache: Path) -> None:
    """Keep compiled templates, tables of characters and QR codes from now on."""
    keep_compiled(kept_beside(cache))
    keep_tables(kept_beside(cache))
    keep_qr(cache)


def site_files(
    catalogue: Catalogue, shells: Shells, today: date
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its address and its bytes."""
    config, plan = catalogue.config, SitePlan(catalogue, today)
    editions = editions_of(catalogue, plan)
    renderer = Renderer(shells, path_of(config.site_url), config.name, editions)
    listed = []
    for planned in plan.values():
        page = planned.page()
        yield from renderer.files(page)
        if may_be_found(page):
            listed.append(page.place)
    yield from theme_files(shells, editions)
    yield "catalogue.json", catalogue_json(catalogue).encode()
    for url, text in spoken_files(catalogue):
        yield url, text.encode()
    for url, text in station_files(catalogue, today):
        yield url, text.encode()
    for key in catalogue.stations:
        yield from contact_files(catalogue, key, today)
    yield from event_calendars(catalogue)
    yield from data_files(catalogue)
    yield "sitemap.xml", sitemap(listed, editions).encode()
    yield "robots.txt", robots(config.site_url, config.forms_path).encode()
    yield from search_files(catalogue)


Put = tuple[str, list[tuple[str, bool]], Collection[str]]
"""What files are for, those that were put, and the addresses of all."""


class Build:
    """One build: what is known from the last one, and what becomes of it."""

    def __init__(
        self,
        root: Path,
        out: Path,
        today: date,
        inventory: Inventory,
        *,
        search: bool,
    ) -> None:
        self.out = out
        self.inventory = inventory
        self.live = live_folder(out)
        self.state = recall(self.live, base_of(inventory, today))
        self.shells = load_shells(inventory.catalogue().config, root / CACHE)
        self.crew = Crew(root, inventory, self.shells, today, self.state.pages.earlier)
        self.public = self.crew.public
        self.to_check = by_kind(subjects(inventory))
        self.to_make = {
            PAGES: dict.fromkeys(self.crew.plan),
            **by_kind(names_of(self.public, search=search)),
        }
        config = self.public.config
        said = f"{path_of(config.site_url)} {config.name}"
        self.looks = looks(self.shells, said, self.crew.editions)
        self.changes = Changes(self.state.snapshot, inventory, self.looks)
        self.others = Others(self.crew, self.live, self.state.others)

    def run(self, progress: Progress, meanwhile: Callable[[], None]) -> BuildReport:
        """Check and publish; `meanwhile` is done here while workers check."""
        checks, to_check = self.state.checks, self.to_check
        checks.forget_but(to_check)
        changed = self.changes.questions(drafts=True)
        stale = checks.stale(to_check, changed, self.crew.checker.catalogue)
        missing = 0 if self.state.live else len(self.crew.plan)
        with Workers(self.crew.work, hands(len(stale) + missing)) as workers:
            stale_ones = [*chain.from_iterable(_in(to_check, stale).values())]
            reports = workers.results(_tasks("check", stale_ones))
            meanwhile()
            for report in reports:
                checks.take(report)
            problems = tuple(all_problems(self.crew.checker, self._found()))
            if any(problem.severity == "error" for problem in problems):
                return BuildReport(problems=problems, published=False)
            written = self._publish(workers, progress)
        pages = self._number_of_pages()
        return BuildReport(
            problems=problems,
            published=True,
            pages=pages,
            written=written,
            unchanged=pages + sum(map(len, self.state.others.values())) - written,
        )

    def _found(self) -> Iterator[tuple[Problem, ...]]:
        """The problems of every record, in the order of the records."""
        for kind, subjects_of in self.to_check.items():
            told = self.state.checks.results.of(kind)
            yield from (_problems(told[subject]) for subject in subjects_of)

    def _publish(self, workers: Workers[Task, Report], progress: Progress) -> int:
        """Make what is stale and swap; how many files were written."""
        pages, names = self.state.pages, self.to_make
        before = pages.forget_but(names)
        gone = [name for name in before if isinstance(name, str)]
        changed = self.changes.questions(drafts=False)
        stale = pages.stale(names, changed, self.public)
        if not (stale or before or self.others.theme_changed()):
            return 0
        before |= {name: pages.results.get(name) for name in stale}
        writer = SiteWriter(self.out, self.state.twin)
        try:
            self._make(writer, stale, before, workers, progress)
            for url in (url for place in gone for url in self._made_of(place)):
                writer.remove(url)
            remember(self.state, writer.folder, writer.twin_after())
            writer.publish()
        except BaseException:
            writer.abandon()
            raise
        return writer.written

    def _make(
        self,
        writer: SiteWriter,
        stale: set[Any],
        before: Mapping[Any, Any],
        workers: Workers[Task, Report],
        progress: Progress,
    ) -> None:
        """Entries, pictures, pages in one go, so that no worker waits for another.

        As soon as all entries are there, a fork joins them to the files made of them.
        """
        desk = writer.desk()
        to_do = _in(self.to_make, stale)
        pages, pictures = to_do.pop(PAGES), to_do.pop(PICTURE, [])
        entries = list(chain.from_iterable(to_do.values()))
        tasks = [
            *_tasks("entry", entries),
            *(Task(PICTURE, some, desk) for some in alike(pictures, PICTURES_AT_ONCE)),
            *_tasks("page", pages, desk),
        ]
        made = workers.results(tasks)
        reports = self._taken(made, writer, progress, len(pages))
        missing = set(entries)
        while missing:
            missing -= next(reports)
        join = partial(self._join, desk, before)
        with Aside(join, fork=bool(entries) and leaves_time(len(stale))) as joining:
            before_this = self.state.snapshot
            self.state.snapshot = snapshot(self.inventory, self.looks, before_this)
            for _ in reports:
                pass  # the pages that are left
            self._note(writer, joining.result())
        last = self.others.last(self.state.pages.results, before)
        self._note(writer, _put(desk, last))

    def _taken(
        self,
        reports: Iterable[Report],
        writer: SiteWriter,
        progress: Progress,
        to_do: int,
    ) -> Iterator[set[Any]]:
        """Write down what the workers tell; the names of what each report is of."""
        done = 0
        for report in reports:
            self.state.pages.take(report)
            for url, written in report.written:
                writer.note(url, written=written)
            names = {name for name, *_ in report.done}
            pages = sum(isinstance(name, str) for name in names)
            if pages:
                done += pages
                progress(done, to_do)
            yield names

    def _join(self, desk: Desk, before: Mapping[Any, Any]) -> list[Put]:
        """Put every file that rests on entries: also from a fork, while pages are made."""
        return _put(desk, self.others.of_entries(self.state.pages.results, before))

    def _note(self, writer: SiteWriter, groups: Iterable[Put]) -> None:
        """Count the files that were put; away with those that are no more."""
        for group, files, urls in groups:
            for url, written in files:
                writer.note(url, written=written)
            self._settle(writer, group, urls)

    def _settle(self, writer: SiteWriter, group: str, urls: Collection[str]) -> None:
        """Away with files of a group that are no more."""
        for url in set(self.state.others.get(group, ())).difference(urls):
            writer.remove(url)
        self.state.others = {**self.state.others, group: tuple(urls)}

    def _number_of_pages(self) -> int:
        plan = self.crew.plan
        if not self.crew.editions.several:
            return len(plan)
        return sum(len(self._made_of(place)) for place in plan)

    def _made_of(self, place: str) -> tuple[str, ...]:
        """The files that come of a page: itself, and its zh-Hant."""
        return self.crew.editions.made_of(place)


def _problems(told: Iterable[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(*plain) for plain in told)


def _tasks(kind: str, names: Sequence[Any], desk: Desk | None = None) -> list[Task]:
    return [Task(kind, bundle, desk) for bundle in bundles(names, PAGES_AT_ONCE)]


def _put(desk: Desk, groups: Iterable[Group]) -> list[Put]:
    return [
        (group, [(url, desk.put(url, text)) for url, text in files.items()], (*urls,))
        for group, files, urls in groups
    ]


def _in(names: Wanted, stale: set[Any]) -> dict[str, list[Any]]:
    return {k: [name for name in some if name in stale] for k, some in names.items()}
