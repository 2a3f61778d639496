"""Words of the search that would break the search are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue_builders import problems_of

PATH = "content/search_words.yml"
HEAD = "search_words:\n  - id: x\n    name: 身份证\n"


def codes(folder: Path, rest: str) -> list[str]:
    found = problems_of(folder, {PATH: HEAD + rest})
    return [problem.code for problem in found if problem.path == PATH]


@pytest.mark.parametrize("word", ["a.c", "身份证|驾照", "(丢", "id", "a  b", "丢？"])
def test_a_word_with_punctuation_or_too_few_letters_is_refused(
    tmp_path: Path, word: str
) -> None:
    assert codes(tmp_path, f'    words: ["{word}"]\n') == ["K420"]


@pytest.mark.parametrize("word", ["二代证", "id card", "咋", "A4纸", "12345"])
def test_ordinary_words_are_fine(tmp_path: Path, word: str) -> None:
    assert codes(tmp_path, f'    words: ["{word}"]\n') == []


@pytest.mark.parametrize(
    "rest",
    [
        "    words: [着火]\n    effect: urgent\n",
        '    words: [着火]\n    effect: urgent\n    call: "119x"\n',
        '    words: [着火]\n    call: "119"\n',
    ],
)
def test_urgent_words_and_a_number_belong_together(tmp_path: Path, rest: str) -> None:
    assert codes(tmp_path, rest) == ["K421"]


def test_urgent_words_with_their_number_are_fine(tmp_path: Path) -> None:
    rest = '    words: [着火]\n    effect: urgent\n    call: "119"\n'

    assert codes(tmp_path, rest) == []
