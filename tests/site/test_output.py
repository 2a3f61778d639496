"""The site is swapped whole; nothing that is not ours is touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from build_scripts.output import BUILDS, OutputRefused, SiteWriter, Twin
from tests.site.rebuilding import files


def begun(out: Path, texts: Mapping[str, str], twin: Twin | None = None) -> SiteWriter:
    """A build that has put these files, address → words, and is not published yet."""
    writer = SiteWriter(out, twin)
    desk = writer.desk()
    for url, text in texts.items():
        writer.note(url, written=desk.put(url, text.encode()))
    return writer


def publish(out: Path, text: str, twin: Twin | None = None) -> SiteWriter:
    return published(begun(out, {"index.html": text}, twin))


def published(writer: SiteWriter) -> SiteWriter:
    writer.publish()
    return writer


def only_it_and_its_twin_are_kept(writer: SiteWriter) -> bool:
    folders = {path.name for path in writer.builds.iterdir() if path.is_dir()}
    return folders == {writer.folder.name, writer.twin_after().name}


def test_a_build_is_seen_only_when_it_is_published(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    writer = begun(out, {"index.html": "new"})
    # A crash here, between writing and swapping, leaves the old site.
    assert (out / "index.html").read_text() == "old"
    writer.publish()
    assert (out / "index.html").read_text() == "new"


def test_a_build_after_a_crash_starts_afresh(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    begun(out, {"half.html": "half"})
    publish(out, "new")
    assert sorted(path.name for path in out.iterdir()) == ["index.html"]


def test_a_crash_in_the_middle_of_the_swap_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    writer = begun(out, {"index.html": "new"})

    def crash(self: Path, target: Path) -> Path:
        raise OSError("power cut")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(OSError, match="power cut"):
        writer.publish()
    assert (out / "index.html").read_text() == "old"
    monkeypatch.undo()
    assert (publish(out, "newer").out / "index.html").read_text() == "newer"


def test_what_was_published_cannot_be_abandoned(tmp_path: Path) -> None:
    """The swap is done; whatever fails after it must not take the site away."""
    publish(tmp_path / "site", "new").abandon()

    assert (tmp_path / "site" / "index.html").read_text() == "new"


def test_an_old_build_that_cannot_be_removed_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    for number in range(3):
        publish(out, str(number))

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr("os.rmdir", refuse)
    publish(out, "new")

    assert (out / "index.html").read_text() == "new"


def test_everything_is_on_the_disk_before_the_swap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, its folder, the build and the folder that names the build."""
    synced: list[Path] = []
    before_swap: list[Path] = []
    real_sync, real_swap = os.fsync, Path.replace

    def note(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        real_sync(descriptor)

    def swap(self: Path, target: Path) -> Path:
        before_swap.extend(synced)
        return real_swap(self, target)

    writer = begun(tmp_path / "site", {"a/b.html": "x"})
    monkeypatch.setattr("os.fsync", note)
    monkeypatch.setattr(Path, "replace", swap)
    writer.publish()

    build = writer.folder
    assert set(before_swap) == {build / "a/b.html", build / "a", build, build.parent}
    assert tmp_path in synced


def test_an_abandoned_build_leaves_no_trace(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    before = sorted((tmp_path / BUILDS).iterdir())
    begun(out, {"a/b.html": "x"}).abandon()
    assert sorted((tmp_path / BUILDS).iterdir()) == before
    assert (out / "index.html").read_text() == "old"


def test_the_live_build_and_its_twin_are_kept_and_older_ones_go(
    tmp_path: Path,
) -> None:
    out = tmp_path / "site"
    for number in range(4):
        writer = publish(out, str(number))
    assert only_it_and_its_twin_are_kept(writer)
    assert (out / "index.html").read_text() == "3"


def test_an_edit_is_put_into_the_twin_and_the_two_are_swapped(tmp_path: Path) -> None:
    out = tmp_path / "site"
    names = ("a.html", "b/c.html", "gone.html")
    first = published(begun(out, {name: name for name in names}))
    old_live = out.resolve()
    edit = {"a.html": "edited", "b/c.html": "b/c.html"}
    second = begun(out, edit, first.twin_after())
    second.remove("gone.html")
    assert (out / "a.html").read_text() == "a.html"
    second.publish()

    assert second.written == 1
    assert files(out) == {"a.html": b"edited", "b/c.html": b"b/c.html"}
    assert (out / "b/c.html").stat().st_ino == (old_live / "b/c.html").stat().st_ino
    assert files(old_live)["a.html"] == b"a.html", "whoever still reads it sees no mix"


def test_the_twin_catches_up_with_what_the_last_edit_did(tmp_path: Path) -> None:
    out = tmp_path / "site"
    writer = published(begun(out, {"a.html": "a", "b/gone.html": "b"}))
    for edit in ("1", "2", "3"):
        writer = begun(out, {f"{edit}/new.html": edit}, writer.twin_after())
        writer.remove("b/gone.html")
        writer.publish()

    assert files(out) == {
        "a.html": b"a",
        **{f"{edit}/new.html": edit.encode() for edit in "123"},
    }
    assert not (out / "b").exists()
    assert only_it_and_its_twin_are_kept(writer)


@pytest.mark.parametrize("lost", ["the twin", "half of the twin"])
def test_a_killed_edit_leaves_no_twin_and_the_next_one_makes_a_new_one(
    tmp_path: Path, lost: str
) -> None:
    out = tmp_path / "site"
    first = publish(out, "old")
    twin = first.twin_after()
    if lost == "the twin":
        shutil.rmtree(tmp_path / BUILDS / twin.name)
    else:  # killed after it had begun to write
        begun(out, {"half.html": "half"}, twin)
    writer = published(begun(out, {"new.html": "new"}, twin))

    assert files(out) == {"index.html": b"old", "new.html": b"new"}
    assert only_it_and_its_twin_are_kept(writer)


def test_a_half_made_twin_is_never_believed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    killed = begun(out, {"half.html": "half"})
    writer = publish(out, "new", killed.twin_after())

    assert files(out) == {"index.html": b"new"}
    assert only_it_and_its_twin_are_kept(writer)


def test_a_twin_has_every_file_of_the_site_whether_written_or_as_before(
    tmp_path: Path,
) -> None:
    out = tmp_path / "site"
    publish(out, "old")
    writer = begun(out, {"index.html": "old", "a/b.html": "first"})
    writer.desk().put("a/b.html", b"second")
    writer.publish()

    assert files(tmp_path / BUILDS / writer.twin_after().name) == files(out)


def test_the_tenth_build_is_newer_than_the_ninth(tmp_path: Path) -> None:
    out = tmp_path / "site"
    for number in range(12):
        publish(out, str(number))
    assert (out / "index.html").read_text() == "11"


def test_two_outputs_side_by_side_do_not_prune_each_other(tmp_path: Path) -> None:
    publish(tmp_path / "one", "1")
    for number in range(5):
        publish(tmp_path / "two", str(number))
    assert (tmp_path / "one" / "index.html").read_text() == "1"


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "letters.txt").write_text("dear")
    with pytest.raises(OutputRefused, match="没有动它"):
        SiteWriter(out)
    assert (out / "letters.txt").read_text() == "dear"


def test_a_link_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputRefused, match="没有动它"):
        SiteWriter(tmp_path / "site")


@pytest.mark.parametrize("url", ["../x", "a/../../x", "/etc/x", ""])
def test_nothing_is_written_outside(tmp_path: Path, url: str) -> None:
    with pytest.raises(OutputRefused):
        begun(tmp_path / "site", {url: "x"})


def test_only_files_unlike_those_of_the_last_build_count_as_written(
    tmp_path: Path,
) -> None:
    out = tmp_path / "site"
    publish(out, "same")
    assert begun(out, {"index.html": "same", "new.html": "new"}).written == 1
