"""One program run to its end: seconds on the clock and memory at its peak."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from build_scripts.bench.memory import Watch
from build_scripts.shared.frozen import Frozen

MIB = 1024 * 1024
TOLD = 300
"""Characters of its last words that a failed program is quoted with."""


class BuildFailed(RuntimeError):
    """A build ended with errors; there is nothing to measure."""


class Run(Frozen):
    """What one run took; `peak_mib` is 0 where the system does not tell."""

    seconds: float
    peak_mib: float
    cpu_seconds: float = 0.0
    """Of all its processes: what a busy machine changes least."""


def timed(
    what: str, command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None
) -> Run:
    """Run a command in a session of its own; raises BuildFailed with its last words.

    What earlier runs wrote is flushed to the disk before the clock starts.
    """
    os.sync()
    before, started = _cpu_seconds(), perf_counter()
    with (
        subprocess.Popen(  # noqa: S603 - our own command line
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        ) as process,
        Watch(process.pid) as watch,
    ):
        said, _ = process.communicate()
    seconds = perf_counter() - started
    if process.returncode != 0:
        words = " ".join(said.split())[-TOLD:]
        raise BuildFailed(f"{what}没有成功，没有可以量的：{words}")
    return Run(seconds, watch.peak / MIB, _cpu_seconds() - before)


def _cpu_seconds() -> float:
    """What all programs took that we have started and waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
