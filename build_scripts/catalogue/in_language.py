"""The catalogue as it reads in another language.

Walking through a table meets the records that have a name in the language; looking one
up by its id works as ever.  Texts come translated.  Where a translation is missing the
Chinese stands between two marks, and one that is older than its Chinese between two
others, so that the page can show both as what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from build_scripts.catalogue.catalogue import RECORD_TABLES, Catalogue
from build_scripts.catalogue.indexes import SPOKEN
from build_scripts.catalogue.model import Record, SiteConfig, Text
from build_scripts.catalogue.translations import state_of
from build_scripts.catalogue.walk import text_fields
from build_scripts.shared.frozen import Frozen

R = TypeVar("R")
_CHINESE = re.compile("[\u3400-\u9fff]")
MISSING = ("\ue000", "\ue001")
"""Stand around Chinese words that have no translation."""
OLD = ("\ue002", "\ue003")
"""Stand around a translation of what the Chinese said before."""


def in_language(catalogue: Catalogue, language: str) -> Catalogue:
    """The same catalogue for readers of a language; made once."""
    if catalogue.language == language:
        return catalogue
    found = catalogue.views.get(language)
    if found is None:
        tables: dict[str, Any] = {
            name: SpokenTable(catalogue, name, language) for name in RECORD_TABLES
        }
        config = settings_in(catalogue.config, language)
        said: dict[str, Any] = {"language": language, "original": catalogue}
        found = replace(catalogue, config=config, **said, **tables)
        catalogue.views[language] = found
    return found


def record_in(record: R, language: str) -> R:
    """A record with its texts in the language, marked where the Chinese is newer."""
    old = isinstance(record, Record) and state_of(record, language) == "stale"
    said: R = _said(record, language, OLD if old else ("", ""))
    return said


def _said(value: Any, language: str, marks: tuple[str, str]) -> Any:
    if isinstance(value, Text):
        return _words(value, language, marks)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_said(item, language, marks) for item in value)
    if isinstance(value, Frozen):
        fields = text_fields(type(value))
        told = {name: _said(getattr(value, name), language, marks) for name in fields}
        return replace(value, **told) if told else value
    return value


def _words(text: Text, language: str, marks: tuple[str, str]) -> Text:
    words = text.translations.get(language)
    if words is not None:
        return Text(f"{marks[0]}{words}{marks[1]}")
    needed = _CHINESE.search(text) is not None
    return Text(f"{MISSING[0]}{text}{MISSING[1]}") if needed else Text(text)


class SpokenTable(Mapping[str, R]):
    """A table as readers of a language meet it."""

    __slots__ = ("_catalogue", "_language", "_name", "_said")

    def __init__(self, catalogue: Catalogue, name: str, language: str) -> None:
        self._catalogue = catalogue
        self._name = name
        self._language = language
        self._said: dict[str, R] = {}

    def __getitem__(self, record_id: str) -> R:
        record = self._table[record_id]  # asked every time, so that it is noted
        if record_id not in self._said:
            self._said[record_id] = record_in(record, self._language)
        return self._said[record_id]

    def get(self, record_id: str, default: Any = None) -> Any:
        return self[record_id] if record_id in self._table else default

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._named())

    def __len__(self) -> int:
        return len(self._named())

    def every(self) -> Iterator[R]:
        return (self[key] for key in self._named())

    @property
    def _table(self) -> Mapping[str, R]:
        table: Mapping[str, R] = getattr(self._catalogue, self._name)
        return table

    def _named(self) -> tuple[str, ...]:
        return self._catalogue.ids_by(SPOKEN[self._name], self._language)


def settings_in(config: SiteConfig, language: str) -> SiteConfig:
    """What people say on the first page is left out where nobody translated it."""
    told = tuple(p for p in config.problems if language in p.text.translations)
    said: SiteConfig = record_in(replace(config, problems=told), language)
    return said
