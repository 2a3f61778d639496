"""One sheet as it is printed, whatever makes it visible: plain values, no looks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

GROUP = 4
SHOWN_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with paragraphs under it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what stands over its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Everything on the sheet, in reading order."""

    key: str
    title: str
    number: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    grid: Grid | None = None
    signatures: tuple[str, ...] = ()
    """Lines somebody signs on."""
    foot: tuple[str, ...] = ()
    sealed: bool = False
    """The fingerprint of the text is printed under it."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the text people agree to; the places to sign are not part of it."""
        return hashlib.sha256("\n".join(self.words()).encode()).hexdigest()

    @property
    def shown_fingerprint(self) -> str:
        return grouped(self.fingerprint) if self.sealed else ""

    def words(self) -> Iterator[str]:
        """The text line by line, as it is read aloud."""
        yield self.title
        if self.number:
            yield self.number
        for label, text in self.facts:
            yield f"{label}：{text}"
        if self.grid:
            yield "｜".join(self.grid.columns)
            for row in self.grid.rows:
                yield "｜".join(row)
        for part in self.parts:
            yield part.heading
            yield from part.paragraphs
        yield from self.foot


def grouped(fingerprint: str) -> str:
    """The first sixteen digits in fours: what people compare by eye or aloud."""
    shown = fingerprint[: GROUP * SHOWN_GROUPS]
    return " ".join(shown[n : n + GROUP] for n in range(0, len(shown), GROUP))


def same_fingerprint(typed: str, fingerprint: str) -> bool:
    """Whether what somebody typed from the paper begins this fingerprint."""
    plain = "".join(typed.lower().split())
    return len(plain) >= GROUP and fingerprint.startswith(plain)


def paragraphs(text: str) -> tuple[str, ...]:
    """What somebody typed, a paragraph a line; empty lines go."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
