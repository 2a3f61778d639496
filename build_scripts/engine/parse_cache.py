"""Files read by earlier builds; may be deleted at any time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.packing import pack, unpack
from build_scripts.catalogue.stored import StoredFile
from build_scripts.kept_files import read_kept, write_kept
from build_scripts.program import program

NAME = "parsed"


def read_parsed(cache: Path) -> Mapping[str, StoredFile]:
    """Path → file as read before; nothing when the cache is damaged or too old."""
    packed = read_kept(cache / NAME)
    if packed is None:
        return {}
    by, files = unpack(packed)
    if by != program():
        return {}
    return {path: StoredFile(*plain) for path, plain in files.items()}


def write_parsed(
    cache: Path, inventory: Inventory, before: Mapping[str, StoredFile]
) -> None:
    """Keep what was read, unless it is what is kept already."""
    files = inventory.files
    if len(files) == len(before) and all(
        files[path] is before.get(path) for path in files
    ):
        return
    plain = {path: tuple(file) for path, file in files.items() if file.digest}
    write_kept(cache / NAME, pack((program(), plain)))
