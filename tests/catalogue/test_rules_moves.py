"""K442–K446: codes on paper outlive everything, and old addresses lead on."""

from pathlib import Path

import pytest

from tests.catalogue_builders import edited, problems_of
from tests.learning_files import (
    CODES,
    CODES_PATH,
    GIVEN,
    GIVEN_PATH,
    MOVES,
    MOVES_PATH,
    QUIZ_PATH,
)


@pytest.mark.parametrize(
    ("path", "old", "new", "code", "line"),
    [
        (MOVES_PATH, "area/shiban", "area/yunyu", "K445", 4),
        (MOVES_PATH, "area/shiban", "hotline/h110", "K445", 4),
        (MOVES_PATH, "area/shiban", "shiban", "K445", 4),
        (MOVES_PATH, "area/qiaodong", "area/nowhere", "K446", 5),
        (MOVES_PATH, "area/qiaodong", "area/shiban", "K446", 5),
    ],
)
def test_a_slip_is_refused_at_its_place(
    tmp_path: Path, path: str, old: str, new: str, code: str, line: int
) -> None:
    (problem,) = problems_of(tmp_path, edited(path, old, new))

    assert (problem.code, problem.line, problem.severity) == (code, line, "error")


def test_a_code_is_not_given_to_another_poster(tmp_path: Path) -> None:
    another = CODES.replace("先挂断", "换了一张").replace(
        "alert/fake-police", "quiz/round"
    )
    (problem,) = problems_of(tmp_path, {CODES_PATH: another})

    assert (problem.code, problem.line, problem.severity) == ("K443", 3, "error")


@pytest.mark.parametrize(
    ("old", "new"), [("先挂断", "先挂断！"), ("alert/fake-police", "quiz/round")]
)
def test_a_poster_may_be_mended_or_lead_elsewhere(
    tmp_path: Path, old: str, new: str
) -> None:
    assert problems_of(tmp_path, edited(CODES_PATH, old, new)) == []


def test_a_code_that_was_given_out_cannot_be_taken_away(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, {CODES_PATH: "codes: []\n"})

    assert (problem.path, problem.code, problem.line) == (GIVEN_PATH, "K442", 2)


def test_a_board_that_was_put_up_cannot_be_taken_away(tmp_path: Path) -> None:
    files = edited(QUIZ_PATH, "  - {code: qd02", "#  - {code: qd02")
    found = [(p.path, p.code, p.line) for p in problems_of(tmp_path, files)]

    assert (GIVEN_PATH, "K442", 4) in found


def test_codes_that_cannot_be_read_are_not_called_gone(tmp_path: Path) -> None:
    broken = {CODES_PATH: "codes: [\n", QUIZ_PATH: "name: [\n"}

    assert {p.code for p in problems_of(tmp_path, broken)} == {"K011"}


@pytest.mark.parametrize(("code", "path"), [("hc101", CODES_PATH), ("qd02", QUIZ_PATH)])
def test_a_code_without_a_counterfoil_is_a_warning_that_says_what_to_write(
    tmp_path: Path, code: str, path: str
) -> None:
    lines = [line for line in GIVEN.splitlines() if code not in line]
    (problem,) = problems_of(tmp_path, {GIVEN_PATH: "\n".join(lines)})

    assert (problem.path, problem.code, problem.severity) == (path, "K444", "warning")
    assert f"- {{id: {code}, name: " in problem.hint_zh


def test_an_old_address_is_told_once(tmp_path: Path) -> None:
    twice = MOVES + MOVES.removeprefix("redirects:\n").replace("id: shiban", "id: two")
    found = problems_of(tmp_path, {MOVES_PATH: twice})

    assert [(p.code, p.line) for p in found] == [("K445", 4), ("K445", 9)]


def test_what_moved_may_move_again(tmp_path: Path) -> None:
    again = MOVES.replace("area/qiaodong", "area/middle") + (
        "  - {id: again, name: 中乡, old: area/middle, target: area/qiaodong,"
        " since: 2022-01-01}\n"
    )

    assert problems_of(tmp_path, {MOVES_PATH: again}) == []
