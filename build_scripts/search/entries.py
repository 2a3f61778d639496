"""One record as the search knows it: where it stands, its terms, its card.

An entry depends on the record, the search words, and the names it shows of others;
the engine keeps it and asks again only when one of those changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import Record
from build_scripts.catalogue.public import is_over
from build_scripts.search.cards import card_of
from build_scripts.search.phrase import Phrase
from build_scripts.search.places import Place, places
from build_scripts.search.postings import base36
from build_scripts.search.said import phrases
from build_scripts.search.terms import (
    Term,
    characters,
    sound_terms,
    whole_terms,
    written_terms,
)
from build_scripts.search.wording import Weighed, Wording, own_pieces, plain, wording

PLACES = "places"
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
    "alerts": 98,
    "events": 94,
    "notices": 94,
    "quizzes": 84,
    "volunteers": 84,
    "lost_found": 88,
    "terms": 76,
    "forms": 80,
}
"""Table → how readily its records are shown, in percent; also the order of numbers."""
HEAVIEST = 35
SHORT_PHRASE = 12
"""Names of places, offices and kinds; longer sentences hardly come twice."""
FOUND = ("published", "suspended")
"""Records of these statuses can be found."""
Key = tuple[str, str]
"""Table and id."""


class Entry(NamedTuple):
    """UTF-8 as it is kept: most entries are compared and never read again.

    A hidden record has an empty card.
    """

    rank: str
    """Records of a table are numbered by rank, then id: alike beside alike."""
    terms: bytes
    """`weight<TAB>term<TAB>term…` a line."""
    card: bytes
    """JSON; other records stand in it as ids."""


WORDS: Key = ("search_words", "*")
"""Stands for the register of search words as a whole."""


def searched(catalogue: Catalogue) -> Iterator[Key]:
    """Everything that may have an entry; found without a look at any record."""
    for table in BOOST:
        if table == PLACES:
            yield from ((PLACES, place.id) for place in places(catalogue.config))
        else:
            yield from ((table, key) for key in getattr(catalogue, table))


def entry_of(catalogue: Catalogue, table: str, record_id: str) -> Entry:
    """The entry of a record; nothing in it when it is withdrawn or over."""
    rank, card = card_line(catalogue, table, record_id)
    return Entry(rank, terms_lines(catalogue, table, record_id), card)


def terms_lines(catalogue: Catalogue, table: str, record_id: str) -> bytes:
    """The terms of a record: whoever mends a telephone leaves them as they are."""
    said = catalogue.once(said_by, table, record_id)
    return _lines(_by_weight(catalogue.once(words_of), said)).encode()


def card_line(catalogue: Catalogue, table: str, record_id: str) -> tuple[str, bytes]:
    """Rank and card of a record; '' when it is withdrawn."""
    if table == PLACES:
        place = _place(catalogue, record_id)
        told = {"t": place.name, "u": place.url, "n": place.note}
        return "", json_text(told).encode()
    record = getattr(catalogue, table)[record_id]
    if not _may_be_found(catalogue, record):
        return "", b""
    card = json_text(card_of(catalogue, table, record_id))
    return getattr(record, "kind", ""), card.encode()


def said_by(catalogue: Catalogue, table: str, record_id: str) -> tuple[Phrase, ...]:
    """All phrases of a record, none of a withdrawn one; for `catalogue.once`."""
    if table == PLACES:
        return tuple(_place(catalogue, record_id).phrases())
    if not _may_be_found(catalogue, getattr(catalogue, table)[record_id]):
        return ()
    return tuple(phrases(catalogue, table, record_id))


def _may_be_found(catalogue: Catalogue, record: Record) -> bool:
    return record.status in FOUND and not is_over(record, catalogue.today)


def words_line(catalogue: Catalogue, _table: str, _all: str) -> str:
    """The county's words as kept for the next build: JSON of `Wording.told`."""
    return json_text(catalogue.once(words_of).told)


def heard(line: str) -> Wording:
    """The way back from `words_line`."""
    return Wording.heard(json.loads(line))


def words_of(catalogue: Catalogue) -> Wording:
    """The county's words; for `catalogue.once`."""
    every = catalogue.search_words.values()
    return wording(entry for entry in every if entry.status == "published")


def terms_in(entry: Entry) -> Iterator[tuple[Term, int]]:
    """The terms of a kept entry."""
    for weight, terms in terms_by_weight(entry):
        for term in terms:
            yield term, weight


def terms_by_weight(entry: Entry) -> Iterator[tuple[int, list[Term]]]:
    for line in entry.terms.decode().splitlines():
        weight, *terms = line.split("\t")
        yield int(weight, 36), terms


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def json_text(value: Any) -> str:
    return _ENCODER.encode(value)


def _place(catalogue: Catalogue, place_id: str) -> Place:
    return next(p for p in places(catalogue.config) if p.id == place_id)


def _by_weight(words: Wording, said: Iterable[Phrase]) -> dict[int, set[Term]]:
    """Weight (1 to 35) → terms; what several phrases say may stand under several."""
    found: dict[int, set[Term]] = {}
    for phrase in said:
        for weight, terms in _of_phrase(words, phrase):
            found.setdefault(weight, set()).update(terms)
    return found


def _lines(by_weight: Mapping[int, set[Term]]) -> str:
    """Each term once, where it weighs most; the heaviest first."""
    lines: list[str] = []
    met: set[Term] = set()
    for weight in sorted(by_weight, reverse=True):
        if terms := by_weight[weight] - met:
            lines.append("\t".join((base36(weight), *sorted(terms))))
            met |= terms
    return "\n".join(lines)


def _of_phrase(words: Wording, phrase: Phrase) -> Weighed:
    """The terms of a phrase; short ones come again and again and are kept."""
    key = (phrase.text, phrase.weight, phrase.spoken)
    found = words.met.get(key)
    if found is None:
        found = _worked_out(words, phrase)
        if len(phrase.text) <= SHORT_PHRASE:
            words.met[key] = found
    return found


def _worked_out(words: Wording, phrase: Phrase) -> Weighed:
    said = plain(phrase.text)
    pieces = words.common(said)
    weight = _weight(phrase.weight, sum(map(len, pieces)))
    terms = [*written_terms(pieces)]
    if not phrase.spoken:
        return ((weight, terms),)
    return (
        (weight, [*terms, *sound_terms(pieces, own_pieces(said))]),
        (max(1, weight // 3), [*characters(pieces)]),
        (phrase.weight, [*whole_terms(pieces)]),
    )


def _weight(weight: int, length: int) -> int:
    """A word counts more in a short phrase than in a long one."""
    return max(1, min(HEAVIEST, round(weight * 10 / max(10, 6 + length))))
