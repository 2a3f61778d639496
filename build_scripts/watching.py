"""Which files of a project were changed, as soon as somebody has saved them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import DefaultFilter, watch

from build_scripts.catalogue.folder import CONFIG, CONTENT

QUIET_MS = 20
"""A burst of changes (an editor's save, a checkout) has ended after so long."""
BURST_MS = 1000
"""A burst that never ends is passed on after so long."""
LOOK_MS = 100
"""How often an empty set comes, and how often the settings are looked at."""


def changes(root: Path, program: Path, stop: threading.Event) -> Iterator[set[Path]]:
    """Sets of changed files, an empty one every LOOK_MS without any; ends at `stop`.

    What changes while the caller works on a set comes together in the next one.
    Folders are watched: the project's content and the code, templates and theme of the
    program.  The settings are a single file, which a watcher loses as soon as an editor
    puts a new one in its place: we look at it ourselves.
    """
    settings = root / CONFIG
    looks = _looks(settings)
    folders = (root / CONTENT, program / "build_scripts")
    for changed in watch(
        *(folder for folder in folders if folder.is_dir()),
        watch_filter=DefaultFilter(),
        debounce=BURST_MS,
        step=QUIET_MS,
        stop_event=stop,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        found = {Path(path) for _, path in changed}
        if (now := _looks(settings)) != looks:
            looks = now
            found.add(settings)
        yield found


def _looks(file: Path) -> tuple[int, int] | None:
    """Which file it is and when it was written; None while there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns
