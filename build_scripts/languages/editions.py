"""Every page in each of its languages: where they are, and the links between them.

Pages of zh-Hans lie at the root of the site, those of other languages at the same
address in a folder of their own.  Scripts, pictures and data lie at the root alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from msgspec import field

from build_scripts.catalogue.watch import Watch, edition_key
from build_scripts.languages.tongues import HANS, HANT, TONGUES, placed
from build_scripts.shared.frozen import Frozen

ROOT = "@@ROOT@@"
"""Stands for the way from a page to the root of the site."""
ONLY_ONCE = frozenset({"404.html"})
"""The server shows it at any address, so there is no second one to lead to."""
SECOND = "en"
"""Where a page is not translated, its English helps more readers than its Chinese."""
_LINK = re.compile(rf'((?:href|action)="){ROOT}/([^"?#]*)([^"]*)"')


class Editions(Frozen, kw_only=True):
    """Which pages there are in which language."""

    languages: tuple[str, ...] = (HANS,)
    """As in site_config.yml."""
    translated: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Language → addresses that have a page in it; zh-Hans and zh-Hant have all."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Language → the name of the site in it."""
    forms_path: str = "forms"
    site_url: str = ""
    watch: Watch = field(default_factory=Watch)
    """Notes whoever asks whether a page is translated."""

    @property
    def several(self) -> bool:
        return len(self.languages) > 1

    @property
    def traditional(self) -> bool:
        return HANT in self.languages

    def of(self, url: str) -> tuple[str, ...]:
        """The languages in which there is a page at an address."""
        return tuple(tag for tag in self.languages if self.has(url, tag))

    def has(self, url: str, language: str) -> bool:
        if language == HANS:
            return True
        if language == HANT:
            return url not in ONLY_ONCE
        self.watch.note(edition_key(url))
        return url in self.translated.get(language, ())

    def within(self, place: str) -> str:
        """'en/services/x.html' → 'services/x.html', what all languages share."""
        first, _, rest = place.partition("/")
        return rest if first in self.languages else place

    def made_of(self, place: str) -> tuple[str, ...]:
        """The files made of a page: itself and, of a zh-Hans page, its zh-Hant."""
        own = place.partition("/")[0] in self.translated
        if own or not self.traditional or place in ONLY_ONCE:
            return (place,)
        return place, placed(place, HANT)

    def alternates(self, url: str) -> str:
        """<link rel=alternate> to every language of a page, for its head."""
        found = self.of(url)
        if len(found) < 2:
            return ""
        base = self.site_url.rstrip("/") or ROOT
        rows = [*((tag, placed(url, tag)) for tag in found), ("x-default", url)]
        return "".join(
            f'<link rel="alternate" hreflang="{tag}" href="{base}/{escape(there)}">'
            for tag, there in rows
        )

    def switch(self, url: str, language: str) -> str:
        """Plain links to the same page in the other languages, else to their first."""
        return "".join(
            f"<li>{self._choice(url, tag, language)}</li>" for tag in self.languages
        )

    def _choice(self, url: str, tag: str, language: str) -> str:
        name = TONGUES[tag].name
        if tag == language:
            return f'<span lang="{tag}" aria-current="true">{name}</span>'
        there = placed(url if self.has(url, tag) else self._first(tag), tag)
        address = f"{ROOT}/{escape(there)}"
        return f'<a href="{address}" lang="{tag}" hreflang="{tag}">{name}</a>'

    def _first(self, tag: str) -> str:
        """Where readers of a language begin when a page is not in it."""
        if self.has("index.html", tag):
            return "index.html"
        return min(self.translated.get(tag, ()), default="index.html")

    def led(self, html: str, language: str) -> str:
        """Links to pages lead to this language's, where there is one."""

        def lead(found: re.Match[str]) -> str:
            start, url, more = found.groups()
            if url.startswith(f"{self.forms_path}/"):
                query, sign, anchor = more.partition("#")
                mark = "&amp;" if query else "?"
                return f'{start}{ROOT}/{url}{query}{mark}lang={language}{sign}{anchor}"'
            if not url.endswith(".html") or self.within(url) != url:
                return found[0]
            if self.has(url, language):
                return f'{start}{ROOT}/{placed(url, language)}{more}"'
            if self.has(url, SECOND):
                return f'{start}{ROOT}/{placed(url, SECOND)}{more}" hreflang="{SECOND}"'
            return f'{found[0]} hreflang="{HANS}"'

        return _LINK.sub(lead, html)
