"""Asking the index, told in Python: what search.js must answer too.

Only whole numbers, so that both languages come to the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from build_scripts.search.index import MANIFEST
from build_scripts.search.limits import (
    ANY_PLACE,
    EXACT,
    HASH_LETTERS,
    LEAST_COVER,
    MOST_PLACES,
    SHOWN,
    STRONG,
    SURE,
    SURE_BY_NAME,
    UNKNOWN,
    WELL_COVERED,
)
from build_scripts.search.postings import shard_of, unpacked
from build_scripts.search.terms import Slot, by_sound, slots, whole_question
from build_scripts.search.wording import Wording
from build_scripts.shared.frozen import Frozen

Read = Callable[[str], Any]


class Found(Frozen):
    """A record by its number; the masks have a bit for each place of the question."""

    number: int
    score: int
    cover: int
    mask: int
    strong: int
    """Places answered by the record's own names."""


@dataclass(slots=True)
class Search:
    """One reader's search; `read` gives the JSON of a file by its address."""

    read: Read
    manifest: dict[str, Any] = field(init=False)
    words: Wording = field(init=False)

    def __post_init__(self) -> None:
        self.manifest = self.read(MANIFEST)
        self.words = Wording.heard(self.manifest)

    def ask(self, question: str) -> list[Found]:
        """The records that answer, best first; again by sound when they do so badly."""
        return [one for one in self.everything(question) if one.cover >= LEAST_COVER][
            :SHOWN
        ]

    def everything(self, question: str) -> list[Found]:
        """Every record that answers any part of the question, best first."""
        asked = slots(self.words, question)
        whole = whole_question(self.words, question)
        found = self._ranked(asked, whole)
        if found and found[0].cover >= WELL_COVERED:
            return found
        heard = self._by_sound(asked)
        return self._ranked(heard, whole) if heard != asked else found

    def is_sure(self, found: list[Found]) -> bool:
        """Whether the best record answers the question, and not just a word of it."""
        if not found:
            return False
        two = found[0].strong.bit_count() > 1
        return found[0].cover >= (SURE_BY_NAME if two else SURE)

    def at_one_station(self, found: list[Found]) -> tuple[int, int] | None:
        """(station, service) when the question names both and no other place fits."""
        service = next((f for f in found if self.kind(f.number)[0] == "services"), None)
        if service is None:
            return None
        named = self._named_places(found, service)
        stations = {self._doing(service.number, place) for place in named}
        if len(stations) != 1 or None in stations:
            return None
        return stations.pop() or 0, service.number

    def _named_places(self, found: list[Found], service: Found) -> list[int]:
        """The places that answer most of what the service leaves open; areas first."""
        best, named = 0, dict[str, list[int]]()
        for one in found:
            table = self.kind(one.number)[0]
            if table not in ("stations", "areas"):
                continue
            if not service.strong & ~one.strong:
                return []  # the place alone says it all
            bits = (one.strong & ~service.mask).bit_count()
            if bits < max(best, 1):
                continue
            if bits > best:
                best, named = bits, {}
            named.setdefault(table, []).append(one.number)
        return (named.get("areas") or named.get("stations") or [])[:MOST_PLACES]

    def _doing(self, service: int, place: int) -> int | None:
        """The place itself or the area's first station that offers the service."""
        stations = self.card(place).get("x", [place])
        return next((s for s in stations if service in self.card(s).get("s", [])), None)

    def card(self, number: int) -> dict[str, Any]:
        together: int = self.manifest["together"]
        cards = self._shard("cards", number // together)
        card: dict[str, Any] = cards[number % together]
        return card

    def kind(self, number: int) -> tuple[str, int]:
        """Table of a record and its boost in percent."""
        last = ("", 100)
        for table, start, boost, _ in self.manifest["kinds"]:
            if number >= start:
                last = (table, boost)
        return last

    def _by_sound(self, asked: list[Slot]) -> list[Slot]:
        read = {
            character: syllable
            for syllable, characters in self.read(
                f"search/{self.manifest['hanzi']}"
            ).items()
            for character in characters
        }
        return [by_sound(slot, read) for slot in asked]

    def _ranked(self, asked: list[Slot], whole: str) -> list[Found]:
        rows: dict[int, list[int]] = {}  # number → [points, covered, mask, strong]
        total = 0
        for place, slot in enumerate(asked):
            worth, best = self._answers(slot)
            total += worth
            for number, (points, covered, weight) in best.items():
                row = rows.setdefault(number, [0, 0, 0, 0])
                row[0] += points
                row[1] += covered
                row[2] |= 1 << place
                row[3] |= (weight >= STRONG) << place
        idf, holders = self._postings(whole)
        for number, weight in holders:
            if number in rows:
                rows[number][0] += idf * weight * EXACT
        found = [self._found(number, row, total) for number, row in rows.items()]
        return sorted(found, key=lambda one: (-one.score, one.number))

    def _found(self, number: int, row: list[int], total: int) -> Found:
        points, covered, mask, strong = row
        cover = covered * 100 // (total * EXACT)
        score = points * cover * self.kind(number)[1] // 1000
        return Found(number, score, cover, mask, strong)

    def _answers(self, slot: Slot) -> tuple[int, dict[int, tuple[int, int, int]]]:
        """What the place is worth; each record's points, cover (in tenths), weight."""
        worth = 0
        best: dict[int, tuple[int, int, int]] = {}
        for term, tenths in slot.terms:
            idf, holders = self._postings(term)
            worth = max(worth, idf)
            for number, weight in holders:
                points = idf * weight * tenths
                if points > best.get(number, (0, 0, 0))[0]:
                    best[number] = (points, (idf + ANY_PLACE) * tenths, weight)
        return (worth or UNKNOWN) + ANY_PLACE, best

    def _postings(self, term: str) -> tuple[int, list[tuple[int, int]]]:
        count = len(self.manifest["terms"]) // HASH_LETTERS
        line = self._shard("terms", shard_of(term, count)).get(term)
        return unpacked(line) if line else (0, [])

    def _shard(self, kind: str, place: int) -> Any:
        names: str = self.manifest[kind]
        name = names[place * HASH_LETTERS : (place + 1) * HASH_LETTERS]
        return self.read(f"search/{kind}-{place}-{name}.json")
