"""The body of a page in pieces, of which those that many pages share are encoded once.

Two thirds of a page about a service at a station are parts of other pages too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from build_scripts.languages.editions import ROOT

Pieces = Iterable[Any]
"""What a template yields: words, parts, and its blocks, which are pieces again."""
SHORT = 300
"""Characters that are encoded sooner than the words around them are put apart."""
_ROOT = ROOT.encode()


class Part(Markup):
    """A finished part that many pages show."""


def whole(pieces: Pieces) -> str:
    return "".join(_flat(pieces))


def _flat(pieces: Pieces) -> Iterator[str]:
    for piece in pieces:
        if type(piece) is list:
            yield from _flat(piece)
        else:
            yield piece


class Encoder:
    """UTF-8 with the way to the root filled in: for pages that lie equally deep."""

    def __init__(self, root: str) -> None:
        self._root = root.encode()
        self._known: dict[str, bytes] = {}

    def encoded(self, pieces: Pieces) -> bytes:
        made: list[bytes] = []
        words: list[str] = []
        self._gather(pieces, words, made)
        made.append(self._bytes("".join(words)))
        return b"".join(made)

    def _gather(self, pieces: Pieces, words: list[str], made: list[bytes]) -> None:
        """Parts as bytes into `made`, with all words that stood between them."""
        for piece in pieces:
            kind = type(piece)
            if kind is Part and len(piece) > SHORT:
                made += (self._bytes("".join(words)), self._part(piece))
                words.clear()
            elif kind is list:
                self._gather(piece, words, made)
            else:
                words.append(piece)

    def _part(self, part: Part) -> bytes:
        found = self._known.get(part)
        if found is None:
            found = self._known[part] = self._bytes(part)
        return found

    def _bytes(self, words: str) -> bytes:
        return self._root.join(words.encode().split(_ROOT))
