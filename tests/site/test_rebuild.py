"""The build processes of `doorstep serve`: real ones, on a project that is hardly there."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from build_scripts import rebuild
from build_scripts.outcome import Outcome, read_outcome, write_outcome
from build_scripts.problems import Problem
from build_scripts.rebuild import Builds

pytestmark = pytest.mark.slow  # every build is a process of its own
GO_ON = threading.Event()
A_CLI = """
import pathlib, sys
said = sys.stdin.readline()
report = sys.argv[sys.argv.index("--report") + 1]
{then}
"""
REPORTS = """
pathlib.Path(report).write_text('{"published": true, "problems": []}')
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build of our own making in place of the real one: its cli.py."""
    package = tmp_path / "program" / "build_scripts"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.setattr(rebuild, "PROGRAM", package.parent)
    return package / "cli.py"


def test_the_errors_of_the_real_build_come_back_with_their_place(
    tmp_path: Path, notes: Path
) -> None:
    (tmp_path / "site_config.yml").write_text("nmae: 家门口\n")

    with Builds(tmp_path, tmp_path / "site", notes) as builds:
        outcome = builds.run((), GO_ON)

    assert not outcome.published
    assert not outcome.crash
    assert any(p.place == "site_config.yml:1:1" for p in outcome.errors)


def test_a_build_that_was_made_ready_still_reads_what_is_saved_now(
    tmp_path: Path, notes: Path
) -> None:
    with Builds(tmp_path, tmp_path / "site", notes) as builds:
        builds.get_ready()
        (tmp_path / "site_config.yml").write_text("nmae: 家门口\n")
        outcome = builds.run((), GO_ON)

    assert any("nmae" in problem.zh for problem in outcome.errors)


def test_edited_code_is_not_built_with_the_process_that_waited(
    tmp_path: Path, program: Path, notes: Path
) -> None:
    program.write_text(A_CLI.format(then="sys.exit('old code')"))
    with Builds(tmp_path, tmp_path / "site", notes) as builds:
        builds.get_ready()
        program.write_text(A_CLI.format(then=REPORTS))

        assert builds.run([program], GO_ON) == Outcome(published=True)


def test_a_crash_comes_back_as_its_last_words_and_the_next_build_runs(
    tmp_path: Path, program: Path, notes: Path
) -> None:
    program.write_text("def build(:\n")
    with Builds(tmp_path, tmp_path / "site", notes) as builds:
        builds.get_ready()
        crashed = builds.run((), GO_ON)
        program.write_text(A_CLI.format(then=REPORTS))
        mended = builds.run([program], GO_ON)

    assert not crashed.published
    assert crashed.crash.endswith("SyntaxError: invalid syntax")
    assert str(program) in crashed.crash
    assert mended.published


def test_the_report_of_an_earlier_build_is_not_believed(
    tmp_path: Path, program: Path, notes: Path
) -> None:
    program.write_text(A_CLI.format(then=REPORTS))
    with Builds(tmp_path, tmp_path / "site", notes) as builds:
        assert builds.run([program], GO_ON).published
        program.write_text(A_CLI.format(then="sys.exit(3)"))

        assert not builds.run([program], GO_ON).published


def test_a_stopped_build_is_ended_and_not_published(
    tmp_path: Path, program: Path, notes: Path
) -> None:
    program.write_text(A_CLI.format(then="import time; time.sleep(600)"))
    stop = threading.Event()
    with Builds(tmp_path, tmp_path / "site", notes) as builds:
        threading.Timer(0.2, stop.set).start()

        assert not builds.run((), stop).published


def test_nothing_is_left_running_or_lying_about(
    tmp_path: Path, program: Path, notes: Path
) -> None:
    number = tmp_path / "number"
    program.write_text(
        "import os, pathlib, time;"
        f"pathlib.Path({str(number)!r}).write_text(str(os.getpid()));"
        "time.sleep(600)"
    )
    with Builds(tmp_path, tmp_path / "site", notes) as builds:
        builds.get_ready()
        while not (number.exists() and number.read_text()):
            time.sleep(0.01)

    with pytest.raises(ProcessLookupError):
        os.kill(int(number.read_text()), 0)
    assert list(notes.iterdir()) == []


def test_an_outcome_survives_its_file(tmp_path: Path) -> None:
    problem = Problem("content/a.yml", 3, 9, "K102", "没有“x”", "no 'x'", pointer="x")
    told = Outcome(published=False, problems=(problem,))

    write_outcome(tmp_path / "report", told)

    assert read_outcome(tmp_path / "report", "ignored") == told


def test_without_report_and_words_something_is_said_all_the_same(
    tmp_path: Path,
) -> None:
    assert read_outcome(tmp_path / "none", "").crash
