"""Files we keep for the next build: written whole, and believed only with a digest."""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path
from typing import Any

_DIGEST = 32


def write_kept(path: Path, packed: bytes) -> None:
    """Put bytes and their digest into a file, in one step for whoever reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(_digest(packed))
        file.write(packed)
    fresh.replace(path)


def read_kept(path: Path) -> bytes | None:
    """The bytes, or None when there are none or a single one of them is wrong."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    digest, packed = data[:_DIGEST], memoryview(data)[_DIGEST:]
    return bytes(packed) if _digest(packed) == digest else None


def load_kept(path: Path) -> Any:
    """What was pickled into the file; None when it cannot be believed."""
    packed = read_kept(path)
    return None if packed is None else pickle.loads(packed)  # noqa: S301 - ours, see read_kept


def _digest(packed: bytes | memoryview) -> bytes:
    return hashlib.blake2b(packed, digest_size=_DIGEST).digest()
