"""From saving a file to the new words on the author's screen, under `doorstep serve`."""

from __future__ import annotations

import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from build_scripts.bench.browser import CannotMeasure, chromium
from build_scripts.bench.generate import generate
from build_scripts.shared.frozen import Frozen
from build_scripts.shared.machine import describe

if TYPE_CHECKING:
    from playwright.sync_api import Page

GOAL = 1.0
"""Seconds, at 3,000 pages."""
READY = "Ctrl-C"
"""The last word of `doorstep serve` before it serves."""
START_SECONDS = 300
LOOK_EVERY = 0.005
PATIENCE = 60
PAUSE = 4
"""Seconds an author takes at least between two saves; the next build gets ready."""
LANDMARK = re.compile(r"^(  landmark: ).*$", re.MULTILINE)
NOTE = """\
A station's landmark is changed in its file again and again, some seconds apart. "On disk":
the live page has the new words; "on the screen": a browser that had it open shows them."""


class Saved(Frozen):
    """Seconds after one change was saved."""

    on_disk: float
    on_screen: float


class SaveMeasure(Frozen):
    pages: int
    turns: tuple[Saved, ...]
    browser: str


def measure_saving(root: Path, pages: int, repeat: int) -> SaveMeasure:
    """Serve a generated catalogue and edit it `repeat` times beside an open page.

    Raises CannotMeasure without a browser, and what `generate` raises.
    """
    with tempfile.TemporaryDirectory(prefix="doorstep-bench-") as name:
        project = Path(name) / "project"
        planned = generate(project, pages, project=root).pages
        file = one_station(project)
        page_url = f"stations/{file.stem}.html"
        with _served(project) as (address, site), chromium() as browser:
            page = browser.new_context().new_page()
            page.goto(f"{address}/{page_url}")
            turns = tuple(
                _saved(page, file, site / page_url, f"第{turn}次改的路牌")
                for turn in range(1, repeat + 1)
            )
            return SaveMeasure(planned, turns, f"Chromium {browser.version}")


def one_station(project: Path) -> Path:
    """A station in the middle of the list that names a landmark."""
    files = sorted((project / "content" / "stations").glob("*.yml"))
    fit = [file for file in files if LANDMARK.search(file.read_text("utf-8"))]
    if not fit:
        raise CannotMeasure("没有一个站点写了附近的标志，没有可以改的地方。")
    return fit[len(fit) // 2]


def _saved(page: Page, file: Path, made: Path, words: str) -> Saved:
    sleep(PAUSE)
    text = LANDMARK.sub(rf"\g<1>{words}", file.read_text("utf-8"), count=1)
    start = perf_counter()
    file.write_text(text, "utf-8")
    while words not in made.read_text("utf-8"):
        if perf_counter() - start > PATIENCE:
            raise CannotMeasure(f"改了 {file.name}，等了 {PATIENCE} 秒网页还没变。")
        sleep(LOOK_EVERY)
    on_disk = perf_counter() - start
    page.get_by_text(words).first.wait_for(state="attached", timeout=PATIENCE * 1000)
    return Saved(on_disk, perf_counter() - start)


@contextmanager
def _served(project: Path) -> Iterator[tuple[str, Path]]:
    """`doorstep serve` on a project: its address and where its site lies."""
    site, port = project / "site", _free_port()
    command = [
        *(sys.executable, "-m", "build_scripts.cli", "serve", "--root", str(project)),
        *("--out", str(site), "--port", str(port), "--desk-port", str(_free_port())),
    ]
    log = project.parent / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            env={**os.environ, "DOORSTEP_INSTANCE": str(project.parent / "instance")},
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_it_serves(process, log)
        yield f"http://127.0.0.1:{port}", site
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def _wait_until_it_serves(process: subprocess.Popen[bytes], log: Path) -> None:
    start = perf_counter()
    while READY not in log.read_text("utf-8"):
        if process.poll() is not None or perf_counter() - start > START_SECONDS:
            raise CannotMeasure(f"网站没有开起来：{log.read_text('utf-8')[-300:]}")
        sleep(LOOK_EVERY)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def section(measure: SaveMeasure, asked: int, day: date) -> str:
    """The part of BENCHMARKS.md that belongs to this command."""
    again = f"doorstep bench save --pages {asked} --repeat {len(measure.turns)}"
    head = f"## `{again}`\n\n{day.isoformat()}. {describe()}, {measure.browser}."
    return f"{head}\n\n{NOTE}\n\n{table(measure)}\n"


def table(measure: SaveMeasure) -> str:
    """Median and longest, against the goal, in Markdown."""
    disk = [turn.on_disk for turn in measure.turns]
    screen = [turn.on_screen for turn in measure.turns]
    verdict = "pass" if max(screen) <= GOAL else "short"
    shown = f"{statistics.median(screen):.2f} | {max(screen):.2f}"
    return "\n".join(
        [
            f"| {measure.pages:,} pages | median, s | longest, s | goal | |",
            "| --- | --: | --: | --: | --- |",
            f"| on disk | {statistics.median(disk):.2f} | {max(disk):.2f} | | |",
            f"| on the screen | {shown} | ≤ {GOAL:.0f} s | {verdict} |",
        ]
    )
