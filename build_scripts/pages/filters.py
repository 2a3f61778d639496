"""Filters of the templates: links, telephones, print forms of numbers."""

from __future__ import annotations

import re
from urllib.parse import quote

from build_scripts.pages.shell import ROOT

_NOT_DIALLED = re.compile(r"[^0-9+*#]")
_OUTSIDE = re.compile(r"^(?:https?:|tel:|mailto:|#)")


def tel(number: str) -> str:
    """'0000-0000001' → 'tel:00000000001', what a telephone dials."""
    return f"tel:{_NOT_DIALLED.sub('', number)}"


def href(address: str) -> str:
    """An address of the site, from wherever the page lies; outside ones stay."""
    if _OUTSIDE.match(address):
        return address
    return f"{ROOT}/{address}"


def anchor(text: str) -> str:
    """A word as part of an address."""
    return quote(text, safe="")
