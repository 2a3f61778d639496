"""Writing the site: a folder beside the live one, then one swap.

`site` is a symbolic link into `.site-builds/`.  Whoever reads the site sees the old
build or the new one, never half of each, and a failed build changes nothing.

Behind the live folder stands its twin: the same files as hard links.  A small edit
puts its few files into the twin and swaps the two, so publishing costs what the edit
costs and not what the site costs.  A twin that is being made or changed has another
name, so a killed build leaves no twin, and the next one makes one from the live folder.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from build_scripts.shared.frozen import Frozen

BUILDS = ".site-builds"
FLUSH_AFTER = 1000
"""After so many files the disk begins to take them, while the next ones are made."""
SYNC_EACH = 16
"""Up to so many files are flushed one by one; more are flushed with the whole disk."""


class OutputRefused(RuntimeError):
    """The place where the site should go is not ours to replace."""


class Twin(Frozen):
    """A folder like the live one, but for the files at these addresses."""

    name: str
    differs: tuple[str, ...]


class Desk(Frozen):
    """Where files of a build are put, and the live site they are compared with."""

    folder: Path
    live: Path | None
    patches: bool
    """The folder holds what the live site holds: what is like there stays."""
    twin: Path | None = None
    """Where every file is linked once more."""

    def has(self, url: str, content: bytes) -> bool:
        """Whether the live site has the very same file."""
        return self.live is not None and _holds(self.live / url, content)

    def put(self, url: str, content: bytes) -> bool:
        """Put one file; False when the live site has the very same."""
        place = _place(self.folder, url)
        same = self.live is not None and self.has(url, content)
        if same and self.live is not None:
            if not self.patches:
                _link(self.live / url, place)
        else:
            _write(place, content)
        if self.twin is not None:
            _link(place, _place(self.twin, url))
        return not same


class SiteWriter:
    """A build being written; invisible until `publish`.

    With a twin the folder already holds the live site, and only what changed is
    written; without one it is empty, and everything is.
    """

    def __init__(self, out: Path, twin: Twin | None = None) -> None:
        self.out = out.absolute()
        refuse_strangers(self.out)
        self.builds = self.out.parent / BUILDS
        self.builds.mkdir(parents=True, exist_ok=True)
        self.live = live_folder(self.out)
        self.patches = twin is not None and self.live is not None
        self.folder = self.builds / _next_name(self.builds, self.out.name)
        self.next_twin = Twin(_after(self.folder), ())
        self._part = self.builds / f"{self.next_twin.name}.part"
        self.written = 0
        self._changed: set[str] = set()
        self._flushing: Thread | None = None
        if self.patches and twin is not None:
            self._take(twin)
        else:
            self.folder.mkdir()
            self._part.mkdir()

    def desk(self) -> Desk:
        """What a fork of us needs to put files; it tells us what to `note`."""
        twin = None if self.patches else self._part
        return Desk(self.folder, self.live, self.patches, twin)

    def note(self, url: str, *, written: bool) -> None:
        """A file was put, or was like that of the live site."""
        if written:
            self.written += 1
            self._changed.add(url)
            if self.written % FLUSH_AFTER == 0:
                self._flush()

    def _flush(self) -> None:
        if self._flushing is None or not self._flushing.is_alive():
            self._flushing = Thread(target=os.sync, daemon=True)
            self._flushing.start()

    def remove(self, url: str) -> None:
        """Take a file of the live site away."""
        Path(_place(self.folder, url)).unlink(missing_ok=True)
        _prune(self.folder, url)
        self._changed.add(url)

    def publish(self) -> None:
        """Make everything durable, swap the link, forget older builds."""
        self._make_durable()
        fresh = self.builds / f"{self.folder.name}.link"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.path.relpath(self.folder, self.out.parent))
        fresh.replace(self.out)
        _sync(self.out.parent)
        self._sweep()
        if not self.patches:
            self._part.rename(self.builds / self.next_twin.name)

    def twin_after(self) -> Twin:
        """The twin there will be once this build is published."""
        if self.patches and self.live:
            return Twin(self.live.name, tuple(sorted(self._changed)))
        return self.next_twin

    def abandon(self) -> None:
        """Throw the unfinished build away; a published one stays, this one too."""
        shutil.rmtree(self._part, ignore_errors=True)
        if self.out.resolve() != self.folder.resolve():
            shutil.rmtree(self.folder, ignore_errors=True)

    def _take(self, twin: Twin) -> None:
        """Make the twin our folder and like the live one, or clone that."""
        assert self.live is not None  # noqa: S101 - patches says so
        try:
            (self.builds / twin.name).rename(self.folder)
        except OSError:
            _clone(self.live, self.folder)
            return
        for url in twin.differs:
            Path(_place(self.folder, url)).unlink(missing_ok=True)
            source = self.live / url
            if source.exists():
                _link(source, self.folder / url)
            else:
                _prune(self.folder, url)

    def _make_durable(self) -> None:
        """Everything on the disk before the link names it."""
        if len(self._changed) > SYNC_EACH:
            os.sync()
            return
        touched = {self.folder, self.builds, *self._new_folders()}
        for url in self._changed:
            path = self.folder / url
            touched.add(path.parent)
            if path.exists():
                _sync(path)
        for folder in touched:
            if folder.exists():
                _sync(folder)

    def _new_folders(self) -> Iterator[Path]:
        if not self.patches:
            yield from (Path(path) for path, _, _ in os.walk(self.folder))

    def _sweep(self) -> None:
        """Remove all builds but the live one and its twin; what resists stays."""
        wanted = {self.folder.name, self.twin_after().name}
        for path in self.builds.iterdir():
            name = path.name.split(".")[0]
            if _number(name, self.out.name) is not None and name not in wanted:
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)


@contextmanager
def one_build_at_a_time(out: Path) -> Iterator[None]:
    """Wait until no other process builds this site; a killed one waits for nobody."""
    refuse_strangers(out.absolute())
    builds = out.absolute().parent / BUILDS
    builds.mkdir(parents=True, exist_ok=True)
    with (builds / f"{out.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def live_folder(out: Path) -> Path | None:
    """The folder the site is in now."""
    return out.absolute().resolve() if out.exists() else None


def refuse_strangers(out: Path) -> None:
    """OutputRefused when something stands there that we have not made."""
    if out.is_symlink():
        inside = out.resolve().parent == (out.parent / BUILDS).resolve()
        if not inside:
            raise OutputRefused(
                f"{out} 是指向别处的链接，不是网站程序做的，没有动它。"
                "请换一个输出目录，或先把它移走。"
            )
    elif out.exists():
        raise OutputRefused(
            f"{out} 已经存在，不是网站程序做的，没有动它。"
            "请换一个输出目录，或先把它移走。"
        )


def _place(folder: Path, url: str) -> str:
    """Where a file goes; a string, because putting a Path together takes longer than
    opening the file.
    """
    if not url or url.startswith("/") or (".." in url and ".." in url.split("/")):
        raise OutputRefused(f"{url!r} 不在网站目录里，没有写。")
    return f"{os.fspath(folder)}/{url}"


def _write(target: str, content: bytes) -> None:
    """Put a new file; the old one may be a hard link that others still read."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        descriptor = os.open(target, flags, 0o644)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, flags, 0o644)
    except FileExistsError:
        Path(target).unlink()
        descriptor = os.open(target, flags, 0o644)
    try:
        done = os.write(descriptor, content)
        while done < len(content):
            done += os.write(descriptor, content[done:])
    finally:
        os.close(descriptor)


def _link(source: Path | str, target: Path | str) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.link(source, target)
    except FileExistsError:
        Path(target).unlink()
        os.link(source, target)


def _holds(file: Path, content: bytes) -> bool:
    try:
        same_size = file.stat().st_size == len(content)
        return same_size and file.read_bytes() == content
    except OSError:
        return False


def _clone(source: Path, target: Path) -> None:
    """The same files under another name, complete as soon as it has that name."""
    part = target.with_name(f"{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    _link_all(os.fspath(source), os.fspath(part))
    part.rename(target)


def _link_all(source: str, target: str) -> None:
    Path(target).mkdir()
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _link_all(entry.path, f"{target}/{entry.name}")
            else:
                os.link(entry.path, f"{target}/{entry.name}")


def _prune(folder: Path, url: str) -> None:
    """Remove the folders a file leaves empty."""
    for parent in list((folder / url).relative_to(folder).parents)[:-1]:
        try:
            (folder / parent).rmdir()
        except OSError:
            return


def _numbers(builds: Path, name: str) -> Iterable[int]:
    for path in builds.iterdir():
        number = _number(path.name.split(".")[0], name)
        if number is not None:
            yield number


def _number(folder_name: str, name: str) -> int | None:
    stem, _, number = folder_name.rpartition("-")
    return int(number) if stem == name and number.isdecimal() else None


def _next_name(builds: Path, name: str) -> str:
    return f"{name}-{max(_numbers(builds, name), default=0) + 1}"


def _after(folder: Path) -> str:
    stem, _, number = folder.name.rpartition("-")
    return f"{stem}-{int(number) + 1}"


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
