"""Names under the letters of their pinyin.

The letters come from GB 2312, whose common characters stand in the order of their
pinyin: no table of readings is needed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from string import ascii_uppercase

from build_scripts.languages.speech import _
from build_scripts.pages.context import Group, Link

_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST = [
    character.encode("gb2312")
    for character in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
]
"""The first common character of each letter."""
_BEHIND = "座亍".encode("gb2312")
_OTHERS = "其他"
ANCHORS = (*(f"az-{one}" for one in ascii_uppercase), "az-others")
"""Of every group there can be; only foreign names begin with I, U or V."""


def letter(name: str) -> str:
    """'居住证' → 'J'; what has no letter stands behind all others."""
    first = name[:1].upper()
    if "A" <= first <= "Z":
        return first
    code = first.encode("gb2312", errors="ignore")
    if not _FIRST[0] <= code < _BEHIND[2:]:
        return _OTHERS
    return _LETTERS[bisect_right(_FIRST, code) - 1]


def by_letter(entries: Iterable[Link]) -> tuple[Group, ...]:
    """Links under their letters, in the order of their sound."""
    groups: dict[str, list[Link]] = {}
    for entry in sorted(entries, key=_in_the_list):
        groups.setdefault(letter(entry.name), []).append(entry)
    named = sorted(groups, key=lambda name: (name == _OTHERS, name))
    return tuple(Group(*_heading(name), tuple(groups[name])) for name in named)


def _heading(letter: str) -> tuple[str, str]:
    """Anchor and words of a group."""
    if letter == _OTHERS:
        return "az-others", _("其他")
    return f"az-{letter}", letter


def _in_the_list(entry: Link) -> tuple[bytes, str, str]:
    return entry.name.encode("gb2312", errors="ignore"), entry.name, entry.url
