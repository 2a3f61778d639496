"""Characters: from either script to the simplified one, and how they are read.

The only file that imports OpenCC and pypinyin.  What goes to the browser covers the
3,755 common characters (GB 2312, first level), so it never changes with the content.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from build_scripts.kept_files import read_kept, write_kept
from build_scripts.program import program
from build_scripts.shared.frozen import Frozen

_CELLS = range(0xA1, 0xFF)
_NASAL = re.compile(r"(?<=[aei])ng$")
_NO_INITIAL = "ang|eng|ai|ei|ao|ou|an|en|er|a|o|e"
_FINAL = (
    "iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu"
    "|ua|uo|ui|ue|ve|er|a|o|e|i|u|v"
)
SYLLABLE = f"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])(?:{_FINAL})|{_NO_INITIAL}"
"""A pattern that takes a few syllables too many; nobody minds."""
_SYLLABLE = re.compile(SYLLABLE)
LONGEST_SYLLABLE = 6
LONGEST_WORD = 30


@cache
def common_characters() -> str:
    """The first level of GB 2312."""
    return _rows(0xB0, 0xD8)[:3755]


def _rows(first: int, end: int) -> str:
    """The characters of some rows of GB 2312; what is no character is left out."""
    codes = [bytes((row, cell)) for row in range(first, end) for cell in _CELLS]
    return b"".join(codes).decode("gb2312", errors="ignore")


class Tables(Frozen):
    """What the two libraries say of the characters of GB 2312."""

    simplified: Mapping[str, str]
    read: Mapping[str, tuple[str, ...]]


class _Kept:
    """The folder in which `keep_tables` keeps them; without it they are made anew."""

    folder: Path | None = None


def keep_tables(cache: Path) -> None:
    """Keep the tables in this folder: loading the two libraries takes long."""
    _Kept.folder = cache
    tables.cache_clear()


@cache
def tables() -> Tables:
    """From the cache, or made with the libraries and kept."""
    place = _Kept.folder / f"hanzi-{program().hex()[:16]}" if _Kept.folder else None
    packed = read_kept(place) if place else None
    if packed is not None:
        told = json.loads(packed)
        return Tables(told[0], {key: tuple(said) for key, said in told[1].items()})
    made = Tables(_simplified(), {key: _asked(key) for key in _rows(0xB0, 0xF8)})
    if place:
        write_kept(place, json.dumps([made.simplified, made.read]).encode())
    return made


def simplified() -> Mapping[str, str]:
    """Traditional character → the common simplified one."""
    return tables().simplified


def _simplified() -> Mapping[str, str]:
    from opencc import OpenCC  # noqa: PLC0415 - the tables are kept

    common = set(common_characters())
    every = [chr(code) for code in range(0x4E00, 0xA000)]
    written = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return {
        old: new
        for old, new in zip(every, written, strict=True)
        if new in common and old not in common
    }


_SEVERAL: Mapping[str, tuple[str, ...]] = {
    line[0]: tuple(line[1:].split())
    for line in [
        "调 tiao diao",
        "行 xing hang",
        "长 chang zhang",
        "重 zhong chong",
        "还 huan hai",
        "乐 le yue",
        "便 bian pian",
        "传 chuan zhuan",
        "校 xiao jiao",
        "单 dan shan",
        "参 can shen",
        "降 jiang xiang",
        "朝 chao zhao",
        "藏 cang zang",
        "强 qiang jiang",
        "曾 ceng zeng",
        "给 gei ji",
        "差 cha chai",
        "率 lv shuai",
        "宿 su xiu",
        "折 zhe she",
        "都 dou du",
        "觉 jue jiao",
        "薄 bo bao",
        "血 xue xie",
        "弹 tan dan",
        "落 luo la",
        "盛 sheng cheng",
        "石 shi dan",
        "会 hui kuai",
        "见 jian xian",
        "仇 chou qiu",
        "区 qu ou",
        "尉 wei yu",
        "祭 ji zhai",
        "堡 bao pu",
        "泊 bo po",
        "沈 shen chen",
    ]
}
"""Characters with several common readings: each is found by any of them."""


@cache
def sounds(character: str) -> tuple[str, ...]:
    """How a character is read, blurred, the usual reading first; () for no Hanzi."""
    if character in _SEVERAL:
        return tuple(dict.fromkeys(map(blurred, _SEVERAL[character])))
    if character.isascii():
        return ()
    kept = tables().read.get(character)
    return _asked(character) if kept is None else kept


def _asked(character: str) -> tuple[str, ...]:
    return tuple(map(blurred, _pinyin()(character, errors="ignore")))


@cache
def _pinyin() -> Callable[..., list[str]]:
    """pypinyin without its dictionary of phrases, which takes long to load."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - the tables are kept

    return lazy_pinyin


@cache
def readings() -> Mapping[str, str]:
    """Blurred syllable → the common characters read so, for words typed wrongly."""
    found: dict[str, list[str]] = {}
    for character in common_characters():
        found.setdefault(sounds(character)[0], []).append(character)
    return {syllable: "".join(found[syllable]) for syllable in sorted(found)}


def blurred(syllable: str) -> str:
    """zh/z, ch/c, sh/s, n/l and -ng/-n are one: half the country speaks so."""
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable = syllable[0] + syllable[2:]
    if syllable[:1] == "n":
        syllable = f"l{syllable[1:]}"
    return _NASAL.sub("n", syllable)


def split_syllables(letters: str) -> list[str] | None:
    """'shenfenzheng' → ['shen', 'fen', 'zheng']; None when it is not pinyin."""
    if not letters:
        return []
    if len(letters) > LONGEST_WORD:
        return None
    for length in range(min(LONGEST_SYLLABLE, len(letters)), 0, -1):
        if _SYLLABLE.fullmatch(letters[:length]):
            rest = split_syllables(letters[length:])
            if rest is not None:
                return [letters[:length], *rest]
    return None
