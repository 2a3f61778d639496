"""BENCHMARKS.md: one section for each command, replaced and never doubled."""

from __future__ import annotations

import platform
from datetime import date
from pathlib import Path

from build_scripts.bench.command import command_line
from build_scripts.bench.edits import COLD
from build_scripts.bench.figures import AGAIN
from build_scripts.bench.measure import Request
from build_scripts.bench.report import section, tables
from build_scripts.shared.benchmarks_file import put_section, write_section
from build_scripts.shared.machine import describe
from tests.site.test_bench_goals import a_size

DAY = date(2026, 11, 22)
COMMAND = "doorstep bench build --pages 30000 --against hugo --repeat 3"


def a_section(command: str = COMMAND, cold: float = 10.0) -> str:
    size = a_size(30_000, {COLD: cold}, {COLD: 25.0, AGAIN: 25.0})
    return section(command, DAY, "2 cores of a processor", [size])


def test_a_section_names_the_day_the_machine_the_versions_and_the_command() -> None:
    written = a_section()

    assert written.startswith(f"## `{COMMAND}`\n")
    assert "2026-11-22. 2 cores of a processor, Hugo 1.0." in written
    assert "| Doorstep: cold | 10.00 | 5.00 | 100% | 100 | 1 |" in written
    assert "| Hugo: again | 25.00 | 12.50 | 250% |" in written
    assert "at least 2 × as fast as Hugo | 2.50 × as fast | pass |" in written


def test_measuring_again_replaces_the_section_and_leaves_the_others(
    tmp_path: Path,
) -> None:
    file = tmp_path / "BENCHMARKS.md"
    write_section(file, a_section())
    write_section(file, a_section("doorstep bench rush"))
    write_section(file, a_section("doorstep bench build --pages 3000"))
    once = file.read_text(encoding="utf-8")

    write_section(file, a_section(cold=11.0))

    again = file.read_text(encoding="utf-8")
    assert again.count(f"## `{COMMAND}`") == once.count(f"## `{COMMAND}`") == 1
    assert again.count("\n## ") == 3
    assert "| Doorstep: cold | 11.00 |" in again
    assert again.index(COMMAND) < again.index("bench rush")
    assert again.startswith("# Benchmarks\n")
    write_section(file, a_section(cold=11.0))
    assert file.read_text(encoding="utf-8") == again


def test_words_before_the_first_section_stay() -> None:
    text = put_section("# Ours\n\nRead this first.\n", a_section())

    assert text.startswith("# Ours\n\nRead this first.\n\n## `doorstep")


def test_the_terminal_shows_what_the_file_shows() -> None:
    size = a_size(30_000, hugo={COLD: 2.0, AGAIN: 2.0})

    written = section(COMMAND, DAY, "a machine", [size])

    assert written.endswith("\n".join(tables([size])) + "\n")


def test_goals_that_the_run_cannot_judge_are_left_out() -> None:
    printed = "\n".join(tables([a_size(3000, hugo={COLD: 2.0, AGAIN: 2.0})]))

    assert "3,000 pages cold: as fast as Hugo" in printed
    assert "30,000 pages" not in printed
    assert "not measured" not in printed
    assert tables([a_size(500)])[-1] == (
        "The goals are judged by: --pages 30000 --growth --against hugo"
    )


def test_the_machine_is_described_without_its_name_or_a_folder() -> None:
    words = describe()

    assert "cores of" in words
    assert f"Python {platform.python_version()}" in words
    assert platform.node() not in words
    assert "/" not in words.replace("GNU/Linux", "").replace(platform.processor(), "")


def test_the_command_repeats_the_measurement_and_names_no_folder() -> None:
    request = Request(
        project=Path("/somewhere"),
        pages=30_000,
        today=DAY,
        repeat=5,
        seed=2,
        against=("hugo", "mkdocs"),
        peers=Path("/elsewhere"),
        growth=True,
    )

    assert command_line(request, Path("/lists/names.json")) == (
        "doorstep bench build --pages 30000 --seed 2 --townships names.json"
        " --growth --against hugo,mkdocs --repeat 5"
    )
    plain = Request(project=Path(), pages=3000, today=DAY)
    assert command_line(plain) == "doorstep bench build --pages 3000 --repeat 3"
