"""Words for the ear: telephone numbers digit by digit, days and hours as people say them."""

from __future__ import annotations

import re
from datetime import date, datetime

SPOKEN_A_SECOND = 4
"""Characters a loudspeaker says in a second."""
_DIGITS = "零一二三四五六七八九"
_ON_THE_TELEPHONE = str.maketrans("0123456789", "零幺二三四五六七八九", "- ")
_TELEPHONE = re.compile(r"(?<![\d.])\d{3,5}(?:-\d{3,8})*(?![\d.年元%])|\d{7,}")
_SAID = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
_PARTS_OF_THE_DAY = ((5, "凌晨"), (8, "早上"), (12, "上午"), (13, "中午"), (18, "下午"))


def length(words: str) -> int:
    """How many characters are said: punctuation is a breath."""
    return len(_SAID.findall(words))


def seconds(words: str) -> int:
    return length(words) // SPOKEN_A_SECOND


def telephone(number: str) -> str:
    """'96110' → '九六幺幺零': nobody hears 一 for 七."""
    return number.translate(_ON_THE_TELEPHONE)


def telephones_in(words: str) -> list[str]:
    """What looks like a telephone number in figures."""
    return _TELEPHONE.findall(words)


def for_the_ear(words: str) -> str:
    """A text with its telephone numbers written out."""
    return _TELEPHONE.sub(lambda found: telephone(found[0]), words)


def number(value: int) -> str:
    """0 to 99: 4 → '四', 12 → '十二', 30 → '三十'."""
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def day(value: date) -> str:
    """2026-12-04 → '十二月四号，星期五'."""
    weekday = "一二三四五六日"[value.weekday()]
    return f"{number(value.month)}月{number(value.day)}号，星期{weekday}"


def hour(value: datetime) -> str:
    """19:30 → '晚上七点半'."""
    part = next((p for until, p in _PARTS_OF_THE_DAY if value.hour < until), "晚上")
    clock = value.hour - 12 if value.hour > 12 else value.hour
    said = "两" if clock == 2 else number(clock)
    minutes = {0: "", 15: "一刻", 30: "半"}.get(value.minute)
    if minutes is None:
        zero = "零" if value.minute < 10 else ""
        minutes = f"{zero}{number(value.minute)}分"
    return f"{part}{said}点{minutes}"
