"""A page that differs for everybody in a few words only: made once, filled in for each.

What is kept is the finished page cut at its holes, as the bytes that are sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import escape

HOLE = re.compile("\ue000([a-z_0-9]+)\ue001")
"""Characters for private use: nobody gets them past a form."""
Mould = tuple[bytes | str, ...]
"""Bytes, name of a hole, bytes, …"""


def hole(name: str) -> str:
    """What stands in a page where somebody's own words will."""
    return f"\ue000{name}\ue001"


def mould_of(page: str) -> Mould:
    """A page that was made with holes."""
    parts = HOLE.split(page)
    return tuple(p if n % 2 else p.encode() for n, p in enumerate(parts))


def mould_without(page: str, own: Mapping[str, str]) -> Mould:
    """A page that was made for somebody, with holes where their own tokens stood.

    Tokens are long and never the same twice, so nothing else in the page is taken for one.
    """
    for name, token in own.items():
        page = page.replace(token, hole(name)) if token else page
    return mould_of(page)


def filled(mould: Mould, own: Mapping[str, str]) -> bytes:
    """The page with somebody's own words, as HTML."""
    return b"".join(
        part if isinstance(part, bytes) else str(escape(own[part])).encode()
        for part in mould
    )
