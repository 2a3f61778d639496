"""The optimistic lock of every room: a clerk changes what they had before them, or nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """The row somebody had before them, and who they are; '' is the person themselves."""

    id: int
    version: int
    by: str
