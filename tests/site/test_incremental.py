"""A build that does only what an edit makes necessary ends like one from nothing."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from build_scripts.begin import build_site
from build_scripts.engine import sight
from build_scripts.pages import render, verdict
from build_scripts.shared.opening_hours import Hours
from tests.catalogue_builders import (
    CONFIG,
    CONFIG_PATH,
    SERVICE_PATH,
    STATION_PATH,
    TODAY,
    TOWNSHIP,
    TOWNSHIP_PATH,
    VILLAGE,
    VILLAGE_PATH,
    a_catalogue_folder,
    edited,
)
from tests.learning_files import CODES, CODES_PATH, GIVEN, GIVEN_PATH
from tests.site.edits import EDITS, rename, rename_a_law, reorder
from tests.site.rebuilding import build_with, built_afresh, files, own_files


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Templates that a test may change."""
    copy = tmp_path / "templates"
    shutil.copytree(render.TEMPLATES, copy)
    monkeypatch.setattr(render, "TEMPLATES", copy)
    monkeypatch.setattr(sight, "OURS", (copy,))
    render.environment.cache_clear()
    yield copy
    render.environment.cache_clear()


DAYS_NS = 10**15
TRUSTING, WARY = 0, sight.SETTLED_NS
"""Looks are believed at once, or only when they are as old as they should be."""


