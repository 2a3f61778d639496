"""Every file that is no page: made again when something it is made of has changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from build_scripts.artefacts import spoken_json
from build_scripts.artefacts.catalogue_json import TABLES, join_json
from build_scripts.artefacts.open_data.files import (
    DATA,
    TOLD,
    data_files,
    data_names,
    data_urls,
    touched_by,
)
from build_scripts.artefacts.sitemap import robots, sitemap
from build_scripts.artefacts.station_contact import CONTACT, contact_names
from build_scripts.artefacts.station_files import (
    MAKERS,
    station_file_names,
    station_files,
)
from build_scripts.artefacts.theme import theme_files
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.engine import search_update
from build_scripts.engine.otherwise import Otherwise, order_names, otherwise
from build_scripts.engine.results import PAGES, Results
from build_scripts.languages.editions import Editions
from build_scripts.languages.tongues import translated_into
from build_scripts.output import Desk
from build_scripts.pages.shell import Shells

Files = Mapping[str, bytes]
Group = tuple[str, Files, Collection[str]]
"""What files are for, those to write, and the addresses of all."""
Name = tuple[str, str, str]
JSON, JSON_HEAD, CALENDAR = "json", "json head", "calendar"
PICTURE = "picture"
"""First words of the names of entries that such files are made of."""


def pictures_of(public: Catalogue) -> list[Name]:
    """The pictures to be published, as the engine notes them."""
    return [(PICTURE, "pictures", key) for key in public.pictures]


def names_of(public: Catalogue, *, search: bool) -> list[Name]:
    """The entries, as the engine notes them; those of the search if it is wanted."""
    texts = [(JSON, table, key) for table in TABLES for key in getattr(public, table)]
    events = [(CALENDAR, "events", key) for key in public.events]
    return [
        *texts,
        (JSON_HEAD, "", ""),
        *order_names(),
        *events,
        *station_file_names(public),
        *contact_names(public),
        *spoken_json.spoken_names(public),
        *data_names(public),
        *(search_update.search_names(public) if search else ()),
    ]


class Dress(Protocol):
    """What the build's crew knows of the site as a whole."""

    public: Catalogue
    shells: Shells
    editions: Editions
    today: date


class Others:
    """The files of one site; `there` are those of the live one, by what they are for."""

    def __init__(
        self,
        dress: Dress,
        live: Path | None,
        there: Mapping[str, Collection[str]],
    ) -> None:
        self._dress = dress
        self._public = dress.public
        self._live = live
        self._there = there

    def theme_changed(self) -> bool:
        """Whether a file of the theme is another one than in the live site."""
        if self._live is None or "theme" not in self._there:
            return True
        desk = Desk(self._live, self._live, patches=True)
        return not all(desk.has(*file) for file in self._theme())

    def of_entries(
        self, results: Results, before: Mapping[Any, Any]
    ) -> Iterator[Group]:
        """Groups made of entries of which a file may have to be written.

        `results` are those of all pages and entries by name, `before` holds what was
        otherwise in the live site: None for what it did not have.
        """
        news = otherwise(results, before)
        if news.touches(search_update.NAMES, ()):
            yield self._search(results, before)
        if self.theme_changed():
            yield _whole("theme", dict(self._theme()))
        yield from self._spoken(news, results)
        for kind in sorted({CALENDAR, CONTACT}.intersection(news.kinds)):
            yield _own_files(kind, results, news.names)
        yield from self._joined(news, results)
        if news.touches({DATA}, TOLD):
            yield self._data(results, before, news)
        if "robots" not in self._there:
            config = self._public.config
            text = robots(config.site_url, config.forms_path)
            yield _whole("robots", {"robots.txt": text.encode()})

    def last(self, results: Results, before: Mapping[Any, Any]) -> Iterator[Group]:
        """The groups that rest on pages and pictures; those are written already."""
        news = otherwise(results, before)
        if any(isinstance(name, str) for name in news.names):
            yield _whole("sitemap", {"sitemap.xml": self._sitemap(results)})
        if PICTURE in news.kinds:
            yield "pictures", {}, tuple(results.of(PICTURE).values())

    def _search(self, results: Results, before: Mapping[Any, Any]) -> Group:
        if not search_update.is_wanted(results):
            return _whole("search", {})
        there = self._there.get("search", ())
        files, urls = search_update.update(results, before, self._live, there)
        return "search", files, urls

    def _joined(self, news: Otherwise, results: Results) -> Iterator[Group]:
        """Files put together from the entries of many records."""
        entry = results.__getitem__
        if news.touches({JSON, JSON_HEAD}, TABLES):
            yield _whole("catalogue", {"catalogue.json": self._catalogue(results)})
        if news.touches(MAKERS, {"stations", "areas"}):
            made = station_files(self._public, self._dress.today, entry)
            yield _whole("stations", {url: text.encode() for url, text in made})

    def _data(
        self, results: Results, before: Mapping[Any, Any], news: Otherwise
    ) -> Group:
        """Of the many files of open data, those that an edit touches."""
        urls = data_urls(self._public)
        touched = set(urls).difference(self._there.get("data", ()))
        for name in news.names:
            if isinstance(name, tuple) and name[0] == DATA:
                touched |= touched_by(name, before[name], results.get(name))
        for table in news.reordered.intersection(TOLD):
            for key in getattr(self._public, table):
                touched |= {file for file, _ in results[DATA, table, key]}
        files = data_files(self._public, results.__getitem__, touched)
        return "data", dict(files), urls

    def _catalogue(self, results: Results) -> bytes:
        public = self._public
        texts = {
            table: [results[JSON, table, key] for key in getattr(public, table)]
            for table in TABLES
        }
        return join_json(results[JSON_HEAD, "", ""], texts).encode()

    def _spoken(self, news: Otherwise, results: Results) -> Iterator[Group]:
        """The catalogues in other languages, for the forms."""
        for tag in translated_into(self._public.config.languages):
            if news.touches({spoken_json.KIND + tag}, TABLES):
                text = spoken_json.spoken_file(self._public, tag, results)
                files = {spoken_json.address_of(tag): text.encode()}
                yield _whole(f"catalogue in {tag}", files)

    def _sitemap(self, results: Results) -> bytes:
        listed = [url for url, may_be in results.of(PAGES).items() if may_be]
        return sitemap(listed, self._dress.editions).encode()

    def _theme(self) -> Iterator[tuple[str, bytes]]:
        return theme_files(self._dress.shells, self._dress.editions)


def _whole(name: str, files: Files) -> Group:
    return name, files, tuple(files)


def _own_files(kind: str, results: Results, changed: Collection[Any]) -> Group:
    made = results.of(kind)
    files = dict(file for name in made if name in changed for file in made[name])
    return kind, files, tuple(url for told in made.values() for url, _ in told)
