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
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from itertools import islice
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue, Kept
from build_scripts.catalogue.in_language import in_language
from build_scripts.catalogue.packing import pack, unpack
from build_scripts.catalogue.watch import WORTH_KEEPING, Key
from build_scripts.engine.numbering import (
    Numbering,
    Numbers,
    as_bytes,
    as_numbers,
    readers,
)
from build_scripts.engine.results import Results
from build_scripts.languages.speech import speaking
from build_scripts.languages.tongues import HANS

ONCE = "once"
_DAY = "\0day"
"""Marks a date among the arguments of a kept question."""
Changed = Callable[[Iterable[tuple[int, Key]]], set[int]]
"""Which of these questions, by number, have another answer now than they had."""


@dataclass(slots=True)
class Report:
    """What a worker has done: questions as the worker's own numbers."""

    worker: int = field(default_factory=os.getpid)
    news: list[Key] = field(default_factory=list)
    """The questions it had not met before this report, in the order of their numbers."""
    done: list[tuple[Any, Any, Numbers]] = field(default_factory=list)
    """Name, result, what was asked."""
    made: list[tuple[int, bytes, Numbers, bytes]] = field(default_factory=list)
    """Number of a ("once", …) question, digest of its value, what it asked, and the
    value itself where it is worth keeping, else b''."""
    written: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(slots=True)
class Notes:
    """Questions by number, and who asked them."""

    keys: list[Key] = field(default_factory=list)
    made: dict[int, bytes] = field(default_factory=dict)
    """Number of a ("once", …) question → digest of its value."""
    made_read: dict[int, Numbers] = field(default_factory=dict)
    """… and what it asked …"""
    values: dict[int, bytes] = field(default_factory=dict)
    """… and the value itself, packed, where it is worth keeping."""
    read: dict[Any, Numbers] = field(default_factory=dict)
    """Name of a piece of work → what it asked …"""
    results: Results = field(default_factory=Results)
    """… and what came of it."""
    _judge: _Judge | None = None
    _kept: list[Key] = field(default_factory=list)
    """The first of the keys as they are kept: plain values."""
    _numbers: dict[Key, int] = field(default_factory=dict)
    _met: dict[int, list[int]] = field(default_factory=dict)
    """Worker → our numbers by its own."""

    def packed(self) -> tuple[Any, ...]:
        """Plain values to keep, but for the results; `unpacked` is the way back."""
        fresh = self.keys[len(self._kept) :]
        kept = [*self._kept, *(_told(key) if _has_day(key) else key for key in fresh)]
        days = [n for n, key in enumerate(kept) if key is not self.keys[n]]
        return kept, days, self.made, self.made_read, self.values, self.read

    @staticmethod
    def unpacked(plain: tuple[Any, ...], results: Results) -> Notes:
        kept, days, made, made_read, values, read = plain
        keys = kept.copy()
        for number in days:
            keys[number] = _heard(kept[number])
        notes = Notes(keys, made, made_read, values, read, results)
        notes._kept = kept
        return notes

    def stale(self, names: Iterable[Any], changed: Changed, now: Catalogue) -> set[Any]:
        """Those of the names whose result may be another one now, or is unknown.

        Redo that work and `take` what comes of it.
        """
        wanted = set(names)
        found = wanted - self.read.keys()
        self._judge = judge = _Judge(self, changed(enumerate(self.keys)), now)
        found.update(wanted.intersection(judge.stale()))
        judge.settle()
        return found

    def earlier(self, key: Key) -> Kept | None:
        """What was worked out for a question, as long as nobody doubts it."""
        if key[1:3] not in WORTH_KEEPING or self._judge is None:
            return None
        number = self._number_of().get(key)
        packed = self.values.get(number) if number is not None else None
        if number is None or packed is None or self._judge.doubts(number):
            return None
        read = as_numbers(self.made_read[number])
        asked = frozenset(map(self.keys.__getitem__, read))
        return Kept(unpack(packed), asked, earlier=True)

    def forget_but(self, names: set[Any]) -> None:
        """Drop the work nobody wants any more."""
        for name in self.read.keys() - names:
            del self.results[name], self.read[name]

    def take(self, report: Report) -> None:
        """Write down what a worker has done."""
        met = self._met.setdefault(report.worker, [])
        met += map(self.number, report.news)
        for name, result, read in report.done:
            self.results[name] = result
            self.read[name] = as_bytes(map(met.__getitem__, as_numbers(read)))
        for number, digest, read, packed in report.made:
            ours = met[number]
            self.made[ours] = digest
            self.made_read[ours] = as_bytes(map(met.__getitem__, as_numbers(read)))
            if packed:
                self.values[ours] = packed

    def _number_of(self) -> dict[Key, int]:
        if len(self._numbers) < len(self.keys):
            self._numbers = {known: number for number, known in enumerate(self.keys)}
        return self._numbers

    def number(self, key: Key) -> int:
        number = self._number_of().get(key)
        if number is None:
            number = self._numbers[key] = len(self.keys)
            self.keys.append(key)
        return number


