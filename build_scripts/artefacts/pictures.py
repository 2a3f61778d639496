"""Authors' photos made fit to publish: small, without what the camera wrote into them.

Pixels are all that is kept: no place, no camera, no hidden second picture.  The same
bytes in give the same bytes out.
"""

from __future__ import annotations

import io
from pathlib import Path

from build_scripts.catalogue.model import Picture
from build_scripts.catalogue.pictures import LONGEST_SIDE, opened
from build_scripts.catalogue.stored import digest_of

LARGEST = 300_000
"""Bytes; a picture that is still larger is written less finely."""
QUALITIES = (80, 65, 50, 35)


class PictureChanged(RuntimeError):
    """The file is another one than the one that was checked."""


def published_picture(root: Path, picture: Picture) -> bytes:
    """The bytes of a picture that the checks have seen."""
    data = (root / picture.path).read_bytes()
    if digest_of(data).hex() != picture.digest:
        raise PictureChanged(f"{picture.path} 正在改，请再生成一次。")
    return encoded(data)


def encoded(data: bytes) -> bytes:
    """WebP, upright, at most 1600 pixels each way."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - only builds with new pictures

    with opened(data) as source:
        upright = ImageOps.exif_transpose(source)
        see_through = upright.mode in ("RGBA", "LA", "PA") or (
            "transparency" in upright.info
        )
        plain = upright.convert("RGBA" if see_through else "RGB")
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    made = b""
    for quality in QUALITIES:
        out = io.BytesIO()
        plain.save(out, "WEBP", quality=quality, method=4, exif=b"", icc_profile=None)
        made = out.getvalue()
        if len(made) <= LARGEST:
            break
    return made
