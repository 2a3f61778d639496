"""Writing the site: a new folder beside the old one, then one swap.

`site` is a symbolic link into `.site-builds/`.  Whoever reads the site sees the old
build or the new one, never half of each, and a failed build changes nothing.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

BUILDS = ".site-builds"
KEEP = 3


class OutputRefused(RuntimeError):
    """The place where the site should go is not ours to replace."""


class SiteWriter:
    """A build being written; invisible until `publish`."""

    def __init__(self, out: Path) -> None:
        self.out = out.absolute()
        self._refuse_strangers()
        builds = self.out.parent / BUILDS
        builds.mkdir(parents=True, exist_ok=True)
        self.builds = builds
        self.folder = builds / _next_name(builds, self.out.name)
        self.folder.mkdir()
        self.previous = self.out.resolve() if self.out.is_symlink() else None
        self.written = 0
        self.unchanged = 0

    def write(self, url: str, content: bytes) -> None:
        """Put one file; a file like that of the last build is counted, not new."""
        target = self._place(url)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if self._like_before(url, content):
            self.unchanged += 1
        else:
            self.written += 1

    def publish(self) -> None:
        """Make everything durable, swap the link, forget the oldest builds."""
        _make_durable(self.folder)
        _sync(self.builds)  # a link must never outlive the folder it names
        fresh = self.builds / f"{self.folder.name}.link"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.path.relpath(self.folder, self.out.parent))
        fresh.replace(self.out)
        _sync(self.out.parent)
        _sweep(self.builds, self.out.name)

    def abandon(self) -> None:
        """Throw the unfinished build away; a published one stays, this one too."""
        if self.out.resolve() != self.folder.resolve():
            shutil.rmtree(self.folder, ignore_errors=True)

    def _place(self, url: str) -> Path:
        if not url or ".." in Path(url).parts or Path(url).is_absolute():
            raise OutputRefused(f"{url!r} 不在网站目录里，没有写。")
        return self.folder / url

    def _like_before(self, url: str, content: bytes) -> bool:
        if self.previous is None:
            return False
        before = self.previous / url
        try:
            same_size = before.stat().st_size == len(content)
            return same_size and before.read_bytes() == content
        except OSError:
            return False

    def _refuse_strangers(self) -> None:
        if self.out.is_symlink():
            inside = self.out.resolve().parent == (self.out.parent / BUILDS).resolve()
            if not inside:
                raise OutputRefused(
                    f"{self.out} 是指向别处的链接，不是网站程序做的，没有动它。"
                    "请换一个输出目录，或先把它移走。"
                )
        elif self.out.exists():
            raise OutputRefused(
                f"{self.out} 已经存在，不是网站程序做的，没有动它。"
                "请换一个输出目录，或先把它移走。"
            )


def _sweep(builds: Path, name: str) -> None:
    """Remove all but the newest builds; what resists is left for the next time."""
    for old in _ours(builds, name)[:-KEEP]:
        shutil.rmtree(old, ignore_errors=True)


def _ours(builds: Path, name: str) -> list[Path]:
    """The builds of this output, oldest first."""
    found = [
        folder
        for folder in builds.iterdir()
        if folder.is_dir() and _number(folder, name) is not None
    ]
    return sorted(found, key=lambda folder: _number(folder, name) or 0)


def _number(folder: Path, name: str) -> int | None:
    stem, _, number = folder.name.rpartition("-")
    return int(number) if stem == name and number.isdecimal() else None


def _next_name(builds: Path, name: str) -> str:
    ours = _ours(builds, name)
    last = _number(ours[-1], name) if ours else 0
    return f"{name}-{(last or 0) + 1}"


def _make_durable(folder: Path) -> None:
    """Flush every file that was written, and every folder that names one."""
    for path in (folder, *folder.rglob("*")):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
