"""What was printed and when: a file the operator keeps beside content/.

It is JSON: for every sheet its marks, each the day, the check code that was printed and
the day printed as its last.  A sheet is to be printed again when what it tells now has
another check code than its mark, or when the last day printed on it is over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from build_scripts.pages.placards.every import Sheet

SCHEMA_VERSION = "1.0"
NEW, CHANGED, OVER = "还没印过", "内容变了", "纸上的日子过了"


class PrintedFileBroken(RuntimeError):
    """The file is not one of ours; the message says what to do."""


class Mark(NamedTuple):
    """A sheet as it was printed on a day."""

    on: date
    check: str
    valid_to: date | None


@dataclass(slots=True)
class Printed:
    """The marks of every sheet, the oldest first."""

    marks: dict[str, list[Mark]] = field(default_factory=dict)

    def as_of(self, key: str, day: date) -> Mark | None:
        """The sheet as it hung at the end of a day."""
        known = [mark for mark in self.marks.get(key, ()) if mark.on <= day]
        return known[-1] if known else None

    def mark(self, sheets: Iterable[Sheet], today: date) -> None:
        """Note all these as printed today; of what is gone the marks go as well."""
        kept: dict[str, list[Mark]] = {}
        for sheet in sheets:
            marks = list(self.marks.get(sheet.key, ()))
            fresh = Mark(today, sheet.check, sheet.valid_to)
            if not marks or marks[-1][1:] != fresh[1:]:
                marks = [mark for mark in marks if mark.on < today] + [fresh]
            kept[sheet.key] = marks
        self.marks = kept


def why_again(sheet: Sheet, mark: Mark | None, today: date) -> str:
    """Why a sheet is to be printed (again); '' when what hangs is right."""
    if mark is None:
        return NEW
    if mark.check != sheet.check:
        return CHANGED
    if mark.valid_to is not None and mark.valid_to < today:
        return OVER
    return ""


def read_printed(file: Path) -> Printed:
    """An empty register when there is no file yet."""
    if not file.exists():
        return Printed()
    try:
        told = json.loads(file.read_bytes())
        marks = {key: list(map(_mark, each)) for key, each in told["sheets"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PrintedFileBroken(
            f"{file} 读不懂，没有动它。请放回备份，或者把它移走从头记。"
        ) from error
    return Printed(marks)


def write_printed(file: Path, printed: Printed) -> None:
    """In one step for whoever reads it."""
    told = {
        "schema_version": SCHEMA_VERSION,
        "sheets": {
            key: [[_day(m.on), m.check, _day(m.valid_to)] for m in marks]
            for key, marks in sorted(printed.marks.items())
        },
    }
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", "utf-8")
    fresh.replace(file)


def _mark(told: list[str]) -> Mark:
    on, check, valid_to = told
    last = date.fromisoformat(valid_to) if valid_to else None
    return Mark(date.fromisoformat(on), check, last)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def taken_down(printed: Printed, sheets: Mapping[str, Sheet]) -> list[str]:
    """Keys of what was printed and should hang no longer."""
    return sorted(set(printed.marks) - set(sheets))
