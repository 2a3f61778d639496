"""From what was read to the site: check, plan, make what is stale, swap."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
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
    pictures_of,
)
from build_scripts.engine.portions import alike, bundles, hands
from build_scripts.engine.sight import CACHE
from build_scripts.engine.state import base_of, recall, remember
from build_scripts.engine.templates import looks
from build_scripts.outcome import BuildReport
from build_scripts.output import Desk, SiteWriter, live_folder
from build_scripts.pages.context import Planned
from build_scripts.pages.editions import editions_of
from build_scripts.pages.render import Renderer
from build_scripts.pages.shell import Shells, load_shells
from build_scripts.problems import Problem
from build_scripts.search.index import search_files

Progress = Callable[[int, int], None]
"""Called with pages done and pages to do."""


def site_files(
    catalogue: Catalogue, shells: Shells, plan: Iterable[Planned], today: date
) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its address and its bytes."""
    config, plan = catalogue.config, list(plan)
    editions = editions_of(catalogue, plan)
    renderer = Renderer(shells, path_of(config.site_url), config.name, editions)
    listed = []
    for planned in plan:
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
        self.plan = list(self.crew.plan)
        self.entries = names_of(self.public, search=search)
        self.pictures = pictures_of(self.public)
        config = self.public.config
        said = f"{path_of(config.site_url)} {config.name}"
        self.looks = looks(self.shells, said, self.crew.editions)
        self.changes = Changes(self.state.snapshot, inventory, self.looks)
        self.others = Others(self.crew, self.live, self.state.others)

    def run(self, progress: Progress, meanwhile: Callable[[], None]) -> BuildReport:
        """Check and publish; `meanwhile` is done here while workers check."""
        checks, to_check = self.state.checks, subjects(self.inventory)
        checks.forget_but(set(to_check))
        changed = partial(self.changes.among, drafts=True)
        stale = checks.stale(to_check, changed, self.crew.checker.catalogue)
        missing = len(self.plan) - len(self.state.pages.read)
        with Workers(self.crew.work, hands(len(stale) + missing)) as workers:
            reports = workers.results(_tasks("check", _in(to_check, stale)))
            meanwhile()
            for report in reports:
                checks.take(report)
            found = (_problems(checks.results[subject]) for subject in to_check)
            problems = tuple(all_problems(self.crew.checker, found))
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

    def _publish(self, workers: Workers[Task, Report], progress: Progress) -> int:
        """Make what is stale and swap; how many files were written."""
        pages = self.state.pages
        names = {*self.plan, *self.entries, *self.pictures}
        before = {n: pages.results[n] for n in pages.read.keys() - names}
        gone = [name for name in before if isinstance(name, str)]
        pages.forget_but(names)
        changed = partial(self.changes.among, drafts=False)
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
        entries, pages = _in(self.entries, stale), _in(self.plan, stale)
        pictures = alike(_in(self.pictures, stale), PICTURES_AT_ONCE)
        tasks = [
            *_tasks("entry", entries),
            *(Task(PICTURE, some, desk) for some in pictures),
            *_tasks("page", pages, desk),
        ]
        made = workers.results(tasks)
        reports = self._taken(made, writer, progress, len(pages))
        missing = set(entries)
        while missing:
            missing -= next(reports)
        join = partial(self._join, desk, before)
        with Aside(join, fork=hands(len(stale)) > 1) as joining:
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
        if not self.crew.editions.several:
            return len(self.plan)
        return sum(len(self._made_of(place)) for place in self.plan)

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


def _in(names: Sequence[Any], wanted: set[Any]) -> list[Any]:
    return [name for name in names if name in wanted]
