"""`doorstep radar`: whose work it is when a law changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_scripts import cli
from tests import catalogue_builders as sample
from tests.catalogue_builders import LAW_PATH, edited


def radar(root: Path, *law: str) -> Result:
    return CliRunner().invoke(cli.main, ["radar", *law, "--root", str(root)])


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "today", lambda: sample.TODAY)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("law_status: amended", "已修改，新文本待核"),
        ("law_status: repealed\nsuccessor: mediation-law", "已废止"),
        ("changes_on: 2027-01-01", "新文本 2027-01-01 起施行"),
    ],
)
def test_a_law_that_moves_is_listed_with_all_that_rests_on_it(
    tmp_path: Path, state: str, why: str
) -> None:
    files = edited(LAW_PATH, "checked_on", f"{state}\nchecked_on")
    result = radar(sample.a_catalogue_folder(tmp_path, files))

    lines = result.output.splitlines()
    assert lines[0] == f"居民身份证法（id-card-law）：{why}"
    assert lines[-1] == "1 部法律。(1 laws)"
    assert [line.split()[0] for line in lines[1:-1]] == [
        *("办事指南", "文章", "文章", "提醒", "答题", "词语"),
    ]
    quiz = next(line for line in lines if "答题" in line)
    assert quiz == (
        "  答题 走一圈“快到期能换吗？” 第11条 — 禾川县司法局"
        " — content/quizzes/qiaodong/round.yml"
    )


def test_a_law_not_yet_in_force_is_about_to_change_things(tmp_path: Path) -> None:
    files = edited(LAW_PATH, "2012-01-01", "2027-01-01")
    result = radar(sample.a_catalogue_folder(tmp_path, files))

    assert "2027-01-01 起施行，现在还没有效力" in result.output


def test_nothing_moves(tmp_path: Path) -> None:
    assert radar(sample.a_catalogue_folder(tmp_path)).output == ("0 部法律。(0 laws)\n")


def test_one_law_can_be_asked_for_before_it_moves(tmp_path: Path) -> None:
    result = radar(sample.a_catalogue_folder(tmp_path), "mediation-law")

    assert "人民调解法（mediation-law）：没有变动" in result.output
    assert "  纠纷 邻里纠纷 第31条 — 禾川县人民政府 — content/dispute_types.yml" in (
        result.output
    )


def test_an_unknown_law_is_a_sentence(tmp_path: Path) -> None:
    result = radar(sample.a_catalogue_folder(tmp_path), "no-law")

    assert result.exit_code == 1
    assert "没有编号是“no-law”的法律" in result.output


def test_an_unreadable_folder_is_told_as_by_check(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {LAW_PATH: "name: x\n"}
    result = radar(sample.a_catalogue_folder(tmp_path, files))

    assert result.exit_code == 1
    assert "K101" in result.output
