"""The builds that are measured: on copies, edited as said, and failing in a sentence."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_scripts.bench import ours
from build_scripts.bench.edits import COLD, EDITS, TEMPLATE, EditFailed, Room
from build_scripts.bench.generate import generate
from build_scripts.bench.measure import BenchRefused, Request, refuse_nonsense
from build_scripts.bench.memory import KIB, Watch, memory_of
from build_scripts.bench.pages import Heap, kind_of, total, weigh
from build_scripts.bench.timing import BuildFailed, timed
from build_scripts.cli import main
from tests.catalogue_builders import a_catalogue_folder

TODAY = date(2026, 11, 22)


def a_room(folder: Path) -> Room:
    room = ours.make_room(folder / "room")
    generate(room.project, 60, project=a_catalogue_folder(folder / "project"))
    return room


def files_in(room: Room) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for folder in (room.program, room.project)
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts  # as installed
    }


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[str]:
    return [path for path in after if after[path] != before.get(path)]


def test_every_edit_changes_one_file_and_changes_it_again_in_the_next_round(
    tmp_path: Path,
) -> None:
    room = a_room(tmp_path)
    touched = []
    for edit in EDITS.values():
        for turn in range(3):
            before = files_in(room)
            edit(room, turn)
            touched.append(changed(before, files_in(room)))

    nothing, hours, fee, template, name = touched[::3]
    assert nothing == []
    assert [path.split("/")[:2] for path in hours] == [["content", "stations"]]
    assert [path.split("/")[:2] for path in fee] == [["content", "services"]]
    assert template == [f"build_scripts/templates/{TEMPLATE}"]
    assert name == ["site_config.yml"]
    assert touched == [each for each in touched[::3] for _ in range(3)]


def test_the_template_is_edited_in_the_copy_and_never_in_this_checkout(
    tmp_path: Path,
) -> None:
    room = a_room(tmp_path)
    own = ours.PACKAGE / "templates" / TEMPLATE
    before = own.read_bytes()

    for edit in EDITS.values():
        edit(room, 1)

    assert own.read_bytes() == before
    copied = room.program / "build_scripts" / "templates" / TEMPLATE
    assert copied.read_bytes() != before


def test_without_anything_to_edit_that_is_said(tmp_path: Path) -> None:
    room = a_room(tmp_path)
    for file in (room.project / "content" / "services").glob("*.yml"):
        file.write_text("free: true\n")

    with pytest.raises(EditFailed, match="没有一件收费的事项"):
        EDITS["a service's fee"](room, 0)


def test_a_program_that_fails_is_quoted_in_one_sentence(tmp_path: Path) -> None:
    code = "import sys; print('内容里有 3 处错误'); sys.exit(1)"

    with pytest.raises(BuildFailed, match=r"生成网站没有成功.*3 处错误"):
        timed("生成网站", [sys.executable, "-c", code], tmp_path)


def test_a_project_that_does_not_build_is_not_measured(tmp_path: Path) -> None:
    room = a_room(tmp_path)
    (room.project / "site_config.yml").write_text("name: [")

    with pytest.raises(BuildFailed):
        ours.build(room)


@pytest.mark.slow
def test_the_command_measures_every_kind_of_build_and_writes_what_it_prints(
    tmp_path: Path,
) -> None:
    project = a_catalogue_folder(tmp_path / "project")
    file = tmp_path / "BENCHMARKS.md"
    command = ["bench", "build", "--root", str(project), "--pages", "200"]

    told = CliRunner().invoke(main, [*command, "--repeat", "1", "--write", str(file)])

    written = file.read_text(encoding="utf-8")
    assert told.exit_code == 0, told.output
    for kind in (COLD, *EDITS):
        row = next(line for line in told.output.splitlines() if f": {kind} |" in line)
        assert float(row.split("|")[2]) > 0
        assert row in written
    shown = re.search(r"### (\d+) pages", written)
    assert shown
    assert int(shown[1]) == pytest.approx(200, rel=0.1)
    assert "again: doorstep bench build --pages 200 --repeat 1" in told.output
    assert str(tmp_path) not in written


@pytest.mark.slow
def test_the_next_build_is_cold_when_all_that_a_build_leaves_is_gone(
    tmp_path: Path,
) -> None:
    room = a_room(tmp_path)
    before = files_in(room)
    ours.build(room)
    assert (room.project / "site").exists()

    ours.forget(room)

    assert files_in(room) == before


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"against": ("jekyll",)}, "不认识“jekyll”"),
        ({"against": ("mkdocs",), "pages": 30_000}, "超过 5000 页不比"),
        ({"growth": True, "pages": 300}, "至少要 3000 页"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_built(
    asked: dict[str, object], sentence: str
) -> None:
    request = Request(**{"project": Path(), "pages": 3000, "today": TODAY} | asked)  # type: ignore[arg-type]

    with pytest.raises(BenchRefused, match=sentence):
        refuse_nonsense(request)


def test_the_command_says_a_refusal_in_one_sentence() -> None:
    told = CliRunner().invoke(main, ["bench", "build", "--against", "jekyll"])

    assert told.exit_code == 1
    assert "不认识“jekyll”" in told.output


def test_pages_are_counted_by_kind_and_shells_are_no_pages(tmp_path: Path) -> None:
    for url, size in {
        "index.html": 5,
        "stations/index.html": 5,
        "stations/s1.html": 7,
        "stations/s1/id-card.html": 9,
        "stations/s2/id-card.html": 11,
        "shell/home.html": 100,
        "assets/a.css": 100,
    }.items():
        file = tmp_path / "live" / url
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * size)
    (tmp_path / "site").symlink_to("live")

    heaps = weigh(tmp_path / "site")

    assert heaps == {
        "one-off": Heap(2, 10),
        "station": Heap(1, 7),
        "offering": Heap(2, 20),
    }
    assert total(heaps) == Heap(5, 37)
    assert Heap(2, 20).each == 10
    assert kind_of("pages/about.html") == "one-off"


def a_process(proc: Path, number: int, session: int, files: dict[str, str]) -> None:
    folder = proc / str(number)
    folder.mkdir(parents=True)
    (folder / "stat").write_text(f"{number} (odd) name) S 1 1 {session} 0")
    for name, text in files.items():
        (folder / name).write_text(text)


def test_memory_is_the_share_of_each_process_and_the_whole_where_none_is_told(
    tmp_path: Path,
) -> None:
    rollup = {"smaps_rollup": "Rss: 900 kB\nPss: 100 kB\n"}
    a_process(tmp_path, 7, 7, rollup)
    a_process(tmp_path, 8, 7, {"status": "VmPeak: 90 kB\nVmRSS: 30 kB\n"})
    a_process(tmp_path, 9, 1, rollup)
    (tmp_path / "uptime").write_text("1")

    watch = Watch(7, tmp_path)

    assert memory_of(7, tmp_path) == 100 * KIB
    assert memory_of(8, tmp_path) == 30 * KIB
    assert memory_of(4, tmp_path) == 0
    assert watch.sample() == 130 * KIB
    a_process(tmp_path, 10, 7, {"status": "VmRSS: 50 kB\n"})
    assert watch.sample() == 180 * KIB
    (tmp_path / "10" / "stat").unlink()
    assert watch.sample() == 130 * KIB
    assert watch.peak == 180 * KIB
