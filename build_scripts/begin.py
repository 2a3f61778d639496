"""How a build begins: what was touched is read, what is stale is made (build.py).

What makes pages is imported only when the forks that read have begun.
"""

from __future__ import annotations

from datetime import date
from functools import partial
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
from build_scripts.program import kept_beside

if TYPE_CHECKING:
    from build_scripts.build import Progress


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
            keep_what_is_made(root / CACHE)

            from build_scripts.build import Build  # noqa: PLC0415 - the forks read first

            build = Build(root, out, today, inventory, search=search)
            keep_read = partial(write_parsed, root / CACHE, inventory, known)
            report = build.run(progress, keep_read)
        if search:
            put_stamp(sight, out, today, report)
    return report


def import_all() -> None:
    """All that a build needs, a fifth of a second; what every fork would import too."""
    import segno  # noqa: F401, PLC0415 - only the import is wanted

    import build_scripts.build  # noqa: PLC0415 - as above
    import build_scripts.pages.markdown_dialect  # noqa: F401, PLC0415 - as above


def keep_what_is_made(cache: Path) -> None:
    """Keep compiled templates, tables of characters and QR codes from now on."""
    from build_scripts.pages.placards.qr import keep_qr  # noqa: PLC0415 - the forks read first
    from build_scripts.pages.render import keep_compiled  # noqa: PLC0415 - as above
    from build_scripts.search.hanzi import keep_tables  # noqa: PLC0415 - as above

    keep_compiled(kept_beside(cache))
    keep_tables(kept_beside(cache))
    keep_qr(cache)


__all__ = [
    "BUILDS",
    "CACHE",
    "BuildReport",
    "build_seen",
    "build_site",
    "import_all",
]
