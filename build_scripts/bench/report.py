"""The figures as Markdown: for the terminal and for BENCHMARKS.md alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from build_scripts.bench.edits import COLD, NO_SEARCH
from build_scripts.bench.figures import AGAIN, Series, Size, times_as_long
from build_scripts.bench.goals import Goal, goals

MIB = 1024 * 1024
NOTES = """\
Every build is a process of its own, start-up included. Memory is the highest sum over the
process and all it started (PSS, sampled), CPU seconds are theirs too. Cold: no cache, no
earlier site; the program has run before, so its modules and templates are compiled, as Hugo is.
Seconds are medians; ratios are medians over the rounds."""
HUGO_NOTE = """\
Hugo starts from one YAML file a record, adds the pages itself (a content adapter) and makes
them with layouts and partials; what many pages share is a cached partial (`partialCached`), as
it is a kept part here. Same shell, same words, same links. It is spared what it has no means for:

| what is done | Doorstep | Hugo |
| --- | --- | --- |
| reads every record from its file | yes, as text, types from the model | yes, drafts and unused translations left out |
| checks fields, links, dates, words; names file and line | yes | no |
| guides, guides at a station, stations, areas, articles, laws, materials | made from records | made from records |
| – hours in words, checklists, steps, fees, facts, periods, posts, law cards | yes | yes |
| – who offers what, where it is done, who answers for a village, what rests on a law | yes | yes |
| – days the counter is open (400 days), last days, news of an area, check codes, texts to pass on | yes | handed over |
| articles from Markdown | yes, and cleaned | yes |
| lists, registers, sheets to print, single pages | yes | handed over as bodies |
| sitemap | yes | yes |
| search index | yes; "without search" leaves it out | no |
| catalogue.json, hours.json, calendars, open data | yes | no |
| keeps notes, so that an edit costs little | yes | no: every edit is a build ("again") |"""
MKDOCS_NOTE = """\
MkDocs is handed the finished body of every page as a Markdown file; its pages have
Material's own frame, a navigation of one entry and no search."""

HOW_TO_JUDGE = "The goals are judged by: --pages 30000 --growth --against hugo"


def tables(sizes: Sequence[Size]) -> list[str]:
    """Everything that was measured, then the goals."""
    lines: list[str] = []
    for size in sizes:
        lines += [*_builds(size), "", *_bytes(size), ""]
    return [*lines, *_goals([goal for goal in goals(sizes) if goal.met is not None])]


def section(command: str, day: date, machine: str, sizes: Sequence[Size]) -> str:
    """The part of BENCHMARKS.md that belongs to one command line."""
    peers = {peer.name: peer for size in sizes for peer in size.peers}
    notes = [NOTES, *_peer_notes(peers)]
    versions = [f"{peer.name} {peer.version}" for peer in peers.values()]
    lines = [
        f"## `{command}`",
        "",
        f"{day.isoformat()}. {', '.join([machine, *versions])}.",
        "",
        *(line for note in notes for line in (note, "")),
        *tables(sizes),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _peer_notes(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield HUGO_NOTE if name == "Hugo" else MKDOCS_NOTE


def _builds(size: Size) -> Iterator[str]:
    mix = size.mix
    yield f"### {size.ours.all.pages:,} pages"
    yield ""
    yield (
        f"{mix.offerings:,} of one service at one station, {mix.villages:,} villages, "
        f"{mix.townships} townships, {mix.stations} stations, {mix.services} services, "
        f"{mix.articles} articles, {mix.rest} others."
    )
    yield ""
    yield "| build | seconds | CPU seconds | of the cold build | peak MiB | pages a second |"
    yield "| --- | --: | --: | --: | --: | --: |"
    cold = size.ours.runs[COLD]
    for series in (size.ours, *size.peers):
        for kind, runs in series.runs.items():
            if runs:
                share = times_as_long(runs, cold)
                yield _row(series, kind, f"{share:.0%}")


def _row(series: Series, kind: str, share: str) -> str:
    seconds = series.seconds(kind)
    whole = kind in (COLD, NO_SEARCH, AGAIN)
    rate = f"{series.all.pages / seconds:,.0f}" if whole else ""
    return (
        f"| {series.name}: {kind} | {seconds:.2f} | {series.cpu_seconds(kind):.2f} "
        f"| {share} "
        f"| {series.peak_mib(kind):.0f} | {rate} |"
    )


def _bytes(size: Size) -> Iterator[str]:
    all_series = (size.ours, *size.peers)
    heads = "".join(f" {series.name}: pages | bytes each |" for series in all_series)
    yield f"| kind of page |{heads}"
    yield "| --- |" + " --: | --: |" * len(all_series)
    kinds = sorted(size.ours.heaps, key=lambda k: -size.ours.heaps[k].bytes)
    for kind in kinds:
        heaps = [s.heaps.get(kind) for s in all_series]
        cells = "".join(
            f" {h.pages:,} | {h.each:,.0f} |" if h else " | |" for h in heaps
        )
        yield f"| {kind} |{cells}"
    cells = "".join(
        f" {s.all.pages:,} | {s.all.bytes / MIB:,.1f} MiB in all |" for s in all_series
    )
    yield f"| all |{cells}"


def _goals(found: Sequence[Goal]) -> Iterator[str]:
    """The goals that this run can judge."""
    if not found:
        yield HOW_TO_JUDGE
        return
    yield "| goal | measured | |"
    yield "| --- | --: | --- |"
    for goal in found:
        yield f"| {goal.promise} | {goal.measured} | {goal.verdict} |"
