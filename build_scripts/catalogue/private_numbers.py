"""Numbers that belong to a person: identity numbers, bank cards, mobile phones.

Found in the raw text of a file, comments included, whatever field they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")
_WIDE = re.compile("[０-９]")
_ID_NUMBER = re.compile(r"(?<![0-9])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9A-Za-z])")
_BANK_CARD = re.compile(r"(?<![0-9])[1-9](?:[ -]?[0-9]){15,18}(?![0-9])")
_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")
_LONG = re.compile("[1-9１-９](?<![0-9０-９]{2})(?:[ -]?[0-9０-９]){10}")
"""What each of them looks like at least; telephones of offices begin with 0.  That no
digit stands before it is asked after the first: so nothing is asked at other places."""
_GROUPING = str.maketrans("", "", " -")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def may_stand_in(text: str) -> bool:
    """Whether it is worth to look for them; asked of every file."""
    return _LONG.search(text) is not None


def identity_numbers(text: str) -> Iterator[int]:
    """Where 18-character identity numbers with a right checksum begin."""
    for match in _ID_NUMBER.finditer(_half_width(text)):
        if is_identity_number(match[0].translate(_GROUPING)):
            yield match.start()


def bank_cards(text: str) -> Iterator[int]:
    """Where numbers of 16 to 19 digits that pass the Luhn check begin."""
    for match in _BANK_CARD.finditer(_half_width(text)):
        digits = match[0].translate(_GROUPING)
        if passes_luhn(digits) and not is_identity_number(digits):
            yield match.start()


def mobile_numbers(text: str) -> Iterator[int]:
    """Where Chinese mobile numbers begin."""
    for match in _MOBILE.finditer(_half_width(text)):
        yield match.start()


def _half_width(text: str) -> str:
    """Full-width digits as ordinary ones; every character keeps its place."""
    return text.translate(_HALF_WIDTH) if _WIDE.search(text) else text


def is_identity_number(digits: str) -> bool:
    """Checksum and date of birth are right (GB 11643-1999)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", digits):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True)
    )
    if _CHECK[total % 11] != digits[17].upper():
        return False
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return True


def passes_luhn(digits: str) -> bool:
    """The check digit of bank cards (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
