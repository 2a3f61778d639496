"""The benchmark measures what it says, on a copy, and tells how to repeat it."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts.bench.measure import BuildFailed, Measure, measure_builds, table
from tests.catalogue_builders import a_catalogue_folder


@pytest.mark.slow
def test_every_kind_of_build_is_measured_and_the_project_stays_as_it_was(
    tmp_path: Path,
) -> None:
    root = a_catalogue_folder(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}

    measures = list(measure_builds(root, repeat=1))

    assert [measure.name for measure in measures] == [
        "cold",
        "nothing changed",
        "one service renamed",
        "the site renamed",
    ]
    assert all(measure.seconds > 0 and measure.peak_mib > 1 for measure in measures)
    after = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert after == before


def test_a_project_that_does_not_build_is_not_measured(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path)
    (root / "site_config.yml").write_text("name: [")

    with pytest.raises(BuildFailed):
        list(measure_builds(root, repeat=1))


def test_the_table_gives_ratios_and_the_command() -> None:
    printed = table([Measure("cold", 2.0, 80.0), Measure("again", 0.5, 60.0)], repeat=3)

    assert "25%" in printed
    assert "doorstep bench build --repeat 3" in printed
