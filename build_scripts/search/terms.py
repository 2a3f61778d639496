"""From words to the terms of the index, and from a question to what is looked up.

A term is a pair of characters ('身份'), a single one, a word of letters or digits
('sfz', '110'), a pair of blurred syllables ('sen fen'), three initials ("'sfz") or a
whole short phrase ('=换身份证').  search.js makes the same terms of a query.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import add

from build_scripts.search.hanzi import blurred, sounds, split_syllables
from build_scripts.search.limits import EXACT, MOST_SLOTS, SOUNDS_ALIKE
from build_scripts.search.wording import Wording
from build_scripts.shared.frozen import Frozen

Term = str
WHOLE = "="
INITIALS = "'"
LONGEST_WHOLE = 12


class Slot(Frozen):
    """One place of a question: any of these terms answers it, with that many tenths."""

    terms: tuple[tuple[Term, int], ...]


def is_hanzi(piece: str) -> bool:
    return piece[0] > "\u3000"


def written_terms(pieces: Sequence[str]) -> Iterator[Term]:
    """Terms of a text: pairs, lone characters, words of letters and digits."""
    for piece in pieces:
        if is_hanzi(piece) and len(piece) > 1:
            yield from map(add, piece, piece[1:])
        else:
            yield piece


def whole_terms(pieces: Sequence[str]) -> Iterator[Term]:
    """The whole phrase, if it is a short one: for names and people's words."""
    whole = "".join(pieces)
    if 0 < len(whole) <= LONGEST_WHOLE:
        yield WHOLE + whole


def characters(pieces: Sequence[str]) -> Iterator[Term]:
    """Every character of its own, for the same."""
    for piece in filter(is_hanzi, pieces):
        yield from piece


def sound_terms(pieces: Sequence[str], heard: Sequence[str]) -> Iterator[Term]:
    """How the same sounds: pairs of syllables, and initials.

    `heard` are the pieces as they stand in the text, before one word is put for all.
    """
    for piece in filter(is_hanzi, dict.fromkeys((*pieces, *heard))):
        read = [sounds(character) for character in piece]
        for one, two in pairwise(read):
            yield from (f"{a} {b}" for a in one for b in two)
        yield from _threes("".join(sound[0][0] for sound in read if sound))


def _threes(initials: str) -> Iterator[Term]:
    for start in range(len(initials) - 2):
        yield INITIALS + initials[start : start + 3]


def whole_question(wording: Wording, question: str) -> Term:
    """The term of records that say exactly this."""
    return WHOLE + "".join(wording.pieces(question))


def slots(wording: Wording, question: str) -> list[Slot]:
    """What a question asks the index for, place by place."""
    pieces = wording.pieces(question)
    found: list[Slot] = []
    heard: list[tuple[str, str]] = []
    for piece in pieces:
        parts = _syllables_of(piece)
        if len(parts) > 0:
            heard += [(part, piece) for part in parts]
            continue
        found += _sound_slots(heard)
        heard = []
        found += _written_slots(piece, len(pieces))
    found += _sound_slots(heard)
    return found[:MOST_SLOTS]


def _syllables_of(piece: str) -> list[str]:
    """['sen', 'fen'] for 'shenfen'; nothing for what is not pinyin."""
    if not piece[0].isalpha() or is_hanzi(piece):
        return []
    return [blurred(syllable) for syllable in split_syllables(piece) or ()]


def _sound_slots(heard: list[tuple[str, str]]) -> list[Slot]:
    """Pairs of syllables; the letters as typed are another way to match."""
    if len(heard) == 1:
        return [Slot(((heard[0][1], EXACT),))]
    return [_pair_slot(one, two) for one, two in pairwise(heard)]


def _pair_slot(one: tuple[str, str], two: tuple[str, str]) -> Slot:
    """Two syllables, or the word they are typed in: 'police' reads like pinyin too."""
    pair = (f"{one[0]} {two[0]}", EXACT)
    return Slot((pair, (one[1], EXACT)) if one[1] == two[1] else (pair,))


def _written_slots(piece: str, pieces: int) -> list[Slot]:
    if is_hanzi(piece):
        if len(piece) == 1 and pieces > 1:
            return []  # what is left between skipped words says little
        return [Slot(((term, EXACT),)) for term in written_terms([piece])]
    threes = list(_threes(piece.replace("n", "l"))) if piece.isalpha() else []
    if not threes:
        return [Slot(((piece, EXACT),))]
    return [Slot(((three, EXACT), (piece, EXACT))) for three in threes]


def by_sound(slot: Slot, read: dict[str, str]) -> Slot:
    """The slot, also matched by what sounds alike; `read` is character → syllable."""
    first = slot.terms[0][0]
    if len(first) != 2 or not is_hanzi(first):
        return slot
    one, two = read.get(first[0]), read.get(first[1])
    if not one or not two:
        return slot
    return Slot((*slot.terms, (f"{one} {two}", SOUNDS_ALIKE)))
