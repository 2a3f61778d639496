"""Whether a translation still says what the Chinese says.

Whoever translates writes down the mark of the Chinese words as they were then.  When
the Chinese changes, its mark is another one, and the translation is stale.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from build_scripts.catalogue.model import Record
from build_scripts.catalogue.walk import translated_texts_of

State = Literal["fresh", "stale", "unmarked"]
MARK_LETTERS = 8


def languages_of(record: Record) -> tuple[str, ...]:
    """The languages some of the record's words are translated to, sorted."""
    texts = translated_texts_of(record)
    return tuple(sorted({tag for text in texts for tag in text.translations}))


def mark_of(record: Record, language: str) -> str:
    """The mark of the Chinese words that have a translation to this language."""
    texts = translated_texts_of(record)
    words = [str(text) for text in texts if language in text.translations]
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
