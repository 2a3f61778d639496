"""Postings as text, there and back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.search.postings import (
    packed,
    rarity,
    repaired,
    shard_bytes,
    shard_count,
    shard_of,
    unpacked,
)

HOLDERS = st.dictionaries(
    st.integers(0, 5000), st.integers(1, 35), min_size=1, max_size=60
)


@given(HOLDERS)
def test_packed_postings_are_unpacked_as_they_were(holders: dict[int, int]) -> None:
    idf, found = unpacked(packed(sorted(holders.items()), 6000))

    assert dict(found) == holders
    assert idf == rarity(len(holders), 6000)


def test_a_word_of_a_whole_class_is_short() -> None:
    assert packed([(n, 9) for n in range(10, 1010)], 1010) == "1|9:a,1*rr"


def test_a_word_everybody_has_is_worth_least() -> None:
    assert (
        rarity(100, 100)
        == 1
        < rarity(10, 100)
        < rarity(1, 100)
        < rarity(1, 10**6)
        == 25
    )


@given(HOLDERS, HOLDERS)
def test_a_repaired_shard_is_like_one_made_anew(
    before: dict[int, int], after: dict[int, int]
) -> None:
    shard = shard_bytes({"甲": packed(sorted(before.items()), 6000), "乙": "1|1:0"})
    changes = [("甲", n, after.get(n, 0)) for n in sorted(before.keys() | after)]

    made = shard_bytes({"甲": packed(sorted(after.items()), 6000), "乙": "1|1:0"})
    assert repaired(shard, changes, 6000) == made


def test_a_term_nobody_holds_any_more_is_gone() -> None:
    shard = shard_bytes({"甲": packed([(3, 9)], 9)})

    assert json.loads(repaired(shard, [("甲", 3, 0)], 9)) == {}


@given(st.text(min_size=1, max_size=6))
def test_every_term_has_a_shard(term: str) -> None:
    assert 0 <= shard_of(term, 256) < 256


def test_there_are_more_shards_for_more_records_but_always_a_power_of_two() -> None:
    counts = [shard_count(records) for records in (1, 99, 200, 3000, 30_000, 300_000)]

    assert counts == sorted(counts)
    assert all(count & (count - 1) == 0 for count in counts)
