"""Records as bytes and back: pickles that name each class once and store values only.

The dataclasses are frozen and slotted; the standard way to unpickle those costs a
Python call for every field.  The bytes are for our own cache of the same program;
nobody else's are ever read.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from build_scripts.catalogue.model import Text

PROTOCOL = 5


def pack(value: Any) -> bytes:
    """The value as bytes; the same file read twice gives the same bytes."""
    buffer = io.BytesIO()
    _Packer(buffer, PROTOCOL).dump(value)
    return buffer.getvalue()


def unpack(packed: bytes | memoryview) -> Any:
    """What was packed."""
    return pickle.loads(packed)  # noqa: S301 - our own bytes, checked by digest


class _Packer(pickle.Pickler):
    """Writes dataclasses as their class and their values."""

    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        if kind is Text:
            if value.translations:
                return Text, (str(value), value.translations)
            return Text, (str(value),)
        if is_dataclass(kind) and not isinstance(value, type):
            return _restore, (kind, _values(kind, value))
        return NotImplemented


def _restore(kind: Any, values: tuple[Any, ...]) -> Any:
    value = object.__new__(kind)
    for write, content in zip(_writers(kind), values, strict=True):
        write(value, content)
    return value


def _values(kind: Any, value: Any) -> tuple[Any, ...]:
    return tuple(read(value) for read in _readers(kind))


@cache
def _readers(kind: Any) -> tuple[Callable[[Any], Any], ...]:
    return tuple(getattr(kind, field.name).__get__ for field in fields(kind))


@cache
def _writers(kind: Any) -> tuple[Callable[[Any, Any], None], ...]:
    """The slots themselves: a frozen dataclass refuses to be written any other way."""
    return tuple(getattr(kind, field.name).__set__ for field in fields(kind))
