"""What people write, made comparable: one script, one word for one thing.

Records and queries go through the same function, in Python here and in search.js.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from build_scripts.catalogue.model import SearchWord
from build_scripts.search.hanzi import simplified

PARTICLES = "的了吗呢啊吧呀嘛啦呗哦噻咧"
"""Said at every turn and meaning nothing here; they vanish without a trace."""
BETWEEN = "|"
_PIECES = re.compile(r"[\u3400-\u9fff]+|[a-z]+|[0-9]+")
_PARTICLES = re.compile(f"[{PARTICLES}]")
Weighed = Sequence[tuple[int, Sequence[str]]]
"""Terms of a phrase by their weights."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The county's words: what means the same, what is skipped, what is urgent."""

    same: Mapping[str, str] = field(default_factory=dict)
    """Word as people say it → our word."""
    ignored: tuple[str, ...] = ()
    urgent: Mapping[str, str] = field(default_factory=dict)
    """Word → the number to call."""
    met: dict[tuple[str, int, bool], Weighed] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Phrases that were worked out already, and their terms; see entries.py."""
    _same: re.Pattern[str] | None = field(init=False, compare=False)
    _ignored: re.Pattern[str] | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_same", _any_of(self.same))
        object.__setattr__(self, "_ignored", _any_of(self.ignored))

    @property
    def told(self) -> dict[str, Any]:
        """What the manifest tells the script."""
        return {
            "same": _by_meaning(self.same),
            "ignore": BETWEEN.join(self.ignored),
            "urgent": _by_meaning(self.urgent),
        }

    @classmethod
    def heard(cls, told: Mapping[str, Any]) -> Wording:
        """The way back from `told`."""
        return cls(
            same=_by_word(told["same"]),
            ignored=tuple(filter(None, told["ignore"].split(BETWEEN))),
            urgent=_by_word(told["urgent"]),
        )

    def pieces(self, text: str) -> list[str]:
        """'身分证丟了 sfz' → ['身份证丢', 'sfz']: runs of characters, letters, digits."""
        return self.common(plain(text))

    def common(self, said: str) -> list[str]:
        """The same of what is `plain` already."""
        asked = self._ignored.sub("", said) if self._ignored else said
        if self._same:
            asked = self._same.sub(lambda found: self.same[found[0]], asked)
        # A question of skipped words alone is asked as it stands.
        return own_pieces(asked) or _PIECES.findall(said)

    def call(self, text: str) -> str:
        """The number to call when the words say that somebody is in danger."""
        said = plain(text)
        return next((n for word, n in self.urgent.items() if word in said), "")


def wording(words: Iterable[SearchWord]) -> Wording:
    """The register of search words as tables."""
    same: dict[str, str] = {}
    ignored: list[str] = []
    urgent: dict[str, str] = {}
    for entry in words:
        said = [word for word in map(plain, entry.words) if word]
        if entry.effect == "urgent":
            urgent |= dict.fromkeys(said, entry.call)
        elif entry.effect == "ignore":
            ignored += said
        else:
            same |= dict.fromkeys(said, plain(entry.name))
    return Wording(
        dict(sorted(same.items())), tuple(sorted(ignored)), dict(sorted(urgent.items()))
    )


def _by_meaning(words: Mapping[str, str]) -> dict[str, str]:
    """Meaning → its words in one line: shorter than every word with its meaning."""
    found: dict[str, list[str]] = {}
    for word, meaning in words.items():
        found.setdefault(meaning, []).append(word)
    return {meaning: BETWEEN.join(found[meaning]) for meaning in sorted(found)}


def _by_word(meanings: Mapping[str, str]) -> dict[str, str]:
    return {
        word: meaning
        for meaning, words in meanings.items()
        for word in words.split(BETWEEN)
    }


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the words, the longest first; None when there is none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None


def own_pieces(said: str) -> list[str]:
    """The pieces of what is `plain`, as they stand."""
    return _PIECES.findall(_PARTICLES.sub("", said))


def plain(text: str) -> str:
    """Half-width, small letters, v for ü as keyboards have it, simplified."""
    small = unicodedata.normalize("NFKC", text).lower().replace("ü", "v")
    old, script = _script()
    return small if old.isdisjoint(small) else small.translate(script)


@cache
def _script() -> tuple[frozenset[str], dict[int, str]]:
    """The traditional characters, and what is written for each."""
    new = simplified()
    return frozenset(new), str.maketrans(dict(new))
