"""A build that does only what an edit makes necessary ends like one from nothing."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from build_scripts.begin import CACHE, build_site
from build_scripts.engine import sight
from build_scripts.output import BUILDS
from build_scripts.pages import render, verdict
from build_scripts.shared.opening_hours import Hours
from tests.catalogue_builders import (
    SERVICE_PATH,
    TODAY,
    a_catalogue_folder,
    edited,
)
from tests.site.edits import EDITS, rename, rename_the_site
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
    law = next((root / "content" / "laws").glob("*.yml"))
    law.write_text(law.read_text().replace("name: ", "name: 新", 1))
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


def test_results_nothing_touched_are_handed_on_as_the_file_they_are(
    tmp_path: Path,
) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    live = (root / "site").resolve()
    before = kept_results(live)
    law = next((root / "content" / "laws").glob("*.yml"))
    law.write_text(law.read_text().replace("name: ", "name: 新", 1))
    build_site(root, root / "site", TODAY)
    after = kept_results((root / "site").resolve())

    assert before.keys() == after.keys()
    handed_on = {kind for kind in before if before[kind] == after[kind]}
    assert "pages.hours" in handed_on
    assert "pages.terms" not in handed_on


def kept_results(folder: Path) -> dict[str, int]:
    """Kind of work → which file it is."""
    found = folder.parent.glob(f"{folder.name}.notes.*")
    return {path.name.partition(".notes.")[2]: path.stat().st_ino for path in found}


def test_nothing_changed_makes_and_swaps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "SETTLED_NS", DAYS_NS)  # no look is kept, all is read
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    live, everything = (root / "site").resolve(), files(root)
    monkeypatch.setattr(render.Renderer, "files", None)
    report = build_site(root, root / "site", TODAY)

    assert (report.written, (root / "site").resolve()) == (0, live)
    assert files(root) == everything


@pytest.mark.parametrize(
    "what", ["records", "notes", "results", "template", "shell", "twin", "all"]
)
def test_a_damaged_memory_is_noticed_and_made_anew(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # templates in our cache
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    damage(root, what)
    rename_the_site(random.Random(1), root, root)
    report = build_site(root, root / "site", TODAY)
    fresh, _ = built_afresh(root, tmp_path / "fresh")

    assert report.published
    assert files((root / "site").resolve()) == fresh


def test_what_another_program_kept_is_not_even_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its records may have other fields: unpacking them would be a crash."""
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    for module in ("engine.parse_cache", "engine.state"):
        monkeypatch.setattr(f"build_scripts.{module}.program", lambda: b"another" * 2)
    monkeypatch.setattr("build_scripts.engine.parse_cache.from_plain", None)
    monkeypatch.setattr("build_scripts.engine.notes.Notes.unpacked", None)
    report = build_site(root, root / "site", TODAY)

    assert report.published
    assert files((root / "site").resolve()) == built_afresh(root, tmp_path / "f")[0]


def damage(root: Path, what: str) -> None:
    cache, builds = root / CACHE, root / BUILDS
    if what == "all":
        shutil.rmtree(cache)
        return
    if what == "twin":
        live = (root / "site").resolve()
        for folder in builds.iterdir():
            if folder.is_dir() and folder != live:
                shutil.rmtree(folder)
        return
    kept = {
        "records": cache.glob("records/*"),
        "template": cache.glob("templates-*/*"),
        "shell": cache.glob("shell-*"),
        "notes": builds.glob("*.notes"),
        "results": builds.glob("*.notes.pages.*"),
    }
    victims = list(kept[what])
    assert victims
    for path in victims:
        data = bytearray(path.read_bytes())
        for at in range(40, len(data), max(1, len(data) // 7)):
            data[at] ^= 0x41
        path.write_bytes(data)


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
