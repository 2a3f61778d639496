"""The files of the search: one small manifest, shards of terms, shards of cards.

A shard's name carries the hash of its bytes, so browsers may keep it for ever; only
the manifest is asked for again.  The same catalogue always gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.search import limits
from build_scripts.search.entries import (
    BOOST,
    Entry,
    Key,
    entry_of,
    json_text,
    searched,
    terms_by_weight,
    terms_in,
    words_of,
)
from build_scripts.search.hanzi import LONGEST_WORD, SYLLABLE, readings, simplified
from build_scripts.search.postings import (
    packed,
    repaired,
    shard_bytes,
    shard_count,
    shard_of,
)
from build_scripts.search.wording import PARTICLES, Wording
from build_scripts.shared.frozen import Frozen

VERSION = 1
FOLDER = "search/"
MANIFEST = f"{FOLDER}index.json"
LABEL: Mapping[str, str] = {
    "services": "办事",
    "life_events": "一件事",
    "dispute_types": "纠纷",
    "places": "从这里进",
    "stations": "地点",
    "areas": "村和社区",
    "articles": "学法律",
    "agencies": "部门",
    "hotlines": "热线",
    "materials": "材料",
    "laws": "法律法规",
    "pages": "本站",
    "alerts": "提醒",
    "events": "活动",
    "notices": "通知",
    "quizzes": "答题",
    "volunteers": "志愿者",
    "lost_found": "失物招领",
    "terms": "词语",
    "forms": "表格",
}
"""The tag beside a result."""
POINTERS = {"stations": ("s", "services"), "areas": ("x", "stations")}
"""Table → the part of its cards that names records, and their table."""

Files = dict[str, bytes]
Read = Callable[[str], bytes]


def search_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every file."""
    entries = {key: entry_of(catalogue, *key) for key in searched(catalogue)}
    yield from SearchIndex(entries, catalogue.once(words_of)).files().items()


