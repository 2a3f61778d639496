"""The machine in words, without its name: what a reader needs to judge the figures."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from pathlib import Path

GIB = 1024**3


def describe() -> str:
    """'2 cores of …, 24 GiB, Debian GNU/Linux 12, Python 3.11.9'."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    return ", ".join(
        (
            f"{cores or os.cpu_count()} cores of {_processor()}",
            f"{_memory()} GiB of memory",
            _system(),
            f"Python {platform.python_version()}",
        )
    )


def _processor() -> str:
    for line in _lines(Path("/proc/cpuinfo").read_text):
        if line.startswith("model name"):
            return " ".join(line.partition(":")[2].split())
    return platform.processor() or platform.machine()


def _memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB)


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def _lines(read: Callable[[], str]) -> list[str]:
    try:
        return read().splitlines()
    except OSError:
        return []
