"""K388–K389: forms fit on one sheet."""

from pathlib import Path

import pytest

from tests.catalogue_builders import edited, problems_of
from tests.learning_files import FORM, FORM_PATH

MATERIAL_PATH = "content/materials/old-id-card.yml"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("lines: 5", "lines: 0", "K388", 7),
        ("lines: 5", "lines: 13", "K388", 7),
        (
            "    fields:\n",
            "    fields:\n" + "      - {label: x, lines: 9, sample: x}\n" * 4,
            "K389",
            4,
        ),
        ("sample: 余大山", "hint: 写姓名", "K101", 6),
        ("law: mediation-law", "law: x", "K206", 12),
    ],
)
def test_a_slip_in_a_form_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(FORM_PATH, old, new))

    assert (problem.code, problem.line, problem.severity) == (code, line, "error")


def test_a_full_sheet_is_fine(tmp_path: Path) -> None:
    more = "      - {label: x, lines: 9, sample: x}\n" * 3
    full = FORM.replace("    fields:\n", f"    fields:\n{more}", 1)
    assert problems_of(tmp_path, {FORM_PATH: full}) == []


def test_a_material_names_a_form_that_is_there(tmp_path: Path) -> None:
    right = edited(MATERIAL_PATH, "source:", "form: application\nsource:")
    assert problems_of(tmp_path, right) == []

    wrong = edited(MATERIAL_PATH, "source:", "form: aplication\nsource:")
    (problem,) = problems_of(tmp_path, wrong)
    assert (problem.code, problem.line) == ("K219", 3)
    assert "application" in problem.hint_zh
