"""From a finished zh-Hans page to zh-Hant: OpenCC s2tw and a list of our own.

Converted are words, and the attributes that people see or hear; never addresses, ids,
scripts, data, what somebody typed, or what stands in an element with translate="no".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

LOCAL: Mapping[str, str] = dict(
    pair.split("/")
    for pair in [
        "签/簽",
        "标签/標籤",
        "书签/書籤",
        "抽签/抽籤",
        "竹签/竹籤",
        "求签/求籤",
        "换发/換發",
        "发票/發票",
        "发现/發現",
        "发结/發結",
        "理发/理髮",
        "不准/不准",
        "秤不准/秤不準",
        "称不准/稱不準",
        "准不准/準不準",
        "拿不准/拿不準",
        "说不准/說不準",
        "得不准/得不準",
        "只准备/只準備",
        "准迁/准遷",
        "别只/別只",
        "是只/是只",
        "不只/不只",
        "一出/一出",
        "第一出/第一齣",
        "金里/金裡",
        "道里/道裡",
        "月里/月裡",
        "乡里/鄉裡",
        "乡里乡亲/鄉里鄉親",
        "台账/臺帳",
        "服务台/服務臺",
        "污染/污染",
        "了解/了解",
        "家具/家具",
    ]
)
"""zh-Hans → zh-Hant, where s2tw chooses a character our readers would call wrong."""
_LOCAL = re.compile("|".join(sorted(LOCAL, key=len, reverse=True)))
_HUMAN = re.compile(
    r"((?:alt|title|aria-label|placeholder|label|content|data-ds-say|data-ds-copied|data-ds-hours-words)=)"
    r"""("[^"]*"|'[^']*')"""
)
_SILENT = ("script", "style", "textarea", "template")
_ENOUGH = 40_000
"""So many different pieces of text are kept; a county has a few thousand."""


@cache
def _opencc() -> Callable[[str], str]:
    from opencc import OpenCC  # noqa: PLC0415 - only sites with zh-Hant load it

    convert: Callable[[str], str] = OpenCC("s2tw").convert
    return convert


@lru_cache(_ENOUGH)
def traditional(words: str) -> str:
    """'补发居住证' → '補發居住證'."""
    made: list[str] = []
    at = 0
    for found in _LOCAL.finditer(words):
        made += (_opencc()(words[at : found.start()]), LOCAL[found[0]])
        at = found.end()
    return "".join((*made, _opencc()(words[at:])))


def traditional_html(html: str) -> str:
    """A page or a part of one; its tags are those our templates write."""
    first, *parts = html.split("<")
    made = [first if first.isascii() else traditional(first)]
    kept = ""
    for part in parts:
        if part.isascii() and not kept and 'translate="no"' not in part:
            made.append(part)
            continue
        tag, end, text = part.partition(">")
        if kept:
            kept = "" if tag == f"/{kept}" else kept
            made.append(part if kept else f"{tag}{end}{traditional(text)}")
            continue
        name = tag.partition(" ")[0]
        if name in _SILENT or 'translate="no"' in tag:
            kept = name
            made.append(part)
            continue
        if not tag.isascii():
            tag = _HUMAN.sub(_attribute, tag)
        made.append(f"{tag}{end}{text if text.isascii() else traditional(text)}")
    return "<".join(made)


def _attribute(found: re.Match[str]) -> str:
    return found[1] + traditional(found[2])
