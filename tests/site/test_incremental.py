"""A build that does only what an edit makes necessary ends like one from nothing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from build_scripts.build import CACHE, BuildReport, build_site
from build_scripts.engine import sight
from build_scripts.output import BUILDS
from build_scripts.pages import render
from tests.catalogue_builders import (
    SERVICE_PATH,
    TODAY,
    a_catalogue_folder,
    edited,
)
from tests.picture_builders import a_picture

PROJECT = Path(__file__).resolve().parents[2]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def own_files(root: Path) -> dict[str, bytes]:
    """Everything in the project that a build must not touch."""
    ours = (CACHE, BUILDS, "site")
    return {k: v for k, v in files(root).items() if k.split("/")[0] not in ours}


def built_afresh(root: Path, room: Path) -> tuple[dict[str, bytes], BuildReport]:
    """The site that a build without any memory makes of the same project."""
    shutil.rmtree(room, ignore_errors=True)
    for name in ("content", "site_config.yml"):
        source = root / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        room.mkdir(exist_ok=True)
        copy(source, room / name)
    shutil.copytree(root / CACHE, room / CACHE, ignore=_all_but_shells)
    report = build_site(room, room / "site", TODAY)
    return files((room / "site").resolve()), report


def _all_but_shells(_folder: str, names: list[str]) -> list[str]:
    """The theme's empty pages take a second and have tests of their own."""
    return [name for name in names if not name.startswith("shell-")]


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


Edit = Callable[[random.Random, Path, Path], None]


def change_words(chance: random.Random, root: Path, templates: Path) -> None:
    file = chance.choice(sorted((root / "content").rglob("*.*")))
    text = file.read_text()
    word = "".join(chance.choices("甲乙丙丁戊己庚辛", k=3))  # a number may be refused
    for field in chance.sample(["name: ", "summary: ", "intro: ", "note: "], 4):
        if f"\n{field}" in f"\n{text}":
            file.write_text(text.replace(field, f"{field}改{word}", 1))
            return


def change_status(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "articles", "areas"])
    file = chance.choice(sorted((root / "content" / table).rglob("*.*")))
    head, *rest = file.read_text().split("status: ", 1)
    status = chance.choice(["draft", "published", "suspended", "withdrawn"])
    note = "" if status in ("draft", "published") else "\nstatus_note: 有原因"
    if file.suffix == ".yml" and not rest:
        file.write_text(f"{head.rstrip()}\nstatus: {status}{note}\n")
    elif rest:
        file.write_text(f"{head}status: {status}\n{rest[0].partition(chr(10))[2]}")


def remove(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "materials", "articles", "laws"])
    folder = root / "content" / table
    found = sorted(folder.rglob("*.*"))
    if len(found) > 1:
        chance.choice(found).unlink()


def add_a_copy(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "materials", "articles", "laws"])
    found = sorted((root / "content" / table).rglob("*.*"))
    if found:
        file = chance.choice(found)
        shutil.copy(file, file.with_stem(f"{file.stem[:20]}-{chance.randrange(99)}"))


def rename(chance: random.Random, root: Path, templates: Path) -> None:
    table = chance.choice(["services", "stations", "materials"])
    found = sorted((root / "content" / table).rglob("*.*"))
    if found:
        file = chance.choice(found)
        file.rename(file.with_stem(f"{file.stem[:20]}x"))


def only_a_comment(chance: random.Random, root: Path, templates: Path) -> None:
    file = chance.choice(sorted((root / "content").rglob("*.yml")))
    file.write_text(f"# {chance.random()}\n{file.read_text()}")


def rename_the_site(chance: random.Random, root: Path, templates: Path) -> None:
    file = root / "site_config.yml"
    file.write_text(file.read_text().replace("name: ", "name: 新", 1))


def speak_otherwise(chance: random.Random, root: Path, templates: Path) -> None:
    """The site has other languages from now on."""
    file = root / "site_config.yml"
    lines = file.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("languages:")]
    more = chance.choice(
        ["", ", zh-Hant", ", en", ", zh-Hant, en", ", zh-Hant, en, ar"]
    )
    file.write_text("".join([*kept, f"languages: [zh-Hans{more}]\n"]))


