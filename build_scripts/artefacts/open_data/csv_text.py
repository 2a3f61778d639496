"""CSV as RFC 4180 has it, safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable

BOM = "\ufeff"
"""Without it spreadsheets take UTF-8 for something else."""
_SPECIAL = re.compile('[",\r\n]')
_PERHAPS = re.compile('[",\r\n]|^[=+@\t-]')
"""Finds every cell that cannot be written as it is, and some that can."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def csv_line(cells: Iterable[str]) -> str:
    """One record with its line end."""
    return ",".join(map(csv_cell, cells)) + "\r\n"


def csv_cell(words: str) -> str:
    """A cell; one that a spreadsheet would reckon out gets an apostrophe in front."""
    if not _PERHAPS.search(words):
        return words
    if words.startswith(_FORMULA) and not _NUMBER.fullmatch(words):
        words = f"'{words}"
    if _SPECIAL.search(words):
        return '"' + words.replace('"', '""') + '"'
    return words
