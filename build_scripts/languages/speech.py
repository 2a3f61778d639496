"""The language a page is being written in, and our own words in it.

`_("…")` marks the words of templates and page modules; the Chinese is the msgid.  The
language is set around the making of a page, as a process makes one page at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from build_scripts.languages.tongues import HANS
from build_scripts.shared.po_file import Said, read_po

HERE = Path(__file__).resolve().parent


class _InForce:
    language = HANS
    words: Mapping[str, Said] = {}


def in_force() -> str:
    """The language in force."""
    return _InForce.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Inside the block, our own words are said in this language."""
    before = _InForce.language, _InForce.words
    _InForce.language, _InForce.words = language, words_of(language)
    try:
        yield
    finally:
        _InForce.language, _InForce.words = before


def _(text: str, **values: object) -> str:
    """`_("满 %(n)s 天", n=30)`; `n` decides between one and several."""
    said = in_words(text, values.get("n")) if _InForce.words else text
    return said % values if values else said


def in_words(text: str, n: object = None) -> str:
    """How our words are said in the language in force, before anything is put in."""
    if not _InForce.words:
        return text
    one, several = _InForce.words.get(text, (text, text))
    return one if n == 1 else several


@cache
def words_of(language: str) -> Mapping[str, Said]:
    """msgid → words; nothing for the language the msgids are written in.

    What nobody has translated yet is said in English rather than in Chinese.
    """
    if language == HANS:
        return {}
    own = read_po(HERE / f"{language}.po")
    return own if language == "en" else {**words_of("en"), **own}


@cache
def version_of(language: str) -> str:
    """A digest of all words of a language; '' for zh-Hans."""
    words = words_of(language)
    return hashlib.sha256(repr(words).encode()).hexdigest()[:16] if words else ""


class Words(dict[str, str]):
    """A table of our own words, said in the language in force when looked up."""

    def __getitem__(self, key: str) -> str:
        return _(super().__getitem__(key))

    def get(self, key: str, default: str = "") -> str:  # type: ignore[override]  # words only, never another type
        return _(super().get(key, default))

    def said(self) -> Iterator[tuple[str, str]]:
        return ((key, _(words)) for key, words in self.items())


class Later(str):
    """Our own words in a constant: said in the language in force when they are shown."""

    __slots__ = ()

    def __html__(self) -> Markup:
        return escape(_(str(self)))
