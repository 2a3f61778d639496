"""A small disk of its own whose power can be cut: what it has not promised is gone."""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FS_IOC_SHUTDOWN = 0x8004587D
"""linux/fs.h; ext4 calls it EXT4_IOC_SHUTDOWN."""
WITHOUT_ITS_LOG = 2
"""EXT4_GOING_FLAGS_NOLOGFLUSH: what lies in memory only never arrives."""
SIZE = 64 << 20
TOOLS = ("mkfs.ext4", "mount", "umount")


class NoDisk(Exception):
    """One sentence why not."""


@dataclass(frozen=True, slots=True)
class Disk:
    """An image file, and the folder at which it is mounted."""

    image: Path
    folder: Path

    def put_in(self) -> None:
        _run("mount", "-o", "loop", str(self.image), str(self.folder))

    def take_out(self) -> None:
        _run("umount", str(self.folder))

    def cut(self) -> None:
        """From now on every access fails; what was promised is there after `put_in`."""
        there = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(there, FS_IOC_SHUTDOWN, struct.pack("I", WITHOUT_ITS_LOG))
        finally:
            os.close(there)


@contextmanager
def a_disk(room: Path) -> Iterator[Disk]:
    """An empty disk, put in; taken out at the end.  NoDisk says why there is none."""
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        raise NoDisk(f"这台机器上没有 {'、'.join(missing)}。")
    if os.geteuid() != 0:
        raise NoDisk("给磁盘断电要有 root 的权限，请用 root 运行。")
    disk = Disk(room / "image", room / "disk")
    disk.folder.mkdir()
    with disk.image.open("wb") as image:
        image.truncate(SIZE)
    _run("mkfs.ext4", "-q", "-F", str(disk.image))
    disk.put_in()
    try:
        yield disk
    finally:
        disk.take_out()


def _run(*command: str) -> None:
    done = subprocess.run(  # noqa: S603 - tools of the system on our own files
        command, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoDisk(f"{command[0]}：{done.stderr.strip()}")
