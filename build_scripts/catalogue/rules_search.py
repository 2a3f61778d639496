"""K42x: the words of the search are such that everybody's browser can look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.model import SearchWord
from build_scripts.catalogue.walk import pointer_to
from build_scripts.problems import Problem

_PLAIN = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+(?: [A-Za-z0-9]+)*")
_NUMBER = re.compile(r"[0-9]{3,6}")


def search_words_are_plain(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K420: a search word has punctuation, or a Latin word is too short.

    搜索用词只写汉字、字母和数字，不写标点；字母的至少三个，不然会改坏别的词。
    """
    for entry in catalogue.search_words.values():
        for index, word in enumerate(entry.words):
            short = word.isascii() and len(word) < 3
            if short or not _PLAIN.fullmatch(word):
                yield _problem(
                    entry,
                    "K420",
                    f"words/{index}",
                    (f"“{word}”不能做搜索用词", f"'{word}' cannot be a search word"),
                    "只写汉字、字母和数字，字母至少三个，不写标点",
                )


def urgent_words_name_a_number(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K421: urgent words without a number to call, or a number with other words.

    写 effect: urgent 的要写 call（打哪个电话）；别的不写。
    """
    for entry in catalogue.search_words.values():
        right = bool(_NUMBER.fullmatch(entry.call)) if entry.call else False
        if right != (entry.effect == "urgent") or (entry.call and not right):
            yield _problem(
                entry,
                "K421",
                "call" if entry.call else "",
                ("urgent 和 call 要一起写", "urgent and call belong together"),
                '有危险的词写 effect: urgent 和 call，例如 call: "110"',
            )


RULES = (search_words_are_plain, urgent_words_name_a_number)


def _problem(
    entry: SearchWord, code: str, pointer: str, sentence: tuple[str, str], hint: str
) -> Problem:
    return Problem(
        entry.path,
        code=code,
        zh=sentence[0],
        en=sentence[1],
        hint_zh=hint,
        pointer=pointer_to(entry, pointer),
    )
