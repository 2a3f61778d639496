"""The terms of records and the places of questions."""

from __future__ import annotations

import pytest

from build_scripts.search.limits import EXACT, MOST_SLOTS, SOUNDS_ALIKE
from build_scripts.search.terms import (
    Slot,
    by_sound,
    characters,
    slots,
    sound_terms,
    whole_question,
    whole_terms,
    written_terms,
)
from build_scripts.search.wording import Wording

PLAIN = Wording()


def asked(question: str) -> list[list[str]]:
    return [[term for term, _ in slot.terms] for slot in slots(PLAIN, question)]


def test_a_text_is_found_by_pairs_and_by_its_words_of_letters() -> None:
    assert list(written_terms(["身份证", "sfz", "牛"])) == ["身份", "份证", "sfz", "牛"]


def test_a_spoken_phrase_is_found_by_sound_initials_and_as_a_whole() -> None:
    assert list(whole_terms(["身份证"])) == ["=身份证"]
    assert list(characters(["身份证", "sfz"])) == ["身", "份", "证"]
    assert {"sen fen", "fen zen", "'sfz"} <= set(sound_terms(["身份证"], ["身份证"]))


def test_people_s_own_word_is_found_by_its_sound_too() -> None:
    assert {"jia si", "jia zao"} <= set(sound_terms(["驾驶证"], ["驾照"]))


def test_a_long_phrase_is_no_whole() -> None:
    assert not list(whole_terms(["一" * 13]))


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("身份证", [["身份"], ["份证"]]),
        ("狗", [["狗"]]),
        ("狗 咬人", [["咬人"]]),
        ("110", [["110"]]),
        ("huan sfz", [["huan"], ["'sfz", "sfz"]]),
        ("shen fen zheng", [["sen fen"], ["fen zen"]]),
        ("jiehun", [["jie hun", "jiehun"]]),
        ("ll", [["ll"]]),
        ("bnf", [["'blf", "bnf"]]),
        ("", []),
    ],
)
def test_a_question_is_asked_place_by_place(
    question: str, places: list[list[str]]
) -> None:
    assert asked(question) == places


def test_an_endless_question_is_cut() -> None:
    assert len(asked("身份证" * 30)) == MOST_SLOTS


def test_the_whole_question_is_one_term() -> None:
    assert whole_question(PLAIN, "换 身份证！") == "=换身份证"


def test_by_sound_a_pair_of_characters_has_a_second_way() -> None:
    pair = Slot((("份正", EXACT),))
    read = {"份": "fen", "正": "zen"}

    assert by_sound(pair, read).terms == (("份正", EXACT), ("fen zen", SOUNDS_ALIKE))
    assert by_sound(pair, {"份": "fen"}) == pair
    assert by_sound(Slot((("ab", EXACT),)), read) == Slot((("ab", EXACT),))
