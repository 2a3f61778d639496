"""`doorstep serve`: the whole product on this machine, rebuilt at every change.

The forms are started by command line, never imported: their side of the house stays
what it is on a server.  They notice a newly built site by themselves; what is wrong
with the last build they read from a small file, and show it on every page.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Protocol

import click

from build_scripts.live import tell_pages
from build_scripts.outcome import Outcome
from build_scripts.rebuild import PROGRAM, Builds, environment
from build_scripts.shared.frozen import Frozen
from build_scripts.watching import changes

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 10
NAMED = 5
"""So many changed files are named; of a checkout nobody wants the list."""
QUIET_MOMENTS = 5
"""After so many without a change the next build is made ready: at once would take
the processor from the browser, which is loading the page."""


class CannotServe(Exception):
    """One sentence why not."""


class Serving(Frozen):
    """What to serve and where."""

    root: Path
    site: Path
    port: int = 8000
    desk_port: int = 8001
    demo: bool = False

    @property
    def public_url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def desk_url(self) -> str:
        return f"http://{HOST}:{self.desk_port}/"


class Builder(Protocol):
    """Builds the project; see `Builds`."""

    def get_ready(self) -> None: ...

    def run(self, changed: Collection[Path], stop: threading.Event) -> Outcome: ...


def serve(serving: Serving) -> None:
    """Build, prepare the database, serve until Ctrl-C; CannotServe when it can't."""
    for port, option in ((serving.port, "--port"), (serving.desk_port, "--desk-port")):
        refuse_taken(port, option)
    with (
        stop_at_signals() as stop,
        tempfile.TemporaryDirectory(prefix="doorstep-serve-") as folder,
        Builds(serving.root, serving.site, Path(folder)) as builds,
    ):
        outcomes = built(changes(serving.root, PROGRAM, stop), builds, stop)
        refuse_failed(next(outcomes))
        if stop.is_set():
            return
        prepare(serving)
        news = Path(folder) / "live.json"
        with running(serving, news) as children:
            click.echo(f"网站 {serving.public_url}")
            click.echo(f"工作台 {serving.desk_url}")
            click.echo("改动内容会自动重新生成，打开的网页自己更新。按 Ctrl-C 结束。")
            for outcome in outcomes:
                refuse_dead(children)
                if outcome:
                    tell_pages(news, serving.root, outcome)


def built(
    changed: Iterator[set[Path]], builder: Builder, stop: threading.Event
) -> Iterator[Outcome | None]:
    """Build now and at every change; None for every moment without one.

    A failed build leaves the last site in place.  A build that is stopped is the last.
    """
    next(changed, None)  # what is saved during the first build is not missed
    yield builder.run((), stop)
    quiet = 0
    for paths in changed:
        quiet = 0 if paths else quiet + 1
        if not paths:
            if quiet == QUIET_MOMENTS:
                builder.get_ready()
            yield None
            continue
        names = sorted({path.name for path in paths})
        click.echo(f"有改动：{'、'.join(names[:NAMED])}")
        outcome = builder.run(paths, stop)
        if stop.is_set():
            return
        if not outcome.published:
            click.echo("网站没有换，还是上一次的样子。")
        yield outcome


def refuse_failed(first: Outcome | None) -> None:
    """CannotServe when the very first build left nothing to serve."""
    if first and first.crash:
        raise CannotServe("生成网站的程序停在半路，原因见上面。")
    if first and first.errors:
        raise CannotServe("内容有错，网站没有生成。改好以后再运行一次。")


def refuse_dead(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """CannotServe when a server has ended by itself."""
    if any(child.poll() is not None for child in children):
        raise CannotServe("一个服务进程自己停了，原因见上面。")


def refuse_taken(port: int, option: str) -> None:
    """CannotServe when somebody listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as taken:
            raise CannotServe(
                f"端口 {port} 已经有程序在用，请先关掉它，或者换一个：{option} {port + 10}"
            ) from taken


def prepare(serving: Serving) -> None:
    """Keys and tables; with --demo also sample bookings, cases and sign-ins."""
    commands = [["upgrade"], *([["demo"]] if serving.demo else [])]
    for command in commands:
        done = subprocess.run(  # noqa: S603 - our own commands
            [sys.executable, "-m", "build_scripts.cli", *command],
            cwd=serving.root,
            env=server_environment(serving),
            check=False,
        )
        if done.returncode:
            raise CannotServe("数据库没有准备好，原因见上面。")


@contextmanager
def running(serving: Serving, news: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Both servers for the length of the block, stopped whatever happens in it."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        for app, port in (("public", serving.port), ("desk", serving.desk_port)):
            children.append(_start(serving, news, app, port))
        for child, port in zip(
            children, (serving.port, serving.desk_port), strict=True
        ):
            _wait_for(child, port)
        yield children
    finally:
        _stop(children)


@contextmanager
def stop_at_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and a polite kill set, instead of breaking in."""
    stop = threading.Event()

    def set_it(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {
        number: signal.signal(number, set_it)
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def server_environment(serving: Serving) -> dict[str, str]:
    """What the forms are told; what the caller has set already stays.

    The forms that serve are those that lie beside this file, whichever the folder.
    """
    return {
        "DOORSTEP_PUBLIC_URL": serving.public_url,
        **environment(),
        "DOORSTEP_SITE": str(serving.site.absolute()),
    }


def _start(
    serving: Serving, news: Path, app: str, port: int
) -> subprocess.Popen[bytes]:
    """A granian of its own session, so that Ctrl-C reaches us first."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
            *("--host", HOST, "--port", str(port), "--blocking-threads", "4"),
            *("--no-access-log", "--log-level", "warning"),
            "--respawn-failed-workers",
            f"forms_app.server:{app}",
        ],
        cwd=serving.root,
        env={**server_environment(serving), "DOORSTEP_LIVE": str(news)},
        start_new_session=True,
    )


def _wait_for(child: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(START_SECONDS * 20):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        if child.poll() is not None:
            break
        time.sleep(0.05)
    raise CannotServe("服务没有启动，原因见上面。")


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
