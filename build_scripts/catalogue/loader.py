"""Walk content/, read every file, put the catalogue together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import FileIO
from pathlib import Path

from build_scripts.catalogue import folder_problems as says
from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.folder import (
    CONFIG,
    PICTURES,
    ContentFile,
    Table,
    content_files,
)
from build_scripts.catalogue.inventory import Inventory, put_together
from build_scripts.catalogue.model import SiteConfig
from build_scripts.catalogue.pictures import MAX_PICTURE
from build_scripts.catalogue.source_problems import MAX_BYTES
from build_scripts.catalogue.stored import (
    SETTINGS,
    Look,
    StoredFile,
    digest_of,
    read_file,
)
from build_scripts.problems import Problem

Source = tuple[ContentFile, StoredFile | None]
"""A file to read, and what was read of it before."""
ReadAll = Callable[[Sequence[Source]], Iterable[StoredFile]]


def load_catalogue(root: Path) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue of a project folder, or None and everything unreadable in it.

    Rules about what the records say are not applied here; see check.py.
    """
    inventory = read_folder(root)
    readable = not inventory.problems
    return (inventory.catalogue() if readable else None), inventory.problems


def read_one_by_one(sources: Iterable[Source]) -> Iterator[StoredFile]:
    return map(read_from_disk, sources)


def read_from_disk(source: Source) -> StoredFile:
    """The records of one file, or why it cannot be read; never raises.

    A file with the same bytes as before is not decoded.
    """
    file, before = source
    try:
        data = _bytes_of(file)
        if before is not None and before.digest == digest_of(data):
            return before
        return read_file(file, data)
    except OSError as error:
        problem = says.unreadable(file.path, error.strerror or str(error))
        return StoredFile(
            file.path,
            file.table.name,
            b"",
            broken=() if file.register else (file.stem,),
            unread=file.register,
            problems=(problem,),
        )


def read_folder(
    root: Path,
    known: Mapping[str, StoredFile] | None = None,
    read_all: ReadAll = read_one_by_one,
    looks: Mapping[str, Look] | None = None,
) -> Inventory:
    """Read every file there is; `problems` may be non-empty, nothing raises.

    A file that `known` has with the same look is not opened.  `read_all` reads the
    others, in any order.  `looks` are those that can be believed.
    """
    known, looks = known or {}, looks or {}
    files, problems = content_files(root)
    found: dict[str, StoredFile] = {}
    sources: list[Source] = []
    for file in [*_settings(root, problems), *files]:
        before, look = known.get(file.path), looks.get(file.path, ())
        if before is not None and look and before.look == look:
            found[file.path] = before
        else:
            found[file.path] = StoredFile(file.path, file.table.name, b"")
            sources.append((file, before))
    for stored in read_all(sources):
        found[stored.path] = stored._replace(look=looks.get(stored.path, ()))
    return put_together(found.values(), problems)


def _settings(root: Path, problems: list[Problem]) -> Iterator[ContentFile]:
    if (root / CONFIG).is_file():
        table = Table(SETTINGS, SiteConfig)
        yield ContentFile(str(root / CONFIG), CONFIG, table, register=False)
    else:
        problems.append(says.missing_file(CONFIG, "网站设置"))


def _bytes_of(file: ContentFile) -> bytes:
    with FileIO(file.place) as opened:
        most = MAX_PICTURE if file.table == PICTURES else MAX_BYTES
        return opened.read(most + 1)  # one more shows that it is too large
