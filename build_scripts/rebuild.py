"""Every build of `doorstep serve` is a process of its own.

So an edited line of our code counts at once, and a crash ends nothing.  Starting
Python and importing the build costs more than building a small change: the process
for the next change is started ahead and waits for its word.  It has read no content
and no template yet; when code was edited, it is replaced.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

import click

from build_scripts.outcome import Outcome, read_outcome
from build_scripts.shared.frozen import Frozen

PROGRAM = Path(__file__).resolve().parents[1]
"""Where both halves lie; the project itself may be another folder."""
LOOK_SECONDS = 0.05
STOP_SECONDS = 5


class _Waiting(Frozen):
    """A process that has imported everything and will build when told."""

    process: subprocess.Popen[bytes]
    said: Path


class Builds:
    """The builds of one project into one site, one after the other.

    `notes` is a folder of our own for what the processes report and say.
    """

    def __init__(self, root: Path, site: Path, notes: Path) -> None:
        self._root = root
        self._site = site.absolute()
        self._report = notes / "outcome.json"
        self._notes = notes
        self._started = 0
        self._next: _Waiting | None = None

    def __enter__(self) -> Builds:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._dismiss()

    def get_ready(self) -> None:
        """Have a process waiting for the next change."""
        if self._next is None:
            self._next = self._start()

    def run(self, changed: Collection[Path], stop: threading.Event) -> Outcome:
        """Build now; a build that is stopped has not been published."""
        if any(path.suffix == ".py" for path in changed):
            self._dismiss()
        waiting, self._next = self._next or self._start(), None
        self._report.unlink(missing_ok=True)
        _give_word(waiting.process)
        _wait(waiting.process, stop)
        said = waiting.said.read_text("utf-8", errors="replace")
        waiting.said.unlink()
        if stop.is_set():
            return Outcome(published=False)
        click.echo(said, nl=False, err=True)
        return read_outcome(self._report, said)

    def _start(self) -> _Waiting:
        self._started += 1
        said = self._notes / f"said-{self._started}"
        command = [
            *(sys.executable, "-m", "build_scripts.cli", "build", "--when-told"),
            *("--out", str(self._site), "--report", str(self._report)),
        ]
        with said.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own command
                command,
                cwd=self._root,
                env=environment(),
                stdin=subprocess.PIPE,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches us, and we end it
            )
        return _Waiting(process, said)

    def _dismiss(self) -> None:
        if self._next is not None:
            _end(self._next.process)
            self._next.said.unlink()
            self._next = None


def environment() -> dict[str, str]:
    """Our own, with the program that lies beside this file found first."""
    found_first = [str(PROGRAM), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found_first)}


def _give_word(process: subprocess.Popen[bytes]) -> None:
    """A process that ended while it waited has said why; nobody hears the word."""
    assert process.stdin  # noqa: S101 - we asked for a pipe
    try:
        process.stdin.write(b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return


def _wait(process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    """Until the process has ended; at `stop` it is ended."""
    while not stop.is_set():
        try:
            process.wait(LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        break
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it if it still runs, and close its pipe."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin:
        try:
            process.stdin.close()
        except BrokenPipeError:
            return
