"""Codes people can read out on the telephone, and how they are typed back.

No 0/O, 1/I/L or U: 30 characters that nobody confuses on paper or aloud.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
APPOINTMENT_LENGTH = 8
"""39 bits; guarded besides by the phone's last four digits and a failure budget."""
CASE_LENGTH = 12
"""59 bits, likewise guarded."""


def new_reference(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def spoken(reference: str) -> str:
    """ABCD2345 -> 'ABCD-2345'."""
    return "-".join(reference[n : n + 4] for n in range(0, len(reference), 4))


def scanned(typed: str, length: int) -> str:
    """The code in what was typed, or in what a scanner read from our square code."""
    return normalised(typed)[-length:]


def normalised(typed: str) -> str:
    """What somebody typed, as it is stored: full-width, small letters, gaps mended."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(character for character in plain if character in ALPHABET)
