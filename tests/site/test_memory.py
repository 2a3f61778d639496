"""What a build leaves for the next one is read as far as needed, and believed if whole."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from build_scripts.begin import CACHE, build_site
from build_scripts.engine.results import Results
from build_scripts.output import BUILDS
from tests.catalogue_builders import TODAY, a_catalogue_folder
from tests.site.edits import rename_a_law
from tests.site.rebuilding import built_afresh, files


def test_results_nothing_asks_for_are_not_read_but_handed_on_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    before = files_of_notes((root / "site").resolve())
    read: set[str] = set()
    real = Results.of

    def note(self: Results, kind: str) -> dict[Any, Any]:
        read.add(kind)
        return real(self, kind)

    monkeypatch.setattr(Results, "of", note)
    rename_a_law(root)
    build_site(root, root / "site", TODAY)
    after = files_of_notes((root / "site").resolve())

    assert {"terms", "card", "data"} <= read
    assert read.isdisjoint({"hours", "place", "contact", "order", "calendar"})
    assert before == after  # what a small edit adds is kept beside them


def files_of_notes(folder: Path) -> dict[str, int]:
    """Name → which file it is."""
    found = folder.parent.glob(f"{folder.name}.notes.*")
    return {path.name.partition(".notes.")[2]: path.stat().st_ino for path in found}


@pytest.mark.parametrize(
    "what",
    [
        *("records", "notes", "results", "one file of results is gone"),
        *("template", "shell", "twin", "all"),
    ],
)
def test_a_damaged_memory_is_noticed_and_made_anew(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # templates in our cache
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    damage(root, what)
    rename_a_law(root)  # the settings stay: with others the notes would not be asked
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
    monkeypatch.setattr("build_scripts.engine.rows.Rows.unpacked", None)
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
    if what == "one file of results is gone":
        (found,) = builds.glob("*.notes.pages.hours")
        found.unlink()
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
        for at in range(60, len(data), max(1, len(data) // 7)):
            data[at] ^= 0x41
        path.write_bytes(data)
