"""Short codes: what a placard is called, and the address where it can be checked.

A code is either given out by hand (content/codes.yml) or made from the kind and the id
of what the placard tells about.  Ids are never used again, so such a code never dies
and never means something else; eight characters of 31 kinds: among ten thousand
placards two alike are less likely than one in ten thousand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from msgspec.structs import astuple

from build_scripts.catalogue.catalogue import Catalogue
from build_scripts.catalogue.indexes import CODES_FOR
from build_scripts.catalogue.model import SiteConfig
from build_scripts.shared.frozen import Frozen

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l and o, which are read and typed for each other."""
_LENGTH = 8
_END_OF_A_LINE = 6


def code_of(catalogue: Catalogue, target: str) -> str:
    """The code of 'station/qiaodong-police-station': the latest by hand, else its own."""
    by_hand = catalogue.ids_by(CODES_FOR, target)
    return by_hand[-1] if by_hand else own_code(target)


def own_code(target: str) -> str:
    return _in_letters(target)


def fingerprint(*shown: object) -> str:
    """Eight characters that change when a word of what is shown changes.

    Only words count, in their order: fields left empty may come and go.
    """
    return _in_letters("\n".join(words_of(shown)))


def amount(*shown: object) -> int:
    """How much room it takes: characters, and a little for the end of each line."""
    return sum(len(word) + _END_OF_A_LINE for word in words_of(shown))


def words_of(shown: object) -> tuple[str, ...]:
    """Every word of tuples and records, in their order."""
    found: list[str] = []
    _collect((shown,), found)
    return tuple(filter(None, found))


def _collect(parts: Iterable[object], found: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, tuple):
            _collect(part, found)
        elif isinstance(part, Frozen):
            _collect(astuple(part), found)
        elif part:
            found.append(str(part))


def _in_letters(words: str) -> str:
    number = int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest())
    letters = []
    for _ in range(_LENGTH):
        number, left = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[left])
    return "".join(letters)


def code_address(code: str) -> str:
    return f"v/{code}.html"


def sheet_address(catalogue: Catalogue, kind: str, record_id: str) -> str:
    """Where the sheets of a record are, to print and to check."""
    return code_address(code_of(catalogue, f"{kind}/{record_id}"))


def typed(config: SiteConfig, url: str) -> str:
    """An address of the site as people type it; '' when the site has none."""
    base = config.site_url.rstrip("/")
    return f"{base.partition('://')[2]}/{url}" if base else ""


def scanned(config: SiteConfig, url: str) -> str:
    """The same for a QR code."""
    base = config.site_url.rstrip("/")
    return f"{base}/{url}" if base else ""
