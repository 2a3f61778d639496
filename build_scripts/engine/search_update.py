"""What becomes of the search's files when a build has made some entries anew."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.search.entries import WORDS, Entry, Key, heard, searched
from build_scripts.search.index import FOLDER, MANIFEST, Files, SearchIndex
from build_scripts.search.wording import Wording

Work = Mapping[Any, tuple[Any, tuple[int, ...]]]
Name = tuple[str, str, str]
TERMS, CARD, SAID = "terms", "card", "words"
"""First words of the names; a record's terms and its card change apart."""


@dataclass(frozen=True, slots=True)
class SearchUpdate:
    """Files to write, and the addresses of all the search's files afterwards."""

    files: Files = field(default_factory=dict)
    urls: frozenset[str] = frozenset()


def search_names(public: Catalogue) -> list[Name]:
    """The names of the search's entries, as the engine notes them."""
    found = [(kind, *key) for key in searched(public) for kind in (TERMS, CARD)]
    return [*found, (SAID, *WORDS)]


def kept_entries(work: Work) -> dict[Key, Entry]:
    """What the notes hold of the search."""
    return {
        (name[1], name[2]): _entry(work, (name[1], name[2]))
        for name in work
        if isinstance(name, tuple) and name[0] == TERMS
    }


def _entry(work: Work, key: Key) -> Entry:
    rank, card = work[CARD, *key][0]
    return Entry(rank, work[TERMS, *key][0], card)


def update(
    public: Catalogue,
    before: Mapping[Key, Entry],
    work: Work,
    live: tuple[Path | None, Collection[str]],
) -> SearchUpdate:
    """`before` are the entries of the live site; `live` is its folder and its files."""
    there = {url for url in live[1] if url.startswith(FOLDER)}
    after = {key: _entry(work, key) for key in searched(public)}
    words = heard(work[SAID, *WORDS][0])
    now = SearchIndex(after, words)
    old = _manifest(live[0]) if MANIFEST in there else None
    repair = None
    if old is not None and live[0] is not None:
        folder = live[0]
        then = SearchIndex(before, Wording.heard(old))
        repair = now.repair(then, lambda url: (folder / url).read_bytes())
    if repair is None:
        files = now.files()
        return SearchUpdate(files, frozenset(files))
    files, gone = repair
    return SearchUpdate(files, frozenset(there - gone | set(files)))


def _manifest(live: Path | None) -> dict[str, Any] | None:
    """The live site's manifest; None when it can't be read."""
    try:
        told: dict[str, Any] = json.loads(((live or Path()) / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return told
