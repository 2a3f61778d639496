"""What was measured: runs by kind of build and round, medians and ratios of them."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

from build_scripts.bench.mix import Mix
from build_scripts.bench.pages import Heap, total
from build_scripts.bench.timing import Run
from build_scripts.shared.frozen import Frozen

AGAIN = "again"
"""A peer's build over its own output: what every edit costs it."""


class Series(Frozen, kw_only=True):
    """One builder at one size: the runs of each kind in the order of the rounds."""

    name: str
    version: str
    runs: Mapping[str, Sequence[Run]]
    heaps: Mapping[str, Heap]

    def seconds(self, kind: str) -> float:
        return statistics.median(run.seconds for run in self.runs[kind])

    def cpu_seconds(self, kind: str) -> float:
        return statistics.median(run.cpu_seconds for run in self.runs[kind])

    def peak_mib(self, kind: str | None = None) -> float:
        """The most memory of one kind of build, or of all."""
        kinds = [kind] if kind else list(self.runs)
        return max(run.peak_mib for key in kinds for run in self.runs[key])

    @property
    def all(self) -> Heap:
        return total(self.heaps)


class Size(Frozen, kw_only=True):
    """Everything measured with one catalogue."""

    asked: int
    mix: Mix
    ours: Series
    peers: tuple[Series, ...] = ()

    def peer(self, name: str) -> Series | None:
        return next((peer for peer in self.peers if peer.name == name), None)


def times_as_long(one: Sequence[Run], other: Sequence[Run]) -> float:
    """How many times as long `one` took as `other`: the median over the rounds.

    Runs of the same round stood side by side, so what slowed the machine slowed both.
    """
    pairs = zip(one, other, strict=False)
    return statistics.median(a.seconds / b.seconds for a, b in pairs)
