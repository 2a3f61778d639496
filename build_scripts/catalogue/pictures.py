"""A look at a picture file: is it one, how large is it shown.  Pixels come later.

Pillow reads three formats here and nothing else: a file that is really a script, an SVG
or a page is refused by its content, whatever its name says.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from build_scripts.catalogue.model import Picture, Text
from build_scripts.problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

MAX_PICTURE = 12_000_000
"""Bytes of a file; telephones take photos of 3 to 8 MB."""
MAX_PIXELS = 50_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
_ORIENTATION = 0x0112
_ON_ITS_SIDE = (5, 6, 7, 8)
_TEXT = (b"<", b"#!", b"%PDF", b"{", b"import ", b"function")


def look_at(path: str, name: str, data: bytes, digest: str) -> Picture | Problem:
    """What is published of a picture, or why nothing is; never raises for its bytes."""
    if len(data) > MAX_PICTURE:
        return _too_large(path, "文件超过 12 MB")
    if data[:64].lstrip().startswith(_TEXT):
        return _no_picture(path, "这不是图片，是一段程序或网页")
    try:
        with opened(data) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return _too_large(
                    path, f"图片有 {width * height // 1_000_000} 百万像素"
                )
            if image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE:
                width, height = height, width
            image.load()
    except PixelsRefused:
        return _too_large(path, "图片像素太多，打开会占满内存")
    except Exception:
        return _no_picture(path, "图片打不开，可能传坏了，或者不是图片")
    return Picture(
        id=name,
        path=path,
        name=Text("图片"),
        width=scaled(width, height)[0],
        height=scaled(width, height)[1],
        digest=digest,
    )


class PixelsRefused(ValueError):
    """More pixels than anybody should unpack."""


def opened(data: bytes) -> Opened:
    """The picture with its header read; PixelsRefused before anything is unpacked."""
    from PIL import Image  # noqa: PLC0415 - a build without new pictures needs none

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return Image.open(io.BytesIO(data), formats=FORMATS)
        except (
            Image.DecompressionBombWarning,
            Image.DecompressionBombError,
        ) as refusal:
            raise PixelsRefused from refusal


def scaled(width: int, height: int) -> tuple[int, int]:
    """Within 1600 pixels each way, in the same proportion, never enlarged."""
    most = max(width, height)
    if most <= LONGEST_SIDE:
        return width, height
    return (
        max(1, round(width * LONGEST_SIDE / most)),
        max(1, round(height * LONGEST_SIDE / most)),
    )


def _too_large(path: str, words: str) -> Problem:
    """K462: a picture has more bytes or pixels than we unpack.

    图片太大：文件不超过 12 MB，不超过五千万像素。请用手机或电脑缩小了再放。
    """
    return Problem(
        path,
        1,
        1,
        "K462",
        zh=words,
        en="the picture is too large: at most 12 MB and 50 megapixels",
        hint_zh="请缩小再放，长边 1600 像素就够清楚",
        hint_en="scale it down; 1600 pixels are enough",
    )


def _no_picture(path: str, words: str) -> Problem:
    """K463: a file named like a picture is none, or cannot be opened.

    文件名像图片，内容不是；或者传坏了，打不开。只收真正的 jpg、png、webp。
    """
    return Problem(
        path,
        1,
        1,
        "K463",
        zh=words,
        en="this is no jpg, png or webp that can be opened",
        hint_zh="请重新拍、重新导出，或者另存成 jpg",
        hint_en="export it again",
    )
