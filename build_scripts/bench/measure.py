"""How long a build of this project takes: cold, with nothing changed, after one edit.

Every build is a process of its own on a copy in a temporary folder, so that start-up
and imports count and the project is not touched.  Ratios travel between machines,
seconds do not.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

CONTENT = ("content", "site_config.yml")
NAME_LINE = re.compile(r"^name: \S.*$", re.MULTILINE)
REPRODUCE = "doorstep bench build --repeat {repeat}"


class BuildFailed(RuntimeError):
    """A build of the copy ended with errors; there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The median of some builds of one kind."""

    name: str
    seconds: float
    peak_mib: float


def measure_builds(root: Path, repeat: int) -> Iterator[Measure]:
    """Each kind of build `repeat` times, in rounds, so that drift meets all alike."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in KINDS}
    for round_number in range(repeat):
        with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as folder:
            copy = Path(folder)
            _copy(root, copy)
            for name, prepare in KINDS.items():
                prepare(copy, round_number)
                found[name].append(_timed_build(copy))
    for name, runs in found.items():
        seconds, peaks = zip(*runs, strict=True)
        yield Measure(name, statistics.median(seconds), max(peaks))


def table(measures: list[Measure], repeat: int) -> str:
    """Seconds, share of the cold build and peak memory, and how to print it again."""
    cold = measures[0].seconds
    lines = [f"{'build':<22}{'seconds':>8}{'of cold':>9}{'peak MiB':>10}"]
    lines += [
        f"{m.name:<22}{m.seconds:>8.2f}{m.seconds / cold:>9.0%}{m.peak_mib:>10.0f}"
        for m in measures
    ]
    lines.append(f"medians of {repeat}; again: {REPRODUCE.format(repeat=repeat)}")
    return "\n".join(lines)


def _nothing(copy: Path, round_number: int) -> None:
    """The build finds everything as it was."""


def _rename_a_service(copy: Path, round_number: int) -> None:
    for path in sorted((copy / "content" / "services").glob("*.yml")):
        if _rename(path, round_number):
            return


def _rename_the_site(copy: Path, round_number: int) -> None:
    _rename(copy / "site_config.yml", round_number)


def _rename(path: Path, round_number: int) -> bool:
    """Add a number to a record's one-line name; False when it has none."""
    text = path.read_text(encoding="utf-8")
    renamed = NAME_LINE.sub(rf"\g<0>{round_number}", text, count=1)
    path.write_text(renamed, encoding="utf-8")
    return renamed != text


KINDS: dict[str, Callable[[Path, int], None]] = {
    "cold": _nothing,
    "nothing changed": _nothing,
    "one service renamed": _rename_a_service,
    "the site renamed": _rename_the_site,
}


def _copy(root: Path, copy: Path) -> None:
    for name in CONTENT:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, copy / name)
        else:
            shutil.copy(source, copy / name)


def _timed_build(copy: Path) -> tuple[float, float]:
    """Seconds on the clock and the process's peak memory in MiB."""
    command = [sys.executable, "-m", "build_scripts.cli", "build", "--root", str(copy)]
    started = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603 - our own command
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = perf_counter() - started
    if process.returncode != 0:
        raise BuildFailed("the copy does not build: run doorstep check")
    return seconds, usage.ru_maxrss / 1024
