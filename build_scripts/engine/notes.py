"""What earlier work has read, so that a build does only what an edit makes necessary.

Work is named (a page's address, a record to check) and has a result.  Its notes are
the questions it asked the catalogue (`catalogue.watch.Key`).  It is stale when one of
them has another answer now.  A question ("once", …) is itself work with a value, here
called a part: it is asked again before whatever rests on it, and when its value is as
before, nothing that rests on it is stale (constructive traces with early cut-off;
Mokhov, Mitchell, Peyton Jones: Build systems à la carte, 2018).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue, Kept
from build_scripts.catalogue.in_language import in_language
from build_scripts.catalogue.packing import pack, unpack
from build_scripts.catalogue.watch import WORTH_KEEPING, Key
from build_scripts.engine.marks import Asked, Mark, Marks, each
from build_scripts.engine.results import ASKED, Results, Wanted, kind_of, packed
from build_scripts.engine.rows import Cells, Rows
from build_scripts.languages.speech import speaking
from build_scripts.languages.tongues import HANS

DIGEST, QUESTION, VALUE = range(1, 4)
"""The columns of parts beside ASKED: a digest of the value, the question itself, and
the value where it is worth keeping, else b''."""
PARTS = "parts"


@dataclass(slots=True)
class Report:
    """What a worker has done."""

    done: list[tuple[Any, bytes, Asked]] = field(default_factory=list)
    """Name, packed result, what was asked."""
    made: list[tuple[Mark, Cells]] = field(default_factory=list)
    """Parts with their rows."""
    written: list[tuple[str, bool]] = field(default_factory=list)


class Notes:
    """Who asked what, and what came of it."""

    def __init__(self, rows: Mapping[str, Rows] | None = None) -> None:
        """`rows` as `rows` gave them."""
        self._work = dict(rows or {})
        self._parts = self._work.pop(PARTS, Rows(4))
        self._judge: _Judge | None = None
        self.results = Results(self._work)

    @property
    def rows(self) -> Mapping[str, Rows]:
        """All there is to keep, by the kind of work; parts are a kind of their own."""
        return {PARTS: self._parts, **self._work}

    def forget_but(self, wanted: Wanted) -> dict[Any, Any]:
        """Drop the work nobody wants any more: its names, and what had come of it."""
        found: dict[Any, Any] = {}
        for kind, rows in self._work.items():
            gone = rows.names() - wanted.get(kind, {}).keys()
            found.update((name, self.results[name]) for name in gone)
            if gone:
                rows.drop(gone)
        return found

    def _missing(self, wanted: Wanted) -> Iterator[Any]:
        """Work that has never been done."""
        for kind, names in wanted.items():
            rows = self._work.get(kind)
            yield from names if rows is None else names.keys() - rows.names()

    def stale(self, wanted: Wanted, changed: Iterable[Key], now: Catalogue) -> set[Any]:
        """Those of the names whose result may be another one now, or is unknown.

        `changed` are the questions that have another answer than they had.  Redo that
        work and `take` what comes of it.
        """
        self._judge = _Judge(self._parts, changed, now)
        differing = self._judge.differing()
        found = set(self._missing(wanted))
        for rows in self._work.values():
            found.update(rows.holding(differing, ASKED))
        return found

    def earlier(self, key: Key) -> Kept | None:
        """What was worked out for a question, as long as nobody doubts it."""
        if key[1:3] not in WORTH_KEEPING or self._judge is None:
            return None
        mark = self._judge.marks[key]
        if mark not in self._parts or self._judge.doubts(mark):
            return None
        value = self._parts.cell(mark, VALUE)
        return Kept(unpack(value), earlier=True) if value else None

    def take(self, report: Report) -> None:
        """Write down what a worker has done."""
        for name, result, asked in report.done:
            kind = kind_of(name)
            if kind not in self._work:
                self._work[kind] = Rows(2)
            self._work[kind].put(name, asked, result)
        for mark, cells in report.made:
            self._parts.put(mark, *cells)


class Teller:
    """What a worker tells of its work in one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._marks = Marks()
        self._told = 0

    def done(self, report: Report, name: Any, result: Any, read: Iterable[Key]) -> None:
        report.done.append((name, packed(result), self._marks.of(read)))

    def close(self, report: Report) -> None:
        """Add the parts that have been worked out since the last report."""
        kept = self._catalogue.kept
        for key, found in islice(reversed(kept.items()), len(kept) - self._told):
            if not found.earlier:  # else the notes have it
                report.made.append((self._marks[key], _row(key, found, self._marks)))
        self._told = len(kept)


class _Judge:
    """Decides what has another answer now, each part once."""

    def __init__(self, parts: Rows, changed: Iterable[Key], now: Catalogue) -> None:
        self.marks = Marks()
        self._parts = parts
        self._now = now
        self._judged = {self.marks[key]: True for key in changed}
        self._suspects = self._leading_to(set(self._judged))
        self._gone = set[Mark]()
        """Parts that cannot be worked out any more."""

    def differing(self) -> frozenset[Mark]:
        """Every question with another answer; the parts in doubt are asked again."""
        for mark in self._suspects:
            self._differs(mark)
        self._settle()
        return frozenset(mark for mark, differs in self._judged.items() if differs)

    def _leading_to(self, changed: set[Mark]) -> set[Mark]:
        """All parts that asked such a question, or asked a part that did, …"""
        found, fresh = set[Mark](), changed
        while fresh:
            fresh = set(self._parts.holding(fresh, ASKED)) - found
            found |= fresh
        return found

    def doubts(self, mark: Mark) -> bool:
        """Whether the value of a part may be another one now."""
        return mark in self._suspects and self._judged.get(mark, True)

    def _differs(self, mark: Mark) -> bool:
        if mark not in self._judged:
            if mark not in self._suspects:
                return False
            self._judged[mark] = self._has_another_value(mark)
        return self._judged[mark]

    def _has_another_value(self, mark: Mark) -> bool:
        if not any(map(self._differs, each(self._parts.cell(mark, ASKED)))):
            return False
        value = _asked_again(self._now, unpack(self._parts.cell(mark, QUESTION)))
        if value is None:
            self._gone.add(mark)
            return True
        return _digest_of_value(value[0]) != self._parts.cell(mark, DIGEST)

    def _settle(self) -> None:
        """Write down what was worked out for it, and away with what can't be any more."""
        for key, found in self._now.kept.items():
            if not found.earlier:
                self._parts.put(self.marks[key], *_row(key, found, self.marks))
                self._now.kept[key] = Kept(found.value, earlier=True)
        self._parts.drop(self._gone)


def _row(key: Key, found: Kept, marks: Marks) -> Cells:
    """A part as it is noted."""
    value = pack(found.value) if key[1:3] in WORTH_KEEPING else b""
    return marks.of(found.read), _digest_of_value(found.value), pack(key), value


def _digest_of_value(value: Any) -> bytes:
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
    except Exception:
        return None  # about what is gone; else whoever rests on it will say so
