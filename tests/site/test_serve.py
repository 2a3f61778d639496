"""`doorstep serve`: what it refuses, and what does not end it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

from build_scripts.outcome import Outcome
from build_scripts.rebuild import PROGRAM
from build_scripts.serve import (
    HOST,
    QUIET_MOMENTS,
    CannotServe,
    Serving,
    built,
    refuse_dead,
    refuse_failed,
    refuse_taken,
    serve,
    server_environment,
    stop_at_signals,
)

pytestmark = pytest.mark.slow  # starts and stops real servers
PUBLISHED = Outcome(published=True)
FAILED = Outcome(published=False)
GO_ON = threading.Event()


class FakeBuilds:
    """Builds nothing; says the outcomes in turn and remembers what it was told."""

    def __init__(
        self, *outcomes: Outcome, then: Callable[[], None] = lambda: None
    ) -> None:
        self.outcomes = list(outcomes)
        self.then = then
        self.builds: list[set[str]] = []
        self.made_ready = 0

    def get_ready(self) -> None:
        self.made_ready += 1

    def run(self, changed: Collection[Path], stop: threading.Event) -> Outcome:
        self.then()
        self.builds.append({path.name for path in changed})
        return self.outcomes.pop(0) if self.outcomes else PUBLISHED


def a_serving(root: Path) -> Serving:
    return Serving(root=root, site=root / "site", port=free_port(), desk_port=0)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_taken_port_is_said_in_one_sentence_with_the_way_on() -> None:
    with socket.create_server((HOST, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CannotServe, match=f"{port}.*--desk-port"):
            refuse_taken(port, "--desk-port")


def test_nothing_is_served_while_the_content_has_errors(tmp_path: Path) -> None:
    with pytest.raises(CannotServe, match="没有生成"):
        serve(a_serving(tmp_path))

    assert not (tmp_path / "instance").exists()


def test_a_build_that_crashed_is_not_called_a_mistake_in_the_content() -> None:
    with pytest.raises(CannotServe, match="停在半路"):
        refuse_failed(Outcome(published=False, crash="Traceback"))


def test_the_watching_begins_before_the_first_build() -> None:
    """What an author saves while the site is being built for the first time counts."""
    order: list[str] = []

    def watching() -> Iterator[set[Path]]:
        order.append("watching")
        yield set()
        yield {Path("x/a.yml")}

    builds = FakeBuilds(then=lambda: order.append("build"))

    assert list(built(watching(), builds, GO_ON)) == [PUBLISHED, PUBLISHED]
    assert order == ["watching", "build", "build"]


def test_every_set_of_changes_is_one_build_and_a_failed_one_does_not_end_it() -> None:
    builds = FakeBuilds(PUBLISHED, FAILED, PUBLISHED)
    changed = iter([set(), {Path("x/a.yml"), Path("x/b.yml")}, {Path("x/a.yml")}])

    outcomes = list(built(changed, builds, GO_ON))

    assert builds.builds == [set(), {"a.yml", "b.yml"}, {"a.yml"}]
    assert outcomes == [PUBLISHED, FAILED, PUBLISHED]


def test_some_quiet_moments_are_used_to_get_ready_and_nothing_is_built() -> None:
    builds = FakeBuilds()
    quiet: list[set[Path]] = [set()] * (QUIET_MOMENTS - 1)
    outcomes = built(
        iter([set(), *quiet, {Path("a.yml")}, *quiet, set()]), builds, GO_ON
    )

    for _ in outcomes:
        if len(builds.builds) < 2:
            assert builds.made_ready == 0

    assert builds.made_ready == 1
    assert builds.builds == [set(), {"a.yml"}]


def test_nobody_is_told_of_a_build_that_was_stopped() -> None:
    stop = threading.Event()
    outcomes = built(iter([set(), {Path("a.yml")}]), FakeBuilds(), stop)
    next(outcomes)
    stop.set()

    assert not list(outcomes)


def test_of_a_whole_checkout_only_some_files_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    many = {Path(f"content/{number}.yml") for number in range(1000)}

    list(built(iter([set(), many]), FakeBuilds(), GO_ON))

    assert capsys.readouterr().out.count(".yml") == 5


def test_a_server_that_ends_by_itself_ends_the_serving() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
        with pytest.raises(CannotServe, match="自己停了"):
            refuse_dead([child])


def test_the_forms_beside_the_build_serve_whichever_the_folder(tmp_path: Path) -> None:
    """Also where `forms_app` is not installed, or another version of it is."""
    asked = "import forms_app; print(forms_app.__file__)"
    environment = server_environment(a_serving(tmp_path))

    found = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert Path(found.strip()) == PROGRAM / "forms_app" / "__init__.py"


def test_a_polite_kill_asks_to_stop_instead_of_breaking_in() -> None:
    with stop_at_signals() as stop:
        signal.raise_signal(signal.SIGTERM)

        assert stop.is_set()
