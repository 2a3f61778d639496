"""What the commands `doorstep bench build` and `bench catalogue` do."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from build_scripts.bench.basis import BasisRefused
from build_scripts.bench.edits import EditFailed
from build_scripts.bench.generate import generate
from build_scripts.bench.measure import BenchRefused, Request, measure
from build_scripts.bench.mix import Mix
from build_scripts.bench.names import NamesRefused, read_names
from build_scripts.bench.peers.install import PeerMissing
from build_scripts.bench.report import section, tables
from build_scripts.bench.timing import BuildFailed
from build_scripts.shared.benchmarks_file import write_section
from build_scripts.shared.machine import describe

FAILURES = (
    *(BasisRefused, BenchRefused, BuildFailed),
    *(EditFailed, NamesRefused, PeerMissing),
)
"""What can go wrong; each says it in a sentence."""


def run_and_report(
    root: Path, asked: Mapping[str, Any], today: date, write: Path | None
) -> list[str]:
    """Measure what the options ask for; the lines to print, written too when asked.

    Raises one of FAILURES.
    """
    names = asked["townships"]
    request = Request(
        project=root,
        today=today,
        pages=asked["pages"],
        seed=asked["seed"],
        repeat=asked["repeat"],
        townships=read_names(names) if names else None,
        against=tuple(filter(None, asked["against"].split(","))),
        peers=asked["peers"],
        growth=asked["growth"],
    )
    sizes = measure(request, _say)
    command = command_line(request, names)
    if write:
        write_section(write, section(command, today, describe(), sizes))
    return [*tables(sizes), "", f"again: {command}"]


def command_line(request: Request, names: Path | None = None) -> str:
    """The command that measures this again, without folders of this machine."""
    words = [f"doorstep bench build --pages {request.pages}"]
    if request.seed != 1:
        words.append(f"--seed {request.seed}")
    if names:
        words.append(f"--townships {names.name}")
    if request.growth:
        words.append("--growth")
    if request.against:
        words.append(f"--against {','.join(request.against)}")
    return " ".join([*words, f"--repeat {request.repeat}"])


def write_catalogue(
    root: Path, out: Path, pages: int, seed: int, townships: Path | None
) -> Mix:
    """Write a catalogue to look at; raises one of FAILURES."""
    names = read_names(townships) if townships else None
    return generate(out, pages, seed, names, root)


def _say(words: str) -> None:
    """Progress goes beside the figures, which may be redirected."""
    sys.stderr.write(f"{words}\n")
