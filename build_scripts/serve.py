"""`doorstep serve`: the whole product on this machine, rebuilt at every change.

The forms are started by command line, never imported: their side of the house stays
what it is on a server.  They notice a newly built site by themselves.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click
from watchfiles import DefaultFilter, watch

from build_scripts.catalogue.folder import CONFIG, CONTENT

HOST = "127.0.0.1"
START_SECONDS = 30
STOP_SECONDS = 10
LOOK_MS = 1000
PROGRAM = Path(__file__).resolve().parents[1]
"""Where both halves lie; the project itself may be another folder."""


class CannotServe(Exception):
    """One sentence why not."""


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve and where; `build` says its problems itself, True when it built."""

    root: Path
    site: Path
    build: Callable[[], bool]
    port: int = 8000
    desk_port: int = 8001
    demo: bool = False

    @property
    def public_url(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def desk_url(self) -> str:
        return f"http://{HOST}:{self.desk_port}/"


def serve(serving: Serving) -> None:
    """Build, prepare the database, serve until Ctrl-C; CannotServe when it can't."""
    for port, option in ((serving.port, "--port"), (serving.desk_port, "--desk-port")):
        refuse_taken(port, option)
    if not serving.build():
        raise CannotServe("内容有错，网站没有生成。改好以后再运行一次。")
    prepare(serving)
    with stop_at_signals() as stop, running(serving) as children:
        click.echo(f"网站 {serving.public_url}")
        click.echo(f"工作台 {serving.desk_url}")
        click.echo("改动内容会自动重新生成。按 Ctrl-C 结束。")
        keep_fresh(serving, children, stop)


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
def running(serving: Serving) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Both servers for the length of the block, stopped whatever happens in it."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        for app, port in (("public", serving.port), ("desk", serving.desk_port)):
            children.append(_start(serving, app, port))
        for child, port in zip(
            children, (serving.port, serving.desk_port), strict=True
        ):
            _wait_for(child, port)
        yield children
    finally:
        _stop(children)


def keep_fresh(
    serving: Serving,
    children: Sequence[subprocess.Popen[bytes]],
    stop: threading.Event,
) -> None:
    """Build again at every change; a failed build leaves the last site in place."""
    for names in _changes(serving.root, stop):
        if any(child.poll() is not None for child in children):
            raise CannotServe("一个服务进程自己停了，原因见上面。")
        if names:
            click.echo(f"有改动：{'、'.join(sorted(names)[:5])}")
            if not _builds(serving):
                click.echo("网站没有换，还是上一次的样子。")


def _changes(root: Path, stop: threading.Event) -> Iterator[set[str]]:
    """The names of changed files, an empty set every LOOK_MS without any.

    Folders are watched.  The settings are a single file, which a watcher loses as
    soon as an editor puts a new one in its place: we look at it ourselves.
    """
    settings = root / CONFIG
    looks = _looks(settings)
    for changed in watch(
        root / CONTENT,
        PROGRAM / "build_scripts" / "templates",
        PROGRAM / "build_scripts" / "theme",
        watch_filter=DefaultFilter(),
        stop_event=stop,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        names = {Path(path).name for _, path in changed}
        if (now := _looks(settings)) != looks:
            looks = now
            names.add(settings.name)
        yield names


def _looks(file: Path) -> tuple[int, int] | None:
    """Which file it is and when it was written; None while there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _builds(serving: Serving) -> bool:
    """A template somebody is half-way through must not end the serving either."""
    try:
        return serving.build()
    except Exception:
        click.echo(traceback.format_exc(), err=True)
        return False


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
    found_first = [str(PROGRAM), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        "DOORSTEP_PUBLIC_URL": serving.public_url,
        **os.environ,
        "DOORSTEP_SITE": str(serving.site.absolute()),
        "PYTHONPATH": os.pathsep.join(found_first),
    }


def _start(serving: Serving, app: str, port: int) -> subprocess.Popen[bytes]:
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
        env=server_environment(serving),
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
