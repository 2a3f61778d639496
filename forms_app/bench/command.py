"""`doorstep bench rush`, mounted by name from build_scripts.cli."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from build_scripts.shared.benchmarks_file import write_section
from build_scripts.shared.machine import describe
from forms_app import times
from forms_app.bench import options
from forms_app.bench.postgres import PostgresMissing
from forms_app.bench.report import section
from forms_app.bench.rush import Figures, Size, measure
from forms_app.bench.served import CannotServe

ENGINES = ("sqlite", "postgresql")


@click.command("rush")
@click.option(
    "--engine",
    "engines",
    type=click.Choice(ENGINES),
    multiple=True,
    help="不写就两种都量。",
)
@click.option(
    "--requests",
    type=click.IntRange(20),
    default=3000,
    show_default=True,
    help="每次几个人来约。",
)
@click.option(
    "--browsers",
    type=click.IntRange(1, 500),
    default=50,
    show_default=True,
    help="同时几个。",
)
@click.option("--processes", type=click.IntRange(1, 32), default=2, show_default=True)
@click.option("--repeat", type=click.IntRange(1, 20), default=3, show_default=True)
@click.option(
    "--past",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="再开一个服务轮流量，表里先有这么多过去的预约。",
)
@options.site
@options.write
def rush(
    engines: tuple[str, ...],
    past: int,
    site: Path,
    write: Path | None,
    **asked: int,
) -> None:
    """抢号时有多快、会不会多给：真的服务，别的进程来抢，旁边量数据库自己有多快。"""
    shells = options.shells_of(site)
    try:
        found = list(_runs(engines or ENGINES, past, shells, asked))
    except (CannotServe, PostgresMissing) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    command, day = command_line(engines, past, asked), times.local_day(times.now())
    fresh = section(command, day, describe(), found)
    click.echo(fresh, nl=False)
    if write:
        write_section(write, fresh)
    if any(one.oversold or one.lost for one in found):
        raise click.ClickException(
            "多给了号，或者丢了已经答应的号。这是毛病，不能上线。"
        )


def command_line(engines: tuple[str, ...], past: int, asked: dict[str, int]) -> str:
    """The command that measures this again: what differs from a plain call."""
    usual = {option.name: option.default for option in rush.params}
    words = [f"--engine {engine}" for engine in engines]
    chosen = {**asked, "past": past}
    words += [f"--{key} {chosen[key]}" for key in chosen if chosen[key] != usual[key]]
    return " ".join(("doorstep bench rush", *words))


def _runs(
    engines: tuple[str, ...], past: int, shells: Path, asked: dict[str, int]
) -> Iterator[Figures]:
    size = Size(past=past, **asked)
    for engine in engines:
        yield from measure(
            engine, size, shells, lambda words: click.echo(words, err=True)
        )
