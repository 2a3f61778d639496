"""Readers of single values: each takes what was typed and returns the typed value.

A reader appends to `found` and returns BAD when the value has the wrong shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

from build_scripts.catalogue import shape_problems as says
from build_scripts.catalogue.model import Text
from build_scripts.catalogue.yaml_source import Tree
from build_scripts.problems import Problem
from build_scripts.shared.opening_hours import (
    parse_interval,
    parse_month_day,
)

BAD: Final = object()
"""What a reader returns when it has reported a problem."""

MAX_PROBLEMS = 50
"""In one file."""

CHINA = timezone(timedelta(hours=8))
"""Everybody's clock here: one zone, no summer time."""

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(slots=True)
class Found:
    """The problems of one file so far."""

    path: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Enough to mend; more would only hide the first ones."""
        return len(self.problems) >= MAX_PROBLEMS

    def add(self, problem: Problem) -> object:
        self.problems.append(problem)
        return BAD


Reader = Callable[[Tree, str, Found], Any]

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MARKUP = re.compile("[<>\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Markup, control characters, and the signs that turn the reading direction."""
_WHOLE = re.compile(r"[0-9]{1,9}")
_AMOUNT = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,8})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(\+08:00)?")
_DAY_LOOSE = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_MONTH_DAY_LOOSE = re.compile(r"([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_HALF_WIDTH: dict[int, str | int | None] = {
    **{ord("０") + n: ord("0") + n for n in range(10)},
    **{ord("Ａ") + n: ord("A") + n for n in range(26)},
    **{ord("ａ") + n: ord("a") + n for n in range(26)},
    **{ord(wide): "-" for wide in "－—–～~至"},
    ord("："): ":",
    ord("．"): ".",
    **{ord(quote): None for quote in "“”‘’"},
}
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ“”‘’]")
_YES = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}

TEXT_KIND = ("一段文字", "a text", "不要写成列表；文字里有英文冒号时请加英文引号")


def read_text(value: Tree, pointer: str, found: Found) -> Any:
    """Words people read: a string, or a map of language tags with zh-Hans."""
    if isinstance(value, dict):
        return _read_translations(value, pointer, found)
    words = _words(value, pointer, found)
    return BAD if words is BAD else Text(words)


def read_string(value: Tree, pointer: str, found: Found) -> Any:
    """A code, a number as people dial it, an id: no full-width digits or quotes."""
    words = _words(value, pointer, found)
    if words is BAD:
        return BAD
    if (wide := _WIDE.search(words)) and _is_code(words.translate(_HALF_WIDTH)):
        better = f'"{words.translate(_HALF_WIDTH)}"'
        return found.add(says.forbidden_character(found.path, pointer, wide[0], better))
    return words


def read_id(value: Tree, pointer: str, found: Found) -> Any:
    words = _words(value, pointer, found)
    if words is BAD or ID.fullmatch(words):
        return words
    return found.add(says.bad_id(found.path, pointer, words))


def read_whole_number(value: Tree, pointer: str, found: Found) -> Any:
    return _read_pattern(value, pointer, found, _WHOLE, int)


def read_amount(value: Tree, pointer: str, found: Found) -> Any:
    return _read_pattern(value, pointer, found, _AMOUNT, Decimal)


def read_yes_no(value: Tree, pointer: str, found: Found) -> Any:
    typed = _typed(value, pointer, found)
    if typed is BAD:
        return BAD
    if typed.lower() not in _YES:
        return found.add(
            says.not_a_choice(found.path, pointer, typed, ("true", "false"))
        )
    return _YES[typed.lower()]


def read_date(value: Tree, pointer: str, found: Found) -> Any:
    typed = _typed(value, pointer, found)
    if typed is BAD:
        return BAD
    try:
        if _DAY.fullmatch(typed):
            return date.fromisoformat(typed)
    except ValueError:
        pass
    loose = _DAY_LOOSE.fullmatch(typed.translate(_HALF_WIDTH))
    better = (
        f"{loose[1]}-{int(loose[2]):02d}-{int(loose[3]):02d}"
        if loose and not _DAY.fullmatch(typed)
        else "年-月-日，例如 2026-11-02"
    )
    return found.add(says.not_a_date(found.path, pointer, typed, better))


