"""Whether a translation still says what the Chinese says.

Whoever translates writes down the mark of the Chinese words as they were then.  When
the Chinese changes, its mark is another one, and the translation is stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Literal

from build_scripts.catalogue.model import Record, Text
from build_scripts.catalogue.walk import text_fields, texts_of
from build_scripts.shared.frozen import Frozen

State = Literal["fresh", "stale", "unmarked"]
MARK_LETTERS = 8
_TRANSLATED = "/zh-Hans"
"""Ends the place of words that stand beside their translations."""


def languages_of(record: Record) -> tuple[str, ...]:
    """The languages some of the record's words are translated to, sorted."""
    if not any(pointer.endswith(_TRANSLATED) for pointer, _ in texts_of(record)):
        return ()
    return tuple(sorted({tag for text in _texts(record) for tag in text.translations}))


def mark_of(record: Record, language: str) -> str:
    """The mark of the Chinese words that have a translation to this language."""
    words = [str(text) for text in _texts(record) if language in text.translations]
    return hashlib.blake2b("\0".join(words).encode()).hexdigest()[:MARK_LETTERS]


def body_mark(body: str) -> str:
    """The mark of a Chinese body, for whoever translates it."""
    return hashlib.blake2b(body.strip().encode()).hexdigest()[:MARK_LETTERS]


def state_of(record: Record, language: str) -> State:
    """Does the translation still hold?  Unmarked: nobody said when it was made."""
    for told in record.translations:
        if told.lang == language:
            return "fresh" if told.of == mark_of(record, language) else "stale"
    return "unmarked"


def _texts(value: Any) -> Iterator[Text]:
    """Every text of a record that has translations, in the order of the fields."""
    if isinstance(value, Text):
        if value.translations:
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Frozen):
        kind: Any = type(value)
        for name in text_fields(kind):
            yield from _texts(getattr(value, name))
