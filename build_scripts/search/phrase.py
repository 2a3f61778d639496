"""Some words of a record, and how much they weigh."""

from __future__ import annotations

from build_scripts.shared.frozen import Frozen


class Phrase(Frozen):
    """`spoken` ones are also found by sound and as a whole."""

    text: str
    weight: int
    spoken: bool = False
