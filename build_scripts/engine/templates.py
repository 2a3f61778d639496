"""Versions of templates and shells: what a page's bytes rest on beside its context."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from build_scripts.catalogue.watch import Key, edition_key, shell_key, template_key
from build_scripts.languages.editions import Editions
from build_scripts.languages.speech import version_of
from build_scripts.languages.tongues import HANS
from build_scripts.pages import render
from build_scripts.pages.shell import Shells

_NAMES_ANOTHER = re.compile(
    r"""\{%-?\s*(?:extends|from|import|include)\s+["']([^"']+)["']"""
)


def looks(shells: Shells, site: str, editions: Editions) -> dict[Key, bytes]:
    """The version of every template with all it includes, and of every shell.

    `site` is what the renderer adds to every page: the end of titles, absolute roots.
    A shell's links lead to translated pages where there are some, and with it goes
    the version of all words of its language.  Besides, which page has which languages.
    """
    sources = {
        path.name: path.read_text("utf-8") for path in render.TEMPLATES.glob("*.html")
    }
    policy = render.content_security_policy(shells)
    found = {}
    for name, text in shells.pages.items():
        language = name.rpartition("/")[0] or HANS
        led = text if language == HANS else editions.led(text, language)
        name_of_site = editions.names.get(language, "")
        said = (name_of_site, version_of(language) if name_of_site else "")
        found[shell_key(name)] = _digest(site, policy, led, *said)
    for name in sources:
        texts = [sources[part] for part in sorted(_closure(name, sources))]
        found[template_key(name)] = _digest(*texts)
    for url in set().union(*editions.translated.values()):
        found[edition_key(url)] = _digest(*editions.of(url))
    return found


def _closure(name: str, sources: Mapping[str, str]) -> set[str]:
    """A template and everything it extends, imports or includes."""
    found, waiting = set(), [name]
    while waiting:
        part = waiting.pop()
        if part not in found and part in sources:
            found.add(part)
            waiting += _NAMES_ANOTHER.findall(sources[part])
    return found


def _digest(*texts: str) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.digest()
