"""QR codes as SVG: error level Q, a quiet zone of four modules (ISO/IEC 18004).

What a text looks like as a QR code never changes, so it is worked out once and kept.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from build_scripts.kept_files import read_kept, write_kept

QUIET = 4
"""Modules of white around the code; readers need them."""
_MASK = 3
# Every mask can be read; trying all eight for the prettiest takes six times as long.
_DARK = re.compile(rb"\x01+")


class _Kept:
    """The folder in which `keep_qr` keeps them; without it they are made anew."""

    folder: Path | None = None


def keep_qr(cache_folder: Path) -> None:
    """Keep what is drawn in this cache: a site may have a code for every village."""
    _Kept.folder = cache_folder / "qr"


def qr(text: str) -> Markup:
    """The code of an address as an SVG of its own size; '' for ''."""
    if not text:
        return Markup()
    side, path = _drawn(text)
    label = escape(f"二维码，扫出来是 {text}")
    return Markup(  # noqa: S704 - numbers, and a label that was escaped
        f'<svg class="ds-qr" viewBox="0 0 {side} {side}" role="img" aria-label="{label}"'
        f' shape-rendering="crispEdges"><path stroke="#000" d="{path}"/></svg>'
    )


@cache
def _drawn(text: str) -> tuple[int, str]:
    name = hashlib.blake2b(f"{_MASK} {QUIET} {text}".encode(), digest_size=16)
    place = _Kept.folder / name.hexdigest() if _Kept.folder else None
    known = read_kept(place) if place else None
    if known is not None:
        side, _, path = known.decode().partition(" ")
        return int(side), path
    rows = modules(text)
    drawn = len(rows) + 2 * QUIET, _path(rows)
    if place:
        write_kept(place, f"{drawn[0]} {drawn[1]}".encode())
    return drawn


def modules(text: str) -> list[bytes]:
    """The rows of the code without its quiet zone, 1 for dark."""
    import segno  # noqa: PLC0415 - only builds that draw a new code need it

    code = segno.make(text, error="q", micro=False, boost_error=False, mask=_MASK)
    return [bytes(row) for row in code.matrix]


def _path(rows: list[bytes]) -> str:
    """Dark modules as strokes one module wide, run by run."""
    steps = []
    for y, row in enumerate(rows):
        for run in _DARK.finditer(row):
            steps.append(
                f"M{run.start() + QUIET} {y + QUIET}.5h{run.end() - run.start()}"
            )
    return "".join(steps)
