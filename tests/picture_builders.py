"""Picture files of every sort, made on the spot."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def a_picture(
    kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **more: Any
) -> bytes:
    """Two halves of different colours, so that one sees which side is up."""
    light, dark = {"P": (0, 1), "RGBA": ((255,) * 4, (0,) * 4)}.get(
        mode, ("white", "black")
    )
    image = Image.new(mode, size, light)
    image.paste(dark, (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def a_photo(orientation: int = 1, size: tuple[int, int] = (40, 30)) -> bytes:
    """As a telephone takes it: with where, when and by what in it."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (29.0, 5.0, 11.0)
    return a_picture(size=size, exif=exif)


def a_bomb(size: tuple[int, int] = (10_000, 10_000)) -> bytes:
    """A hundred megapixels of nothing, in a few kilobytes."""
    image = Image.new("1", size)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
