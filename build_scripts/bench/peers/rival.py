"""Another builder, ready to build the same pages again and again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from build_scripts.bench.timing import Run
from build_scripts.shared.frozen import Frozen


class Rival(Frozen, kw_only=True):
    """What the rounds of a measurement need of a peer."""

    name: str
    version: str
    site: Path
    """Where its pages are after a build."""
    build: Callable[[], Run]
    forget: Callable[[], None]
    """Takes away all that a build leaves behind."""
    rounds: int
    """In how many rounds it takes part; a slow one only in the first."""
