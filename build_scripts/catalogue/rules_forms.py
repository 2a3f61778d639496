"""K388–K389: forms fit on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.problems import Problem

LINES = (1, 12)
SHEET_LINES = 34
"""What a sheet of A4 holds besides its head and foot, in lines of writing."""


def boxes_have_a_height(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K388: a box of a form has no lines, or too many.

    格子的高度写 1 到 12 行。
    """
    fewest, most = LINES
    for form in catalogue.forms.values():
        for index, part in enumerate(form.parts):
            for number, field in enumerate(part.fields):
                if not fewest <= field.lines <= most:
                    yield Problem(
                        form.path,
                        code="K388",
                        pointer=f"parts/{index}/fields/{number}/lines",
                        zh=f"格子不能有 {field.lines} 行高",
                        en="a box has 1 to 12 lines",
                        hint_zh="写 1 到 12",
                    )


def forms_fit_on_a_sheet(catalogue: Catalogue, today: date) -> Iterator[Problem]:
    """K389: the boxes of a form need more than one sheet of A4.

    一张 A4 放不下。请少问几样，或者把格子改矮。
    """
    for form in catalogue.forms.values():
        lines = sum(1 + sum(f.lines for f in part.fields) for part in form.parts)
        if lines > SHEET_LINES:
            yield Problem(
                form.path,
                code="K389",
                pointer="parts",
                zh=f"有 {lines} 行，一张 A4 放不下（最多 {SHEET_LINES} 行）",
                en="it does not fit on one sheet of A4",
                hint_zh="请少问几样，或者把格子改矮",
            )


RULES = (boxes_have_a_height, forms_fit_on_a_sheet)
