"""How calendars (RFC 5545) and visiting cards (RFC 6350) are written down."""

from __future__ import annotations

from collections.abc import Iterable

LINE_OCTETS = 75


def content_lines(lines: Iterable[str]) -> bytes:
    """The file of these lines."""
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def escaped(words: str) -> str:
    """RFC 5545 3.3.11, and RFC 6350 3.4 wants the same."""
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", "\\n")


def _folded(line: str) -> str:
    """RFC 5545 3.1: at most 75 octets a line, no character cut in two."""
    left, room, pieces = line.encode(), LINE_OCTETS, []
    while len(left) > room:
        end = room
        while left[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(left[:end])
        left, room = left[end:], LINE_OCTETS - 1  # a blank continues a line
    return b"\r\n ".join((*pieces, left)).decode()
