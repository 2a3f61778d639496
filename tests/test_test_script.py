"""deploy/test.sh tidies up after itself, also when somebody has seen enough."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "deploy" / "test.sh"
A_LONG_TEST = """\
#!/bin/sh
touch "$TMPDIR/begun"
exec sleep 60
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_tests_that_are_broken_off_leave_no_files(
    tmp_path: Path, sent: signal.Signals
) -> None:
    room = tmp_path / "room"
    for folder in (room, tmp_path / "deploy", tmp_path / ".venv/bin"):
        folder.mkdir(parents=True)
    shutil.copy(SCRIPT, tmp_path / "deploy")
    python = tmp_path / ".venv/bin/python"
    python.write_text(A_LONG_TEST)
    python.chmod(0o755)
    as_typed = ["env", "--default-signal=INT", "sh", "deploy/test.sh", "fast"]
    with subprocess.Popen(
        as_typed,
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(room)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        while process.poll() is None and not (room / "begun").exists():
            time.sleep(0.01)
        os.killpg(process.pid, sent)  # as a terminal does: everybody hears it

    assert process.returncode == 128 + sent
    assert [path.name for path in room.iterdir()] == ["begun"]
