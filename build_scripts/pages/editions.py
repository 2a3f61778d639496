"""The pages of translated languages, and which pages there are in which language.

A record has a page in a language in which it has a name.  Kinds of pages are here
once all words of their templates are translated: tests/site/test_translations.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.in_language import in_language
from build_scripts.languages.editions import Editions
from build_scripts.languages.speech import speaking
from build_scripts.languages.tongues import HANS, translated_into
from build_scripts.pages.context import Context, Planned
from build_scripts.pages.plan import plan_pages

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


def plan_site(catalogue: Catalogue, today: date) -> Iterator[Planned]:
    """Every page in zh-Hans, then those of each language that people translate into."""
    yield from plan_pages(catalogue, today)
    for language in translated_into(catalogue.config.languages):
        view = in_language(catalogue, language)
        named = frozenset(view.stations), frozenset(view.services)
        for planned in plan_pages(view, today):
            if _is_translated(language, planned, named):
                make = partial(_said, language, planned.make)
                yield planned._replace(language=language, make=make)


def _said(language: str, make: Callable[[], Context]) -> Context:
    with speaking(language):
        return make()


def _is_translated(
    language: str, planned: Planned, named: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """`named` are the stations and the services with a name in the language."""
    if planned.template not in TEMPLATES[language]:
        return False
    if planned.template == "index.html":
        return planned.url in _LISTS
    if planned.template == "offering.html":
        _, station, service = planned.url.removesuffix(".html").split("/")
        return station in named[0] and service in named[1]
    return True


def editions_of(catalogue: Catalogue, plan: Iterable[Planned]) -> Editions:
    """`plan` is the whole plan; a site of one language does not look into it."""
    config = catalogue.config
    translated: dict[str, set[str]] = {}
    if len(config.languages) > 1:
        for planned in plan:
            if planned.language != HANS:
                translated.setdefault(planned.language, set()).add(planned.url)
    names = {tag: config.name.translations.get(tag, config.name) for tag in translated}
    return Editions(
        languages=config.languages,
        translated={tag: frozenset(urls) for tag, urls in translated.items()},
        names=names,
        forms_path=config.forms_path,
        site_url=config.site_url,
        watch=catalogue.watch,
    )
