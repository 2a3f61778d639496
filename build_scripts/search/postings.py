"""Which record holds a term how strongly, as short text; and shards of such lines.

One term's postings: `idf|w:list;w:list`.  idf and weights w are in base 36.  A list
holds record numbers in rising order, each as the distance from the one before, base 36;
`1*9` is nine distances of one, which is what a word of a whole class looks like.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import sub

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
RAREST = 25
_FNV_PRIME, _FNV_START, _32_BITS = 0x01000193, 0x811C9DC5, 0xFFFFFFFF


@cache
def base36(number: int) -> str:
    """35 → 'z'."""
    text = DIGITS[number % 36]
    while number := number // 36:
        text = DIGITS[number % 36] + text
    return text


def shard_of(term: str, shards: int) -> int:
    """FNV-1a over the term's code points; `shards` is a power of two."""
    value = _FNV_START
    for character in term:
        value = (value ^ ord(character)) * _FNV_PRIME & _32_BITS
    return (value ^ value >> 15) % shards


def shard_count(records: int) -> int:
    """A power of two, so that it rarely changes.

    Shards and the list of their names grow alike, with the root of the whole.
    """
    if records < 100:
        return 32
    return max(256, int(2 ** round(math.log2(math.sqrt(250 * records) / 2))))


@cache
def rarity(holders: int, records: int) -> int:
    """1 for a word that all records hold, 3 more for each time that halves, to a limit."""
    return min(RAREST, 1 + round(3 * math.log2(max(records, 1) / holders)))


def packed(holders: Iterable[tuple[int, int]], records: int) -> str:
    """The postings of a term from (record number, weight) in rising order."""
    by_weight: dict[int, list[int]] = {}
    count = 0
    for number, weight in holders:
        by_weight.setdefault(weight, []).append(number)
        count += 1
    lists = (
        f"{base36(weight)}:{_distances(by_weight[weight])}"
        for weight in sorted(by_weight, reverse=True)
    )
    return f"{base36(rarity(count, records))}|{';'.join(lists)}"


def unpacked(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Rarity and (record number, weight) of a term."""
    idf, lists = text.split("|")
    found = []
    for part in lists.split(";"):
        weight, numbers = part.split(":")
        found += [(number, int(weight, 36)) for number in _numbers(numbers)]
    return int(idf, 36), found


def repaired(
    shard: bytes, changes: Iterable[tuple[str, int, int]], records: int
) -> bytes:
    """The shard after some (term, record number, weight now or 0 for gone)."""
    lines: dict[str, str] = json.loads(shard)
    holders: dict[str, dict[int, int]] = {}
    for term, number, weight in changes:
        if term not in holders:
            holders[term] = dict(unpacked(lines[term])[1]) if term in lines else {}
        if weight:
            holders[term][number] = weight
        else:
            holders[term].pop(number, None)
    for term, found in holders.items():
        lines.pop(term, None)
        if found:
            lines[term] = packed(sorted(found.items()), records)
    return shard_bytes(lines)


def shard_bytes(lines: Mapping[str, str]) -> bytes:
    """A shard as JSON: term → postings."""
    text = json.dumps(
        dict(sorted(lines.items())), ensure_ascii=False, separators=(",", ":")
    )
    return text.encode()


def _distances(numbers: Sequence[int]) -> str:
    parts: list[str] = []
    for step, alike in groupby(map(sub, numbers, (0, *numbers))):
        run = len(list(alike))
        if run > 2:
            parts.append(f"{base36(step)}*{base36(run)}")
        else:
            parts += [base36(step)] * run
    return ",".join(parts)


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    last = 0
    for part in text.split(","):
        step, _, times = part.partition("*")
        for _ in range(int(times or "1", 36)):
            last += int(step, 36)
            found.append(last)
    return found
