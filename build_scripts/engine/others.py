"""Every file that is no page: made again when something it is made of has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from build_scripts.artefacts.catalogue_json import TABLES, join_json
from build_scripts.artefacts.sitemap import robots, sitemap
from build_scripts.artefacts.theme import theme_files
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.engine import search_update
from build_scripts.output import Desk
from build_scripts.pages.shell import Shells

Files = Mapping[str, bytes]
Group = tuple[str, Files, Collection[str]]
"""What files are for, those to write, and the addresses of all."""
Name = tuple[str, str, str]
JSON, JSON_HEAD, CALENDAR = "json", "json head", "calendar"
"""First words of the names of entries that such files are made of."""


def names_of(public: Catalogue) -> list[Name]:
    """The entries, as the engine notes them."""
    texts = [(JSON, table, key) for table in TABLES for key in getattr(public, table)]
    events = [(CALENDAR, "events", key) for key in public.events]
    return [
        *texts,
        (JSON_HEAD, "", ""),
        *events,
        *search_update.search_names(public),
    ]


class Others:
    """The files of one site; `there` are those of the live one, by what they are for."""

    def __init__(
        self,
        public: Catalogue,
        shells: Shells,
        live: Path | None,
        there: Mapping[str, Collection[str]],
    ) -> None:
        self._public = public
        self._shells = shells
        self._live = live
        self._there = there

    def theme_changed(self) -> bool:
        """Whether a file of the theme is another one than in the live site."""
        if self._live is None or "theme" not in self._there:
            return True
        desk = Desk(self._live, self._live, patches=True)
        return not all(desk.has(*file) for file in theme_files(self._shells))

    def changed(
        self, results: Mapping[Any, Any], before: Mapping[Any, Any]
    ) -> Iterator[Group]:
        """Every group of which a file may have to be written.

        `results` are those of all pages and entries by name, `before` holds what was
        otherwise in the live site: None for what it did not have.
        """
        otherwise = {n for n, was in before.items() if results.get(n) != was}
        kinds = {name[0] for name in otherwise if isinstance(name, tuple)}
        if self.theme_changed():
            yield _whole("theme", dict(theme_files(self._shells)))
        if kinds & {JSON, JSON_HEAD}:
            yield _whole("catalogue", {"catalogue.json": self._catalogue(results)})
        if CALENDAR in kinds:
            yield _calendars(results, otherwise)
        if any(isinstance(name, str) for name in otherwise):
            yield _whole("sitemap", {"sitemap.xml": self._sitemap(results)})
        if "robots" not in self._there:
            config = self._public.config
            text = robots(config.site_url, config.forms_path)
            yield _whole("robots", {"robots.txt": text.encode()})
        if kinds & search_update.NAMES:
            there = self._there.get("search", ())
            files, urls = search_update.update(results, before, self._live, there)
            yield "search", files, urls

    def _catalogue(self, results: Mapping[Any, Any]) -> bytes:
        public = self._public
        texts = {
            table: [results[JSON, table, key] for key in getattr(public, table)]
            for table in TABLES
        }
        return join_json(results[JSON_HEAD, "", ""], texts).encode()

    def _sitemap(self, results: Mapping[Any, Any]) -> bytes:
        pages = (name for name in results if isinstance(name, str))
        listed = [url for url in pages if results[url]]
        return sitemap(listed, self._public.config.site_url).encode()


def _whole(name: str, files: Files) -> Group:
    return name, files, tuple(files)


def _calendars(results: Mapping[Any, Any], changed: Collection[Any]) -> Group:
    """Each event has a file of its own."""
    names = [n for n in results if isinstance(n, tuple) and n[0] == CALENDAR]
    files = dict(results[name] for name in names if name in changed)
    return "calendars", files, tuple(results[name][0] for name in names)
