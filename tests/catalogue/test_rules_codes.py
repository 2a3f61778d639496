"""K394–K395: codes lead somewhere, and hold from one day to a later one."""

from pathlib import Path

import pytest

from tests.catalogue_builders import CONFIG, edited, problems_of
from tests.learning_files import CODES, CODES_PATH, TERMS_PATH


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (CODES_PATH, "alert/fake-police", "alert/nothing", "K394", 4),
        (CODES_PATH, "alert/fake-police", "fake-police", "K394", 4),
        (CODES_PATH, "alert/fake-police", "hotline/h110", "K394", 4),
        (CODES_PATH, "valid_to: 2027-02-10", "valid_to: 2026-11-09", "K395", 7),
        (CODES_PATH, "issuer: county-psb", "issuer: x", "K201", 5),
        (TERMS_PATH, "law: id-card-law", "law: x", "K206", 6),
    ],
)
def test_a_slip_is_refused_at_its_place(
    tmp_path: Path, path: str, old: str, new: str, code: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(path, old, new))

    assert (problem.code, problem.line, problem.severity) == (code, line, "error")


def test_a_code_is_given_once(tmp_path: Path) -> None:
    twice = CODES + CODES.removeprefix("codes:\n")
    (problem,) = problems_of(tmp_path, {CODES_PATH: twice})

    assert (problem.code, problem.line) == ("K034", 8)


def test_a_real_site_without_an_address_is_told_what_its_paper_lacks(
    tmp_path: Path,
) -> None:
    real = CONFIG.replace("demo: true", "demo: false")
    found = problems_of(tmp_path, {"site_config.yml": real})
    assert [p.severity for p in found if p.code == "K450"] == ["warning"]
    known = real + "site_url: https://jmk.example.gov.cn\n"
    assert "K450" not in {
        p.code for p in problems_of(tmp_path, {"site_config.yml": known})
    }


def test_a_poster_does_not_take_the_code_of_a_board(tmp_path: Path) -> None:
    found = problems_of(tmp_path, edited(CODES_PATH, "id: hc101", "id: qd01"))
    assert ("K451", 2) in {(problem.code, problem.line) for problem in found}
