"""Which changes `doorstep serve` sees, and that it misses none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.watching import changes


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "services").mkdir(parents=True)
    (tmp_path / "program" / "build_scripts" / "templates").mkdir(parents=True)
    (tmp_path / "site_config.yml").write_text("name: 0")
    return tmp_path


@pytest.fixture
def changed(project: Path) -> Iterator[Iterator[set[Path]]]:
    stop = threading.Event()
    watched = changes(project, project / "program", stop)
    assert next(watched) == set()
    yield watched
    stop.set()
    assert not any(watched)


def names(watched: Iterator[set[Path]]) -> set[str]:
    """The next changes that are any."""
    return {path.name for path in next(filter(None, watched))}


def test_files_saved_together_come_together(
    project: Path, changed: Iterator[set[Path]]
) -> None:
    """Also what was saved while nobody asked: during a build."""
    for name in ("a.yml", "b.yml", "c.yml"):
        (project / "content" / "services" / name).write_text("name: 甲")

    assert names(changed) == {"a.yml", "b.yml", "c.yml"}
    assert next(changed) == set()


def test_templates_and_code_count_and_what_python_keeps_does_not(
    project: Path, changed: Iterator[set[Path]]
) -> None:
    program = project / "program" / "build_scripts"
    (program / "__pycache__").mkdir()
    (program / "__pycache__" / "build.pyc").write_text("")
    (program / "build.py").write_text("")
    (program / "templates" / "home.html").write_text("")

    assert names(changed) == {"build.py", "home.html"}


def test_settings_an_editor_puts_in_place_of_the_old_ones_are_seen_every_time(
    project: Path, changed: Iterator[set[Path]]
) -> None:
    for number in (1, 2):
        fresh = project / "fresh.yml"
        fresh.write_text(f"name: {number}")
        fresh.replace(project / "site_config.yml")

        assert names(changed) == {"site_config.yml"}


def test_a_project_without_content_is_no_reason_to_fall_over(tmp_path: Path) -> None:
    stop = threading.Event()
    (tmp_path / "build_scripts").mkdir()

    assert next(changes(tmp_path, tmp_path, stop)) == set()
