"""What becomes of the search's files when a build has made some entries anew."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.engine.results import Results
from build_scripts.search.entries import WORDS, Entry, Key, heard, searched
from build_scripts.search.index import MANIFEST, Files, SearchIndex
from build_scripts.search.wording import Wording

Name = tuple[str, str, str]
TERMS, CARD, SAID = "terms", "card", "words"
"""First words of the names; a record's terms and its card change apart."""
NAMES = frozenset({TERMS, CARD, SAID})


def search_names(public: Catalogue) -> list[Name]:
    """The names of the search's entries, as the engine notes them."""
    found = [(kind, *key) for key in searched(public) for kind in (TERMS, CARD)]
    return [*found, (SAID, *WORDS)]


def is_wanted(results: Results) -> bool:
    """Whether the build makes a search at all."""
    return (SAID, *WORDS) in results


def update(
    results: Results,
    before: Mapping[Any, Any],
    live: Path | None,
    there: Collection[str],
) -> tuple[Files, Collection[str]]:
    """Files to write, and the addresses of all the search's files afterwards.

    `before` holds what of the results was otherwise in the live site, None for what
    was not there; `there` are the addresses of its search.
    """
    told = {**results.of(TERMS), **results.of(CARD)}
    after = {name[1:]: _entry(told, name[1:]) for name in results.names(TERMS)}
    now = SearchIndex(after, heard(results[SAID, *WORDS]))
    old = _manifest(live) if live is not None and MANIFEST in there else None
    repair = None
    if live is not None and old is not None:
        folder = live
        then = SearchIndex(_then(after, results, before), Wording.heard(old))
        repair = now.repair(then, lambda url: (folder / url).read_bytes())
    if repair is None:
        files = now.files()
        return files, files
    files, gone = repair
    return files, (set(there) - gone) | set(files)


def _then(
    after: Mapping[Key, Entry], results: Results, before: Mapping[Any, Any]
) -> dict[Key, Entry]:
    """The entries of the live site: today's, but for what was otherwise."""
    then = dict(after)
    for key in {
        n[1:] for n in before if isinstance(n, tuple) and n[0] in (TERMS, CARD)
    }:
        were = {
            name: before[name] if name in before else results.get(name)
            for name in ((TERMS, *key), (CARD, *key))
        }
        if were[TERMS, *key] is None:
            then.pop(key, None)
        else:
            then[key] = _entry(were, key)
    return then


def _entry(results: Mapping[Any, Any], key: Key) -> Entry:
    rank, card = results[CARD, *key]
    return Entry(rank, results[TERMS, *key], card)


def _manifest(live: Path) -> dict[str, Any] | None:
    """The live site's manifest; None when it can't be read."""
    try:
        told: dict[str, Any] = json.loads((live / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return told