def translate_a_name(chance: random.Random, root: Path, templates: Path) -> None:
    """A record has a page in another language, or another name there."""
    table = chance.choice(["services", "stations", "articles", "areas", "hotlines.yml"])
    place = root / "content" / table
    file = chance.choice(sorted(place.rglob("*.*"))) if place.is_dir() else place
    head, found, rest = file.read_text().partition("name: ")
    name, _, rest = rest.partition("\n")
    if found and not name.startswith("{"):
        told = f"{{zh-Hans: {name}, en: N{chance.randrange(99)}, ar: اسم}}"
        file.write_text(f"{head}{found}{told}\n{rest}")


def move_on_the_map(chance: random.Random, root: Path, templates: Path) -> None:
    """A station or a village has a point, another one, or none any more."""
    table = chance.choice(["stations", "areas"])
    file = chance.choice(sorted((root / "content" / table).rglob("*.yml")))
    lines = [x for x in file.read_text().splitlines() if not x.startswith("geo:")]
    if chance.random() < 0.8:
        lat = f"31.0{chance.randrange(10)}"
        lines.append(f"geo: {{lat: {lat}, lon: 104.0, crs: gcj02}}")
    file.write_text("\n".join(lines) + "\n")


def change_a_template(chance: random.Random, root: Path, templates: Path) -> None:
    names = ["_parts", "_service_parts", "_station_parts", "page", "area", "offering"]
    file = templates / f"{chance.choice(names)}.html"
    changed = file.read_text().replace('class="', f'class="x{chance.randrange(99)} ', 1)
    file.write_text(changed)
    os.utime(file, ns=(chance.randrange(10**18), chance.randrange(10**18)))


def change_a_picture(chance: random.Random, root: Path, templates: Path) -> None:
    place = root / "content/images/qiaodong" / f"p{chance.randrange(2)}.png"
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists() and chance.random() < 1 / 3:
        place.unlink()
    else:
        place.write_bytes(a_picture("PNG", (20, chance.randrange(10, 60))))


def take_it_all_back(chance: random.Random, root: Path, templates: Path) -> None:
    """Also what was there two builds ago must come out as it did then."""
    shutil.rmtree(root / "content")
    a_catalogue_folder(root)


EDITS: tuple[Edit, ...] = (
    *(change_words, change_words, change_words, change_status, change_status),
    *(remove, add_a_copy, rename, only_a_comment, rename_the_site),
    *(change_a_template, change_a_picture, take_it_all_back),
    *(move_on_the_map, move_on_the_map),
    *(speak_otherwise, translate_a_name, translate_a_name),
)


DAYS_NS = 10**15
TRUSTING, WARY = 0, sight.SETTLED_NS
"""Looks are believed at once, or only when they are as old as they should be."""


