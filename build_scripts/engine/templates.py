"""Versions of templates and shells: what a page's bytes rest on beside its context."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from build_scripts.catalogue.watch import Key, shell_key, template_key
from build_scripts.pages import render
from build_scripts.pages.shell import Shells

_NAMES_ANOTHER = re.compile(
    r"""\{%-?\s*(?:extends|from|import|include)\s+["']([^"']+)["']"""
)


def looks(shells: Shells, site: str) -> dict[Key, bytes]:
    """The version of every template with all it includes, and of every shell.

    `site` is what the renderer adds to every page: the end of titles, absolute roots.
    """
    sources = {
        path.name: path.read_text("utf-8") for path in render.TEMPLATES.glob("*.html")
    }
    policy = render.content_security_policy(shells)
    found = {
        shell_key(section): _digest(site, policy, text)
        for section, text in shells.pages.items()
    }
    for name in sources:
        texts = [sources[part] for part in sorted(_closure(name, sources))]
        found[template_key(name)] = _digest(*texts)
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
