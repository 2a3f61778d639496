"""What earlier work has read, so that a build does only what an edit makes necessary.

Work is named (a page's address, a record to check) and has a result.  Its notes are
the questions it asked the catalogue (`catalogue.watch.Key`).  It is stale when one of
them has another answer now.  A question ("once", …) is itself work with a value: it
is asked again before whatever rests on it, and when its value is as before, nothing
that rests on it is stale (constructive traces with early cut-off; Mokhov, Mitchell,
Peyton Jones: Build systems à la carte, 2018).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.spoken import in_language
from build_scripts.catalogue.watch import Key
from build_scripts.languages.speech import speaking
from build_scripts.languages.tongues import HANS

ONCE = "once"
VersionOf = Callable[[Key], bytes]


@dataclass(slots=True)
class Done:
    """One piece of work as a worker reports it."""

    name: Any
    result: Any
    read: Iterable[Key]


@dataclass(slots=True)
class Made:
    """The value of a ("once", …) question as a worker reports it."""

    key: Key
    digest: bytes
    read: Iterable[Key]


@dataclass(slots=True)
class Notes:
    """Questions by number, their answers' versions, and who asked them."""

    keys: list[Key] = field(default_factory=list)
    versions: list[bytes] = field(default_factory=list)
    made: dict[int, tuple[bytes, tuple[int, ...]]] = field(default_factory=dict)
    """Number of a ("once", …) question → digest of its value, what it asked."""
    work: dict[Any, tuple[Any, tuple[int, ...]]] = field(default_factory=dict)
    """Name → result, what it asked."""
    numbers: dict[Key, int] = field(default_factory=dict)

    def packed(self) -> tuple[Any, ...]:
        """Plain values to keep; `unpacked` is the way back."""
        return self.keys, self.versions, self.made, self.work

    @staticmethod
    def unpacked(plain: tuple[Any, ...]) -> Notes:
        return Notes(*plain)

    def stale(
        self, names: Iterable[Any], version_of: VersionOf, now: Catalogue
    ) -> set[Any]:
        """Those of the names whose result may be another one now, or is unknown.

        Afterwards the notes hold today's versions: redo the stale work and `add` it.
        """
        judge = _Judge(self, version_of, now)
        found = set()
        for name in names:
            done = self.work.get(name)
            if done is None or judge.any_stale(done[1]):
                found.add(name)
        judge.settle()
        return found

    def forget_but(self, names: set[Any]) -> None:
        """Drop the work nobody wants any more."""
        for name in [name for name in self.work if name not in names]:
            del self.work[name]

    def add(self, done: Done, version_of: VersionOf) -> None:
        read = tuple(sorted(self._number(key, version_of) for key in done.read))
        self.work[done.name] = (done.result, read)

    def add_made(self, made: Made, version_of: VersionOf) -> None:
        number = self._number(made.key, version_of)
        read = tuple(sorted(self._number(key, version_of) for key in made.read))
        self.made[number] = (made.digest, read)

    def _number(self, key: Key, version_of: VersionOf) -> int:
        if len(self.numbers) < len(self.keys):
            self.numbers = {known: number for number, known in enumerate(self.keys)}
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.keys)
            self.keys.append(key)
            self.versions.append(b"" if key[0] == ONCE else version_of(key))
        return number


class _Judge:
    """Decides about questions, each once."""

    def __init__(self, notes: Notes, version_of: VersionOf, now: Catalogue) -> None:
        self.notes = notes
        self.version_of = version_of
        self.now = now
        self.changed = {
            number
            for number, key in enumerate(notes.keys)
            if key[0] != ONCE and version_of(key) != notes.versions[number]
        }
        self.judged: dict[int, bool] = {}
        self.remade: list[Key] = []
        self.suspects = self._suspects()

    def _suspects(self) -> frozenset[int]:
        """Changed questions and all ("once", …) ones that lead to them."""
        found = set(self.changed)
        grown = bool(found)
        while grown:
            grown = False
            for number, (_, read) in self.notes.made.items():
                if number not in found and not found.isdisjoint(read):
                    found.add(number)
                    grown = True
        return frozenset(found)

    def any_stale(self, read: tuple[int, ...]) -> bool:
        if self.suspects.isdisjoint(read):
            return False
        return any(self._is_stale(number) for number in read)

    def _is_stale(self, number: int) -> bool:
        if number not in self.suspects or number in self.changed:
            return number in self.changed
        if number not in self.judged:
            self.judged[number] = self._has_another_value(number)
        return self.judged[number]

    def _has_another_value(self, number: int) -> bool:
        digest, read = self.notes.made[number]
        if not self.any_stale(read):
            return False
        key = self.notes.keys[number]
        value = _asked_again(self.now, key)
        self.remade.append(key)
        return value is None or digest_of_value(value[0]) != digest

    def settle(self) -> None:
        """Write down today's versions and what was asked again."""
        notes = self.notes
        for number in self.changed:
            notes.versions[number] = self.version_of(notes.keys[number])
        for key in self.remade:
            kept = self.now.kept.get(key)
            if kept is not None:
                made = Made(key, digest_of_value(kept.value), kept.read)
                notes.add_made(made, self.version_of)


def digest_of_value(value: Any) -> bytes:
    """A short digest; values that print alike are alike."""
    text = value if isinstance(value, str) else repr(value)
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _asked_again(now: Catalogue, key: Key) -> tuple[Any] | None:
    """The value of a ("once", …) question today; None when it has none any more."""
    _, module, name, arguments, *spoken = key
    make = getattr(import_module(module), name)
    language = spoken[0] if spoken else HANS
    try:
        with now.watch.noting(), speaking(language):
            return (in_language(now, language).once(make, *arguments),)
    except KeyError:
        return None  # about a record that is gone