@dataclass(frozen=True)
class SearchIndex:
    """The index of some entries."""

    entries: Mapping[Key, Entry]
    words: Wording

    @cached_property
    def keys(self) -> Sequence[Key]:
        """Everything that can be found; a record's number is its place here."""
        order = {table: place for place, table in enumerate(BOOST)}
        ranks = {key: entry.rank for key, entry in self.entries.items() if entry.card}
        return sorted(ranks, key=lambda key: (order[key[0]], ranks[key], key[1]))

    @cached_property
    def number(self) -> Mapping[Key, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def files(self) -> Files:
        """Every file, from nothing."""
        hanzi = json_text(dict(readings())).encode()
        names = {"hanzi": f"hanzi-{_digest(hanzi)}.json", "terms": "", "cards": ""}
        files = {FOLDER + names["hanzi"]: hanzi}
        for kind, shards in (("terms", self._term_shards()), ("cards", self._cards())):
            for place, content in enumerate(shards):
                digest = _digest(content)
                names[kind] += digest
                files[_shard_url(kind, place, digest)] = content
        return {**files, MANIFEST: self._manifest(names)}

    def repair(self, before: SearchIndex, read: Read) -> tuple[Files, set[str]] | None:
        """Files to write and addresses to take away, when little has changed.

        `read` gives the bytes of the files of `before`.  None when records came or
        went, or the words changed: then every file is made anew.
        """
        if self.words.told != before.words.told or not self._alike(before):
            return None
        changed = [
            key for key, entry in self.entries.items() if entry != before.entries[key]
        ]
        if not changed:
            return {}, set()
        old = json.loads(read(MANIFEST))
        names = {kind: str(old[kind]) for kind in ("hanzi", "terms", "cards")}
        repair = _Repair(names, read, {}, set())
        for place, changes in self._changed_terms(before, changed).items():
            repair.terms(place, changes, len(self.keys))
        step = _together(len(self.keys))
        shown = [self.number[key] for key in changed if key in self.number]
        for place in sorted({number // step for number in shown}):
            repair.put("cards", place, self._cards_at(place * step, step))
        # Words and numbers are as before, so only the names in it are others.
        repair.files[MANIFEST] = json_text({**old, **names}).encode()
        return repair.files, repair.gone - set(repair.files)

    def _alike(self, before: SearchIndex) -> bool:
        """Whether the same records are found, under the same numbers."""
        return self.entries.keys() == before.entries.keys() and all(
            (entry.rank, bool(entry.card)) == (old.rank, bool(old.card))
            for key, entry in self.entries.items()
            if (old := before.entries[key]) is not entry
        )

    def _changed_terms(
        self, before: SearchIndex, changed: Sequence[Key]
    ) -> dict[int, list[tuple[str, int, int]]]:
        """Shard → (term, record number, weight now or 0)."""
        count = shard_count(len(self.keys))
        found: dict[int, list[tuple[str, int, int]]] = {}
        for key in filter(self.number.__contains__, changed):
            old = dict(terms_in(before.entries[key]))
            new = dict(terms_in(self.entries[key]))
            for term in sorted(old.keys() | new.keys()):
                weight = new.get(term, 0)
                if weight != old.get(term, 0):
                    place = shard_of(term, count)
                    found.setdefault(place, []).append((term, self.number[key], weight))
        return found

    def _term_shards(self) -> Iterator[bytes]:
        holders: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, key in enumerate(self.keys):
            for weight, terms in terms_by_weight(self.entries[key]):
                held = (number, weight)
                for term in terms:
                    holders[term].append(held)
        count = shard_count(len(self.keys))
        shards: list[dict[str, str]] = [{} for _ in range(count)]
        for term, found in holders.items():
            shards[shard_of(term, count)][term] = packed(found, len(self.keys))
        yield from map(shard_bytes, shards)

    def _cards(self) -> Iterator[bytes]:
        step = _together(len(self.keys))
        for start in range(0, len(self.keys), step):
            yield self._cards_at(start, step)

    def _cards_at(self, start: int, step: int) -> bytes:
        texts = [self._card(key) for key in self.keys[start : start + step]]
        return b"[" + b",".join(texts) + b"]"

    def _card(self, key: Key) -> bytes:
        """The card with numbers in place of ids."""
        card = self.entries[key].card
        name, table = POINTERS.get(key[0], ("", ""))
        if not name:
            return card
        told = json.loads(card)
        named = [(table, record_id) for record_id in told.pop(name, ())]
        numbers = [self.number[other] for other in named if other in self.number]
        return json_text({**told, name: numbers} if numbers else told).encode()

    def _manifest(self, names: Mapping[str, str]) -> bytes:
        starts = dict.fromkeys(BOOST, len(self.keys))
        for number, (table, _) in reversed(list(enumerate(self.keys))):
            starts[table] = number
        told = {
            "version": VERSION,
            "records": len(self.keys),
            "kinds": [
                [t, starts[t], BOOST[t], LABEL[t]]
                for t in BOOST
                if starts[t] < len(self.keys)
            ],
            "together": _together(len(self.keys)),
            **names,
            "script": ["".join(simplified()), "".join(simplified().values())],
            "particles": PARTICLES,
            **self.words.told,
            **_limits(),
        }
        return json_text(told).encode()


class _Repair(Frozen):
    """Shards made anew: their names, what to write, what to take away."""

    names: dict[str, str]
    read: Read
    files: Files
    gone: set[str]

    def put(self, kind: str, place: int, content: bytes) -> None:
        old, new = self._digest_of(kind, place), _digest(content)
        if new == old:
            return
        at = place * limits.HASH_LETTERS
        line = self.names[kind]
        self.names[kind] = line[:at] + new + line[at + limits.HASH_LETTERS :]
        self.files[_shard_url(kind, place, new)] = content
        self.gone.add(_shard_url(kind, place, old))

    def terms(
        self, place: int, changes: Sequence[tuple[str, int, int]], records: int
    ) -> None:
        url = _shard_url("terms", place, self._digest_of("terms", place))
        self.put("terms", place, repaired(self.read(url), changes, records))

    def _digest_of(self, kind: str, place: int) -> str:
        at = place * limits.HASH_LETTERS
        return self.names[kind][at : at + limits.HASH_LETTERS]


def _together(records: int) -> int:
    """Cards in one file: few while there are few files."""
    return 8 if records <= 4_000 else 16 if records <= 12_000 else 32


def _limits() -> dict[str, Any]:
    """What search.js is told of limits.py, by its own names."""
    return {
        "hash": limits.HASH_LETTERS,
        "syllable": SYLLABLE,
        "longestWord": LONGEST_WORD,
        "mostSlots": limits.MOST_SLOTS,
        "alike": limits.SOUNDS_ALIKE,
        "unknown": limits.UNKNOWN,
        "anyPlace": limits.ANY_PLACE,
        "least": limits.LEAST_COVER,
        "well": limits.WELL_COVERED,
        "sure": limits.SURE,
        "byName": limits.SURE_BY_NAME,
        "strong": limits.STRONG,
        "mostPlaces": limits.MOST_PLACES,
        "shown": limits.SHOWN,
    }


def _shard_url(kind: str, place: int, digest: str) -> str:
    return f"{FOLDER}{kind}-{place}-{digest}.json"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[: limits.HASH_LETTERS]
