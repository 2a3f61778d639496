"""Peers from their wheels, each in an environment of its own that can be thrown away."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

WORDS = 300
"""Characters of pip's last words that a refusal quotes."""


class PeerMissing(RuntimeError):
    """A peer could not be installed; the message says why."""


def environment(folder: Path, name: str, packages: Sequence[str]) -> Path:
    """The environment of a peer below `folder`, installed unless it is there already.

    Raises PeerMissing when the wheels cannot be had.
    """
    place = folder / name
    python = place / "bin" / "python"
    if not (python.exists() and _has(python, packages)):
        # Our own pip fills it: one of its own would take longer than a small peer.
        ours = (sys.executable, "-m")
        _run([*ours, "venv", "--clear", "--without-pip", str(place)], name)
        pip = ("pip", "--python", str(python), "install", "--quiet")
        _run([*ours, *pip, *packages], name)
    return place


def version(place: Path, package: str) -> str:
    """The version of a package installed in an environment."""
    code = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"
    return _run([str(place / "bin" / "python"), "-c", code, package], package).strip()


def _has(python: Path, packages: Sequence[str]) -> bool:
    code = "import importlib.metadata as m, sys; [m.version(p) for p in sys.argv[1:]]"
    command = [str(python), "-c", code, *packages]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own


def _run(command: list[str], name: str) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own
    if done.returncode != 0:
        words = " ".join((done.stderr or done.stdout).split())[-WORDS:]
        raise PeerMissing(f"装不上 {name}，没法比：{words}")
    return done.stdout
