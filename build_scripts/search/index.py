"""The files of the search: one small manifest, shards of terms, shards of cards.

A shard's name carries the hash of its bytes, so browsers may keep it for ever; only
the manifest is asked for again.  The same catalogue always gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.public import published
from build_scripts.search import limits
from build_scripts.search.cards import Card, card_of, offered, stations_of_area
from build_scripts.search.hanzi import LONGEST_WORD, SYLLABLE, readings, simplified
from build_scripts.search.places import Place, places
from build_scripts.search.postings import packed, shard_bytes, shard_count, shard_of
from build_scripts.search.said import Phrase, phrases
from build_scripts.search.terms import (
    WHOLE,
    Term,
    spoken_terms,
    written_terms,
)
from build_scripts.search.wording import PARTICLES, Wording, wording

VERSION = 1
MANIFEST = "search/index.json"
PLACES = "places"
HEAVIEST = 35
BOOST: Mapping[str, int] = {
    "services": 120,
    "life_events": 108,
    "dispute_types": 116,
    PLACES: 104,
    "stations": 106,
    "areas": 100,
    "articles": 96,
    "agencies": 84,
    "hotlines": 90,
    "materials": 66,
    "laws": 60,
    "pages": 70,
}
"""Kind of record → how readily it is shown, in percent; also their order."""

LABEL: Mapping[str, str] = {
    "services": "办事",
    "life_events": "一件事",
    "dispute_types": "纠纷",
    PLACES: "从这里进",
    "stations": "地点",
    "areas": "村和社区",
    "articles": "学法律",
    "agencies": "部门",
    "hotlines": "热线",
    "materials": "材料",
    "laws": "法律法规",
    "pages": "本站",
}
"""The tag beside a result."""

Terms = tuple[tuple[Term, int], ...]
TermsOf = Callable[[Catalogue, str, str], Terms]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Everything that can be found; a record's number is its place in `keys`."""

    keys: Sequence[tuple[str, str]]
    starts: Mapping[str, int]
    """Table → number of its first record."""

    def number(self) -> dict[tuple[str, str], int]:
        return {key: number for number, key in enumerate(self.keys)}


