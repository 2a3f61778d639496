"""Some words of a record, and how much they weigh."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """`spoken` ones are also found by sound and as a whole."""

    text: str
    weight: int
    spoken: bool = False
