"""Files read by earlier builds; may be deleted at any time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_scripts.catalogue.inventory import Inventory
from build_scripts.catalogue.packing import pack, unpack
from build_scripts.catalogue.stored import StoredFile
from build_scripts.kept_files import read_for, write_for
from build_scripts.program import program

NAME = "parsed"


def read_parsed(cache: Path) -> Mapping[str, StoredFile]:
    """Path → file as read before; nothing when the cache is damaged or too old."""
    packed = read_for(cache / NAME, program())
    if packed is None:
        return {}
    files = unpack(packed)
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
    write_for(cache / NAME, program(), pack(plain))
