"""Reading content in forks, from the first moment of a build.

Nothing that makes pages is imported here: while the forks read, this process does that.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from build_scripts.catalogue.loader import Source, read_from_disk, read_one_by_one
from build_scripts.catalogue.packing import unpack
from build_scripts.catalogue.stored import SETTINGS, StoredFile
from build_scripts.engine.forked import Aside, Workers
from build_scripts.engine.parse_cache import from_plain, to_plain
from build_scripts.engine.portions import bundles, hands
from build_scripts.program import ALL, kept_beside, templates_in

FILES_AT_ONCE = 40


def read_in_parallel(
    cache: Path, meanwhile: Callable[[], None], sources: Sequence[Source]
) -> Iterator[StoredFile]:
    """Files as they are read; what the pages will need is made ready too.

    A fork is told numbers of files; `meanwhile` is done here while the forks read.
    """
    number = hands(len(sources))
    if number < 2:
        yield from read_one_by_one(sources)
        return
    ours = [source for source in sources if _is_settings(source)]
    theirs = [n for n, source in enumerate(sources) if not _is_settings(source)]
    tasks: list[Sequence[int] | None] = [*bundles(theirs, FILES_AT_ONCE)]
    if not (templates_in(kept_beside(cache)) / ALL).exists():
        tasks.insert(0, None)
    with Workers(partial(_read, cache, sources), number) as workers:
        results = workers.results(tasks)
        meanwhile()
        settings = list(read_one_by_one(ours))
        with Aside(partial(_make_shells, cache, settings), fork=True) as shells:
            yield from settings
            for packed in results:
                yield from map(from_plain, marshal.loads(packed))  # noqa: S302 - from our own fork
            shells.result()


def _is_settings(source: Source) -> bool:
    return source[0].table.name == SETTINGS


def _read(
    cache: Path, sources: Sequence[Source], numbers: Sequence[int] | None
) -> bytes:
    """None instead of files: templates and tables, which a program makes only once."""
    if numbers is None:
        _make_ready(cache)
        return marshal.dumps([])
    return marshal.dumps([to_plain(read_from_disk(sources[n])) for n in numbers])


def _make_shells(cache: Path, settings: Iterable[StoredFile]) -> None:
    """The theme's empty pages, where the settings can be read."""
    from build_scripts.pages.render import keep_compiled  # noqa: PLC0415 - the forks read first
    from build_scripts.pages.shell import load_shells  # noqa: PLC0415 - as above

    keep_compiled(kept_beside(cache))
    for record in (record for file in settings for record in file.records):
        load_shells(unpack(record.packed), cache)


def _make_ready(cache: Path) -> None:
    from build_scripts.pages.render import compile_all, keep_compiled  # noqa: PLC0415 - for one worker
    from build_scripts.search.hanzi import keep_tables, tables  # noqa: PLC0415 - as above

    keep_compiled(kept_beside(cache))
    keep_tables(kept_beside(cache))
    tables()
    compile_all()
