"""Builds of the same project again, from nothing, and in processes of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from build_scripts.begin import CACHE, BuildReport, build_site
from build_scripts.output import BUILDS
from tests.catalogue_builders import TODAY

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


WORKERS = """
import sys
from datetime import date
from pathlib import Path
from build_scripts.begin import build_site
from build_scripts.engine import crew, portions, reading
portions.WORTH_FORKING, portions.WORTH_A_FORK = 1, 1
crew.PAGES_AT_ONCE, reading.FILES_AT_ONCE = 3, 2
portions.os.sched_getaffinity = lambda _: range(int(sys.argv[2]))
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
