"""The memory of a process and everything it starts, watched while it runs.

Linux only: PSS counts a page shared by several processes once; where the kernel does
not tell it, RSS counts it for each.  A process started with its own session is known
by the session's number, however its children are handed on.
"""

from __future__ import annotations

import threading
from pathlib import Path
from time import perf_counter
from types import TracebackType

PROC = Path("/proc")
EVERY_SECONDS = 0.05
REST = 40
"""Adding up the pages of large processes takes long: rest so many times as long, so
that the builds being watched lose no more than a fortieth."""
KIB = 1024


def memory_of(process: int, proc: Path = PROC) -> int:
    """Bytes of one process; 0 when it is gone or the system does not tell."""
    folder = proc / str(process)
    try:
        return _kib_after("Pss:", (folder / "smaps_rollup").read_text())
    except OSError:
        pass
    try:
        return _kib_after("VmRSS:", (folder / "status").read_text())
    except OSError:
        return 0


def _kib_after(name: str, text: str) -> int:
    for line in text.splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * KIB
    return 0


def session_of(process: int, proc: Path = PROC) -> int:
    """The session's number; 0 when the process is gone."""
    try:
        stat = (proc / str(process) / "stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[3])


class Watch:
    """The peak of the sum over a session, in bytes, sampled until `__exit__`."""

    def __init__(self, session: int, proc: Path = PROC) -> None:
        self.session = session
        self.proc = proc
        self.peak = 0
        self._strangers: set[int] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def sample(self) -> int:
        """The sum right now; processes of other sessions are looked at only once."""
        total = 0
        for process in self._processes() - self._strangers:
            if session_of(process, self.proc) == self.session:
                total += memory_of(process, self.proc)
            else:
                self._strangers.add(process)
        self.peak = max(self.peak, total)
        return total

    def _processes(self) -> set[int]:
        try:
            return {int(e.name) for e in self.proc.iterdir() if e.name.isdecimal()}
        except OSError:
            return set()

    def _run(self) -> None:
        rest = EVERY_SECONDS
        while not self._over.wait(rest):
            started = perf_counter()
            self.sample()
            rest = max(EVERY_SECONDS, REST * (perf_counter() - started))
