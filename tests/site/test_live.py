"""What the pages are told about a failed build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from build_scripts.live import LINE_LENGTH, SHOWN, tell_pages
from build_scripts.outcome import Outcome
from build_scripts.problems import Problem


def a_problem(line: int = 2, path: str = "content/a.yml", **facts: Any) -> Problem:
    return Problem(
        path, line, 9, "K102", "没有这个字段", hint_zh="是不是“name”？", **facts
    )


def told(root: Path, *problems: Problem, crash: str = "") -> Any:
    tell_pages(root / "live.json", root, Outcome(False, problems, crash))
    return json.loads((root / "live.json").read_text("utf-8"))


def a_file(root: Path, text: str) -> None:
    (root / "content").mkdir()
    (root / "content" / "a.yml").write_text(text)


def test_a_problem_is_told_with_its_place_its_words_and_its_lines(
    tmp_path: Path,
) -> None:
    a_file(tmp_path, "one: 1\ntwo: 2\nthree: 3\nfour: 4\n")

    (problem,) = told(tmp_path, a_problem())["problems"]

    assert problem == {
        "place": "content/a.yml:2:9",
        "code": "K102",
        "sentence": "没有这个字段",
        "hint": "是不是“name”？",
        "source": [
            {"number": 1, "text": "one: 1", "here": False},
            {"number": 2, "text": "two: 2", "here": True},
            {"number": 3, "text": "three: 3", "here": False},
        ],
    }


def test_a_mended_build_takes_the_news_away(tmp_path: Path) -> None:
    told(tmp_path, a_problem())

    tell_pages(tmp_path / "live.json", tmp_path, Outcome(published=True))
    tell_pages(tmp_path / "live.json", tmp_path, Outcome(published=True))

    assert not (tmp_path / "live.json").exists()


def test_reminders_are_not_why_a_build_failed(tmp_path: Path) -> None:
    reminder = a_problem(severity="warning")

    assert told(tmp_path, reminder)["problems"] == []


def test_of_very_many_problems_the_rest_is_counted(tmp_path: Path) -> None:
    news = told(tmp_path, *[a_problem(line) for line in range(SHOWN + 5)])

    assert len(news["problems"]) == SHOWN
    assert news["more"] == 5


def test_the_lines_stay_short_and_readable_whatever_the_file(tmp_path: Path) -> None:
    a_file(tmp_path, "one: 1\r\n")
    (tmp_path / "content" / "a.yml").write_bytes(b"a\r\n\xff" + b"x" * 9999 + b"\n")

    (problem,) = told(tmp_path, a_problem())["problems"]

    assert problem["source"][0]["text"] == "a"
    assert len(problem["source"][1]["text"]) == LINE_LENGTH


def test_a_place_without_a_line_or_a_file_has_no_source(tmp_path: Path) -> None:
    news = told(tmp_path, a_problem(line=0), a_problem(path="content/none.yml"))

    assert [problem["source"] for problem in news["problems"]] == [[], []]


def test_a_crash_is_told_in_its_own_words(tmp_path: Path) -> None:
    assert told(tmp_path, crash="Traceback …")["crash"] == "Traceback …"