@pytest.mark.parametrize(
    ("seed", "steps", "settled"),
    [
        (0, 8, TRUSTING),
        *(
            pytest.param(seed, 14, settled, marks=pytest.mark.slow)
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
    real = render.Renderer.render

    def note(self: render.Renderer, page: render.Page) -> str:
        made.append(page.url)
        return real(self, page)

    monkeypatch.setattr(render.Renderer, "render", note)
    law = next((root / "content" / "laws").glob("*.yml"))
    law.write_text(law.read_text().replace("name: ", "name: 新", 1))
    report = build_site(root, root / "site", TODAY)

    assert f"laws/{law.stem}.html" in made
    assert "areas/index.html" not in made
    assert 0 < len(made) < report.pages / 2


def test_nothing_changed_makes_and_swaps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "SETTLED_NS", DAYS_NS)  # no look is kept, all is read
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    live, everything = (root / "site").resolve(), files(root)
    monkeypatch.setattr(render.Renderer, "render", None)
    report = build_site(root, root / "site", TODAY)

    assert (report.written, (root / "site").resolve()) == (0, live)
    assert files(root) == everything


@pytest.mark.parametrize(
    "what", ["records", "notes", "template", "shell", "twin", "all"]
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
    pattern = {"records": "records/*", "template": "templates-*/*", "shell": "shell-*"}
    found = [*cache.glob(pattern.get(what, "-")), *builds.glob("*.notes")]
    victims = [p for p in found if what != "notes" or p.suffix == ".notes"]
    assert victims
    for path in victims:
        data = bytearray(path.read_bytes())
        for at in range(40, len(data), max(1, len(data) // 7)):
            data[at] ^= 0x41
        path.write_bytes(data)


WORKERS = """
import sys
from datetime import date
from pathlib import Path
from build_scripts.build import build_site
from build_scripts.engine import crew
crew.WORTH_FORKING, crew.PAGES_AT_ONCE, crew.FILES_AT_ONCE = 1, 3, 2
crew.os.sched_getaffinity = lambda _: range(int(sys.argv[2]))
report = build_site(Path(sys.argv[1]), Path(sys.argv[1]) / "site", date(*map(int, sys.argv[3:])))
print(report.published, report.written)
"""


def build_with(root: Path, workers: int) -> subprocess.Popen[str]:
    """A build in a process of its own, of which forks are made freely."""
    day = map(str, (TODAY.year, TODAY.month, TODAY.day))
    return subprocess.Popen(
        [sys.executable, "-c", WORKERS, str(root), str(workers), *day],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )


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


class Killed(BaseException):
    """The process is gone: nothing after this is done."""


def killed_at(call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call-th change of the disk kills the build, and nothing cleans up."""
    left = [call]

    def deadly(real: Callable[..., object]) -> Callable[..., object]:
        def act(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] <= 0:
                raise Killed
            return real(*args, **kwargs)

        return act

    for name in ("link", "fsync"):
        monkeypatch.setattr(os, name, deadly(getattr(os, name)))
    for name in ("mkdir", "rename", "replace", "unlink", "symlink_to", "rmdir", "open"):
        monkeypatch.setattr(Path, name, deadly(getattr(Path, name)))
    monkeypatch.setattr("build_scripts.output._write", deadly(build_write))
    monkeypatch.setattr("build_scripts.output.SiteWriter.abandon", lambda self: None)


from build_scripts.output import _write as build_write  # noqa: E402 - for killed_at


@pytest.mark.parametrize(
    ("start", "stride"),
    [pytest.param(at, 36, marks=pytest.mark.slow) for at in range(0, 36, 6)],
)
def test_killed_at_any_moment_and_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: int, stride: int
) -> None:
    """After the start-th change of the disk, and so on: the old site or the new one."""
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    call, survived = start + 1, False
    while not survived:
        file = root / SERVICE_PATH
        file.write_text(file.read_text().replace("name: ", "name: 新", 1))
        old = files((root / "site").resolve())
        killed_at(call, monkeypatch)
        try:
            build_site(root, root / "site", TODAY)
            survived = True
        except Killed:
            pass
        monkeypatch.undo()
        fresh, _ = built_afresh(root, tmp_path / "fresh")

        assert files((root / "site").resolve()) in (old, fresh), call
        build_site(root, root / "site", TODAY)
        assert files((root / "site").resolve()) == fresh, call
        call += stride
    assert call > 20


@pytest.mark.slow
def test_really_killed_and_run_again(tmp_path: Path) -> None:
    """SIGKILL at moments of its own choosing, workers and all."""
    root = a_catalogue_folder(tmp_path / "project")
    build_site(root, root / "site", TODAY)
    chance = random.Random(7)
    file = root / SERVICE_PATH
    for _ in range(12):
        file.write_text(file.read_text().replace("name: ", "name: 新", 1))
        rename_the_site(chance, root, root)
        old = files((root / "site").resolve())
        process = build_with(root, 2)
        try:
            process.communicate(timeout=chance.uniform(0.2, 1.5))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        fresh, _ = built_afresh(root, tmp_path / "fresh")
        assert files((root / "site").resolve()) in (old, fresh)
        with build_with(root, 2) as again:
            assert again.communicate()[0].startswith("True")
        assert files((root / "site").resolve()) == fresh


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