def search_files(
    catalogue: Catalogue, terms: TermsOf | None = None
) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every file; `terms` may remember what `terms_of` found."""
    numbered = numbered_records(catalogue)
    shards = _term_shards(catalogue, numbered, terms or terms_of)
    cards = _card_shards(catalogue, numbered)
    hanzi = _bytes(dict(readings()))
    names = {"terms": [], "cards": []}  # type: dict[str, list[str]]
    for kind, files in (("terms", shards), ("cards", cards)):
        for place, content in enumerate(files):
            names[kind].append(_digest(content))
            yield f"search/{kind}-{place}-{names[kind][-1]}.json", content
    names["hanzi"] = [f"hanzi-{_digest(hanzi)}.json"]
    yield f"search/{names['hanzi'][0]}", hanzi
    yield MANIFEST, _bytes(_manifest(catalogue, numbered, names))


def numbered_records(catalogue: Catalogue) -> Numbered:
    """All that is searched, alike beside alike: that is what makes postings short."""
    keys: list[tuple[str, str]] = []
    starts = {}
    for table in BOOST:
        starts[table] = len(keys)
        keys += [(table, key) for key in _ids(catalogue, table)]
    return Numbered(keys, starts)


def _ids(catalogue: Catalogue, table: str) -> list[str]:
    if table == PLACES:
        return [place.id for place in places(catalogue.config)]
    records = getattr(catalogue, table)
    shown = [r for r in records.values() if r.status in ("published", "suspended")]
    shown.sort(key=lambda record: (getattr(record, "kind", ""), record.id))
    return [record.id for record in shown]


def terms_of(catalogue: Catalogue, table: str, record_id: str) -> Terms:
    """The terms of one record, each with its weight (1 to 35).

    Depends on the record, the search words, and the names it shows of others: the
    areas and agencies of a station, the topic and materials of a service.
    """
    words = catalogue.once(words_of)
    found: dict[Term, int] = {}
    for phrase in _phrases(catalogue, table, record_id):
        pieces = words.pieces(phrase.text)
        weight = _weight(phrase.weight, sum(map(len, pieces)))
        for term in written_terms(pieces):
            found[term] = max(found.get(term, 0), weight)
        heard = words.own_pieces(phrase.text)
        for term in spoken_terms(pieces, heard) if phrase.spoken else ():
            strength = _spoken_weight(term, phrase.weight, weight)
            found[term] = max(found.get(term, 0), strength)
    return tuple(sorted(found.items()))


def words_of(catalogue: Catalogue) -> Wording:
    return wording(published(catalogue.search_words))


def _phrases(catalogue: Catalogue, table: str, record_id: str) -> Iterator[Phrase]:
    if table == PLACES:
        return _place(catalogue, record_id).phrases()
    return phrases(catalogue, table, record_id)


def _place(catalogue: Catalogue, place_id: str) -> Place:
    return next(p for p in places(catalogue.config) if p.id == place_id)


def _weight(weight: int, length: int) -> int:
    """A word counts more in a short phrase than in a long one."""
    return max(1, min(HEAVIEST, round(weight * 10 / max(10, 6 + length))))


def _spoken_weight(term: Term, weight: int, in_phrase: int) -> int:
    if term.startswith(WHOLE):
        return weight
    return max(1, in_phrase // 3) if len(term) == 1 else in_phrase


def _term_shards(
    catalogue: Catalogue, numbered: Numbered, terms: TermsOf
) -> Iterator[bytes]:
    holders: dict[Term, list[tuple[int, int]]] = {}
    for number, (table, key) in enumerate(numbered.keys):
        for term, weight in terms(catalogue, table, key):
            holders.setdefault(term, []).append((number, weight))
    lines = {t: packed(found, len(numbered.keys)) for t, found in holders.items()}
    count = shard_count(sum(map(len, lines)) + sum(map(len, lines.values())))
    shards: list[dict[Term, str]] = [{} for _ in range(count)]
    for term, line in lines.items():
        shards[shard_of(term, count)][term] = line
    yield from map(shard_bytes, shards)


def _card_shards(catalogue: Catalogue, numbered: Numbered) -> Iterator[bytes]:
    number = numbered.number()
    cards = [_card(catalogue, number, table, key) for table, key in numbered.keys]
    step = _together(len(cards))
    for start in range(0, len(cards), step):
        yield _bytes(cards[start : start + step])


def _together(records: int) -> int:
    """Cards in one file: few while there are few files."""
    return 8 if records <= 4_000 else 16 if records <= 12_000 else 32


def _card(
    catalogue: Catalogue, number: Mapping[tuple[str, str], int], table: str, key: str
) -> Card:
    if table == PLACES:
        place = _place(catalogue, key)
        return {"t": place.name, "u": place.url, "n": place.note}
    card = card_of(catalogue, table, key)
    if table == "stations":
        ids = offered(catalogue, catalogue.stations[key])
        card["s"] = [number["services", s] for s in ids if ("services", s) in number]
    if table == "areas":
        ids = stations_of_area(catalogue, key)
        card["x"] = [number["stations", s] for s in ids if ("stations", s) in number]
    return card


def _manifest(
    catalogue: Catalogue, numbered: Numbered, names: Mapping[str, list[str]]
) -> dict[str, Any]:
    words = catalogue.once(words_of)
    return {
        "version": VERSION,
        "records": len(numbered.keys),
        "kinds": [[t, numbered.starts[t], BOOST[t], LABEL[t]] for t in BOOST],
        "together": _together(len(numbered.keys)),
        "terms": "".join(names["terms"]),
        "cards": "".join(names["cards"]),
        "hanzi": "".join(names["hanzi"]),
        "script": ["".join(simplified()), "".join(simplified().values())],
        "particles": PARTICLES,
        "same": _by_meaning(words.same),
        "ignore": "|".join(words.ignored),
        "urgent": _by_meaning(words.urgent),
        **_limits(),
    }


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
        "strong": limits.STRONG,
        "mostPlaces": limits.MOST_PLACES,
        "shown": limits.SHOWN,
    }


def _by_meaning(words: Mapping[str, str]) -> dict[str, str]:
    """Meaning → its words in one line: shorter than every word with its meaning."""
    found: dict[str, list[str]] = {}
    for word, meaning in words.items():
        found.setdefault(meaning, []).append(word)
    return {meaning: "|".join(found[meaning]) for meaning in sorted(found)}


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(content: bytes) -> str:
    """A few letters are enough: only versions of one shard must differ."""
    return hashlib.sha256(content).hexdigest()[: limits.HASH_LETTERS]