@pytest.mark.parametrize(
    ("seed", "steps", "settled"),
    [
        (0, 4, TRUSTING),
        *(
            pytest.param(seed, 10, settled, marks=pytest.mark.slow)
            for seed, settled in enumerate((TRUSTING, TRUSTING, WARY), 100)
        ),
    ],
)
def test_any_edits_end_like_a_build_from_nothing(
    tmp_path: Path,
    templates: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    steps: int,
    settled: int,
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(sight, "SETTLED_NS", settled)
    root = a_catalogue_folder(tmp_path / "project")
    last = build_site(root, root / "site", TODAY)
    for step in range(steps):
        edit = chance.choice(EDITS)
        edit(chance, root, templates)
        before, live = own_files(root), files((root / "site").resolve())
        report = build_site(root, root / "site", TODAY)
        fresh, expected = built_afresh(root, tmp_path / "fresh")
        now = files((root / "site").resolve())

        assert report.problems == expected.problems, (step, edit)
        assert report.published == expected.published, (step, edit)
        assert now == (fresh if report.published else live), (step, edit)
        assert own_files(root) == before, (step, edit)
        if report.published:
            changed = {k for k, v in now.items() if live.get(k) != v}
            assert report.written == len(changed), (step, edit)
            last = report
    assert last.pages > 20


def test_records_in_another_order_are_told_in_that_order(tmp_path: Path) -> None:
    """Everywhere they are lined up, though not one of them has changed."""
    root = a_catalogue_folder(tmp_path / "project", IN_ORDER)
    build_site(root, root / "site", TODAY)
    before = files((root / "site").resolve())
    for register in (root / "content").glob("*.yml"):
        reorder(register)
    village = root / VILLAGE_PATH
    village.rename(village.parents[1] / village.name)
    build_site(root, root / "site", TODAY)
    now = files((root / "site").resolve())

    assert {key for key in now if now[key] != before[key]} >= {
        *("catalogue.json", "catalogue.en.json", "places.json", "data/terms.csv"),
        *("data/agencies.csv", "data/hsds/organizations.csv"),
    }
    assert now == built_afresh(root, tmp_path / "fresh")[0]


def test_of_two_codes_the_last_one_counts_also_when_they_are_swapped(
    tmp_path: Path,
) -> None:
    root = a_catalogue_folder(tmp_path / "project", TWO_CODES)
    sheets = []
    for _ in range(2):
        build_site(root, root / "site", TODAY)
        page = (root / "site/alerts/fake-police.html").read_text()
        sheets.append(re.findall(r"v/(hc\d+)\.html", page))
        reorder(root / CODES_PATH)

    assert sheets == [["hc102"], ["hc101"]]


A_POINT = "geo: {lat: 31.0, lon: 104.0, crs: gcj02}\n"
IN_ORDER: dict[str, str | bytes] = {
    CONFIG_PATH: f"{CONFIG}languages: [zh-Hans, en]\n",
    TOWNSHIP_PATH: TOWNSHIP + A_POINT,
    VILLAGE_PATH: VILLAGE + A_POINT,
}
"""Two of everything that is lined up."""
TWO_CODES: dict[str, str | bytes] = {
    CODES_PATH: CODES + CODES.removeprefix("codes:\n").replace("hc101", "hc102"),
    GIVEN_PATH: f"{GIVEN}{GIVEN.splitlines()[1].replace('hc101', 'hc102')}\n",
}
"""Of one alert."""


def test_another_day_is_another_site(tmp_path: Path) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    report = build_site(root, root / "site", TODAY + timedelta(days=1))
    assert report.written, "a guide names the last day for who applies today"


def test_an_edit_makes_only_what_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    made: list[str] = []
    real = render.Renderer.files

    def note(self: render.Renderer, page: render.Page) -> Iterator[tuple[str, bytes]]:
        made.append(page.url)
        return real(self, page)

    monkeypatch.setattr(render.Renderer, "files", note)
    law = rename_a_law(root)
    report = build_site(root, root / "site", TODAY)

    assert f"laws/{law.stem}.html" in made
    assert "areas/index.html" not in made
    assert 0 < len(made) < report.pages / 2


def test_a_shared_part_that_still_holds_is_not_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its value is in the notes: of all stations only the edited one is looked at."""
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    worked_out: list[str] = []
    real = verdict.hours_sentence

    def note(hours: Hours) -> str:
        worked_out.append(repr(hours))
        return real(hours)

    monkeypatch.setattr(verdict, "hours_sentence", note)
    station = next((root / "content" / "stations").glob("*.yml"))
    station.write_text(station.read_text().replace("name: ", "name: 新", 1))
    report = build_site(root, root / "site", TODAY)

    assert len(report.problems) == 0
    assert len(worked_out) == 1
    assert files((root / "site").resolve()) == built_afresh(root, tmp_path / "f")[0]


def test_a_shared_part_that_was_in_doubt_is_not_believed_later(tmp_path: Path) -> None:
    """Nobody shows it while it goes stale; later it is asked for and looks unchanged."""
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    areas = {area: area.read_text() for area in (root / "content/areas").rglob("*.yml")}
    for area, plain in areas.items():
        area.write_text(f"{plain}status: draft\n")
    station = root / STATION_PATH
    station.write_text(station.read_text().replace("name: ", "name: 新", 1))
    build_site(root, root / "site", TODAY)
    for area, plain in areas.items():
        area.write_text(plain)
    build_site(root, root / "site", TODAY)

    for place in ("qiaodong", "qiaodong-huanxi", "yunyu"):
        assert "新桥东派出所" in (root / f"site/areas/{place}.html").read_text()


def test_nothing_changed_makes_and_swaps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "SETTLED_NS", DAYS_NS)  # no look is kept, all is read
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    live, everything = (root / "site").resolve(), but_records(files(root))
    monkeypatch.setattr(render.Renderer, "files", None)
    report = build_site(root, root / "site", TODAY)

    assert (report.written, (root / "site").resolve()) == (0, live)
    assert but_records(files(root)) == everything


def but_records(found: dict[str, bytes]) -> dict[str, bytes]:
    """Without what was read from content/, which may be packed in more than one way."""
    return {k: v for k, v in found.items() if not k.startswith(".cache/records/")}


@pytest.mark.slow
def test_parallel_is_like_serial(tmp_path: Path) -> None:
    sites = []
    for workers in (1, 3):
        root = a_catalogue_folder(tmp_path / str(workers))
        with build_with(root, workers) as process:
            said, _ = process.communicate()
        assert said.startswith("True")
        rename(random.Random(5), root, root)
        with build_with(root, workers) as process:
            process.communicate()
        sites.append(files((root / "site").resolve()))
    assert sites[0] == sites[1]


def test_a_part_that_many_pages_share_is_made_anew_when_its_template_changes(
    tmp_path: Path, templates: Path
) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    file = templates / "_station_parts.html"
    file.write_text(file.read_text().replace("<p>", '<p class="mended">'))
    os.utime(file, ns=(1, 1))
    build_site(root, root / "site", TODAY)
    fresh, _ = built_afresh(root, tmp_path / "fresh")
    now = files((root / "site").resolve())

    assert now == fresh
    assert b'class="mended"' in now["stations/qiaodong-police-station.html"]


def test_a_warning_moves_with_its_line(tmp_path: Path) -> None:
    late = edited(SERVICE_PATH, "name: ", "review_by: 2026-01-01\nname: ")
    root = a_catalogue_folder(tmp_path / "project", late)
    before = build_site(root, root / "site", TODAY).problems
    file = root / SERVICE_PATH
    file.write_text(f"# a comment\n\n{file.read_text()}")
    after = build_site(root, root / "site", TODAY)

    assert [problem.line for problem in before] == [1]
    assert [problem.line for problem in after.problems] == [3]
    assert after.written == 0
