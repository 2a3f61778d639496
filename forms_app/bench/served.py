"""The server of a rush: granian as it is deployed, started, struck down, started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HOST = "127.0.0.1"
START_SECONDS = 60
WORKERS, THREADS = 2, 8
"""As in deploy/systemd: the more wait at a moment, the more share one commit."""


class CannotServe(Exception):
    """One sentence why not."""


@dataclass(slots=True)
class Served:
    """A group of processes; `strike` leaves none of them a moment to tidy up."""

    environment: Mapping[str, str]
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--factory"),
                *("--host", HOST, "--port", str(self.port)),
                *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
                *("--no-access-log", "--log-level", "error"),
                "forms_app.bench.server:app",
            ],
            env=dict(self.environment),
            start_new_session=True,
        )
        for _ in range(START_SECONDS * 20):
            with socket.socket() as probe:
                if probe.connect_ex((HOST, self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise CannotServe("服务没有启动，原因见上面。")

    def strike(self) -> None:
        """kill -9, all of them at once."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[Served]:
    """A server on a free port, for the length of the block."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    served = Served(environment, port)
    served.start()
    try:
        yield served
    finally:
        served.stop()
