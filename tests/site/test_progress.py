"""What a long build says about itself, on a clock the test turns."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts.progress import CLEAR_LINE, Progress
from tests.site_builders import ROOT

IMPATIENT = """
from build_scripts import cli, progress
progress.QUIET_SECONDS = 0
cli.main()
"""


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def an_ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")


def test_a_quick_build_says_nothing(clock: Clock) -> None:
    screen = Terminal()
    progress = Progress(screen, clock)

    for second in (0.0, 0.9, 1.9):
        clock.now = 100 + second
        progress(10, 20)
    progress.end()

    assert screen.getvalue() == ""


def test_after_two_seconds_it_says_pages_rate_and_time_left(clock: Clock) -> None:
    log = io.StringIO()
    progress = Progress(log, clock)

    progress(0, 3000)
    clock.now += 2
    progress(900, 3000)

    assert log.getvalue() == "已生成 900/3000 页，每秒 450 页，还要 5 秒\n"


def test_the_rate_counts_from_the_first_page_not_from_the_reading(clock: Clock) -> None:
    log = io.StringIO()
    progress = Progress(log, clock)

    clock.now += 10
    progress(0, 1000)
    clock.now += 5
    progress(500, 1000)

    lines = log.getvalue().splitlines()
    assert lines == ["已生成 0/1000 页", "已生成 500/1000 页，每秒 100 页，还要 5 秒"]


def test_more_than_a_minute_is_said_in_minutes(clock: Clock) -> None:
    log = io.StringIO()
    progress = Progress(log, clock)

    progress(0, 1000)
    clock.now += 10
    progress(100, 1000)

    assert "还要 1 分 30 秒" in log.getvalue()


def test_a_terminal_shows_one_line_rewritten_and_at_the_end_none(clock: Clock) -> None:
    screen = Terminal()
    progress = Progress(screen, clock)

    progress(0, 100)
    clock.now += 3
    for done in (30, 31, 32):
        progress(done, 100)
        clock.now += 0.06
    progress.end()

    shown = screen.getvalue().split(CLEAR_LINE)
    assert [line.partition(" 页")[0] for line in shown] == [
        "",
        "已生成 30/100",
        "已生成 32/100",
        "",
    ]
    assert "\n" not in screen.getvalue()


def test_a_log_gets_a_line_every_few_seconds(clock: Clock) -> None:
    log = io.StringIO()
    progress = Progress(log, clock)

    for second in range(12):
        clock.now = 100.0 + second
        progress(second, 100)
    progress.end()

    said = [line.partition(" 页")[0] for line in log.getvalue().splitlines()]
    assert said == ["已生成 2/100", "已生成 7/100"]
    assert CLEAR_LINE not in log.getvalue()


def test_a_terminal_that_cannot_rewrite_is_treated_as_a_log(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    screen = Terminal()
    progress = Progress(screen, clock)

    clock.now += 3
    progress(1, 2)

    assert screen.getvalue().endswith("页\n")


def test_the_last_page_needs_no_line_of_its_own(clock: Clock) -> None:
    log = io.StringIO()
    progress = Progress(log, clock)

    clock.now += 3
    progress(2, 2)

    assert log.getvalue() == ""


@pytest.mark.slow  # builds the project's own site
def test_doorstep_build_says_how_far_it_is(tmp_path: Path) -> None:
    options = ["--root", str(ROOT), "--out", str(tmp_path / "site")]

    said = subprocess.run(
        [sys.executable, "-c", IMPATIENT, "build", *options],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert re.search(r"已生成 \d+/\d+ 页", said)
