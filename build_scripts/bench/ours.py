"""Builds of this project's own site, each a process of its own on a copy."""

from __future__ import annotations

import compileall
import shutil
import sys
from pathlib import Path

from build_scripts.bench.edits import Room
from build_scripts.bench.timing import Run, timed

NO_SEARCH = "--no-search"
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
"""The copy is ours: it may keep compiled modules, and templates beside them."""
PACKAGE = Path(__file__).resolve().parents[1]


def make_room(folder: Path) -> Room:
    """Copy the program and compile it, so that edits never touch this checkout."""
    program = folder / "program"
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, program / PACKAGE.name, ignore=skip)
    compileall.compile_dir(program, quiet=2)
    return Room(program, folder / "project")


def forget(room: Room) -> None:
    """Everything a build leaves behind is gone: the next one is cold.

    The program stays compiled, its templates too: that is how it is installed.
    """
    for name in (".cache", ".site-builds"):
        shutil.rmtree(room.project / name, ignore_errors=True)
    (room.project / "site").unlink(missing_ok=True)


def build(room: Room, *more: str) -> Run:
    """Build the project, with more options if need be; raises BuildFailed."""
    command = [sys.executable, "-m", "build_scripts.cli", "build"]
    command += ["--root", str(room.project), "--out", str(room.project / "site")]
    return timed("生成网站", [*command, *more], room.program, COMPILED)
