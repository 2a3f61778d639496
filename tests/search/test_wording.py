"""Both scripts, every dialect: one wording."""

from __future__ import annotations

import pytest

from build_scripts.catalogue.model import SearchWord, Text
from build_scripts.search.wording import Wording, plain, wording
from tests.record_builders import a_search_word


def word(name: str, *words: str, **more: str) -> SearchWord:
    return a_search_word(*words, id=name, name=Text(name), **more)


WORDS = wording(
    [
        word("身份证", "身分证", "二代证", "id card"),
        word("丢", "没了", "弄丢", "丢失"),
        word("丢丢", "弄丢丢"),
        word("skip", "咋整", "怎么", effect="ignore"),
        word("danger", "拿刀", effect="urgent", call="110"),
    ]
)


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("冒充公檢法", ["冒充公检法"]),
        ("身份证", ["身份证"]),
        ("身分証没了", ["身份证丢"]),
        ("ＩＤ Card 丢失", ["身份证", "丢"]),
        ("弄丢丢", ["丢丢"]),
        ("我的身份证呢？", ["我身份证"]),
        ("户口怎么迁", ["户口迁"]),
        ("SFZ办理12345", ["sfz", "办理", "12345"]),
        ("lü SHI", ["lv", "shi"]),
        ("！？", []),
        ("", []),
    ],
)
def test_words_are_made_comparable(said: str, pieces: list[str]) -> None:
    assert WORDS.pieces(said) == pieces


def test_a_question_of_skipped_words_alone_is_asked_as_it_stands() -> None:
    assert WORDS.pieces("怎么咋整") == ["怎么咋整"]


def test_danger_is_heard_in_either_script() -> None:
    assert WORDS.call("有人拿刀") == "110"
    assert WORDS.call("楼上漏水") == ""
    assert (
        wording([word("x", "杀人", effect="urgent", call="110")]).call("有人要殺人")
        == "110"
    )


def test_what_the_manifest_tells_is_understood_again() -> None:
    heard = Wording.heard(WORDS.told)

    assert heard == WORDS
    assert heard.pieces("身分证没了咋整") == ["身份证丢"]


def test_without_any_words_text_stays_itself() -> None:
    empty = Wording.heard(Wording().told)

    assert empty == Wording()
    assert empty.pieces("身分证") == ["身分证"]


def test_plain_keeps_what_is_simplified_already() -> None:
    assert plain("居民身份证Ａ１") == "居民身份证a1"
