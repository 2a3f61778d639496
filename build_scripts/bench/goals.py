"""The goals for building the site, and whether the figures meet them.

Each goal holds for one size; without that size or that peer it was not measured.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_scripts.bench.edits import COLD, FEE, HOURS, UNCHANGED
from build_scripts.bench.figures import AGAIN, Series, Size, times_as_long
from build_scripts.shared.frozen import Frozen

LARGE, SMALL = 30_000, 3_000
NEAR = 0.05
"""How far from the goal's size a catalogue may be."""
RECORDS = (HOURS, FEE)
"""The edits of one record; the slower one counts."""
PEER = "Hugo"
BYTES_APART = 0.10


class Goal(Frozen):
    """A promise and what was measured; `met` is None when it was not measured."""

    promise: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        if self.met is None:
            return "not measured"
        return "pass" if self.met else "short"


def goals(sizes: Sequence[Size]) -> list[Goal]:
    """Every goal in the order of the table."""
    large, small = _at(LARGE, sizes), _at(SMALL, sizes)
    return [
        _cold(large, f"{LARGE:,} pages cold: at least 2 × as fast as Hugo", 2.0),
        _cold(small, f"{SMALL:,} pages cold: as fast as Hugo", 1.0),
        _one_record(large, f"one edited record, {LARGE:,} pages: at most 1/20 of Hugo"),
        _beside_nothing(large, "one edited record: at most 2 × nothing changed"),
        _nothing(large, f"nothing changed, {LARGE:,} pages: at most 1/40 of Hugo"),
        *_growth(small, large),
        _memory(large, f"peak memory at {LARGE:,} pages: at most 600 MiB"),
        _bytes(large or small, "the same bytes as Hugo's pages, ± 10 %"),
    ]


def slowest_record(ours: Series) -> str:
    """The edit of one record that took longest."""
    return max(RECORDS, key=ours.seconds)


def _at(pages: int, sizes: Sequence[Size]) -> Size | None:
    near = [s for s in sizes if abs(s.asked - pages) <= pages * NEAR]
    return near[0] if near else None


def _peer(size: Size | None) -> Series | None:
    return size.peer(PEER) if size else None


def _cold(size: Size | None, promise: str, wanted: float) -> Goal:
    peer = _peer(size)
    if size is None or peer is None:
        return Goal(promise, "", None)
    ratio = times_as_long(peer.runs[COLD], size.ours.runs[COLD])
    return Goal(promise, f"{ratio:.2f} × as fast", ratio >= wanted)


def _one_record(size: Size | None, promise: str) -> Goal:
    return _share(size, promise, slowest_record(size.ours) if size else "", 20)


def _nothing(size: Size | None, promise: str) -> Goal:
    return _share(size, promise, UNCHANGED, 40)


def _share(size: Size | None, promise: str, kind: str, wanted: float) -> Goal:
    peer = _peer(size)
    if size is None or peer is None:
        return Goal(promise, "", None)
    ratio = times_as_long(peer.runs[AGAIN], size.ours.runs[kind])
    return Goal(promise, f"1/{ratio:.0f} ({kind})", ratio >= wanted)


def _beside_nothing(size: Size | None, promise: str) -> Goal:
    if size is None:
        return Goal(promise, "", None)
    kind = slowest_record(size.ours)
    ratio = times_as_long(size.ours.runs[kind], size.ours.runs[UNCHANGED])
    return Goal(promise, f"{ratio:.2f} × ({kind})", ratio <= 2)


def _growth(small: Size | None, large: Size | None) -> list[Goal]:
    promises = ("ten times the pages: at most 11 × the time", "at most 6 × the memory")
    if small is None or large is None:
        return [Goal(promise, "", None) for promise in promises]
    time = large.ours.seconds(COLD) / small.ours.seconds(COLD)
    room = large.ours.peak_mib(COLD) / (small.ours.peak_mib(COLD) or 1)
    known = small.ours.peak_mib(COLD) > 0
    return [
        Goal(promises[0], f"{time:.1f} ×", time <= 11),
        Goal(promises[1], f"{room:.1f} ×", room <= 6 if known else None),
    ]


def _memory(size: Size | None, promise: str) -> Goal:
    peak = size.ours.peak_mib() if size else 0.0
    return Goal(
        promise, f"{peak:.0f} MiB" if peak else "", peak <= 600 if peak else None
    )


def _bytes(size: Size | None, promise: str) -> Goal:
    peer = _peer(size)
    if size is None or peer is None:
        return Goal(promise, "", None)
    apart = [peer.all.bytes / size.ours.all.bytes]
    apart += [
        peer.heaps[kind].each / heap.each
        for kind, heap in size.ours.heaps.items()
        if kind in peer.heaps
    ]
    worst = max(apart, key=lambda ratio: abs(ratio - 1))
    return Goal(
        promise, f"{worst:.2f} × at most", round(abs(worst - 1), 3) <= BYTES_APART
    )
