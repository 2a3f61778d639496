"""How a build ended, as a small file: `doorstep build --report FILE` writes it.

`doorstep serve` builds in processes of their own and learns from this file what they
found.  A build that ended without one has crashed.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from build_scripts.problems import Problem
from build_scripts.shared.frozen import Frozen

CRASH_LINES = 12


class BuildReport(Frozen, kw_only=True):
    """What a build did; `published` is False when errors stopped it."""

    problems: tuple[Problem, ...]
    published: bool
    pages: int = 0
    written: int = 0
    unchanged: int = 0


class Outcome(Frozen):
    """What a build found; `published` is True when the site was written."""

    published: bool
    problems: tuple[Problem, ...] = ()
    crash: str = ""
    """The last lines a build said before it ended in the middle; '' when it did not."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity == "error")


def write_outcome(file: Path, outcome: Outcome) -> None:
    """Put the whole file in place at once."""
    put_at_once(file, msgspec.json.encode(outcome).decode())


def read_outcome(file: Path, said: str) -> Outcome:
    """What the build reported; without a report, the end of what it said."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Outcome(published=False, crash=last_lines(said))
    problems = tuple(Problem(**problem) for problem in found["problems"])
    return Outcome(published=found["published"], problems=problems)


def last_lines(said: str) -> str:
    """The end of a traceback says what and where."""
    lines = said.strip().splitlines() or ["the build ended without a word"]
    return "\n".join(lines[-CRASH_LINES:])


def put_at_once(file: Path, text: str) -> None:
    """Whoever reads the file sees the old text or the new one, never half of it."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.write_text(text, "utf-8")
    fresh.replace(file)