def read_moment(value: Tree, pointer: str, found: Found) -> Any:
    """'2026-11-21 08:00', a time on Chinese clocks."""
    typed = _typed(value, pointer, found)
    if typed is BAD:
        return BAD
    try:
        if _MOMENT.fullmatch(typed):
            return datetime.fromisoformat(typed[:16]).replace(tzinfo=CHINA)
    except ValueError:
        pass
    better = "年-月-日 时:分，例如 2026-11-21 08:00"
    return found.add(says.not_a_date(found.path, pointer, typed, better))


def read_month_day(value: Tree, pointer: str, found: Found) -> Any:
    typed = _typed(value, pointer, found)
    if typed is BAD:
        return BAD
    try:
        if _MONTH_DAY.fullmatch(typed):
            return parse_month_day(typed)
    except ValueError:
        pass
    loose = _MONTH_DAY_LOOSE.fullmatch(typed.translate(_HALF_WIDTH))
    better = (
        f'"{int(loose[1]):02d}-{int(loose[2]):02d}"'
        if loose and not _MONTH_DAY.fullmatch(typed)
        else '"月-日"，例如 "05-01"'
    )
    return found.add(says.not_a_date(found.path, pointer, typed, better))


def read_interval(value: Tree, pointer: str, found: Found) -> Any:
    typed = _typed(value, pointer, found)
    if typed is BAD:
        return BAD
    try:
        return parse_interval(typed)
    except ValueError:
        pass
    try:
        better = parse_interval(typed.translate(_HALF_WIDTH).replace(" ", "")).text
    except ValueError:
        better = "08:30-12:00"
    return found.add(says.not_a_time_span(found.path, pointer, typed, better))


def choice_reader(allowed: tuple[str, ...]) -> Reader:
    """A reader of one of several words; an allowed "" may be left out."""
    shown = tuple(word for word in allowed if word)

    def read_choice(value: Tree, pointer: str, found: Found) -> Any:
        if value is None and "" in allowed:
            return ""
        typed = _typed(value, pointer, found)
        if typed is BAD or typed in allowed:
            return typed
        return found.add(says.not_a_choice(found.path, pointer, typed, shown))

    return read_choice


def _read_pattern(
    value: Tree,
    pointer: str,
    found: Found,
    pattern: re.Pattern[str],
    make: Callable[[str], Any],
) -> Any:
    typed = _typed(value, pointer, found)
    if typed is BAD:
        return BAD
    if pattern.fullmatch(typed):
        return make(typed)
    half = typed.translate(_HALF_WIDTH)
    better = half if pattern.fullmatch(half) else ""
    return found.add(says.not_a_number(found.path, pointer, typed, better))


def _read_translations(value: Mapping[str, Tree], pointer: str, found: Found) -> Any:
    texts: dict[str, str] = {}
    good = True
    for tag, words in value.items():
        place = f"{pointer}/{escaped(tag)}"
        if not _TAG.fullmatch(tag):
            known = ("zh-Hans", "zh-Hant", "en")
            found.add(says.unknown_field(found.path, place, tag, known))
            good = False
        elif (read := _words(words, place, found)) is BAD:
            good = False
        else:
            texts[tag] = read
    if "zh-Hans" not in value:
        meaning = "多种语言时，中文写在 zh-Hans 里"
        found.add(says.missing_field(found.path, pointer, "zh-Hans", meaning))
        good = False
    if not good:
        return BAD
    return Text.with_translations(texts.pop("zh-Hans"), texts)


def _words(value: Tree, pointer: str, found: Found) -> Any:
    """Text with something in it and no markup."""
    if value is None or value == "" or (isinstance(value, str) and not value.strip()):
        return found.add(says.empty_text(found.path, pointer))
    if not isinstance(value, str):
        return found.add(says.wrong_kind(found.path, pointer, TEXT_KIND))
    if sign := _MARKUP.search(value):
        return found.add(
            says.forbidden_character(found.path, pointer, sign[0], better="")
        )
    return value.strip()


def _typed(value: Tree, pointer: str, found: Found) -> Any:
    """A single value as typed."""
    if value is None:
        return found.add(says.empty_text(found.path, pointer))
    if not isinstance(value, str):
        return found.add(says.wrong_kind(found.path, pointer, TEXT_KIND))
    return value.strip()


def _is_code(words: str) -> bool:
    """Whole paragraphs, such as an English body, are no code: quotes belong there."""
    return words.isascii() and "\n" not in words


def escaped(key: str) -> str:
    """A field's name as one step of a pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
