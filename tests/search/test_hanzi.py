"""Characters and how they are read."""

from __future__ import annotations

import pytest

from build_scripts.search.hanzi import (
    LONGEST_WORD,
    blurred,
    common_characters,
    readings,
    simplified,
    sounds,
    split_syllables,
)


def test_the_common_characters_are_those_of_the_standard() -> None:
    common = common_characters()

    assert len(common) == len(set(common)) == 3755
    assert (common[0], common[-1]) == ("啊", "座")


def test_traditional_characters_lead_to_common_ones_only() -> None:
    table = simplified()

    assert {"檢": "检", "證": "证", "証": "证", "戶": "户"}.items() <= table.items()
    assert set(table.values()) <= set(common_characters())
    assert not set(table) & set(common_characters())


def test_every_common_character_is_read_in_one_way_for_the_script() -> None:
    read = readings()

    assert sorted("".join(read.values())) == sorted(common_characters())
    assert "证" in read["zen"]


def test_every_reading_is_pinyin_somebody_can_type() -> None:
    every = {sound for character in common_characters() for sound in sounds(character)}

    assert all(split_syllables(sound) == [sound] for sound in every)


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("shenfenzheng", ["shen", "fen", "zheng"]),
        ("xian", ["xian"]),
        ("fangan", ["fang", "an"]),
        ("jiehun", ["jie", "hun"]),
        ("lvshi", ["lv", "shi"]),
        ("sfz", None),
        ("passport", None),
        ("", []),
        ("a" * (LONGEST_WORD + 1), None),
    ],
)
def test_letters_are_cut_into_syllables(
    letters: str, syllables: list[str] | None
) -> None:
    assert split_syllables(letters) == syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("zheng", "zen"),
        ("shi", "si"),
        ("nan", "lan"),
        ("xing", "xin"),
        ("chang", "can"),
    ],
)
def test_what_half_the_country_cannot_tell_apart_is_one(one: str, other: str) -> None:
    assert blurred(one) == blurred(other)


def test_a_character_with_two_readings_has_both() -> None:
    assert sounds("调") == ("tiao", "diao")
    assert sounds("a") == ()