class Teller:
    """What a worker tells of its work in one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._numbering = Numbering()
        self._told = 0

    def done(self, report: Report, name: Any, result: Any, read: Iterable[Key]) -> None:
        report.done.append((name, result, self._numbering.of(read)))

    def close(self, report: Report) -> None:
        """Add what `once` has worked out since the last report, and new questions."""
        kept = self._catalogue.kept
        fresh = islice(reversed(kept.items()), len(kept) - self._told)
        for key, found in fresh:
            if found.earlier:
                continue  # the notes have it
            number, read = self._numbering[key], self._numbering.of(found.read)
            digest, packed = digest_of_value(found.value), _packed(key, found.value)
            report.made.append((number, digest, read, packed))
        self._told = len(kept)
        report.news = self._numbering.news()


class _Judge:
    """Decides about questions, each once."""

    def __init__(self, notes: Notes, changed: set[int], now: Catalogue) -> None:
        self.notes = notes
        self.now = now
        self.changed = changed
        self.judged: dict[int, bool] = {}
        self.remade: list[Key] = []
        self.suspects = self._suspects()

    def _suspects(self) -> frozenset[int]:
        """Changed questions and all ("once", …) ones that lead to them."""
        found, fresh = set(self.changed), self.changed
        while fresh:
            fresh = set(readers(self.notes.made_read, fresh)) - found
            found |= fresh
        return frozenset(found)

    def stale(self) -> Iterable[Any]:
        """The names of work that asked something with another answer now."""
        if not self.suspects:
            return
        read = self.notes.read
        for name in readers(read, self.suspects):
            if any(
                map(self._is_stale, self.suspects.intersection(as_numbers(read[name])))
            ):
                yield name

    def doubts(self, number: int) -> bool:
        """Whether the value of a ("once", …) question may be another one now."""
        return number in self.suspects and self.judged.get(number, True)

    def _is_stale(self, number: int) -> bool:
        """Of a suspect."""
        if number in self.changed:
            return True
        if number not in self.judged:
            self.judged[number] = self._has_another_value(number)
        return self.judged[number]

    def _has_another_value(self, number: int) -> bool:
        read = self.suspects.intersection(as_numbers(self.notes.made_read[number]))
        if not any(map(self._is_stale, read)):
            return False
        key = self.notes.keys[number]
        value = _asked_again(self.now, key)
        self.remade.append(key)
        return value is None or digest_of_value(value[0]) != self.notes.made[number]

    def settle(self) -> None:
        """Write down what was asked again; of what is in doubt no value is kept."""
        notes = self.notes
        for number in filter(self.doubts, self.suspects):
            notes.values.pop(number, None)
        for key in self.remade:
            kept = self.now.kept.get(key)
            if kept is not None:
                number = notes.number(key)
                notes.made[number] = digest_of_value(kept.value)
                notes.made_read[number] = as_bytes(map(notes.number, kept.read))
                if packed := _packed(key, kept.value):
                    notes.values[number] = packed


def _packed(key: Key, value: Any) -> bytes:
    return pack(value) if key[1:3] in WORTH_KEEPING else b""


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


def _has_day(key: Key) -> bool:
    return key[0] == ONCE and date in map(type, key[3])


def _told(key: Key) -> Key:
    """A question about a day in plain values."""
    arguments = ((_DAY, a.toordinal()) if type(a) is date else a for a in key[3])
    return (*key[:3], tuple(arguments), *key[4:])


def _heard(key: Key) -> Key:
    """The way back from `_told`."""
    return (*key[:3], tuple(map(_day_or_as_is, key[3])), *key[4:])


def _day_or_as_is(argument: Any) -> Any:
    if isinstance(argument, tuple) and argument[:1] == (_DAY,):
        return date.fromordinal(argument[1])
    return argument
