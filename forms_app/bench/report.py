"""The printout: what was measured beside what it is measured against, and the goals."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter

from forms_app.bench.rush import Figures, Phase, Round

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SHARE = {"sqlite": 0.45, "postgresql": 0.40}
NOTES = """\
The server as it is deployed and the guests, in processes of their own, share the machine.
"The form, no database" is the same form, checked and thrown away: what everything else is
measured against. Medians of the rounds; shares are those of a round, whose parts follow
each other within seconds, with an empty table and with a full one in turns. SQLite with
settings that survive a power cut."""
NULL, COLD, HOT = (attrgetter(name) for name in ("null", "cold", "hot"))
REFUSED_SHARE, TAIL, PAST_SLOWER, PAGE_TIMES = 0.70, 4.0, 0.10, 1.5


def section(command: str, day: date, machine: str, runs: Iterable[Figures]) -> str:
    """The part of BENCHMARKS.md that belongs to one command line."""
    lines = (f"## `{command}`", "", f"{day.isoformat()}. {machine}.", "", NOTES, "")
    return "\n".join((*lines, *lines_of(runs))) + "\n"


def lines_of(runs: Iterable[Figures]) -> Iterator[str]:
    """One table of figures, one of goals."""
    found = list(runs)
    yield "| | answers/s | p50 ms | p99 ms | of the null rate | of the raw engine |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for one in found:
        name = name_of(one)
        yield _row(f"{name}: the form, no database", NULL, one, raw=False)
        yield _row(f"{name}: bookings, cold times", COLD, one)
        yield _row(f"{name}: hot times, nearly all refused", HOT, one, raw=False)
        yield f"| {name}: the engine alone, same transaction | {one.raw:,.0f} | | | | 100 % |"
    yield ""
    for one in found:
        yield (
            f"{name_of(one)}: {one.hot_booked} bookings for {one.hot_seats} hot seats; "
            f"{one.oversold} oversold. Struck down {one.blows} times in the middle: "
            f"{one.acknowledged:,} bookings acknowledged, {one.lost} of them lost. "
            f"A page with every free time takes {one.slot_page:.1f} ms, one without "
            f"{one.plain_page:.1f} ms."
        )
        yield ""
    yield "| goal | measured | |"
    yield "| --- | --: | --- |"
    for one in found:
        yield from _goals(one)
    yield from _past_goals(found)


def name_of(one: Figures) -> str:
    past = f" with {one.past:,} past bookings" if one.past else ""
    return f"{NAMES[one.engine]}{past}"


def _row(
    name: str, of: Callable[[Round], Phase], one: Figures, *, raw: bool = True
) -> str:
    phase = one.phase(of)
    of_raw = f"{phase.rate / one.raw:.0%}" if raw and one.raw else ""
    return (
        f"| {name} | {phase.rate:,.0f} | {phase.p50:.1f} | {phase.p99:.1f} "
        f"| {_share(one, of):.0%} | {of_raw} |"
    )


def _share(one: Figures, of: Callable[[Round], Phase]) -> float:
    """Of the null rate."""
    return one.median(lambda round_: of(round_).rate / round_.null.rate)


def _goals(one: Figures) -> Iterator[str]:
    name, share, refused = name_of(one), _share(one, COLD), _share(one, HOT)
    wanted = SHARE[one.engine]
    tail = one.median(lambda round_: round_.cold.p99 / round_.null.p99)
    pages = one.slot_page / one.plain_page
    yield _goal(f"{name}: nothing oversold", f"{one.oversold}", one.oversold == 0)
    yield _goal(f"{name}: nothing acknowledged is lost", f"{one.lost}", one.lost == 0)
    yield _goal(
        f"{name}: everybody is given a seat or told that it is gone",
        f"{one.unanswered} were not",
        one.unanswered == 0,
    )
    yield _goal(
        f"{name}: bookings at least {wanted:.0%} of the null rate",
        f"{share:.0%}",
        share >= wanted,
    )
    yield _goal(
        f"{name}: refusals at least {REFUSED_SHARE:.0%} of the null rate",
        f"{refused:.0%}",
        refused >= REFUSED_SHARE,
    )
    yield _goal(
        f"{name}: p99 at most {TAIL:.0f} × the null p99", f"{tail:.1f} ×", tail <= TAIL
    )
    yield _goal(
        f"{name}: a page with times at most {PAGE_TIMES} × one without",
        f"{pages:.1f} ×",
        pages <= PAGE_TIMES,
    )


def _past_goals(found: list[Figures]) -> Iterator[str]:
    fresh = {one.engine: one for one in found if not one.past}
    for one in found:
        if one.past and one.engine in fresh:
            pairs = zip(one.rounds, fresh[one.engine].rounds, strict=True)
            slower = 1 - statistics.median(
                full.cold.rate / empty.cold.rate for full, empty in pairs
            )
            yield _goal(
                f"{name_of(one)}: at most {PAST_SLOWER:.0%} slower than with none",
                f"{slower:.0%}",
                slower <= PAST_SLOWER,
            )


def _goal(words: str, measured: str, reached: bool) -> str:
    return f"| {words} | {measured} | {'pass' if reached else 'short'} |"
