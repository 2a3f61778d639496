"""K1xx: a field that has not the shape its type asks for, one function per sentence."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from build_scripts.problems import Problem

KEY = "#"
"""Behind a pointer: the field's name itself is the place, not its value."""


def missing_field(path: str, pointer: str, name: str, meaning: str) -> Problem:
    """K101: a mandatory field is missing or an obligatory list is empty.

    少了必填的字段，或者必填的列表是空的。
    """
    return Problem(
        path,
        code="K101",
        pointer=pointer,
        zh=f"少了必填的“{name}”",
        en=f"the mandatory field '{name}' is missing",
        hint_zh=meaning,
    )


def unknown_field(path: str, pointer: str, name: str, known: Sequence[str]) -> Problem:
    """K102: there is no such field; often a slip of the keyboard.

    没有这个字段，多半是打错了一个字母。
    """
    near = get_close_matches(name, known, n=1)
    hint_zh = f"是不是“{near[0]}”？" if near else f"这里可以写：{'、'.join(known)}"
    hint_en = f"did you mean '{near[0]}'?" if near else ""
    return Problem(
        path,
        code="K102",
        pointer=pointer + KEY,
        zh=f"没有“{shortened(name)}”这个字段",
        en=f"there is no field '{shortened(name)}'",
        hint_zh=hint_zh,
        hint_en=hint_en,
    )


def not_a_choice(
    path: str, pointer: str, typed: str, allowed: Sequence[str]
) -> Problem:
    """K103: the value is not one of the words allowed in this field.

    只能从给出的几个词里选一个。
    """
    near = get_close_matches(typed, allowed, n=1)
    guess_zh = f"是不是“{near[0]}”？" if near else ""
    guess_en = f"did you mean '{near[0]}'? " if near else ""
    return Problem(
        path,
        code="K103",
        pointer=pointer,
        zh=f"这里不能写“{shortened(typed)}”",
        en=f"'{shortened(typed)}' is not allowed here",
        hint_zh=f"{guess_zh}可以写：{'、'.join(allowed)}",
        hint_en=f"{guess_en}allowed: {', '.join(allowed)}",
    )


def not_a_number(path: str, pointer: str, typed: str, better: str) -> Problem:
    """K104: a whole number or an amount is expected, in ordinary digits.

    这里要写数字，例如 20 或 12.50，用半角数字，不带单位。
    """
    return Problem(
        path,
        code="K104",
        pointer=pointer,
        zh=f"“{shortened(typed)}”不是数字",
        en=f"'{shortened(typed)}' is not a number",
        hint_zh=f"请写成 {better}" if better else "只写半角数字，例如 20，不带单位",
        hint_en=f"write {better}" if better else "write digits only, such as 20",
    )


def not_a_date(path: str, pointer: str, typed: str, better: str) -> Problem:
    """K105: a date such as 2026-11-02 is expected (month and day: 05-01), or a day
    with its time.

    这里要写日期，例如 2026-11-02；每年的某一天写 05-01；几点几分写 2026-11-21 08:00。
    """
    return Problem(
        path,
        code="K105",
        pointer=pointer,
        zh=f"“{shortened(typed)}”不是日期，或者没有这一天",
        en=f"'{shortened(typed)}' is not a date",
        hint_zh=f"请写成 {better}",
        hint_en=f"write {better}",
    )


def not_a_time_span(path: str, pointer: str, typed: str, better: str) -> Problem:
    """K106: a time span such as 08:30-12:00 is expected.

    这里要写时段，例如 08:30-12:00，用半角数字和英文冒号，先早后晚。
    """
    return Problem(
        path,
        code="K106",
        pointer=pointer,
        zh=f"“{shortened(typed)}”不是时段",
        en=f"'{shortened(typed)}' is not a time span",
        hint_zh=f'请写成 "{better}"，用半角数字和英文冒号，先早后晚',
        hint_en=f"write '{better}'",
    )


def wrong_kind(path: str, pointer: str, expected: tuple[str, str, str]) -> Problem:
    """K107: text stands where a list or fields belong, or the other way round.

    该写列表的地方写了文字，或者该写文字的地方写了列表。
    """
    zh, en, hint_zh = expected
    return Problem(
        path,
        code="K107",
        pointer=pointer,
        zh=f"这里应当写{zh}",
        en=f"{en} is expected here",
        hint_zh=hint_zh,
    )


def empty_text(path: str, pointer: str, meaning: str = "") -> Problem:
    """K108: a mandatory text is empty.

    必填的内容是空的。
    """
    return Problem(
        path,
        code="K108",
        pointer=pointer,
        zh="这里不能空着",
        en="this must not be empty",
        hint_zh=meaning or "请写内容，不需要的话把整条删掉",
        hint_en="fill it in, or delete the whole entry",
    )


def forbidden_character(
    path: str, pointer: str, character: str, better: str
) -> Problem:
    """K109: markup (< >), control characters, or full-width digits in a code.

    这里不能写尖括号和控制字符；编号和号码只用半角字符，不加中文引号。
    """
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return Problem(
        path,
        code="K109",
        pointer=pointer,
        zh=f"这里不能有 {shown} 这个字符",
        en=f"'{shown}' is not allowed here",
        hint_zh=f"请写成 {better}" if better else "请去掉它，或者换个说法",
        hint_en=f"write {better}" if better else "remove it",
    )


def bad_id(path: str, pointer: str, typed: str) -> Problem:
    """K110: an id has characters other than small letters, digits and hyphens.

    编号只能用小写字母、数字和连字符，最多 64 个，以字母或数字开头。
    """
    return Problem(
        path,
        line=0 if pointer else 1,
        code="K110",
        pointer=pointer,
        zh=f"“{shortened(typed)}”不能做编号",
        en=f"'{shortened(typed)}' cannot be an id",
        hint_zh="只用小写字母、数字和连字符，例如 id-card-renewal",
        hint_en="small letters, digits and hyphens only",
    )


def shortened(typed: str) -> str:
    """What was typed, fit to stand inside one sentence."""
    one_line = " ".join(typed.split())
    return one_line if len(one_line) <= 40 else f"{one_line[:40]}…"
