"""`doorstep bench power-cuts`, mounted by name from build_scripts.cli."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from build_scripts.shared.benchmarks_file import write_section
from build_scripts.shared.machine import describe
from forms_app import times
from forms_app.bench import options
from forms_app.bench.disk import NoDisk, a_disk
from forms_app.bench.power_cuts import Loss, measure

COMPARED = 4
"""As many times fewer cuts for the settings that lose something anyway."""
NOTES = """\
A small ext4 disk of its own goes dark in the middle of bookings: what lies in memory only
is gone.  Then it comes back, and every code somebody was told is looked for.  SQLite with
the settings it has when nobody chooses any must lose something, or the trial shows nothing."""


@click.command("power-cuts")
@click.option(
    "--cuts",
    type=click.IntRange(COMPARED, 10_000),
    default=100,
    show_default=True,
    help="断几次电。",
)
@options.site
@options.write
def power_cuts(cuts: int, site: Path, write: Path | None) -> None:
    """正在预约时断电，会不会丢掉已经答应的号：只在 Linux 上，要 root。"""
    shells = options.shells_of(site)
    try:
        ours = _trial(cuts, shells, pythons_own=False)
        pythons = _trial(cuts // COMPARED, shells, pythons_own=True)
    except NoDisk as refusal:
        raise click.ClickException(str(refusal)) from refusal
    usual = f" --cuts {cuts}" if cuts != 100 else ""
    day = times.local_day(times.now())
    fresh = section(f"doorstep bench power-cuts{usual}", day, ours, pythons)
    click.echo(fresh, nl=False)
    if write:
        write_section(write, fresh)
    if ours.lost or ours.damaged:
        raise click.ClickException("断电丢了已经答应的号。这是毛病，不能上线。")
    if not pythons.lost:
        raise click.ClickException("该丢的也没丢，这一轮说明不了问题，请多断几次。")


def _trial(cuts: int, shells: Path, *, pythons_own: bool) -> Loss:
    now = times.now()
    with (
        tempfile.TemporaryDirectory(prefix="doorstep-power-") as room,
        a_disk(Path(room)) as disk,
    ):
        name = "Python 自己的设置" if pythons_own else "家门口的设置"

        def told(cut: int) -> None:
            if cut == cuts or sys.stderr.isatty():
                click.echo(f"\r{name}：断电 {cut}/{cuts}", nl=cut == cuts, err=True)

        folder = Path(room)
        return measure(
            disk, folder, shells, now, cuts=cuts, pythons_own=pythons_own, told=told
        )


def section(command: str, day: date, ours: Loss, pythons: Loss) -> str:
    """The part of BENCHMARKS.md that belongs to one command line."""
    head = (f"## `{command}`", "", f"{day.isoformat()}. {describe()}.", "", NOTES, "")
    return "\n".join((*head, *_lines(ours, pythons))) + "\n"


def _lines(ours: Loss, pythons: Loss) -> Iterator[str]:
    yield "| SQLite | cuts | bookings acknowledged | of them lost | damaged databases |"
    yield "| --- | --: | --: | --: | --: |"
    for name, one in (("as Doorstep opens it", ours), ("as Python does", pythons)):
        yield (
            f"| {name} | {one.cuts} | {one.acknowledged:,} | {one.lost} | {one.damaged} |"
        )
    yield ""
    yield "| goal | measured | |"
    yield "| --- | --: | --- |"
    fine = not (ours.lost or ours.damaged)
    yield f"| nothing acknowledged is lost | {ours.lost} | {'pass' if fine else 'short'} |"
    seen = "pass" if pythons.lost else "short"
    yield f"| where something is lost, it is seen | {pythons.lost} | {seen} |"
