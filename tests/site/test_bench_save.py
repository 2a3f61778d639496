"""What `doorstep bench save` prints of what it measured."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from build_scripts.bench import save
from build_scripts.bench.browser import CannotMeasure
from build_scripts.bench.save import Saved, SaveMeasure
from tests.catalogue_builders import a_catalogue_folder

DAY = date(2026, 11, 22)


def a_measure(*screens: float) -> SaveMeasure:
    turns = tuple(Saved(on_disk=s / 2, on_screen=s) for s in screens)
    return SaveMeasure(pages=3012, turns=turns, browser="Chromium 1")


@pytest.mark.parametrize(
    ("screens", "row"),
    [
        ((0.2, 0.4, 1.0), "| on the screen | 0.40 | 1.00 | ≤ 1 s | pass |"),
        ((0.2, 0.4, 1.1), "| on the screen | 0.40 | 1.10 | ≤ 1 s | short |"),
    ],
)
def test_the_longest_wait_decides(screens: tuple[float, ...], row: str) -> None:
    assert row in save.table(a_measure(*screens)).splitlines()


def test_the_section_says_how_to_measure_again() -> None:
    told = save.section(a_measure(0.5, 0.5), 3000, DAY)
    assert told.startswith("## `doorstep bench save --pages 3000 --repeat 2`")
    assert "| on disk | 0.25 | 0.25 | | |" in told


def test_a_catalogue_in_which_nothing_can_be_edited_is_refused(tmp_path: Path) -> None:
    project = a_catalogue_folder(tmp_path)
    for file in (project / "content" / "stations").glob("*.yml"):
        file.write_text(save.LANDMARK.sub("", file.read_text("utf-8")), "utf-8")
    with pytest.raises(CannotMeasure, match="没有可以改的地方"):
        save.one_station(project)


def test_an_edit_changes_a_landmark(tmp_path: Path) -> None:
    project = a_catalogue_folder(tmp_path)
    file = project / "content" / "stations" / "with-landmark.yml"
    file.write_text("address:\n  landmark: 石狮子\n", "utf-8")
    found = save.one_station(project)
    assert save.LANDMARK.search(found.read_text("utf-8"))
