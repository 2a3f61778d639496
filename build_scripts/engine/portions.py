"""How work is dealt out: to how many workers, and in portions of which size."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

WORTH_FORKING = 300
"""So many pieces of work take longer than starting two workers."""
WORTH_A_FORK = 60
"""So many take long enough to have something else done aside."""


def hands(pieces: int) -> int:
    """How many workers so much work is worth: one is this process itself."""
    return _cores() if pieces >= WORTH_FORKING else 1


def leaves_time(pieces: int) -> bool:
    """Whether something else should be done aside while this work is done."""
    return _cores() > 1 and pieces >= WORTH_A_FORK


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def alike(things: Sequence[Any], size: int) -> list[Sequence[Any]]:
    return [things[at : at + size] for at in range(0, len(things), size)]


def bundles(things: Sequence[Any], size: int) -> list[Sequence[Any]]:
    """The last ones are small, so that all workers end at about the same time."""
    turn = max(0, len(things) - 2 * size)
    return [*alike(things[:turn], size), *alike(things[turn:], max(1, size // 5))]
