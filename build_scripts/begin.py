"""How a build begins: what was touched is read, what is stale is made (build.py).

What makes pages is imported only when the forks that read have begun.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.catalogue.loader import read_folder
from build_scripts.engine.parse_cache import read_parsed, write_parsed
from build_scripts.engine.reading import read_in_parallel
from build_scripts.engine.sight import CACHE, Sight, look_around
from build_scripts.engine.stamp import nothing_changed, put_stamp
from build_scripts.garbage import no_collections
from build_scripts.outcome import BuildReport
from build_scripts.output import BUILDS, one_build_at_a_time

if TYPE_CHECKING:
    from build_scripts.build import Progress

NEEDED = ("segno", "build_scripts.build", "build_scripts.pages.markdown_dialect")
"""Imported with them is all the rest."""


def silent(_done: int, _to_do: int) -> None:
    """Nobody watches."""


def build_site(
    root: Path, out: Path, today: date, progress: Progress = silent
) -> BuildReport:
    """Build the project at `root` into `out`; the old site stays when it fails.

    Errors in the content are returned; anything else that goes wrong is raised.
    """
    sight = look_around(root)
    return nothing_changed(sight, out, today) or build_seen(
        root, out, today, sight, progress
    )


def build_seen(
    root: Path,
    out: Path,
    today: date,
    sight: Sight,
    progress: Progress = silent,
    *,
    search: bool = True,
) -> BuildReport:
    """Build a project in which something may have changed since the last build.

    Without `search` there is none in the site: only to measure what it costs.
    """
    with one_build_at_a_time(out):
        with no_collections():
            known = read_parsed(root / CACHE)
            read = partial(read_in_parallel, root / CACHE, import_all)
            inventory = read_folder(root, known, read, sight.settled)

            from build_scripts.build import Build, keep_what_is_made  # noqa: PLC0415 - importing it takes a fifth of a second, in which the forks read already

            keep_what_is_made(root / CACHE)
            build = Build(root, out, today, inventory, search=search)
            keep_read = partial(write_parsed, root / CACHE, inventory, known)
            report = build.run(progress, keep_read)
        if search:
            put_stamp(sight, out, today, report)
    return report


def import_all() -> None:
    """All that a build needs, a fifth of a second; what every fork would import too."""
    for name in NEEDED:
        import_module(name)


__all__ = [
    "BUILDS",
    "CACHE",
    "BuildReport",
    "build_seen",
    "build_site",
    "import_all",
]
