"""How files look from outside, so that those nobody has touched need not be read.

A look is the size, the inode, and the times of the last change of content and of the
inode itself, which the system dates and no program can put back.  Who writes a file
twice within one tick of that clock may leave the same look behind: so a look is
believed only when it was already old at the moment we looked, as git does with its
index ("racily clean").  A file younger than that is read again at the next build.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from build_scripts.program import BUILD_SCRIPTS, LIBRARIES

CACHE = ".cache"
CONTENT = "content"
CONFIG = "site_config.yml"
SETTLED_NS = 3_000_000_000
"""Older is settled: the coarsest clock of a file system (FAT) ticks every 2 s."""
OURS = (BUILD_SCRIPTS,)
"""Where the program, its templates and its theme lie."""

Look = tuple[int, int, int, int]
"""Size, inode, and the nanoseconds of both times."""


class Sight(NamedTuple):
    """What was seen of a project before any of it was read."""

    settled: Mapping[str, Look]
    """The looks that can be believed, of content/ and the settings, by path from the
    project's root."""
    all_settled: bool
    """Nothing is so young that its look could deceive, the program neither."""
    digest: bytes
    """Of all looks, and of the names of the installed libraries."""


def look_around(root: Path) -> Sight:
    """Look at everything that a build of this project rests on."""
    old = _moment(root / CACHE) - SETTLED_NS
    content = [*_looks(os.fspath(root / CONTENT), CONTENT), *_settings(root)]
    ours = [seen for folder in OURS for seen in _looks(os.fspath(folder), "")]
    settled = {path: look for path, look in content if max(look[2:]) < old}
    everything = repr((content, ours, _libraries()))
    return Sight(
        settled=settled,
        all_settled=len(settled) == len(content)
        and all(max(look[2:]) < old for _, look in ours),
        digest=hashlib.blake2b(os.fsencode(everything), digest_size=16).digest(),
    )


def _moment(cache: Path) -> int:
    """Now, as the file system dates a change: a share has a clock of its own."""
    cache.mkdir(parents=True, exist_ok=True)
    mark = cache / "looked"
    mark.touch()
    return mark.stat().st_mtime_ns


def _settings(root: Path) -> Iterator[tuple[str, Look]]:
    try:
        yield CONFIG, _look((root / CONFIG).lstat())
    except FileNotFoundError:
        return


def _libraries() -> list[str]:
    """Names with versions of all that is installed."""
    with os.scandir(LIBRARIES) as entries:
        return sorted(e.name for e in entries if e.name.endswith(".dist-info"))


def _looks(folder: str, path: str) -> Iterator[tuple[str, Look]]:
    """Every file of a folder, in sorted order; what is hidden or compiled is not ours.

    A folder nobody may enter looks like none: who reads it says so.
    """
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in inside:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _looks(entry.path, f"{path}/{entry.name}")
        else:
            yield f"{path}/{entry.name}", _look(entry.stat(follow_symlinks=False))


def _look(status: os.stat_result) -> Look:
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns
