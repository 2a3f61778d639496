"""`doorstep serve`: what it refuses, and what does not end it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.serve import (
    HOST,
    PROGRAM,
    CannotServe,
    Serving,
    keep_fresh,
    refuse_taken,
    serve,
    server_environment,
    stop_at_signals,
)

pytestmark = pytest.mark.slow  # starts and stops real servers


def a_serving(root: Path, build: Callable[[], bool]) -> Serving:
    (root / "content").mkdir(exist_ok=True)
    port = free_port()
    return Serving(root=root, site=root / "site", build=build, port=port, desk_port=0)


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
        serve(a_serving(tmp_path, lambda: False))

    assert not (tmp_path / "instance").exists()


def test_a_change_builds_again_and_a_broken_template_does_not_end_it(
    tmp_path: Path,
) -> None:
    stop = threading.Event()
    builds: list[int] = []

    def build() -> bool:
        builds.append(len(builds))
        if len(builds) == 1:
            raise ValueError("half a template")
        stop.set()
        return True

    def save_until_it_stops() -> None:
        while not stop.wait(0.3):
            (tmp_path / "content" / "a.yml").write_text(f"{builds}")

    serving = a_serving(tmp_path, build)
    author = threading.Thread(target=save_until_it_stops)
    author.start()
    keep_fresh(serving, [], stop)
    author.join()

    assert builds == [0, 1]


def test_settings_an_editor_puts_in_place_of_the_old_ones_are_seen_every_time(
    tmp_path: Path,
) -> None:
    stop = threading.Event()
    settings, fresh = tmp_path / "site_config.yml", tmp_path / "fresh.yml"
    builds: list[str] = []

    def build() -> bool:
        builds.append(settings.read_text())
        if len(builds) == 2:
            stop.set()
        save(f"name: {len(builds)}")
        return True

    def save(text: str) -> None:
        fresh.write_text(text)
        fresh.replace(settings)

    save("name: 0")
    serving = a_serving(tmp_path, build)
    author = threading.Timer(0.3, save, ["name: first"])
    author.start()
    keep_fresh(serving, [], stop)
    author.join()

    assert builds == ["name: first", "name: 1"]


def test_a_server_that_ends_by_itself_ends_the_serving(tmp_path: Path) -> None:
    serving = a_serving(tmp_path, bool)
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
        with pytest.raises(CannotServe, match="自己停了"):
            keep_fresh(serving, [child], threading.Event())


def test_the_forms_beside_the_build_serve_whichever_the_folder(tmp_path: Path) -> None:
    """Also where `forms_app` is not installed, or another version of it is."""
    asked = "import forms_app; print(forms_app.__file__)"
    environment = server_environment(a_serving(tmp_path, bool))

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
