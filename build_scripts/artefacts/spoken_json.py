"""catalogue.<language>.json: the same facts and ids, for forms in another language.

What nobody has translated is Chinese there as well, so the forms need look at one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from build_scripts.artefacts.catalogue_json import (
    TABLES,
    entry_json,
    head_json,
    join_json,
)
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.in_language import in_language
from build_scripts.languages.speech import speaking
from build_scripts.languages.tongues import translated_into
from build_scripts.languages.translated import without_marks

KIND = "json in "
"""Begins the name of an entry; the language follows."""
HEAD = ""
"""Stands for a table: what is about no single record."""
Name = tuple[str, str, str]


def spoken_names(public: Catalogue) -> list[Name]:
    """The entries such files are made of, as the engine notes them."""
    return [
        (KIND + tag, table, key)
        for tag in translated_into(public.config.languages)
        for table, key in ((HEAD, ""), *_records(public))
    ]


def _records(public: Catalogue) -> Iterator[tuple[str, str]]:
    return ((table, key) for table in TABLES for key in getattr(public, table))


def spoken_entry(public: Catalogue, language: str, table: str, key: str) -> str:
    """One record, or the head, as JSON text in a language."""
    view = in_language(public, language)
    with speaking(language):
        made = head_json(view) if table == HEAD else entry_json(view, table, key)
    return without_marks(made)


def spoken_file(public: Catalogue, language: str, entries: Mapping[Any, Any]) -> str:
    """The whole file; `entries` are texts by name."""
    kind = KIND + language
    texts = {
        table: [entries[kind, table, key] for key in getattr(public, table)]
        for table in TABLES
    }
    return join_json(entries[kind, HEAD, ""], texts)


def spoken_files(public: Catalogue) -> Iterator[tuple[str, str]]:
    """Addresses and texts of the files of all languages, made from nothing."""
    for tag in translated_into(public.config.languages):
        entries = {
            name: spoken_entry(public, tag, name[1], name[2])
            for name in spoken_names(public)
            if name[0] == KIND + tag
        }
        yield address_of(tag), spoken_file(public, tag, entries)


def address_of(language: str) -> str:
    return f"catalogue.{language}.json"
