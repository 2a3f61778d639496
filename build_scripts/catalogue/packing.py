"""Records as bytes and back: pickles of which only texts with translations need a word.

The bytes are for our own cache of the same program; nobody else's are ever read.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable
from typing import Any

from build_scripts.catalogue.model import Text

PROTOCOL = 5


def pack(value: Any) -> bytes:
    """The value as bytes; the same file read twice gives the same bytes."""
    buffer = io.BytesIO()
    packer = pickle.Pickler(buffer, PROTOCOL)
    packer.dispatch_table = _PICKLED
    packer.dump(value)
    return buffer.getvalue()


def unpack(packed: bytes | memoryview) -> Any:
    """What was packed."""
    return pickle.loads(packed)  # noqa: S301 - our own bytes, checked by digest


def _told(text: Text) -> tuple[Callable[..., Text], tuple[Any, ...]]:
    if text.translations:
        return Text.with_translations, (str(text), text.translations)
    return Text, (str(text),)


_PICKLED = copyreg.dispatch_table | {Text: _told}
