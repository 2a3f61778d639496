"""A PostgreSQL of the benchmark's own, with the settings that lose nothing."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 30
PLACES = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/local/pgsql/bin")


class PostgresMissing(Exception):
    """The server's programs are not installed."""


@contextmanager
def running() -> Iterator[str]:
    """The URL of an empty database on a fresh server; fsync is on, as it must be."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="doorstep-rush-"))
    user = _user()
    if user:
        shutil.chown(folder, user)
    as_user: dict[str, Any] = (
        {"user": user, "extra_groups": [], "cwd": "/"} if user else {}
    )
    data = folder / "data"
    subprocess.run(  # noqa: S603 - a program of PostgreSQL
        [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ],
        check=True,
        capture_output=True,
        **as_user,
    )
    server = subprocess.Popen(  # noqa: S603 - a program of PostgreSQL
        [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **as_user,
    )
    try:
        _wait(folder)
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(START_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = [
        path.parent for place in PLACES for path in Path("/").glob(f"{place}/initdb")
    ]
    if not found:
        raise PostgresMissing(
            "没有找到 PostgreSQL 的服务程序：apt-get install postgresql"
        )
    return max(found)


def _user() -> str:
    """PostgreSQL refuses root; '' when we are somebody else already."""
    if os.getuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _wait(folder: Path) -> None:
    for _ in range(START_SECONDS * 20):
        try:
            psycopg.connect(host=str(folder), user="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise PostgresMissing("PostgreSQL 没有启动。")
