"""The really built site and both servers, and a phone-sized browser that complains.

`doorstep serve --demo` is started once by every worker, on free ports and with an
instance of its own; what it serves has been built once for all.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine

from forms_app.database import connect
from tests.browser.stick import folder, page
from tests.browser.visits import Portal, Visitor

__all__ = ["folder", "page"]

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with our own site in it, built by the first worker that asks."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "built"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            half = folder.with_suffix(".half")
            build = ("-m", "build_scripts.cli", "build", "--out", str(half / "site"))
            subprocess.run([sys.executable, *build], cwd=ROOT, check=True)
            half.rename(folder)
    return folder


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Portal]:
    """The whole product, built and running."""
    folder = tmp_path_factory.mktemp("running") / "portal"
    shutil.copytree(built, folder, symlinks=True)
    with serving(folder, "--demo") as portal:
        yield portal


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Portal]:
    """`doorstep serve` for the length of the block; stopped as Ctrl-C stops it."""
    portal = Portal(port=free_port(), desk_port=free_port(), folder=folder)
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command(portal), *options],
            cwd=ROOT,
            env={**os.environ, "DOORSTEP_INSTANCE": str(folder / "instance")},
            stdout=output,
            stderr=output,
        )
    try:
        wait_until_it_serves(process, log)
        yield portal
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(30)
    assert code == 0, log.read_text()


def command(portal: Portal) -> list[str]:
    return [
        *(sys.executable, "-m", "build_scripts.cli", "serve"),
        *("--out", str(portal.folder / "site")),
        *("--port", str(portal.port), "--desk-port", str(portal.desk_port)),
    ]


def wait_until_it_serves(process: subprocess.Popen[bytes], log: Path) -> None:
    """Its last word before serving says how to end it."""
    for _ in range(START_SECONDS * 10):
        if "Ctrl-C" in log.read_text():
            return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(log.read_text())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def engine(portal: Portal) -> Iterator[Engine]:
    """The database behind the running servers."""
    engine = connect(f"sqlite:///{portal.folder / 'instance' / 'doorstep.db'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(
            executable_path=found or playwright.chromium.executable_path,
            args=list(ARGUMENTS),
        )
        yield browser
        browser.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(
    request: pytest.FixtureRequest, chromium: Browser, portal: Portal
) -> Iterator[Visitor]:
    """Somebody with a narrow phone; at the end nothing may have gone wrong silently."""
    context = chromium.new_context(
        java_script_enabled=request.param,
        viewport={"width": 360, "height": 740},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    visitor = Visitor(context.new_page(), portal)
    yield visitor
    context.close()
    assert not visitor.complaints


@pytest.fixture
def clerk(chromium: Browser, portal: Portal) -> Iterator[Visitor]:
    """Somebody at the desk, with an ordinary screen."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN"
    )
    visitor = Visitor(context.new_page(), portal)
    yield visitor
    context.close()
    assert not visitor.complaints
