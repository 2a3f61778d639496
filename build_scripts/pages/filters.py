"""Filters of the templates: links, telephones, print forms of numbers."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from build_scripts.pages.shell import ROOT

_NOT_DIALLED = re.compile(r"[^0-9+*#]")
_SPAN = re.compile(r"\d\d:\d\d-\d\d:\d\d")
_OUTSIDE = re.compile(r"^(?:https?:|tel:|mailto:|#)")


def tel(number: str) -> str:
    """'0000-0000001' → 'tel:00000000001', what a telephone dials."""
    return f"tel:{_NOT_DIALLED.sub('', number)}"


def href(address: str) -> str:
    """An address of the site, from wherever the page lies; outside ones stay."""
    if (":" in address or address[:1] == "#") and _OUTSIDE.match(address):
        return address
    return f"{ROOT}/{address}"


def times(text: str) -> Markup:
    """Opening hours that never break inside '08:30-12:00'."""
    kept = _SPAN.sub(r'<span class="ds-nowrap">\g<0></span>', str(escape(text)))
    return Markup(kept)  # noqa: S704 - escaped in the line above
