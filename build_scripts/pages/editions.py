"""The pages of translated languages, and which pages there are in which language.

A record has a page in a language in which it has a name.  Kinds of pages are here
once all words of their templates are translated: tests/site/test_translations.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.in_language import in_language
from build_scripts.catalogue.related import Offering, offerings
from build_scripts.languages.editions import Editions
from build_scripts.languages.speech import speaking
from build_scripts.languages.tongues import HANS, placed, translated_into
from build_scripts.pages.context import Context, Planned
from build_scripts.pages.plan import (
    address_of,
    plan_all_but_offerings,
    plan_offering,
)

_LISTS = frozenset({"services/index.html"})
"""Of the pages that are only lists, those worth translating."""
TEMPLATES: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        [
            "home.html",
            "service.html",
            "stations.html",
            "station.html",
            "offering.html",
            "area.html",
            "disputes.html",
            "hotlines.html",
            "search.html",
            "article.html",
            "alert.html",
            "alerts.html",
            "index.html",
            "foreigners.html",
        ]
    ),
    "ar": frozenset({"foreigners.html"}),
}
"""Language → templates of which there are pages."""


class SitePlan(Mapping[str, Planned]):
    """Every page by its place: in zh-Hans, then in each language people translate into.

    A city has offerings by the tens of thousands, and an edit makes few of them: such a
    page is put together when somebody asks for it.
    """

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self._today = today
        self._pages: dict[str, Planned] = {}
        self._offerings: dict[str, tuple[str, Offering]] = {}
        self._views = {HANS: catalogue}
        for planned in plan_all_but_offerings(catalogue, today):
            self._pages[planned.place] = planned
        for pair in offerings(catalogue):
            self._offerings[address_of(pair)] = HANS, pair
        for language in translated_into(catalogue.config.languages):
            self._views[language] = in_language(catalogue, language)
            self._translate(language)

    def __getitem__(self, place: str) -> Planned:
        if place in self._pages:
            return self._pages[place]
        language, pair = self._offerings[place]
        planned = plan_offering(self._views[language], pair, self._today)
        return planned if language == HANS else _in(language, planned)

    def __iter__(self) -> Iterator[str]:
        return chain(self._pages, self._offerings)

    def __len__(self) -> int:
        return len(self._pages) + len(self._offerings)

    def _translate(self, language: str) -> None:
        view, templates = self._views[language], TEMPLATES[language]
        for planned in plan_all_but_offerings(view, self._today):
            listing = planned.template == "index.html"
            if planned.template in templates and (not listing or planned.url in _LISTS):
                told = _in(language, planned)
                self._pages[told.place] = told
        if "offering.html" in templates:
            stations, services = frozenset(view.stations), frozenset(view.services)
            for pair in offerings(view):
                if pair[0] in stations and pair[1] in services:
                    place = placed(address_of(pair), language)
                    self._offerings[place] = language, pair


def _in(language: str, planned: Planned) -> Planned:
    make = partial(_said, language, planned.make)
    return planned._replace(language=language, make=make)


def _said(language: str, make: Callable[[], Context]) -> Context:
    with speaking(language):
        return make()


def editions_of(catalogue: Catalogue, places: Iterable[str]) -> Editions:
    """`places` are those of the whole plan."""
    config = catalogue.config
    by_hand = translated_into(config.languages)
    translated: dict[str, set[str]] = {}
    if by_hand:
        for place in places:
            language, _, url = place.partition("/")
            if language in by_hand:
                translated.setdefault(language, set()).add(url)
    names = {tag: config.name.translations.get(tag, config.name) for tag in translated}
    return Editions(
        languages=config.languages,
        translated={tag: frozenset(urls) for tag, urls in translated.items()},
        names=names,
        forms_path=config.forms_path,
        site_url=config.site_url,
        watch=catalogue.watch,
    )
