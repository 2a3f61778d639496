"""Pass or short follows from the figures, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from build_scripts.bench.edits import COLD, EDITS, FEE, HOURS, UNCHANGED
from build_scripts.bench.figures import AGAIN, Series, Size, times_as_long
from build_scripts.bench.goals import Goal, goals, slowest_record
from build_scripts.bench.mix import Mix
from build_scripts.bench.pages import Heap
from build_scripts.bench.timing import Run

MIX = Mix(
    offerings=1, villages=1, townships=1, stations=1, services=1, articles=1, rest=1
)
HEAPS = {"area": Heap(10, 1000), "service": Heap(2, 400)}


def a_series(
    name: str,
    seconds: Mapping[str, float],
    peak: float = 100,
    heaps: Mapping[str, Heap] = HEAPS,
) -> Series:
    runs = {kind: [Run(took, peak, took / 2)] * 3 for kind, took in seconds.items()}
    return Series(name=name, version="1.0", runs=runs, heaps=heaps)


def a_size(
    pages: int,
    ours: Mapping[str, float] | None = None,
    hugo: Mapping[str, float] | None = None,
    peak: float = 100,
    heaps: Mapping[str, Heap] = HEAPS,
) -> Size:
    took = dict.fromkeys((COLD, *EDITS), 1.0) | dict(ours or {})
    peers = () if hugo is None else (a_series("Hugo", hugo, heaps=heaps),)
    own = a_series("Doorstep", took, peak)
    return Size(asked=pages, mix=MIX, ours=own, peers=peers)


def the(found: list[Goal], words: str) -> Goal:
    return next(goal for goal in found if words in goal.promise)


@pytest.mark.parametrize(
    ("hugo", "verdict"), [(20.0, "pass"), (19.9, "short"), (0.1, "short")]
)
def test_thirty_thousand_cold_is_twice_as_fast_or_short(
    hugo: float, verdict: str
) -> None:
    size = a_size(30_000, {COLD: 10.0}, {COLD: hugo, AGAIN: hugo})

    assert the(goals([size]), "at least 2 ×").verdict == verdict


@pytest.mark.parametrize(("hugo", "verdict"), [(2.0, "pass"), (1.99, "short")])
def test_three_thousand_cold_is_as_fast_or_short(hugo: float, verdict: str) -> None:
    size = a_size(3000, {COLD: 2.0}, {COLD: hugo, AGAIN: 9.0})

    assert the(goals([size]), "3,000 pages cold: as fast").verdict == verdict


@pytest.mark.parametrize(("fee", "verdict"), [(0.5, "pass"), (0.51, "short")])
def test_the_slower_of_the_edited_records_is_held_to_a_twentieth(
    fee: float, verdict: str
) -> None:
    edits = {HOURS: 0.2, FEE: fee, UNCHANGED: 0.25}
    size = a_size(30_000, edits, {COLD: 10.0, AGAIN: 10.0})

    found = goals([size])

    assert slowest_record(size.ours) == FEE
    assert the(found, "1/20").verdict == verdict
    assert the(found, "2 × nothing changed").verdict == (
        "pass" if fee <= 0.5 else "short"
    )


@pytest.mark.parametrize(("took", "verdict"), [(0.25, "pass"), (0.26, "short")])
def test_nothing_changed_is_held_to_a_fortieth(took: float, verdict: str) -> None:
    size = a_size(30_000, {UNCHANGED: took}, {COLD: 1.0, AGAIN: 10.0})

    assert the(goals([size]), "1/40").verdict == verdict


@pytest.mark.parametrize(
    ("seconds", "peak", "time", "memory"),
    [
        (11.0, 600.0, "pass", "pass"),
        (11.1, 100.0, "short", "pass"),
        (1, 601, "pass", "short"),
    ],
)
def test_growth_is_held_to_eleven_times_the_time_and_six_times_the_memory(
    seconds: float, peak: float, time: str, memory: str
) -> None:
    sizes = [a_size(3000), a_size(30_000, {COLD: seconds}, peak=peak)]

    assert the(goals(sizes), "11 × the time").verdict == time
    assert the(goals(sizes), "6 × the memory").verdict == memory


@pytest.mark.parametrize(
    ("peak", "verdict"), [(600.0, "pass"), (600.1, "short"), (0.0, "not measured")]
)
def test_peak_memory_is_held_to_its_limit_where_the_system_tells_it(
    peak: float, verdict: str
) -> None:
    found = goals([a_size(30_000, peak=peak)])

    assert the(found, "600 MiB").verdict == verdict


@pytest.mark.parametrize(
    ("each", "verdict"), [(1100, "pass"), (1101, "short"), (899, "short")]
)
def test_the_peers_pages_weigh_the_same_kind_by_kind(each: int, verdict: str) -> None:
    heaps = {"area": Heap(10, each), "service": Heap(2, 400)}
    size = a_size(30_000, hugo={COLD: 1.0, AGAIN: 1.0}, heaps=heaps)

    assert the(goals([size]), "same bytes").verdict == verdict


def test_what_was_not_measured_is_neither_passed_nor_short() -> None:
    assert {goal.verdict for goal in goals([a_size(500)])} == {"not measured"}
    without_hugo = goals([a_size(3000), a_size(30_000)])
    assert the(without_hugo, "at least 2 ×").verdict == "not measured"
    assert the(without_hugo, "2 × nothing changed").verdict == "pass"


def test_a_ratio_is_the_median_of_rounds_that_stood_side_by_side() -> None:
    ours = [Run(1.0, 0), Run(10.0, 0), Run(2.0, 0)]
    hugo = [Run(3.0, 0), Run(30.0, 0), Run(8.0, 0)]

    assert times_as_long(hugo, ours) == 3.0
    assert times_as_long(hugo[:1], ours) == 3.0
