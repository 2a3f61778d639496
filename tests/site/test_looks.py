"""Files nobody has touched are not read; whoever touches one is noticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from build_scripts import begin
from build_scripts.begin import BUILDS, CACHE, build_site
from build_scripts.catalogue import loader
from build_scripts.engine import sight
from build_scripts.engine.sight import look_around
from build_scripts.engine.stamp import nothing_changed
from tests.catalogue_builders import SERVICE_PATH, TODAY, a_catalogue_folder

DAYS_NS = 10**14


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built project whose files count as old enough to be believed."""
    monkeypatch.setattr(sight, "SETTLED_NS", 0)
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    build_site(
        root, root / "site", TODAY
    )  # what was as young as the first is older now
    return root


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of content/ that are opened from now on."""
    found: list[str] = []
    real = loader.FileIO

    def note(place: str) -> object:
        found.append(Path(place).name)
        return real(place)

    monkeypatch.setattr(loader, "FileIO", note)
    return found


def test_when_nothing_was_touched_the_last_report_holds(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root / SERVICE_PATH
    file.write_text(f"review_by: 2026-01-01\n{file.read_text()}")
    build_site(root, root / "site", TODAY)
    first = build_site(root, root / "site", TODAY)
    monkeypatch.setattr(begin, "read_folder", None)
    again = build_site(root, root / "site", TODAY)

    assert again == first
    assert again.pages > 20
    assert again.problems, "warnings are told again"


def test_only_a_touched_file_is_opened(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = root / SERVICE_PATH
    file.write_text(f"# a comment\n{file.read_text()}")
    names = opened(monkeypatch)
    build_site(root, root / "site", TODAY)

    assert names == [file.name]


def test_an_edit_that_hides_its_size_and_its_time_is_seen(root: Path) -> None:
    file = root / SERVICE_PATH
    before = file.stat()
    file.write_text(file.read_text().replace("a", "b", 1))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert file.stat().st_size == before.st_size
    assert nothing_changed(look_around(root), root / "site", TODAY) is None


def test_two_edits_within_one_tick_of_the_clock_are_both_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that stands still, and no size to tell by: as if in the same second."""
    root = a_catalogue_folder(tmp_path / "project")
    still = sight._moment(root / CACHE)
    monkeypatch.setattr(sight, "_moment", lambda cache: still)
    monkeypatch.setattr(sight, "_look", lambda status: (0, 0, still, still))
    build_site(root, root / "site", TODAY)
    file = root / SERVICE_PATH
    file.write_text(file.read_text().replace("name: ", "name: 新", 1))

    assert build_site(root, root / "site", TODAY).written


def test_a_look_that_is_old_enough_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other side of the rule above: here the very same edit would be missed."""
    root = a_catalogue_folder(tmp_path / "project")
    old = sight._moment(root / CACHE) - DAYS_NS
    monkeypatch.setattr(sight, "_look", lambda status: (0, 0, old, old))
    build_site(root, root / "site", TODAY)
    file = root / SERVICE_PATH
    file.write_text(file.read_text().replace("name: ", "name: 新", 1))

    assert not build_site(root, root / "site", TODAY).written


@pytest.mark.parametrize("what", ["settings", "new", "gone", "template", "day"])
def test_whatever_a_build_rests_on_counts(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    ours, today = tmp_path / "ours", TODAY
    ours.mkdir()
    monkeypatch.setattr(sight, "OURS", (ours,))
    build_site(root, root / "site", TODAY)
    assert nothing_changed(look_around(root), root / "site", TODAY)
    if what == "settings":
        file = root / "site_config.yml"
        file.write_text(file.read_text())
    elif what == "new":
        (root / "content" / "strange.txt").touch()
    elif what == "gone":
        (root / SERVICE_PATH).unlink()
    elif what == "template":
        (ours / "area.html").touch()
    else:
        today = TODAY.replace(year=TODAY.year + 1)

    assert nothing_changed(look_around(root), root / "site", today) is None


def test_a_damaged_stamp_is_not_believed(root: Path) -> None:
    (stamp,) = (root / BUILDS).glob("*.stamp")
    told = bytearray(stamp.read_bytes())
    told[-3] ^= 1
    stamp.write_bytes(told)

    assert nothing_changed(look_around(root), root / "site", TODAY) is None


def test_a_build_that_found_errors_leaves_no_stamp(root: Path) -> None:
    file = root / SERVICE_PATH
    file.write_text(f"{file.read_text()}\nstrange: 1\n")
    build_site(root, root / "site", TODAY)

    assert nothing_changed(look_around(root), root / "site", TODAY) is None
