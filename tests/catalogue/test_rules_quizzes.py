"""K38x: quizzes can be answered, and every board is found by its code."""

from pathlib import Path

import pytest

from tests.catalogue_builders import LAW_PATH, edited, problems_of
from tests.learning_files import GIVEN_PATH, QUIZ, QUIZ_PATH


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("{text: 能, correct: true}", "{text: 能}", "K380", 13),
        ("{text: 不能}", "{text: 不能, correct: true}", "K380", 13),
        ("{text: 互相提醒, correct: true}", "{text: 互相提醒}", "K380", 22),
        ("      - {text: 不能}\n", "", "K380", 13),
        ("      - {text: 不能}\n", "      - {text: 不能}\n" * 6, "K380", 13),
        ("type: multiple", "type: true_false", "K380", 22),
        ("id: keep", "id: renew", "K381", 10),
        ("questions: [keep]", "questions: [kept]", "K381", 30),
        ("mode: trail", "mode: exam", "K381", 29),
        ("code: qd02", "code: QD02", "K382", 30),
        ("code: qd02", "code: q2", "K382", 30),
        ("code: qd02", "code: qd01", "K382", 29),
        ("pass_mark: 80", "pass_mark: 101", "K383", 31),
        ("pass_mark: 80", "pass_mark: 0", "K383", 31),
        ("areas: [qiaodong]", "areas: [yunyu]", "K214", 5),
        ("station: qiaodong-justice-office", "station: nowhere", "K203", 6),
        ("articles: [renew-early]", "articles: [renew]", "K208", 7),
        ("law: mediation-law", "law: mediation", "K206", 27),
    ],
)
def test_a_slip_in_a_quiz_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    found = problems_of(tmp_path, edited(QUIZ_PATH, old, new))

    assert (code, line) in [(p.code, p.line) for p in found]
    assert "error" in {p.severity for p in found}


def test_a_trail_has_boards(tmp_path: Path) -> None:
    without = QUIZ[: QUIZ.index("stops:")]
    found = problems_of(tmp_path, {QUIZ_PATH: without, GIVEN_PATH: "codes_given: []\n"})

    assert [(p.code, p.line) for p in found if p.severity == "error"] == [("K381", 2)]


def test_a_board_of_another_quiz_keeps_its_code(tmp_path: Path) -> None:
    other = QUIZ.replace("qd02", "qd03")
    found = problems_of(tmp_path, {"content/quizzes/other.yml": other})

    assert [(p.code, p.path) for p in found if p.severity == "error"] == [
        ("K382", "content/quizzes/other.yml"),
        ("K382", QUIZ_PATH),
    ]


@pytest.mark.parametrize(
    ("state", "severity"),
    [("law_status: amended", "warning"), ("law_status: repealed", "error")],
)
def test_a_question_whose_law_has_changed_is_flagged(
    tmp_path: Path, state: str, severity: str
) -> None:
    files = edited(
        LAW_PATH, "checked_on", f"{state}\nsuccessor: mediation-law\nchecked_on"
    )
    found = [p for p in problems_of(tmp_path, files) if p.path == QUIZ_PATH]

    assert [(p.code, p.line, p.severity) for p in found] == [("K320", 17, severity)]
