"""`doorstep serve`: what it refuses, and what does not end it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Collection
from pathlib import Path

import pytest

from build_scripts.outcome import Outcome
from build_scripts.rebuild import PROGRAM
from build_scripts.serve import (
    HOST,
    CannotServe,
    Serving,
    rebuilt,
    refuse_taken,
    serve,
    server_environment,
    stop_at_signals,
)

pytestmark = pytest.mark.slow  # starts and stops real servers
PUBLISHED = Outcome(published=True)
FAILED = Outcome(published=False)


class FakeBuilds:
    """Builds nothing; says the outcomes in turn and remembers what it was told."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.builds: list[set[str]] = []
        self.made_ready = 0

    def get_ready(self) -> None:
        self.made_ready += 1

    def run(self, changed: Collection[Path], stop: threading.Event) -> Outcome:
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


def test_every_set_of_changes_is_one_build_and_a_failed_one_does_not_end_it() -> None:
    builds = FakeBuilds(FAILED, PUBLISHED)
    changed = [{Path("x/a.yml"), Path("x/b.yml")}, {Path("x/a.yml")}]

    outcomes = list(rebuilt(changed, builds, threading.Event()))

    assert builds.builds == [{"a.yml", "b.yml"}, {"a.yml"}]
    assert outcomes == [FAILED, PUBLISHED]


def test_a_quiet_moment_is_used_to_get_ready_and_nothing_is_built() -> None:
    builds = FakeBuilds()

    assert not list(rebuilt([set(), set()], builds, threading.Event()))

    assert builds.made_ready == 2
    assert builds.builds == []


def test_nobody_is_told_of_a_build_that_was_stopped() -> None:
    stop = threading.Event()
    stop.set()

    assert not list(rebuilt([{Path("a.yml")}], FakeBuilds(), stop))


def test_of_a_whole_checkout_only_some_files_are_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    many = {Path(f"content/{number}.yml") for number in range(1000)}

    list(rebuilt([many], FakeBuilds(), threading.Event()))

    assert capsys.readouterr().out.count(".yml") == 5


def test_a_server_that_ends_by_itself_ends_the_serving() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
        with pytest.raises(CannotServe, match="自己停了"):
            list(rebuilt([set()], FakeBuilds(), threading.Event(), [child]))


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
